"""Making manifests, for images that come without one and for images that are new here."""

import json
from collections.abc import Iterable
from dataclasses import replace

from layerlab.model import Descriptor, media
from layerlab.streams.compression import Compression

_LAYER_TYPES = {
    Compression.NONE: media.OCI_LAYER,
    Compression.GZIP: media.OCI_LAYER_GZIP,
    Compression.ZSTD: media.OCI_LAYER_ZSTD,
}


def layer_media_type(compression: Compression) -> str:
    """The OCI media type of a layer by what its bytes are.

    The specification names none for xz and bzip2, which Docker reads: they are called plain
    layers, and every reader decides by the bytes.
    """
    return _LAYER_TYPES.get(compression, media.OCI_LAYER)


_OCI_TYPES = {
    media.DOCKER_LAYER: media.OCI_LAYER,
    media.DOCKER_LAYER_GZIP: media.OCI_LAYER_GZIP,
    media.DOCKER_LAYER + ".zstd": media.OCI_LAYER_ZSTD,
}


def as_oci(layer: Descriptor) -> Descriptor:
    """The same layer under the OCI name of its media type."""
    return replace(layer, media_type=_OCI_TYPES.get(layer.media_type, layer.media_type))


def make_manifest(config: Descriptor, layers: Iterable[Descriptor]) -> bytes:
    """An OCI image manifest, always the same bytes for the same blobs. Spec: manifest.md."""
    document = {
        "schemaVersion": 2,
        "mediaType": media.OCI_MANIFEST,
        "config": config.to_json(),
        "layers": [layer.to_json() for layer in layers],
    }
    return json.dumps(document, separators=(",", ":")).encode()
