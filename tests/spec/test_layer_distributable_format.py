"""Spec: image-spec v1.1.1, layer.md, Distributable Format; `+gzip` and `+zstd` Media Types."""

import gzip
import io
from collections import Counter

import pytest
import zstandard

from layerlab.facade import Engine
from layerlab.layer import build_index
from layerlab.model import LayerPath
from spec.committing import Commit
from support.images import file, layer_tar

TAR = layer_tar([file("d/a", b"a"), file("b", b"b")])


def _paths(stored: bytes) -> list[str]:
    index = build_index(io.BytesIO(stored), "x")
    return [index.path(node) for node in range(1, index.count)]


def test_layer_changesets_must_be_packaged_in_tar_archive() -> None:
    """Layer Changesets for the media type `application/vnd.oci.image.layer.v1.tar` MUST be
    packaged in tar archive.
    """
    assert _paths(TAR) == ["b", "d", "d/a"]


def test_layer_changesets_must_not_include_duplicate_entries(
    loaded: Engine, commit: Commit
) -> None:
    """Layer Changesets for the media type `application/vnd.oci.image.layer.v1.tar` MUST NOT
    include duplicate entries for file paths in the resulting tar archive.
    """
    container = loaded.container("c1")
    for data in (b"1", b"2"):
        container.write(LayerPath("bin/my-app-tools"), data)
        container.delete(LayerPath("etc"), recursive=True)
        container.make_directory(LayerPath("etc"))
    written = Counter(header.name.rstrip("/") for header in commit())
    assert set(written.values()) == {1}
    assert {"bin/my-app-tools", "etc", "etc/.wh..wh..opq"} <= set(written)


@pytest.mark.parametrize("level", [0, 9])
def test_payload_which_has_been_compressed_with_gzip(
    level: int,
) -> None:
    """The media type `application/vnd.oci.image.layer.v1.tar+gzip` represents an
    `application/vnd.oci.image.layer.v1.tar` payload which has been compressed with gzip.
    """
    assert _paths(gzip.compress(TAR, level)) == _paths(TAR)


def test_payload_which_has_been_compressed_with_zstd() -> None:
    """The media type `application/vnd.oci.image.layer.v1.tar+zstd` represents an
    `application/vnd.oci.image.layer.v1.tar` payload which has been compressed with zstd.
    """
    assert _paths(zstandard.compress(TAR)) == _paths(TAR)
