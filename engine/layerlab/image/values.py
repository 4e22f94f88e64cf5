"""The one implementation of `Image` and `Layer`: values over a way to open a blob."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from layerlab.errors import InvalidDocument
from layerlab.model import (
    Descriptor,
    DiffID,
    History,
    ImageConfig,
    ImageID,
    Manifest,
    Reference,
)

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

    def open_blob(self) -> BinaryIO:
        return self.opener()


@dataclass(frozen=True, slots=True)
class BlobImage:
    """An `Image` of `BlobLayer`s."""

    config: ImageConfig
    layers: tuple[BlobLayer, ...]
    references: tuple[Reference, ...] = ()
    manifest_data: bytes | None = None

    @property
    def image_id(self) -> ImageID:
        return self.config.image_id

    @property
    def manifest(self) -> Manifest | None:
        if self.manifest_data is None:
            return None
        return Manifest.parse(self.manifest_data, "manifest")

    def with_references(self, references: tuple[Reference, ...]) -> "BlobImage":
        return replace(self, references=references)


def image_of_manifest(
    manifest_data: bytes,
    config: ImageConfig,
    opener: Callable[[Descriptor], Opener],
    name: str,
    references: tuple[Reference, ...] = (),
    origin: Callable[[Descriptor], str | None] = lambda _: None,
) -> BlobImage:
    """The image that a manifest and its config describe.

    Raises `InvalidDocument` where the two disagree on the number of layers.
    """
    manifest = Manifest.parse(manifest_data, name)
    if len(manifest.layers) != len(config.diff_ids):
        reason = f"{len(manifest.layers)} layers, but its config has {len(config.diff_ids)}"
        raise InvalidDocument(name, reason)
    layers = tuple(
        BlobLayer(number, diff_id, blob.size, opener(blob), blob, history=line, origin=origin(blob))
        for number, (blob, diff_id, line) in enumerate(
            zip(manifest.layers, config.diff_ids, config.layer_history(), strict=True), start=1
        )
    )
    return BlobImage(config, layers, references, manifest_data)
