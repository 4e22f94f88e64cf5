"""What all actions of the engine work on: the store, the layers' indexes, and what is open.

The actions are told in files of their own (`images`, `archives`, `containers`), each a class over
this one; `engine.Engine` is all of them.
"""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from layerlab.container import Container, Volume
from layerlab.errors import BadInput, InvalidReference, LostBlob, NoSuchImage
from layerlab.facade.indexes import LayerIndexes
from layerlab.facade.stack import Lower
from layerlab.formats import Archive, host_platform
from layerlab.image import BlobImage, Image, stored_image
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import DiffID, ImageConfig, ImageID, Platform, Reference
from layerlab.progress import Progress
from layerlab.reasons import Flaw
from layerlab.runners.linux import sweep
from layerlab.store import ImageRecord, Store


class Core:
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
        self._volumes: dict[str, Volume] = {}
        self._lock = threading.RLock()

    def __enter__(self) -> Self:
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

    @property
    def unpacked(self) -> Path:
        """The Linux runner's cache of unpacked layers."""
        return self.root / "unpacked"

    # layers that are open

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

    def _forget_opened(self, archive: Archive) -> None:
        for image in archive.images:
            with self._lock:
                lower = self._opened.pop(id(image), None)
            if lower:
                lower.close()

    def _forget_lower(self, image_id: ImageID) -> None:
        with self._lock:
            lower = self._lowers.pop(image_id, None)
        if lower:
            lower.close()

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

    # of images

    def _sizes(self, image: BlobImage) -> list[int]:
        """Of the layers, as Docker counts: files once, and the targets of symbolic links.

        Source: moby pkg/directory, Size.
        """
        indexes = [self._indexes.get(layer, Progress()) for layer in image.layers]
        return [index.size_bytes + index.link_bytes for index in indexes]

    def _diff_ids(self, records: Sequence[ImageRecord]) -> set[DiffID]:
        """Of all layers of some images; a damaged one has none that are known."""
        return {diff_id for config in self._configs(records) for diff_id in config.diff_ids}

    def _configs(self, records: Sequence[ImageRecord]) -> Iterator[ImageConfig]:
        """Of some images, but for damaged ones."""
        for record in records:
            with contextlib.suppress(BadInput):
                yield stored_image(self._store, record).config

    def _forget_layers(self) -> None:
        """What was worked out of layers that no image has any more."""
        records = self._store.images()
        self._indexes.keep_only(self._diff_ids(records))
        chains = {chain for config in self._configs(records) for chain in config.chain_ids}
        sweep(self.unpacked, chains)


def new_reference(text: str) -> Reference:
    """A name that can be given: a digest can't, it is what the content has."""
    parsed = Reference.parse(text)
    if parsed.digest:
        raise InvalidReference(text, Flaw.WITH_DIGEST)
    return parsed
