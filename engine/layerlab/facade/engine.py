"""`Engine`: one method an action, for the window, the command line and notebooks alike.

    with Engine(Path("~/layers").expanduser()) as engine:
        engine.load(Path("nginx.tar"))
        container = engine.container(engine.create("nginx:1", "c1").name)
        container.write(clean("/opt/nginx/index.html"), b"hello")
        engine.commit("c1", "nginx:2", message="a new page")

Every method may raise `EngineError`. Methods that look may be called from any thread; of those
that change the store, one runs at a time, also between programs.
"""

import contextlib
import json
import re
import secrets
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from layerlab.container import CommitResult, Container, ContainerRecord, LayerEntry
from layerlab.container.changes import apply_changes, merge_env
from layerlab.container.changeset import write_layer
from layerlab.container.commit import CommitRequest, add_child
from layerlab.container.container import alone_with
from layerlab.errors import (
    AmbiguousId,
    BadInput,
    DamagedContainer,
    DamagedIndex,
    ImageHasTags,
    InvalidName,
    InvalidReference,
    LostBlob,
    NameInUse,
    NoSuchContainer,
    NoSuchImage,
    NotFound,
    StorageFailed,
)
from layerlab.facade.describing import (
    ContainerSummary,
    HistoryRow,
    ImageSummary,
    archive_json,
    container_json,
    container_summary,
    history_rows,
    image_json,
)
from layerlab.facade.importing import ImportRequest, ImportResult, import_tar
from layerlab.facade.indexes import LayerIndexes
from layerlab.facade.loading import LoadedImage, LoadResult, load_images
from layerlab.facade.names import random_name
from layerlab.facade.stack import Lower, Stack
from layerlab.facade.verifying import Fault, StoreVerifier, verify_absent, verify_image
from layerlab.formats import (
    Archive,
    SaveFormat,
    host_platform,
    open_archive,
    open_stream,
    platforms_of,
    save_images,
)
from layerlab.host import host_errors, new_file, remove_tree
from layerlab.image import BlobImage, Image, stored_image
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import (
    Descriptor,
    DiffID,
    Digest,
    ImageID,
    Platform,
    Reference,
    media,
)
from layerlab.progress import Progress
from layerlab.store import ImageRecord, Store, now_text

