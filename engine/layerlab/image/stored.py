"""Images of the store, as values."""

from functools import partial

from layerlab.image.values import BlobImage, Opener, image_of_manifest
from layerlab.model import Descriptor, ImageConfig, Manifest
from layerlab.store import ImageRecord, Store


def stored_image(store: Store, record: ImageRecord) -> BlobImage:
    """The image of a record; its layers' diff IDs were checked when it was stored."""
    name = record.name
    manifest_data = store.read(record.manifest.digest, f"the manifest of {name}")
    manifest = Manifest.parse(manifest_data, name)
    config = ImageConfig.parse(store.read(manifest.config.digest, f"the config of {name}"), name)

    numbers = {blob.digest: number for number, blob in enumerate(manifest.layers, start=1)}

    def opener(blob: Descriptor) -> Opener:
        return partial(store.open, blob.digest, f"layer {numbers[blob.digest]} of {name}")

    return image_of_manifest(manifest_data, config, opener, name, record.references)
