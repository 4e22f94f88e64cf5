"""Spec: image-spec v1.1.1, config.md, Layer DiffID."""

import gzip
import io
from hashlib import sha256

import pytest
import zstandard

from layerlab.facade import Engine
from layerlab.layer import build_index
from layerlab.model import DiffID, LayerPath
from support.images import file, layer_tar

TAR = layer_tar([file("a", b"a")]) + b"what follows the end of the archive"


@pytest.mark.parametrize(
    "stored", [TAR, gzip.compress(TAR), zstandard.compress(TAR)], ids=["plain", "gzip", "zstd"]
)
def test_a_layer_diffid_is_the_digest_over_the_layer_s_uncompressed_tar(stored: bytes) -> None:
    """A layer DiffID is the digest over the layer's uncompressed tar archive and serialized in the
    descriptor digest format, e.g.,
    `sha256:a9561eb1b190625c9adb5a9513e72c4dedafc1cb2d4c5236c9a6957ec7dfd5a9`.
    """
    index = build_index(io.BytesIO(stored), "x", whole=True)
    assert index.diff_id == f"sha256:{sha256(TAR).hexdigest()}"


def test_layers_should_be_packed_reproducibly(loaded: Engine) -> None:
    """Layers SHOULD be packed and unpacked reproducibly to avoid changing the layer DiffID, for
    example by using tar-split to save the tar headers.
    """
    loaded.container("c1").write(LayerPath("etc/my-app-config"), b"changed")
    first = loaded.commit("c1", "t:2").diff_id
    assert first is not None
    assert loaded.commit("c1", "t:3").diff_id == first


def test_do_not_confuse_diffids_with_layer_digests() -> None:
    """NOTE: Do not confuse DiffIDs with layer digests, often referenced in the manifest, which are
    digests over compressed or uncompressed content.
    """
    packed = gzip.compress(TAR)
    index = build_index(io.BytesIO(packed), "x")
    assert index.diff_id not in (None, DiffID.of(packed))
