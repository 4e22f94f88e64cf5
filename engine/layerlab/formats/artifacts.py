"""What stands in an index beside images: attestations, signatures, charts, modules.

They have manifests like images, and no file system. Spec: image-spec manifest.md, Guidelines for
Artifact Usage. Older tools (cosign, BuildKit) give them the config of an image; then the media
types of their layers tell, which are documents and no tars.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from layerlab.errors import InvalidReference
from layerlab.model import Descriptor, Digest, Manifest, media

REFERENCE_TYPE = "vnd.docker.reference.type"
REFERENCE_DIGEST = "vnd.docker.reference.digest"
PREDICATE_TYPE = "in-toto.io/predicate-type"

_IMAGE_CONFIGS = {media.OCI_CONFIG, media.DOCKER_CONFIG, ""}


class ArtifactKind(StrEnum):
    ATTESTATION = "attestation"
    SIGNATURE = "signature"
    SBOM = "sbom"
    HELM_CHART = "helm-chart"
    WASM = "wasm"
    OTHER = "other"


_MARKS = (
    (ArtifactKind.ATTESTATION, ("in-toto", "attestation", "vnd.dsse.envelope")),
    (ArtifactKind.SIGNATURE, ("simplesigning", "notary.signature", "sigstore.bundle")),
    (ArtifactKind.SBOM, ("spdx", "cyclonedx", "syft")),
    (ArtifactKind.HELM_CHART, ("cncf.helm",)),
    (ArtifactKind.WASM, ("wasm",)),
)
"""What the media types of each kind have in them, the first that fits."""


Reader = Callable[[Descriptor], bytes]
"""A small blob whole, checked. Raises `MissingBlob`, `DigestMismatch`, `LimitExceeded`."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """Something that is no image. `subject` is the manifest that it speaks of, where it says.

    `names` are those that the archive's index gives it, as written. `layers` are its parts, which
    `read` reads, as it does its own document (`descriptor`).
    """

    descriptor: Descriptor
    kind: ArtifactKind
    artifact_type: str
    read: Reader = field(repr=False, compare=False)
    subject: Digest | None = None
    names: tuple[str, ...] = ()
    layers: tuple[Descriptor, ...] = ()

    @property
    def size_bytes(self) -> int:
        """Of its parts."""
        return sum(layer.size for layer in self.layers)

    @property
    def predicate_types(self) -> tuple[str, ...]:
        """What in-toto statements in it state: `https://slsa.dev/provenance/v0.2`, …"""
        found = (layer.annotations.get(PREDICATE_TYPE, "") for layer in self.layers)
        return tuple(dict.fromkeys(filter(None, found)))


def is_artifact(descriptor: Descriptor, manifest: Manifest) -> bool:
    """Whether a manifest is anything but an image's."""
    if REFERENCE_TYPE in descriptor.annotations or manifest.artifact_type:
        return True
    if manifest.config.media_type not in _IMAGE_CONFIGS:
        return True
    types = [layer.media_type for layer in manifest.layers]
    return bool(types) and all(map(_is_document, types))


def _is_document(media_type: str) -> bool:
    return media_type.startswith("text/") or media_type.endswith(("json", "xml", "wasm"))


def manifest_artifact(descriptor: Descriptor, manifest: Manifest, read: Reader) -> Artifact:
    types = [manifest.config.media_type, *(layer.media_type for layer in manifest.layers)]
    telling = [name for name in types if name not in _IMAGE_CONFIGS]
    kind_of = manifest.artifact_type or descriptor.artifact_type or next(iter(telling), types[0])
    types.insert(0, kind_of)
    kind = _kind(types)
    if REFERENCE_TYPE in descriptor.annotations and kind is ArtifactKind.OTHER:
        kind = ArtifactKind.ATTESTATION
    subject = manifest.subject.digest if manifest.subject else _referred(descriptor)
    return Artifact(descriptor, kind, kind_of, read, subject, layers=manifest.layers)


def other_artifact(descriptor: Descriptor, read: Reader) -> Artifact:
    """A blob that an index lists, and that is neither index nor manifest."""
    kind_of = descriptor.artifact_type or descriptor.media_type
    return Artifact(descriptor, _kind([kind_of]), kind_of, read, _referred(descriptor))


def _kind(types: Iterable[str]) -> ArtifactKind:
    text = " ".join(types)
    fitting = (kind for kind, marks in _MARKS if any(mark in text for mark in marks))
    return next(fitting, ArtifactKind.OTHER)


def _referred(descriptor: Descriptor) -> Digest | None:
    try:
        return Digest.parse(descriptor.annotations.get(REFERENCE_DIGEST))
    except InvalidReference:
        return None
