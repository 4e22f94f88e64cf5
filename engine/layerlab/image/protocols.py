"""`Image` and `Layer`: what every source of images offers, and all that the rest relies on.

The store, an archive that was opened in place and (later) a registry implement them through
`values.BlobSource`; nothing above this package knows where the bytes come from.
"""

from typing import BinaryIO, Protocol

from layerlab.model import (
    Descriptor,
    DiffID,
    History,
    ImageConfig,
    ImageID,
    Manifest,
    Platform,
    Reference,
)


class Layer(Protocol):
    """One read-only layer. Values may be read, and streams opened, from any thread."""

    @property
    def number(self) -> int:
        """From 1, the base."""
        ...

    @property
    def diff_id(self) -> DiffID:
        """As the config claims it; `verify` and `load` check it."""
        ...

    @property
    def descriptor(self) -> Descriptor | None:
        """Media type, digest and size as stored; None where that needs a read of all bytes."""
        ...

    @property
    def stored_size(self) -> int:
        """Bytes of the blob as stored."""
        ...

    @property
    def history(self) -> History | None:
        """The line of the image's history that made it, where there is one."""
        ...

    @property
    def origin(self) -> str | None:
        """None where the bytes are known to have this diff ID; otherwise a text that changes
        whenever the bytes may have changed, under which things may be remembered."""
        ...

    @property
    def is_missing(self) -> bool:
        """The source lists the layer and lacks its blob: nothing is known of its files."""
        ...

    def open_blob(self) -> BinaryIO:
        """The bytes as stored, seekable; the caller closes. Raises `MissingBlob`."""
        ...


class Image(Protocol):
    """An image for one platform: a config and its layers, base first. Immutable."""

    @property
    def config(self) -> ImageConfig: ...

    @property
    def image_id(self) -> ImageID: ...

    @property
    def platform(self) -> Platform:
        """As its index lists it, else as its config says."""
        ...

    @property
    def manifest_data(self) -> bytes | None:
        """The manifest as it came; None where the archive has none (docker-archive)."""
        ...

    @property
    def manifest(self) -> Manifest | None: ...

    @property
    def references(self) -> tuple[Reference, ...]: ...

    @property
    def layers(self) -> tuple[Layer, ...]: ...

    @property
    def is_whole(self) -> bool:
        """None of its layers is missing."""
        ...
