"""Spec: image-spec v1.1.1, config.md, Properties.

What a runtime does with User, Env, Entrypoint and the rest is not ours: containers run nothing
here. They are kept, shown, and changed by `commit --change`.
"""

import json
from pathlib import Path

import pytest

from layerlab.errors import InvalidDocument
from layerlab.facade import Engine
from layerlab.model import ImageConfig
from support.archives import LAYERS, Layout, config_of, digest_of, dump
from support.layouts import entry_of, write_layout

DIFF_IDS = [digest_of(layer) for layer in LAYERS]


def _open(engine: Engine, folder: Path, config: bytes) -> str:
    """The ID of the image with this config, loaded."""
    layout = Layout()
    path = write_layout(layout, folder / "layout", entry_of(layout, config))
    (loaded,) = engine.load(path).images
    return str(loaded.image_id)


def test_any_optional_field_may_also_be_set_to_null(engine: Engine, tmp_path: Path) -> None:
    """Note: Any OPTIONAL field MAY also be set to null, which is equivalent to being absent."""
    optional = ("created", "author", "os.version", "os.features", "variant", "config", "history")
    name = _open(engine, tmp_path, config_of(LAYERS, **dict.fromkeys(optional)))
    found = engine.inspect(name)
    assert (found["Config"], found["Created"], found["Author"]) == ({}, "", "")
    assert [row.layer for row in engine.history(name)] == [3, 2, 1]


def test_this_field_can_be_null(engine: Engine, tmp_path: Path) -> None:
    """This field can be `null`, in which case any execution parameters should be specified at
    creation of the container.
    """
    name = _open(engine, tmp_path, config_of(LAYERS, config=None))
    engine.create(name, "c1", ["/bin/sh"])
    assert engine.container("c1").record.command == ("/bin/sh",)


def test_an_array_of_layer_content_hashes_in_order_from_first_to_last(
    engine: Engine, tmp_path: Path
) -> None:
    """An array of layer content hashes (`DiffIDs`), in order from first to last."""
    name = _open(engine, tmp_path, config_of(LAYERS))
    assert [layer.diff_id for layer in engine.image(name).layers] == DIFF_IDS
    with engine.image(name).layers[0].open_blob() as base:
        assert base.read() == LAYERS[0]


@pytest.mark.parametrize("kind", ["layers+base", "", 7])
def test_must_generate_an_error_if_they_encounter_a_unknown_value(kind: object) -> None:
    """Implementations MUST generate an error if they encounter a unknown value while verifying or
    unpacking an image.
    """
    document = {"rootfs": {"type": kind, "diff_ids": DIFF_IDS}}
    with pytest.raises(InvalidDocument, match="OtherRootfs"):
        ImageConfig.parse(dump(document), "config")


def test_must_be_set_to_layers(loaded: Engine) -> None:
    """MUST be set to `layers`."""
    loaded.commit("c1", "t:2")
    assert json.loads(loaded.image("t:2").config.data)["rootfs"]["type"] == "layers"


def test_describes_the_history_of_each_layer(engine: Engine, tmp_path: Path) -> None:
    """Describes the history of each layer."""
    lines = [{"created_by": str(n), "author": "A", "comment": "C"} for n in (1, 2, 3)]
    name = _open(engine, tmp_path, config_of(LAYERS, history=lines))
    found = [layer.history for layer in engine.image(name).layers]
    assert [line.created_by for line in found if line] == ["1", "2", "3"]


def test_the_array_is_ordered_from_first_to_last(loaded: Engine) -> None:
    """The array is ordered from first to last."""
    loaded.commit("c1", "t:2", message="the last")
    document = json.loads(loaded.image("t:2").config.data)
    assert document["history"][-1]["comment"] == "the last"
    assert loaded.history("t:2")[0].comment == "the last"


def test_it_is_set_to_true_if_this_history_item_doesn_t_correspond_to_an_actual_layer(
    engine: Engine, tmp_path: Path
) -> None:
    """It is set to true if this history item doesn't correspond to an actual layer in the rootfs
    section (for example, Dockerfile's ENV command results in no change to the filesystem).
    """
    lines = [
        {"created_by": "a"},
        {"created_by": "ENV", "empty_layer": True},
        {"created_by": "b"},
        {"created_by": "c"},
    ]
    name = _open(engine, tmp_path, config_of(LAYERS, history=lines))
    rows = [(row.created_by, row.layer) for row in engine.history(name)]
    assert rows == [("c", 3), ("b", 2), ("ENV", None), ("a", 1)]


def test_this_field_is_used_to_mark_if_the_history_item_created_a_diff(loaded: Engine) -> None:
    """This field is used to mark if the history item created a filesystem diff."""
    committed = loaded.commit("c1", "t:2", message="nothing changed")
    document = json.loads(loaded.image("t:2").config.data)
    assert committed.layer is None
    assert document["history"][-1]["empty_layer"] is True


def test_any_extra_fields_must_not_generate_an_error(engine: Engine, tmp_path: Path) -> None:
    """Any extra fields in the Image JSON struct are considered implementation specific and MUST
    NOT generate an error by any implementations which are unable to interpret them.
    """
    extra = {"container_config": {"x": [1]}, "moby.buildkit.buildinfo.v1": "e30=", "": None}
    name = _open(engine, tmp_path, config_of(LAYERS, **extra))
    assert engine.verify(name) == []


def test_implementations_may_have_compact_json_with_no_whitespace(
    engine: Engine, tmp_path: Path
) -> None:
    """Whitespace is OPTIONAL and implementations MAY have compact JSON with no whitespace."""
    document = json.loads(config_of(LAYERS))
    for number, text in enumerate((json.dumps(document, indent=8), json.dumps(document))):
        spaced = text.encode() if number else text.encode().replace(b"\n", b"\r\n")
        assert engine.verify(_open(engine, tmp_path / str(number), spaced)) == []


def test_this_property_must_use_the_annotation_rules(loaded: Engine) -> None:
    """This property MUST use the annotation rules."""
    loaded.commit("c1", "t:2", changes=['LABEL empty="" a.b=c'])
    assert loaded.inspect("t:2")["Config"]["Labels"] == {"empty": "", "a.b": "c"}
