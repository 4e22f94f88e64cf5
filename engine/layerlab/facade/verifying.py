"""Verify: every digest, size and diff ID computed anew, and each fault named."""

from dataclasses import dataclass

from layerlab.errors import (
    BadInput,
    DiffIdMismatch,
    DigestMismatch,
    EngineError,
    SizeMismatch,
)
from layerlab.image import BlobImage, BlobLayer
from layerlab.model import Descriptor, DiffID, Digest
from layerlab.progress import Progress
from layerlab.streams.compression import decompressed
from layerlab.streams.hashing import HashingReader


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: with which object, and what."""

    object: str
    error: EngineError


def verify_image(
    image: BlobImage, name: str, progress: Progress, manifest: Descriptor | None = None
) -> list[Fault]:
    """Reads all bytes of an image. `manifest` is what the store says of the manifest's blob.

    An empty list means that everything is as the documents say.
    """
    faults: list[Fault] = []
    if manifest and image.manifest_data is not None:
        actual = Digest.of(image.manifest_data)
        if actual != manifest.digest:
            error = DigestMismatch(f"the manifest of {name}", manifest.digest, actual)
            faults.append(Fault(f"manifest of {name}", error))
    described = image.manifest
    if described and described.config.digest != Digest(image.image_id):
        error = DigestMismatch(f"the config of {name}", described.config.digest, image.image_id)
        faults.append(Fault(f"config of {name}", error))
    for layer in image.layers:
        faults += _verify_layer(layer, name, progress)
    return faults


def _verify_layer(layer: BlobLayer, name: str, progress: Progress) -> list[Fault]:
    title = f"layer {layer.number} of {name}"
    progress.begin("verify", title, layer.stored_size)
    faults: list[EngineError] = []
    try:
        with layer.open_blob() as blob:
            hashed = HashingReader(blob)
            content = HashingReader(decompressed(hashed, title))
            while chunk := content.read(1 << 20):
                progress.advance(len(chunk))
            hashed.drain()
    except BadInput as error:
        return [Fault(title, error)]
    if layer.descriptor and hashed.size != layer.descriptor.size:
        faults.append(SizeMismatch(title, layer.descriptor.size, hashed.size))
    if layer.descriptor and hashed.digest() != layer.descriptor.digest:
        faults.append(DigestMismatch(title, layer.descriptor.digest, hashed.digest()))
    found = DiffID(content.digest())
    if found != layer.diff_id:
        faults.append(DiffIdMismatch(layer.number, layer.diff_id, found))
    return [Fault(title, error) for error in faults]
