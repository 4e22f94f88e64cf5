"""Spec: image-spec v1.1.1, descriptor.md, Properties; Digests; Verification; Registered Algorithms.

`urls` and `data` are for whoever fetches blobs from elsewhere: they are not used here. Digests of
algorithms that are not registered can't be verified, so that what they name is passed over.
"""

from hashlib import sha512
from pathlib import Path
from typing import Any

import pytest

from layerlab.errors import (
    DiffIdMismatch,
    DigestMismatch,
    InvalidDocument,
    InvalidReference,
    SizeMismatch,
)
from layerlab.facade import Engine
from layerlab.model import Descriptor, Digest, Index
from support.archives import LAYERS, Layout, config_of, digest_of, dump
from support.layouts import image_ids, write_layout

ID = digest_of(config_of(LAYERS))


def _with_blob(folder: Path, digest: str, data: bytes) -> Path:
    """A layout in which the blob of this name has other bytes."""
    layout = Layout()
    entry = layout.manifest()
    layout.blobs[digest] = data
    return write_layout(layout, folder, entry)


@pytest.mark.parametrize("blob", [ID, digest_of(LAYERS[0])], ids=["config", "layer"])
def test_the_byte_content_should_be_verified_against_the_digest_string(
    engine: Engine, tmp_path: Path, blob: str
) -> None:
    """Before consuming content targeted by a descriptor from untrusted sources, the byte content
    SHOULD be verified against the digest string.
    """
    data = config_of(LAYERS) if blob == ID else LAYERS[0]
    path = _with_blob(tmp_path / "l", blob, data.replace(b"a", b"b", 1))
    with pytest.raises((DigestMismatch, DiffIdMismatch)):
        engine.load(path)
    assert engine.images() == []


def test_retrieved_content_should_be_verified_against_this_digest(
    engine: Engine, tmp_path: Path
) -> None:
    """Retrieved content SHOULD be verified against this digest when consumed via untrusted
    sources.
    """
    layout = Layout()
    entry = layout.manifest()
    manifest = layout.blobs.pop(entry["digest"])
    digest = f"sha512:{sha512(manifest).hexdigest()}"
    layout.blobs[digest] = manifest.replace(b"2", b"3", 1)
    path = write_layout(layout, tmp_path / "l", {**entry, "digest": digest})
    with pytest.raises(DigestMismatch):
        engine.open(path)


def test_if_the_length_does_not_match_the_content_should_not_be_trusted(
    engine: Engine, tmp_path: Path
) -> None:
    """If the length of the retrieved content does not match the specified length, the content
    SHOULD NOT be trusted.
    """
    path = _with_blob(tmp_path / "l", ID, config_of(LAYERS) + b" ")
    with pytest.raises(SizeMismatch):
        engine.open(path)


@pytest.mark.parametrize("size", [-1, "7", 2.5, None, True])
def test_this_required_property_specifies_the_size(size: object) -> None:
    """This REQUIRED property specifies the size, in bytes, of the raw content."""
    with pytest.raises(InvalidDocument):
        Descriptor.from_json({"digest": ID, "size": size}, "index")


def test_implementations_must_implement_sha_256_digest_verification() -> None:
    """Implementations MUST implement SHA-256 digest verification for use in descriptors."""
    assert Digest.of(b"") == (
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )


@pytest.mark.parametrize("encoded", ["0" * 63, "0" * 65, "g" * 64, "A" * 64, "../" + "0" * 61])
def test_sha256_the_encoded_portion_must_match(encoded: str) -> None:
    """When the algorithm identifier is `sha256`, the encoded portion MUST match
    `/[a-f0-9]{64}/`.
    """
    with pytest.raises(InvalidReference):
        Digest.parse(f"sha256:{encoded}")


def test_note_that_a_f_must_not_be_used_here() -> None:
    """Note that `[A-F]` MUST NOT be used here."""
    with pytest.raises(InvalidReference):
        Digest.parse("sha512:" + "F" * 128)


def test_implementations_may_implement_sha_512_digest_verification(
    engine: Engine, tmp_path: Path
) -> None:
    """Implementations MAY implement SHA-512 digest verification for use in descriptors."""
    layout = Layout()
    entry = layout.manifest()
    digest = f"sha512:{sha512(layout.blobs[entry['digest']]).hexdigest()}"
    layout.blobs[digest] = layout.blobs.pop(entry["digest"])
    path = write_layout(layout, tmp_path / "l", {**entry, "digest": digest})
    assert image_ids(engine, path) == [ID]


@pytest.mark.parametrize(
    "digest",
    [
        "multihash+base58:QmRZxt2b1FVZPNqd8hsiykDL3TdBDeTSPX9Kv46HmX4Gx8",
        "sha256+b64u:LCa0a2j_xo_5m0U8HTBBNBNCLXBkg7-g-YpeiGJm564",
    ],
)
def test_should_allow_digests_with_unrecognized_algorithms_to_pass_validation(
    engine: Engine, tmp_path: Path, digest: str
) -> None:
    """Implementations SHOULD allow digests with unrecognized algorithms to pass validation if they
    comply with the above grammar.
    """
    layout = Layout()
    entry = layout.manifest()
    foreign = {**entry, "digest": digest}
    assert image_ids(engine, write_layout(layout, tmp_path / "l", foreign, entry)) == [ID]


@pytest.mark.parametrize("digest", ["", "sha256", "SHA256:00", "../..:00", "a:b/c", "a+:b", 7])
def test_a_digest_string_must_match_the_following_grammar(digest: Any) -> None:
    """A digest string MUST match the following grammar:"""
    with pytest.raises(InvalidDocument):
        Index.parse(dump({"manifests": [{"digest": digest, "size": 1}]}), "index")
