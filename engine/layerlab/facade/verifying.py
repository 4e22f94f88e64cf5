"""Verify: every digest, size and diff ID computed anew, and each fault named."""

from collections.abc import Iterator
from dataclasses import dataclass

from layerlab.errors import (
    BadInput,
    DamagedBlob,
    DamagedRecord,
    DiffIdMismatch,
    DigestMismatch,
    EngineError,
    LostBlob,
    MissingBlob,
    SizeMismatch,
    StaleFace,
)
from layerlab.formats import AbsentImage
from layerlab.image import BlobImage, BlobLayer, stored_image
from layerlab.limits import ADMITTED, Limits
from layerlab.model import DiffID, Digest
from layerlab.progress import Progress
from layerlab.reasons import Flaw, OtherConfig
from layerlab.store import ImageRecord, Store
from layerlab.streams.hashing import HashingReader, hash_uncompressed


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: with which object, and what."""

    object: str
    error: EngineError


def verify_image(image: BlobImage, name: str, progress: Progress, limits: Limits) -> list[Fault]:
    """Reads all bytes of an image of an archive.

    An empty list means that everything is as the documents say.
    """
    faults: list[Fault] = []
    described = image.manifest
    if described:
        expected = described.config.digest
        actual = Digest.of(image.config.data, expected.algorithm)
        if actual != expected:
            error = DigestMismatch(f"the config of {name}", expected, actual)
            faults.append(Fault(f"config of {name}", error))
    for layer in image.layers:
        faults += _verify_layer(layer, name, progress, DigestMismatch, limits)
    return faults


def verify_absent(absent: AbsentImage, path: str) -> list[Fault]:
    """An image that is listed without its config; one that was left out whole is no fault."""
    if absent.was_left_out:
        return []
    digest = absent.descriptor.digest if absent.descriptor else ""
    name = ", ".join(ref.familiar for ref in absent.references) or digest or "an image"
    return [Fault(f"{name} of {path}", MissingBlob(absent.missing, path))]


class StoreVerifier:
    """Verifies images of a store, and what the store says of them; a shared layer is read once."""

    def __init__(self, store: Store, progress: Progress) -> None:
        self._store = store
        self._progress = progress
        self._verified: set[tuple[Digest, DiffID]] = set()

    def image(self, record: ImageRecord) -> Iterator[Fault]:
        name = record.name
        try:
            image = stored_image(self._store, record)
        except BadInput as error:
            yield Fault(name, error)
            return
        if image.image_id != record.image_id:
            yield Fault(name, DamagedRecord(name, OtherConfig(str(image.image_id))))
        if self._store.children(record.manifest.digest) != _children(image):
            yield Fault(name, DamagedRecord(name, Flaw.OTHER_BLOBS))
        for layer in image.layers:
            key = (layer.descriptor.digest, layer.diff_id) if layer.descriptor else None
            if key not in self._verified:
                yield from _verify_layer(layer, name, self._progress, DamagedBlob, ADMITTED)
            if key:
                self._verified.add(key)

    def everything(self) -> Iterator[Fault]:
        """All images, all other blobs, the database and the face; not the containers."""
        path = str(self._store.database.path)
        for reason in self._store.database.faults():
            yield Fault(path, DamagedRecord(path, reason))
        for record in self._store.images():
            yield from self.image(record)
        read = {digest for digest, _ in self._verified}
        for digest in self._store.unused_blobs() - read:
            try:
                self._store.check(digest, f"the unused blob {digest.short}", self._progress)
            except LostBlob:
                pass  # half removed, and nobody's loss
            except BadInput as error:
                yield Fault(digest.short, error)
        face = self._store.face
        if not face.is_right(self._store.images()):
            yield Fault(face.path.name, StaleFace(str(face.path)))


def _children(image: BlobImage) -> set[Digest]:
    layers = [layer.descriptor.digest for layer in image.layers if layer.descriptor]
    config = image.manifest.config.digest if image.manifest else Digest(image.image_id)
    return {config, *layers}


def _verify_layer(
    layer: BlobLayer,
    name: str,
    progress: Progress,
    mismatch: type[DigestMismatch],
    limits: Limits,
) -> list[Fault]:
    """Wrong bytes are one fault: that they are not what they should be when unpacked follows."""
    title = f"layer {layer.number} of {name}"
    progress.begin("verify", title, layer.stored_size)
    consequence: EngineError | None = None
    try:
        with layer.open_blob() as blob:
            expected = layer.descriptor
            hashed = HashingReader(blob, expected.digest.algorithm if expected else "sha256")
            try:
                algorithm = layer.diff_id.algorithm
                diff_id = DiffID(hash_uncompressed(hashed, title, limits, progress, algorithm))
                if diff_id != layer.diff_id:
                    consequence = DiffIdMismatch(layer.number, layer.diff_id, diff_id)
            except BadInput as error:
                consequence = error
            hashed.drain()
    except BadInput as error:
        return [Fault(title, error)]
    if expected and hashed.digest() != expected.digest:
        return [Fault(title, mismatch(title, expected.digest, hashed.digest()))]
    if expected and hashed.size != expected.size:
        return [Fault(title, SizeMismatch(title, expected.size, hashed.size))]
    return [Fault(title, consequence)] if consequence else []
