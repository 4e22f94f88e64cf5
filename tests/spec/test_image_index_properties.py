"""Spec: image-spec v1.1.1, image-index.md, Image Index Property Descriptions."""

import json
from pathlib import Path

import pytest

from layerlab.facade import Engine
from layerlab.formats import SaveFormat
from layerlab.model import Index
from support.archives import INDEX_TYPE, LAYERS, Layout, config_of, digest_of, dump
from support.layouts import entry_of, image_ids, write_layout

ID = digest_of(config_of(LAYERS))
AMD64 = {"os": "linux", "architecture": "amd64"}


def test_this_must_be_2_to_ensure_backward_compatibility(loaded: Engine, tmp_path: Path) -> None:
    """For this version of the specification, this MUST be `2` to ensure backward compatibility
    with older versions of Docker.
    """
    loaded.save(["t:1"], tmp_path / "saved", SaveFormat.OCI_DIR)
    index = json.loads((tmp_path / "saved" / "index.json").read_bytes())
    assert index["schemaVersion"] == 2


def test_when_used_this_field_must_contain_the_media_type(loaded: Engine, tmp_path: Path) -> None:
    """When used, this field MUST contain the media type
    `application/vnd.oci.image.index.v1+json`.
    """
    loaded.save(["t:1"], tmp_path / "saved", SaveFormat.OCI_DIR)
    index = json.loads((tmp_path / "saved" / "index.json").read_bytes())
    assert index.get("mediaType", INDEX_TYPE) == INDEX_TYPE


def test_the_size_of_the_array_may_be_zero() -> None:
    """While this property MUST be present, the size of the array MAY be zero."""
    assert Index.parse(b'{"schemaVersion": 2, "manifests": []}', "index").manifests == ()


def test_implementations_must_support_the_following_media_types(
    engine: Engine, tmp_path: Path
) -> None:
    """Implementations MUST support at least the following media types:"""
    layout = Layout()
    assert image_ids(engine, write_layout(layout, tmp_path / "l", layout.manifest())) == [ID]


def test_implementations_should_support_the_following_media_types(
    engine: Engine, tmp_path: Path
) -> None:
    """Also, implementations SHOULD support the following media types:"""
    layout = Layout()
    nested = layout.index([layout.index([layout.manifest(platform=AMD64)])])
    assert image_ids(engine, write_layout(layout, tmp_path / "l", nested)) == [ID]


def test_an_encountered_mediatype_that_is_unknown_must_not_generate_an_error(
    engine: Engine, tmp_path: Path
) -> None:
    """An encountered `mediaType` that is unknown to the implementation MUST NOT generate an
    error.
    """
    layout = Layout()
    unknown = layout.put("application/xml", b"<metainfo/>")
    path = write_layout(layout, tmp_path / "l", layout.index([unknown, layout.manifest()]))
    assert image_ids(engine, path) == [ID]


@pytest.mark.parametrize("platform", [None, AMD64, {**AMD64, "variant": "v3", "features": ["x"]}])
def test_this_optional_property_describes_the_minimum_runtime_requirements(
    engine: Engine, tmp_path: Path, platform: object
) -> None:
    """This OPTIONAL property describes the minimum runtime requirements of the image."""
    layout = Layout()
    entry = {**layout.manifest(), "platform": platform}
    assert image_ids(engine, write_layout(layout, tmp_path / "l", entry)) == [ID]


def test_if_multiple_manifests_match_the_first_matching_entry_should_be_used(
    engine: Engine, tmp_path: Path
) -> None:
    """If multiple manifests match a client or runtime's requirements, the first matching entry
    SHOULD be used.
    """
    layout = Layout()
    configs = [config_of(LAYERS, author=name) for name in ("first", "second")]
    entries = [entry_of(layout, config) for config in configs]
    index = layout.index([{**entry, "platform": AMD64} for entry in entries])
    path = write_layout(layout, tmp_path / "l", index)
    assert image_ids(engine, path)[0] == digest_of(configs[0])


def test_this_optional_property_contains_arbitrary_metadata() -> None:
    """This OPTIONAL property contains arbitrary metadata for the image index."""
    index = Index.parse(dump({"manifests": [], "annotations": {"com.example": ""}}), "index")
    assert index.annotations == {"com.example": ""}
