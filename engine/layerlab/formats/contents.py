"""What a reader finds in an archive: images, what is no image, and what was left out."""

from dataclasses import dataclass

from layerlab.formats.artifacts import Artifact
from layerlab.image import BlobImage
from layerlab.model import Descriptor, Platform, Reference


@dataclass(frozen=True, slots=True)
class AbsentImage:
    """An image that the archive lists without its manifest, or without its config.

    Docker's containerd store saves the first kind: platforms that it never pulled. `missing` is
    the digest of the blob that is not there, or the name of the member.
    """

    missing: str
    descriptor: Descriptor | None = None
    references: tuple[Reference, ...] = ()

    @property
    def platform(self) -> Platform | None:
        return self.descriptor.platform if self.descriptor else None

    @property
    def was_left_out(self) -> bool:
        """All of it is absent, as savers may leave it; else it is incomplete."""
        return self.descriptor is not None and self.missing == self.descriptor.digest


@dataclass(frozen=True, slots=True)
class Contents:
    images: tuple[BlobImage, ...]
    artifacts: tuple[Artifact, ...] = ()
    absent: tuple[AbsentImage, ...] = ()
