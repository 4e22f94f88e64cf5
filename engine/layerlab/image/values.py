"""The one implementation of `Image` and `Layer`: values over a way to open a blob."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO, Protocol

from layerlab.errors import InvalidDocument, SizeMismatch
from layerlab.model import (
    Descriptor,
    DiffID,
    Digest,
    History,
    ImageConfig,
    ImageID,
    Manifest,
    Platform,
    Reference,
)
from layerlab.reasons import OtherLayerCount

Opener = Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class BlobLayer:
    """A `Layer` whose bytes come from `opener`."""

    number: int
    diff_id: DiffID
    stored_size: int
    opener: Opener = field(repr=False, compare=False)
    descriptor: Descriptor | None = None
    history: History | None = None
    origin: str | None = None
    is_missing: bool = False

    def open_blob(self) -> BinaryIO:
        """Raises `SizeMismatch` at once where there are more or fewer bytes than was said."""
        stream = self.opener()
        size = stream.seek(0, io.SEEK_END)
        if size != self.stored_size:
            stream.close()
            raise SizeMismatch(
                f"layer {self.number} ({self.diff_id.short})", self.stored_size, size
            )
        stream.seek(0)
        return stream


@dataclass(frozen=True, slots=True)
class BlobImage:
    """An `Image` of `BlobLayer`s.

    `indexes` are the digests of the nested indexes that list it: those of one index are one image
    for several platforms. `listed_platform` is what the index says of it.
    """

    config: ImageConfig
    layers: tuple[BlobLayer, ...]
    references: tuple[Reference, ...] = ()
    manifest_data: bytes | None = None
    listed_platform: Platform | None = None
    indexes: tuple[Digest, ...] = ()

    @property
    def image_id(self) -> ImageID:
        return self.config.image_id

    @property
    def platform(self) -> Platform:
        return self.listed_platform or self.config.platform

    @property
    def is_whole(self) -> bool:
        return not any(layer.is_missing for layer in self.layers)

    def require_whole(self) -> None:
        """Raises `MissingBlob` for the lowest layer that is missing."""
        for layer in self.layers:
            if layer.is_missing:
                layer.open_blob().close()

    @property
    def manifest(self) -> Manifest | None:
        if self.manifest_data is None:
            return None
        return Manifest.parse(self.manifest_data, "manifest")

    def with_references(self, references: tuple[Reference, ...]) -> "BlobImage":
        return replace(self, references=references)


class BlobSource(Protocol):
    """Where the blobs of a manifest come from."""

    def has(self, blob: Descriptor) -> bool: ...

    def open(self, blob: Descriptor) -> BinaryIO:
        """Raises `MissingBlob`."""
        ...

    def origin(self, blob: Descriptor) -> str | None:
        """See `Layer.origin`; asked of blobs that are there."""
        ...


def image_of_manifest(
    manifest_data: bytes, config: ImageConfig, source: BlobSource, name: str
) -> BlobImage:
    """The image that a manifest and its config describe; layers may be missing.

    Raises `InvalidDocument` where the two disagree on the number of layers.
    """
    manifest = Manifest.parse(manifest_data, name)
    if len(manifest.layers) != len(config.diff_ids):
        reason = OtherLayerCount(len(manifest.layers), len(config.diff_ids))
        raise InvalidDocument(name, reason)
    facts = zip(manifest.layers, config.diff_ids, config.layer_history(), strict=True)
    layers = tuple(_layer(source, number, *one) for number, one in enumerate(facts, start=1))
    return BlobImage(config, layers, manifest_data=manifest_data)


def _layer(
    source: BlobSource, number: int, blob: Descriptor, diff_id: DiffID, history: History | None
) -> BlobLayer:
    is_here = source.has(blob)
    return BlobLayer(
        number,
        diff_id,
        blob.size,
        partial(source.open, blob),
        blob,
        history,
        source.origin(blob) if is_here else str(blob.digest),
        is_missing=not is_here,
    )
