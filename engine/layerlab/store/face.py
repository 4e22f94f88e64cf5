"""How other tools see the store: `oci-layout` and `index.json`, as an OCI image layout has them.

Spec: image-spec image-layout.md. They say nothing that the database does not, are made anew from
it after each change, and are replaced whole, so that whoever reads them meanwhile is never misled.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from layerlab.host import host_errors, write_whole
from layerlab.model import Descriptor, media
from layerlab.store.records import ImageRecord

LAYOUT = json.dumps({"imageLayoutVersion": "1.0.0"}).encode()


class Face:
    def __init__(self, root: Path) -> None:
        self.path = root / "index.json"
        self._layout = root / "oci-layout"

    def is_right(self, images: Sequence[ImageRecord]) -> bool:
        """Whether it says what is in the store."""
        with host_errors(self.path):
            is_there = self._layout.exists() and self.path.exists()
            return is_there and self.path.read_bytes() == _face_of(images)

    def replace(self, images: Sequence[ImageRecord]) -> None:
        if not self._layout.exists():
            write_whole(self._layout, LAYOUT)
        write_whole(self.path, _face_of(images))


def _face_of(images: Sequence[ImageRecord]) -> bytes:
    """One entry for each name, and one for an image without a name."""
    return index_json(
        Descriptor(
            image.manifest.media_type,
            image.manifest.digest,
            image.manifest.size,
            {media.CONTAINERD_NAME: str(ref), media.REF_NAME: ref.familiar} if ref else {},
        )
        for image in images
        for ref in (image.references or (None,))
    )


def index_json(entries: Iterable[Descriptor]) -> bytes:
    """An OCI index document, always the same bytes for the same entries."""
    document = {
        "schemaVersion": 2,
        "mediaType": media.OCI_INDEX,
        "manifests": [entry.to_json() for entry in entries],
    }
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
