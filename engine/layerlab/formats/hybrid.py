"""Reads archives that are docker-archive and OCI layout in one, as Docker 25 and later save.

`manifest.json` decides which images there are and the order of their layers; the OCI index adds
what it alone knows: the manifests as they were pushed (so that digests stay) and images that
`manifest.json` left out. An OCI manifest that disagrees with `manifest.json` is dropped: Docker
25.0.0 wrote its layers in random order (moby#47150), a candidate wrote none (moby#47065).
"""

import contextlib
from dataclasses import replace

from layerlab.errors import BadInput
from layerlab.formats.contents import Contents
from layerlab.formats.docker_archive import is_docker_archive, read_docker_archive
from layerlab.formats.members import Members
from layerlab.formats.oci_layout import is_oci_layout, read_oci_layout
from layerlab.image import BlobImage
from layerlab.progress import Progress


def is_hybrid(members: Members) -> bool:
    return is_docker_archive(members) and is_oci_layout(members)


def read_hybrid(members: Members, progress: Progress) -> Contents:
    listed = read_docker_archive(members, progress)
    layout = Contents(())
    with contextlib.suppress(BadInput):
        layout = read_oci_layout(members, progress)
    indexed = {str(image.image_id): image for image in layout.images}
    merged = [_merge(image, indexed.pop(str(image.image_id), None)) for image in listed.images]
    absent = (*listed.absent, *layout.absent)
    return Contents((*merged, *indexed.values()), layout.artifacts, absent)


def _merge(image: BlobImage, indexed: BlobImage | None) -> BlobImage:
    if indexed is None:
        return image
    same_bytes = all(
        ours.origin == theirs.origin
        for ours, theirs in zip(image.layers, indexed.layers, strict=True)
    )
    return replace(
        indexed if same_bytes else image,
        references=tuple(dict.fromkeys((*image.references, *indexed.references))),
        listed_platform=indexed.listed_platform,
        indexes=indexed.indexes,
    )
