"""Choosing by platform: of the images that are one image for several platforms, one.

Images are a group where one index lists them, or where they have a name in common and are for
different platforms. Of each group the wanted platform is taken; without a wish the host's (always
Linux, since the images are), else the first. As Docker does, images for other platforms than the
wanted one are left out, in a group or not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from layerlab.errors import NoSuchPlatform
from layerlab.host import host_architecture
from layerlab.image import BlobImage
from layerlab.model import Platform, Reference

Group = tuple[BlobImage, ...]


def host_platform() -> Platform:
    """What Linux containers on this machine run on."""
    return Platform("linux", host_architecture()).normalised


@dataclass(frozen=True, slots=True)
class Choice:
    """`images` are the chosen ones in the archive's order, `others` what was passed over."""

    images: tuple[BlobImage, ...]
    others: tuple[BlobImage, ...]

    @property
    def everything(self) -> tuple[BlobImage, ...]:
        """All images. A name that several have is that of the chosen one."""
        taken = {name for image in self.images for name in image.references}
        others = (
            image.with_references(tuple(name for name in image.references if name not in taken))
            for image in self.others
        )
        return (*self.images, *others)


def choose(
    images: Sequence[BlobImage], wanted: Platform | None, host: Platform, name: str
) -> Choice:
    """One image of each group. `name` is what errors call the archive.

    Raises `NoSuchPlatform` where nothing is for the wanted platform.
    """
    chosen: set[int] = set()
    for group in groups_of(images):
        best = _best(group, wanted or host)
        if best is None and wanted is None:
            best = group[0]
        if best is not None:
            chosen.add(id(best))
    if images and not chosen:
        raise NoSuchPlatform(name, str(wanted), platforms_of(images))
    return Choice(
        tuple(image for image in images if id(image) in chosen),
        tuple(image for image in images if id(image) not in chosen),
    )


def platforms_of(images: Iterable[BlobImage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(image.platform) or "unknown" for image in images))


def groups_of(images: Sequence[BlobImage]) -> list[Group]:
    """Every image is in at least one group, most in one of their own.

    An image that two indexes list, or that shares two names, is in two.
    """
    platforms: dict[Reference, set[Platform]] = {}
    for image in images:
        for reference in image.references:
            platforms.setdefault(reference, set()).add(image.platform.normalised)
    found: dict[object, list[BlobImage]] = {}
    for image in images:
        shared = [name for name in image.references if len(platforms[name]) > 1]
        keys: Sequence[object] = image.indexes or shared or [id(image)]
        for key in keys:
            found.setdefault(key, []).append(image)
    return [tuple(group) for group in found.values()]


def _best(group: Group, wanted: Platform) -> BlobImage | None:
    """The image whose platform comes first in what `wanted` runs."""
    ranks = {platform: rank for rank, platform in enumerate(wanted.runs())}
    fitting = [image for image in group if image.platform.normalised in ranks]
    return min(fitting, key=lambda image: ranks[image.platform.normalised], default=None)
