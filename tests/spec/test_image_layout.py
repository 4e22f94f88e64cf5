"""Spec: image-spec v1.1.1, image-layout.md, Content; Blobs; oci-layout file; index.json file.

Held for what is read, for what is saved, and for the store itself, which is such a layout.
"""

import json
import re
from pathlib import Path

import pytest

from layerlab.errors import EngineError, MissingBlob, UnknownFormat
from layerlab.facade import Engine
from layerlab.formats import SaveFormat
from layerlab.model import LayerPath
from support.archives import LAYERS, Layout, config_of, digest_of, hex_of
from support.layouts import image_ids, names, write_layout

ID = digest_of(config_of(LAYERS))


@pytest.fixture(params=["saved", "store"])
def written(request: pytest.FixtureRequest, loaded: Engine, tmp_path: Path) -> Path:
    if request.param == "store":
        return tmp_path / "root"
    loaded.save(["t:1"], tmp_path / "saved", SaveFormat.OCI_DIR)
    return tmp_path / "saved"


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    made = Layout()
    return write_layout(made, tmp_path / "layout", made.manifest())


# Content


def test_directory_must_exist_and_may_be_empty(written: Path) -> None:
    """Directory MUST exist and MAY be empty"""
    assert (written / "blobs").is_dir()


@pytest.mark.parametrize("name", ["oci-layout", "index.json"])
def test_it_must_exist(engine: Engine, written: Path, layout: Path, name: str) -> None:
    """It MUST exist"""
    assert (written / name).is_file()
    (layout / name).unlink()
    with pytest.raises(UnknownFormat):
        engine.open(layout)


def test_it_must_contain_an_imagelayoutversion_field(written: Path) -> None:
    """It MUST contain an `imageLayoutVersion` field"""
    assert json.loads((written / "oci-layout").read_bytes()) == {"imageLayoutVersion": "1.0.0"}


def test_it_may_include_additional_fields(engine: Engine, layout: Path) -> None:
    """It MAY include additional fields"""
    (layout / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0", "more": [1]}')
    assert image_ids(engine, layout) == [ID]


def test_it_must_be_an_image_index_json_object(written: Path) -> None:
    """It MUST be an image index JSON object."""
    index = json.loads((written / "index.json").read_bytes())
    assert (index["schemaVersion"], len(index["manifests"])) == (2, 1)


def test_implementations_should_not_error_when_encountering_unknown_files(
    engine: Engine, layout: Path
) -> None:
    """Implementations should not error when encountering unknown files."""
    (layout / "unknown").write_bytes(b"unknown")
    (layout / "blobs" / "unknown").mkdir()
    assert image_ids(engine, layout) == [ID]


# Blobs


def test_object_names_are_composed_of_a_directory_for_each_hash_algorithm(written: Path) -> None:
    """Object names in the `blobs` subdirectories are composed of a directory for each hash
    algorithm, the children of which will contain the actual content.
    """
    assert [one.name for one in (written / "blobs").iterdir() if any(one.iterdir())] == ["sha256"]


def test_the_content_of_blobs_must_match_the_digest(written: Path) -> None:
    """The content of `blobs/<alg>/<encoded>` MUST match the digest `<alg>:<encoded>` (referenced
    per descriptor).
    """
    blobs = list((written / "blobs" / "sha256").iterdir())
    assert len(blobs) == 3
    assert {blob.name for blob in blobs} == {hex_of(blob.read_bytes()) for blob in blobs}


def test_the_character_set_of_the_entry_name_must_match_the_grammar(written: Path) -> None:
    """The character set of the entry name for `<alg>` and `<encoded>` MUST match the respective
    grammar elements described in descriptor.
    """
    for blob in (written / "blobs" / "sha256").iterdir():
        assert re.fullmatch(r"[a-f0-9]{64}", blob.name)


def test_the_blobs_directory_may_contain_blobs_which_are_not_referenced(
    engine: Engine, layout: Path
) -> None:
    """The blobs directory MAY contain blobs which are not referenced by any of the refs."""
    (layout / "blobs" / "sha256" / hex_of(b"extra")).write_bytes(b"extra")
    assert image_ids(engine, layout) == [ID]


def test_the_blobs_directory_may_be_missing_referenced_blobs(engine: Engine, layout: Path) -> None:
    """The blobs directory MAY be missing referenced blobs, in which case the missing blobs SHOULD
    be fulfilled by an external blob store.

    There is none here: the image opens, and what needs the blob says that it is missing.
    """
    (layout / "blobs" / "sha256" / hex_of(LAYERS[2])).unlink()
    with engine.open(layout) as archive:
        assert len(archive.images[0].layers) == 3
        with pytest.raises(MissingBlob):
            archive.images[0].layers[2].open_blob()


# index.json file


def test_no_semantic_restriction_is_given_for_the_ref_name_annotation(
    engine: Engine, tmp_path: Path
) -> None:
    """No semantic restriction is given for the "org.opencontainers.image.ref.name" annotation of
    descriptors.
    """
    for number, name in enumerate(("", "stable-release", "a b", "x" * 5000, "../..", "a/b:1")):
        made = Layout()
        entry = made.manifest(annotations={"org.opencontainers.image.ref.name": name})
        path = write_layout(made, tmp_path / str(number), entry)
        assert image_ids(engine, path) == [ID]
    assert names(engine, path) == [["docker.io/a/b:1"]]


def test_an_encountered_mediatype_that_is_unknown_must_not_generate_an_error(
    engine: Engine, tmp_path: Path
) -> None:
    """An encountered `mediaType` that is unknown MUST NOT generate an error."""
    made = Layout()
    unknown = made.put("application/xml", b"<metainfo/>")
    path = write_layout(made, tmp_path / "l", unknown, made.manifest())
    assert image_ids(engine, path) == [ID]


def test_following_the_ref_to_find_a_manifest_possibly_via_an_image_index(
    engine: Engine, tmp_path: Path
) -> None:
    """Following the ref to find a manifest, possibly via an image index"""
    made = Layout()
    index = made.index([made.manifest()], annotations={"io.containerd.image.name": "a.io/t:1"})
    path = write_layout(made, tmp_path / "l", index)
    assert names(engine, path) == [["a.io/t:1"]]
    engine.load(path)
    assert engine.stack("a.io/t:1").view().has(LayerPath("layer-3"))


def test_a_blob_should_be_considered_opaque(engine: Engine, layout: Path) -> None:
    """A blob has no schema and SHOULD be considered opaque"""
    blob = layout / "blobs" / "sha256" / hex_of(b"{]")
    blob.write_bytes(b"{]")
    assert image_ids(engine, layout) == [ID]
    with pytest.raises(EngineError):
        engine.open(blob)
