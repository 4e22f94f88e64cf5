"""Images of the store, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from layerlab.image.values import BlobImage, image_of_manifest
from layerlab.model import Descriptor, Digest, ImageConfig, Manifest
from layerlab.store import ImageRecord, Store


@dataclass(frozen=True, slots=True)
class _StoredBlobs:
    """The store as a `BlobSource`. Diff IDs were checked when it took the blobs."""

    store: Store
    image: str
    numbers: Mapping[Digest, int]

    def has(self, blob: Descriptor) -> bool:
        return self.store.blobs.has(blob.digest)

    def open(self, blob: Descriptor) -> BinaryIO:
        return self.store.open(blob.digest, f"layer {self.numbers[blob.digest]} of {self.image}")

    def origin(self, _: Descriptor) -> None:
        return None


def stored_image(store: Store, record: ImageRecord) -> BlobImage:
    """The image of a record; a layer whose blob has vanished is missing."""
    name = record.name
    manifest_data = store.read(record.manifest.digest, f"the manifest of {name}")
    manifest = Manifest.parse(manifest_data, name)
    config = ImageConfig.parse(store.read(manifest.config.digest, f"the config of {name}"), name)
    numbers = {blob.digest: number for number, blob in enumerate(manifest.layers, start=1)}
    image = image_of_manifest(manifest_data, config, _StoredBlobs(store, name, numbers), name)
    return image.with_references(record.references)
