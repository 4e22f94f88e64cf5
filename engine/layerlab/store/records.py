"""The images that the database lists, as values."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from layerlab.errors import AmbiguousId, NoSuchImage
from layerlab.model import Descriptor, Digest, ImageID, Reference
from layerlab.store.database import Database


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """An image of the store; `parent` is the image that it was committed from, if any."""

    image_id: ImageID
    manifest: Descriptor
    references: tuple[Reference, ...]
    parent: ImageID | None
    added_at: str

    @property
    def name(self) -> str:
        """What people call it: its first name, or its ID where it has none."""
        return self.references[0].familiar if self.references else self.image_id.short


def read_images(database: Database) -> list[ImageRecord]:
    """Every image, the newest first."""
    rows = database.rows(
        "select image_id, manifest, media_type, size, parent, added_at, name"
        " from image join blob on manifest = digest left join ref using (image_id)"
        " order by added_at desc, image_id, name"
    )
    return [
        _record(image, [Reference.parse(str(row[-1])) for row in group if row[-1]])
        for image, group in itertools.groupby(rows, key=lambda row: row[:-1])
    ]


def _record(row: tuple[object, ...], references: list[Reference]) -> ImageRecord:
    image_id, manifest, media_type, size, parent, added_at = row
    return ImageRecord(
        ImageID(str(image_id)),
        Descriptor(str(media_type), Digest(str(manifest)), cast("int", size)),
        tuple(references),
        ImageID(str(parent)) if parent else None,
        str(added_at),
    )


def find_image(images: Sequence[ImageRecord], name: str) -> ImageRecord:
    """By reference, by image ID, or by an unambiguous prefix of one.

    Raises `NoSuchImage`, `AmbiguousId`.
    """
    reference = Reference.parse_or_none(name)
    if reference:
        for image in images:
            if reference in image.references:
                return image
            if reference.digest and reference.digest == image.manifest.digest:
                return image
    wanted = name.removeprefix("sha256:")
    found = [i for i in images if wanted and i.image_id.hex.startswith(wanted)]
    if not found:
        raise NoSuchImage(name)
    if len(found) > 1:
        raise AmbiguousId(name, tuple(i.image_id.short for i in found))
    return found[0]
