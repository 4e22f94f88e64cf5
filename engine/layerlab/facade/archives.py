"""Actions on archives: open, load, import, save, check."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from layerlab.container.changes import apply_changes
from layerlab.facade.core import new_reference
from layerlab.facade.describing import archive_json
from layerlab.facade.images import Images
from layerlab.facade.importing import ImportRequest, ImportResult, import_tar
from layerlab.facade.loading import LoadedImage, LoadResult, load_images
from layerlab.facade.verifying import Fault, verify_absent, verify_image
from layerlab.formats import (
    Archive,
    SavedFile,
    SaveFormat,
    host_platform,
    open_archive,
    open_stream,
    platforms_of,
    save_images,
)
from layerlab.host import host_errors
from layerlab.image import BlobImage
from layerlab.model import ImageID, Platform, Reference
from layerlab.progress import Progress
from layerlab.store import now_text


@dataclass(frozen=True, slots=True)
class SaveResult:
    """`files` are what is in the archive, in its order."""

    path: Path
    size_bytes: int
    image_ids: tuple[ImageID, ...]
    files: tuple[SavedFile, ...] = ()


class Archives(Images):
    def open(self, path: Path, progress: Progress | None = None) -> Archive:
        """Opens an archive or OCI directory in place; nothing comes into the store.

        Its images can be looked at (`stack`) and loaded (`load_opened`); close it when done.
        """
        return self._opens(
            open_archive(path, self._store.scratch(), self.limits, progress or Progress())
        )

    def _opens(self, archive: Archive) -> Archive:
        archive.when_closed(lambda: self._forget_opened(archive))
        return archive

    def load(
        self,
        path: Path,
        progress: Progress | None = None,
        *,
        platform: Platform | None = None,
        all_platforms: bool = False,
    ) -> LoadResult:
        """The images of an archive into the store, with their names.

        Of an image for several platforms that for `platform` (the host's by default) is taken,
        or with `all_platforms` each one, and that one has the name. Raises `NoSuchPlatform`.
        """
        self._store.require_writable()
        progress = progress or Progress()
        with self.open(path, progress) as archive:
            return self.load_opened(
                archive, progress, platform=platform, all_platforms=all_platforms
            )

    def load_stream(
        self,
        stream: BinaryIO,
        progress: Progress | None = None,
        *,
        platform: Platform | None = None,
        all_platforms: bool = False,
    ) -> LoadResult:
        """An archive from a pipe: spooled to the disk first, since archives are read in jumps."""
        self._store.require_writable()
        progress = progress or Progress()
        opened = open_stream(stream, self._store.scratch(), self.limits, progress)
        with self._opens(opened) as archive:
            return self.load_opened(
                archive, progress, platform=platform, all_platforms=all_platforms
            )

    def load_opened(
        self,
        archive: Archive,
        progress: Progress | None = None,
        *,
        platform: Platform | None = None,
        all_platforms: bool = False,
    ) -> LoadResult:
        """As `load`, of an archive that is open."""
        self._store.require_writable()
        choice = archive.choose(platform)
        images = choice.everything if all_platforms else choice.images
        left = () if all_platforms else platforms_of(choice.others)
        return LoadResult(archive.path, self._load(images, progress or Progress()), left)

    def load_image(self, image: BlobImage, progress: Progress | None = None) -> LoadedImage:
        """One image of an opened archive into the store."""
        self._store.require_writable()
        return self._load([image], progress or Progress())[0]

    def _load(self, images: Sequence[BlobImage], progress: Progress) -> tuple[LoadedImage, ...]:
        loaded = load_images(self._store, self._indexes, images, progress)
        for image in loaded:
            self._forget_incomplete(image.image_id)
        return loaded

    def import_image(
        self,
        source: Path | BinaryIO,
        reference: str | None = None,
        message: str = "",
        changes: Sequence[str] = (),
        platform: Platform | None = None,
        progress: Progress | None = None,
    ) -> ImportResult:
        """A tar of a whole file system, plain or compressed, as an image of one layer.

        `changes` are instructions as for `commit`, `platform` is by default the host's, for
        Linux. Raises `InvalidChange`, and what is wrong with the tar (`BadInput`): then nothing
        is kept.
        """
        request = ImportRequest(
            str(source) if isinstance(source, Path) else "what came from the pipe",
            new_reference(reference) if reference else None,
            message,
            now_text(),
            apply_changes({}, changes),
            platform or host_platform(),
        )
        progress = progress or Progress()
        if not isinstance(source, Path):
            progress.begin("import", request.name)
            return import_tar(self._store, self._indexes, source, request, progress)
        with host_errors(source), source.open("rb") as stream:
            progress.begin("import", request.name, source.stat().st_size)
            return import_tar(self._store, self._indexes, stream, request, progress)

    def save(
        self,
        names: Sequence[str],
        path: Path,
        form: SaveFormat = SaveFormat.DOCKER_ARCHIVE,
        progress: Progress | None = None,
    ) -> SaveResult:
        """Images into one archive, with the names that were given; by ID, with none.

        The same images under the same names always give the same bytes.
        """
        images: dict[ImageID, BlobImage] = {}
        for name in names:
            image = self.image(name)
            known = images.get(image.image_id)
            wanted = [ref for ref in image.references if ref == Reference.parse_or_none(name)]
            already = known.references if known else ()
            names_of = tuple(dict.fromkeys((*already, *wanted)))
            images[image.image_id] = image.with_references(names_of)
        chosen = list(images.values())
        saved = save_images(chosen, path, form, progress or Progress())
        return SaveResult(path, saved.size_bytes, tuple(images), saved.files)

    def inspect_archive(self, path: Path, progress: Progress | None = None) -> dict[str, Any]:
        """What is in an archive: images, artifacts, and images that are listed and absent."""
        with self.open(path, progress) as archive:
            return archive_json(archive)

    def verify_archive(self, path: Path, progress: Progress | None = None) -> list[Fault]:
        """The same for all images of an archive, opened in place."""
        progress = progress or Progress()
        with self.open(path, progress) as archive:
            faults = [
                fault
                for image in archive.images
                for fault in verify_image(image, str(path), progress, self.limits)
            ]
            lacking = [fault for one in archive.absent for fault in verify_absent(one, str(path))]
        return faults + lacking