LOOKS = 5
"""How often something lost is looked for before it is called so."""
_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class SaveResult:
    path: Path
    size_bytes: int
    image_ids: tuple[ImageID, ...]


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What is wrong, and what is only left over and goes with the next collection."""

    faults: tuple[Fault, ...]
    leftovers: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class RemovedImage:
    """What `remove_image` took away: names, and images that nothing names any more."""

    untagged: tuple[Reference, ...]
    deleted: tuple[ImageID, ...]


class Engine:
    """Open with the root directory; close it when done, or use it as a context.

    `limits` bound what comes in from outside, from archives and their layers.
    """

    def __init__(self, root: Path, limits: Limits = DEFAULT_LIMITS) -> None:
        self.root = root.absolute()
        self.limits = limits
        self._store = Store(self.root)
        self._indexes = LayerIndexes(self._store, limits)
        self._lowers: dict[ImageID, Lower] = {}
        self._opened: dict[int, Lower] = {}
        self._containers: dict[str, Container] = {}
        self._lock = threading.RLock()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def version(self) -> object:
        """A value that changes when the store does; comparable within one thread.

        Changes by this engine's other threads count as well.
        """
        return self._store.database.version()

    def close(self) -> None:
        for lower in (*self._lowers.values(), *self._opened.values()):
            lower.close()
        self._store.close()

    @property
    def host_platform(self) -> Platform:
        """What is chosen of an image for several platforms, where nobody says which."""
        return host_platform()

    # archives ---------------------------------------------------------------------------------

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

    def _forget_opened(self, archive: Archive) -> None:
        for image in archive.images:
            with self._lock:
                lower = self._opened.pop(id(image), None)
            if lower:
                lower.close()

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

    def _forget_incomplete(self, image_id: ImageID) -> None:
        """An image that lacked a layer has it now."""
        with self._lock:
            lower = self._lowers.get(image_id)
            if lower is None or lower.image.is_whole:
                return
            del self._lowers[image_id]
            kept = {k: c for k, c in self._containers.items() if c.image_id != image_id}
            self._containers = kept
        lower.close()

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
            _new_reference(reference) if reference else None,
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
        size = save_images(chosen, path, form, progress or Progress())
        return SaveResult(path, size, tuple(images))

    # images -----------------------------------------------------------------------------------

    def images(self) -> list[ImageSummary]:
        """Every image of the store, the newest first, also one that is damaged."""
        found = [self._summary_or_damage(record) for record in self._store.images()]
        return [summary for summary in found if summary]

    def _summary_or_damage(self, record: ImageRecord) -> ImageSummary | None:
        """None where another program has removed the image meanwhile.

        It may even have brought it back: a lost blob is damage only when it stays lost.
        """
        for _ in range(LOOKS):
            try:
                return self._summary(record)
            except BadInput as error:
                if not self._store.has_image(record.image_id):
                    return None
                if not isinstance(error, LostBlob):
                    break
        return ImageSummary(record.image_id, record.references, "", 0, 0, "", is_damaged=True)

    def _summary(self, record: ImageRecord) -> ImageSummary:
        image = stored_image(self._store, record)
        return ImageSummary(
            image.image_id,
            image.references,
            image.config.created,
            sum(self._sizes(image)),
            len(image.layers),
            str(image.config.platform),
            is_damaged=not image.is_whole,
        )

    def _sizes(self, image: BlobImage) -> list[int]:
        """Of the layers, as Docker counts: files once, and the targets of symbolic links.

        Source: moby pkg/directory, Size.
        """
        indexes = [self._indexes.get(layer, Progress()) for layer in image.layers]
        return [index.size_bytes + index.link_bytes for index in indexes]

    def image(self, name: str) -> BlobImage:
        """By reference, image ID or a prefix of one. Raises `NoSuchImage`, `AmbiguousId`."""
        record = self._store.find_image(name)
        with self._while_listed(record, name):
            return stored_image(self._store, record)

    @contextlib.contextmanager
    def _while_listed(self, record: ImageRecord, name: str) -> Iterator[None]:
        """A blob that is lost since another program has removed the image is no damage."""
        try:
            yield
        except LostBlob as error:
            if self._store.has_image(record.image_id):
                raise
            raise NoSuchImage(name) from error

    def tag(self, name: str, reference: str) -> Reference:
        """One more name; it moves here where another image had it."""
        parsed = _new_reference(reference)
        self._store.tag(self._store.find_image(name).image_id, parsed)
        return parsed

    def remove_image(self, name: str, *, force: bool = False) -> RemovedImage:
        """A name, and with its last name the image, as `docker rmi`.

        Raises `ImageInUse` where containers need the image, `ImageHasTags` for an ID with
        several names unless forced.
        """
        while True:  # again where another program changed the image's names meanwhile
            removed = self._remove_image(self._store.find_image(name), name, force=force)
            if removed:
                return removed

    def _remove_image(self, record: ImageRecord, name: str, *, force: bool) -> RemovedImage | None:
        reference = Reference.parse_or_none(name)
        is_one_of_several = len(record.references) > 1 and reference in record.references
        if reference is not None and is_one_of_several:
            done = self._store.untag(record.image_id, reference)
            return RemovedImage((reference,), ()) if done else None
        if len(record.references) > 1 and not force:
            tags = tuple(ref.familiar for ref in record.references)
            raise ImageHasTags(record.image_id.short, tags)
        if not self._store.remove_image(record.image_id, record.references):
            return None
        self._forget_lower(record.image_id)
        self._indexes.keep_only(self._diff_ids(self._store.images()))
        return RemovedImage(record.references, (record.image_id,))

    def collect(self) -> list[Digest]:
        """Removes what nothing refers to any more, and what killed programs left; its blobs."""
        removed = self._store.collect()
        self._indexes.keep_only(self._diff_ids(self._store.images()))
        return removed

    def _diff_ids(self, records: Sequence[ImageRecord]) -> set[DiffID]:
        """Of all layers of some images; a damaged one has none that are known."""
        found: set[DiffID] = set()
        for record in records:
            with contextlib.suppress(BadInput):
                found |= set(stored_image(self._store, record).config.diff_ids)
        return found

    def _forget_lower(self, image_id: ImageID) -> None:
        with self._lock:
            lower = self._lowers.pop(image_id, None)
        if lower:
            lower.close()

    def history(self, name: str) -> list[HistoryRow]:
        """Newest first."""
        image = self.image(name)
        return history_rows(image, self._sizes(image))

    def inspect(self, name: str) -> dict[str, Any]:
        """Docker's JSON of a container, else of an image."""
        with contextlib.suppress(NoSuchContainer):
            return container_json(self.container(name))
        record = self._store.find_image(name)
        with self._while_listed(record, name):
            image = stored_image(self._store, record)
            return image_json(image, record, sum(self._sizes(image)))

    def verify(self, name: str, progress: Progress | None = None) -> list[Fault]:
        """Recomputes everything of an image of the store; no faults means all is right."""
        record = self._store.find_image(name)
        return list(StoreVerifier(self._store, progress or Progress()).image(record))

    def verify_store(self, progress: Progress | None = None) -> StoreReport:
        """The same for the whole store: images, blobs, database, containers and their logs.

        Containers are opened, which completes what a killed program began. A damaged index is
        removed, since it is made anew when it is needed.
        """
        faults = list(StoreVerifier(self._store, progress or Progress()).everything())
        damaged = self._indexes.drop_damaged()
        faults += [Fault(path.name, DamagedIndex(str(path))) for path in damaged]
        for record in self._records():
            try:
                reasons = self.container(record.id, progress).faults()
            except (BadInput, NotFound) as error:
                faults.append(Fault(record.name, error))
                continue
            faults += [Fault(record.name, DamagedContainer(record.name, r)) for r in reasons]
        return StoreReport(tuple(faults), tuple(self._store.leftovers()))

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

    def inspect_archive(self, path: Path, progress: Progress | None = None) -> dict[str, Any]:
        """What is in an archive: images, artifacts, and images that are listed and absent."""
        with self.open(path, progress) as archive:
            return archive_json(archive)

    # containers -------------------------------------------------------------------------------

    def create(
        self,
        image: str,
        name: str | None = None,
        command: Sequence[str] = (),
        env: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> ContainerSummary:
        """A container of an image: nothing is copied. A name is made up where none is given.

        Raises `MissingBlob` for an image that lacks a layer.
        """
        self._store.require_writable()
        found = self.image(image)
        found.require_whole()
        run = dict(found.config.run)
        if command:
            run["Cmd"] = list(command)
        if env:
            run["Env"] = merge_env(run.get("Env"), env)
        self._lower(found, progress or Progress())
        record = ContainerRecord(
            secrets.token_hex(32),
            self._new_name(name),
            found.image_id,
            _shown_name(image, found),
            now_text(),
            run,
        )
        self._insert(record)
        return container_summary(record)

    def _new_name(self, name: str | None) -> str:
        taken = {record.name for record in self._records()}
        if name is None:
            return random_name(taken)
        if not _NAME.fullmatch(name):
            raise InvalidName(name, "only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed")
        if name in taken:
            raise NameInUse(name, "a container")
        return name

    def _insert(self, record: ContainerRecord) -> None:
        values = (
            record.id,
            record.name,
            record.image_id,
            record.image_name,
            record.created,
            json.dumps(record.run),
        )
        with self._store.database.writing() as writer:
            query = "select 1 from container where name = ?"
            if writer.execute(query, (record.name,)).fetchone():
                raise NameInUse(record.name, "a container")
            known = writer.execute("select 1 from image where image_id = ?", (record.image_id,))
            if not known.fetchone():
                raise NoSuchImage(record.image_name)
            writer.execute("insert into container values (?, ?, ?, ?, ?, ?, 0)", values)

    def _records(self) -> list[ContainerRecord]:
        rows = self._store.database.rows(
            "select id, name, image_id, image_name, created, config from container"
            " order by created desc"
        )
        return [
            ContainerRecord(
                str(key), str(name), ImageID(str(image)), str(title), str(made), _loads(run)
            )
            for key, name, image, title, made, run in rows
        ]

    def containers(self) -> list[ContainerSummary]:
        """The newest first."""
        return [container_summary(record) for record in self._records()]

    def _find_container(self, name: str) -> ContainerRecord:
        records = self._records()
        for record in records:
            if name in (record.name, record.id):
                return record
        found = [r for r in records if name and r.id.startswith(name)]
        if not found:
            raise NoSuchContainer(name)
        if len(found) > 1:
            raise AmbiguousId(name, tuple(record.id[:12] for record in found))
        return found[0]

    def container(self, name: str, progress: Progress | None = None) -> Container:
        """By name, ID or a prefix of one. The same object each time while the engine is open."""
        record = self._find_container(name)
        with self._lock:
            known = self._containers.get(record.id)
        if known is None:
            lower = self._lower(self.image(record.image_id), progress or Progress())
            known = self._open_container(record, lower)
        known.record = record
        return known

    def _open_container(self, record: ContainerRecord, lower: Lower) -> Container:
        with self._lock:
            if record.id not in self._containers:
                directory = self._container_directory(record.id)
                opened = Container(self._store, record, directory, lower.overlay, self.limits)
                self._containers[record.id] = opened
            return self._containers[record.id]

    def _container_directory(self, key: str) -> Path:
        return self.root / "containers" / key

    def rename_container(self, name: str, new: str) -> None:
        record = self._find_container(name)
        new = self._new_name(new)
        with self._store.database.writing() as writer:
            if writer.execute("select 1 from container where name = ?", (new,)).fetchone():
                raise NameInUse(new, "a container")
            query = "update container set name = ? where id = ?"
            if not writer.execute(query, (new, record.id)).rowcount:
                raise NoSuchContainer(name)

    def remove_container(self, name: str) -> ContainerSummary:
        """A container with its layer and its log, for good."""
        self._store.require_writable()
        record = self._find_container(name)
        directory = self._container_directory(record.id)
        with alone_with(directory):
            self._store.make_room(
                lambda writer: writer.execute("delete from container where id = ?", (record.id,))
            )
        with self._lock:
            self._containers.pop(record.id, None)
        with contextlib.suppress(StorageFailed):  # what is held just now goes with a collection
            remove_tree(directory)
        return container_summary(record)

    def preview_commit(self, name: str) -> list[LayerEntry]:
        """Exactly the entries, in their order, that the layer of a commit would have now."""
        container = self.container(name)
        container.refresh()
        return container.layer_entries()

    def commit(
        self,
        name: str,
        reference: str | None = None,
        message: str = "",
        author: str = "",
        changes: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> CommitResult:
        """A new image: the container's image with its changes as one more layer.

        Without changes of files the image has one more line of history and no more layer.
        """
        parsed = _new_reference(reference) if reference else None
        self._store.require_writable()
        container = self.container(name)
        run = apply_changes(container.record.run, changes)
        request = CommitRequest(parsed, message, author, now_text(), run)
        parent = self.image(container.image_id)
        with self._store.lease() as lease:
            layer, entry_count = self._put_layer(container, lease, progress or Progress())
            image_id = add_child(self._store, parent, request, layer, lease)
        diff_id = DiffID(layer.digest) if layer else None  # a new layer is plain
        return CommitResult(image_id, parsed, layer, diff_id, entry_count)

    def _put_layer(
        self, container: Container, lease: str, progress: Progress
    ) -> tuple[Descriptor | None, int]:
        """The container's changes as a blob (None without any), and how many entries it has."""
        spool = self._store.blobs.temporary()
        try:
            with container.still(), host_errors(self.root), spool.open("xb") as sink:
                entries = container.layer_entries()
                write_layer(entries, container.files, sink, progress)
            if not entries:
                return None, 0
            with spool.open("rb") as source:
                digest, size = self._store.put(source, "the new layer", lease, progress)
        finally:
            spool.unlink(missing_ok=True)
        return Descriptor(media.OCI_LAYER, digest, size), len(entries)

    def export(self, name: str, path: Path, progress: Progress | None = None) -> None:
        """A container's merged files as one tar, which appears whole or not at all."""
        with new_file(path) as sink:
            self.export_stream(name, sink, progress)

    def export_stream(self, name: str, sink: BinaryIO, progress: Progress | None = None) -> None:
        """The same into a stream; what Docker prepares in a container for its mounts is in it."""
        self.container(name).export(sink, progress)

    # looking ----------------------------------------------------------------------------------

    def stack(self, target: "str | Image", progress: Progress | None = None) -> Stack:
        """The layers of a container, or of an image by name, or of an image of an archive.

        Layers that were never indexed are read now, which `progress` tells.
        """
        progress = progress or Progress()
        if not isinstance(target, str):
            return Stack(self._opened_lower(target, progress))
        with contextlib.suppress(NoSuchContainer):
            container = self.container(target, progress)
            container.refresh()
            return Stack(self._lower(self.image(container.image_id), progress), container)
        return Stack(self._lower(self.image(target), progress))

    def _opened_lower(self, image: Image, progress: Progress) -> Lower:
        """Kept until its archive is closed: it remembers the way through compressed layers."""
        known = self._opened.get(id(image))
        if known is None or known.image is not image:
            known = Lower(image, self._indexes, progress)
            with self._lock:
                self._opened[id(image)] = known
        return known

    def _lower(self, image: BlobImage, progress: Progress) -> Lower:
        with self._lock:
            known = self._lowers.get(image.image_id)
        if known is None:
            self._check_layers(image, progress)
            try:
                known = Lower(image, self._indexes, progress)
            except LostBlob as error:
                if self._store.has_image(image.image_id):
                    raise
                raise NoSuchImage(image.image_id.short) from error
            with self._lock:
                known = self._lowers.setdefault(image.image_id, known)
        return known

    def _check_layers(self, image: BlobImage, progress: Progress) -> None:
        """A damaged layer is told before it is looked into; a lost one, when it is read.

        Raises `DamagedBlob`.
        """
        name = image.references[0].familiar if image.references else image.image_id.short
        for layer in image.layers:
            if layer.descriptor:
                title = f"layer {layer.number} of {name}"
                with contextlib.suppress(LostBlob):
                    self._store.open(layer.descriptor.digest, title, progress).close()


def _loads(text: object) -> Mapping[str, Any]:
    return cast("dict[str, Any]", json.loads(str(text)))


def _new_reference(text: str) -> Reference:
    """A name that can be given: a digest can't, it is what the content has."""
    parsed = Reference.parse(text)
    if parsed.digest:
        raise InvalidReference(text, "a name with a digest can't be given")
    return parsed


def _shown_name(asked: str, image: BlobImage) -> str:
    """How the container's table names its image: as it was asked for, if that is a name of it."""
    reference = Reference.parse_or_none(asked)
    return asked if reference in image.references else image.image_id.short
