"""Spec: image-spec v1.1.1, manifest.md, Image Manifest Property Descriptions; Guidelines for
Artifact Usage.

Artifacts are not made here, and `subject` is for registries.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from layerlab.facade import Engine
from layerlab.formats import SaveFormat
from layerlab.model import LayerPath, media
from support.archives import CONFIG_TYPE, LAYER_TYPE, LAYERS, Layout, config_of, digest_of, packed
from support.images import file, layer_tar
from support.layouts import entry_of, image_ids, write_layout

ID = digest_of(config_of(LAYERS))
ARTIFACT = "application/vnd.example+type"


def _saved(engine: Engine, folder: Path) -> dict[str, Any]:
    """The manifest of `t:1` as it is written."""
    engine.save(["t:1"], folder, SaveFormat.OCI_DIR)
    index = json.loads((folder / "index.json").read_bytes())
    digest = index["manifests"][0]["digest"].replace(":", "/")
    document: dict[str, Any] = json.loads((folder / "blobs" / digest).read_bytes())
    return document


def test_this_must_be_2_to_ensure_backward_compatibility(loaded: Engine, tmp_path: Path) -> None:
    """For this version of the specification, this MUST be `2` to ensure backward compatibility
    with older versions of Docker.
    """
    assert _saved(loaded, tmp_path / "saved")["schemaVersion"] == 2


def test_when_used_this_field_must_contain_the_media_type(loaded: Engine, tmp_path: Path) -> None:
    """When used, this field MUST contain the media type
    `application/vnd.oci.image.manifest.v1+json`.
    """
    manifest = _saved(loaded, tmp_path / "saved")
    assert manifest["mediaType"] == "application/vnd.oci.image.manifest.v1+json"


def test_must_not_error_on_encountering_an_artifacttype_that_is_unknown(
    engine: Engine, tmp_path: Path
) -> None:
    """Implementations storing or copying image manifests MUST NOT error on encountering an
    `artifactType` that is unknown to the implementation.
    """
    layout = Layout()
    path = write_layout(layout, tmp_path / "layout", entry_of(layout, artifactType=ARTIFACT))
    assert [str(one.image_id) for one in engine.load(path).images] == [ID]


def test_must_not_attempt_to_parse_the_referenced_content_if_this_media_type_is_unknown(
    engine: Engine, tmp_path: Path
) -> None:
    """Implementations MUST NOT attempt to parse the referenced content if this media type is
    unknown and instead consider the referenced content as arbitrary binary data (e.g.: as
    `application/octet-stream`).
    """
    layout = Layout()
    config = layout.put("application/vnd.example.config.v1+json", b"\xff is no JSON")
    artifact = layout.manifest_of(config, [layout.put(LAYER_TYPE, LAYERS[0])])
    path = write_layout(layout, tmp_path / "layout", artifact, layout.manifest())
    assert ID in image_ids(engine, path)


def test_implementations_must_support_at_least(engine: Engine, tmp_path: Path) -> None:
    """Implementations MUST support at least the following media types:"""
    layout = Layout()
    path = write_layout(layout, tmp_path / "layout", layout.manifest())
    assert image_ids(engine, path) == [ID]


@pytest.mark.parametrize("label", ["tar", "tar+gzip", "nondistributable.tar", "tar+zstd"])
def test_implementations_must_support_at_least_the_following_media_types(
    engine: Engine, tmp_path: Path, label: str
) -> None:
    """Implementations MUST support at least the following media types:"""
    media_type = (
        "application/vnd.oci.image.layer."
        + {
            "tar": "v1.tar",
            "tar+gzip": "v1.tar+gzip",
            "nondistributable.tar": "nondistributable.v1.tar",
            "tar+zstd": "v1.tar+zstd",
        }[label]
    )
    layout = Layout()
    stored = packed(LAYERS[0]) if label.endswith("gzip") else LAYERS[0]
    config = layout.put(CONFIG_TYPE, config_of(LAYERS[:1]))
    entry = layout.manifest_of(config, [layout.put(media_type, stored)])
    (loaded,) = engine.load(write_layout(layout, tmp_path / "layout", entry)).images
    assert engine.stack(str(loaded.image_id)).view().has(LayerPath("layer-1"))


def test_must_not_error_on_encountering_a_mediatype_that_is_unknown(
    engine: Engine, tmp_path: Path
) -> None:
    """Implementations storing or copying image manifests MUST NOT error on encountering a
    `mediaType` that is unknown to the implementation.
    """
    layout = Layout()
    config = layout.put(CONFIG_TYPE, config_of(LAYERS[:1]))
    entry = layout.manifest_of(config, [layout.put("application/vnd.new.layer", LAYERS[0])])
    (loaded,) = engine.load(write_layout(layout, tmp_path / "layout", entry)).images
    assert engine.verify(str(loaded.image_id)) == []


def test_the_array_must_have_the_base_layer_at_index_0(loaded: Engine, tmp_path: Path) -> None:
    """The array MUST have the base layer at index 0."""
    loaded.container("c1").create(LayerPath("new"))
    loaded.commit("c1", "t:2")
    lower, upper = loaded.image("t:1").manifest, loaded.image("t:2").manifest
    assert lower is not None
    assert upper is not None
    assert upper.layers[:-1] == lower.layers


def test_subsequent_layers_must_then_follow_in_stack_order(engine: Engine, tmp_path: Path) -> None:
    """Subsequent layers MUST then follow in stack order (i.e. from `layers[0]` to
    `layers[len(layers)-1]`).
    """
    tars = [layer_tar([file("a", b"%d" % n)]) for n in range(5)]
    layout = Layout()
    path = write_layout(layout, tmp_path / "layout", entry_of(layout, layers=tars))
    with engine.open(path) as archive:
        stack = engine.stack(archive.images[0])
        found = [stack.view(upto=n).read(LayerPath("a")) for n in range(1, 6)]
    assert found == [b"0", b"1", b"2", b"3", b"4"]


def test_the_final_filesystem_layout_must_match_the_result_of_applying(
    engine: Engine, tmp_path: Path
) -> None:
    """The final filesystem layout MUST match the result of applying the layers to an empty
    directory.
    """
    tars = [layer_tar([file("a"), file("b")]), layer_tar([file(".wh.a"), file("c")])]
    layout = Layout()
    path = write_layout(layout, tmp_path / "layout", entry_of(layout, layers=tars))
    with engine.open(path) as archive:
        view = engine.stack(archive.images[0]).view()
        assert [node.path for node in view.walk()] == ["b", "c"]


def test_layers_should_have_at_least_one_entry(engine: Engine, tmp_path: Path) -> None:
    """For portability, `layers` SHOULD have at least one entry.

    An image without layers is empty, and no error.
    """
    layout = Layout()
    entry = entry_of(layout, layers=[])
    (loaded,) = engine.load(write_layout(layout, tmp_path / "layout", entry)).images
    assert list(engine.stack(str(loaded.image_id)).view().walk()) == []


def test_content_other_than_oci_container_images_may_be_packaged(
    engine: Engine, tmp_path: Path
) -> None:
    """Content other than OCI container images MAY be packaged using the image manifest."""
    layout = Layout()
    empty = layout.put(media.OCI_EMPTY, b"{}")
    artifact = layout.manifest_of(empty, [empty], artifactType=ARTIFACT)
    path = write_layout(layout, tmp_path / "layout", artifact, layout.manifest())
    assert ID in image_ids(engine, path)
