"""Spec: image-spec v1.1.1, annotations.md, Rules; Pre-Defined Annotation Keys.

Of the pre-defined keys only `ref.name` changes what is shown.
"""

import json
from pathlib import Path

import pytest

from layerlab.facade import Engine
from layerlab.formats import SaveFormat
from layerlab.model import Descriptor
from support.archives import LAYERS, Layout, config_of, digest_of
from support.layouts import image_ids, names, write_layout

ID = digest_of(config_of(LAYERS))
REF_NAME = "org.opencontainers.image.ref.name"


def test_annotations_must_be_a_key_value_map_where_both_must_be_strings(
    loaded: Engine, tmp_path: Path
) -> None:
    """Annotations MUST be a key-value map where both the key and value MUST be strings."""
    loaded.save(["t:1"], tmp_path / "saved", SaveFormat.OCI_DIR)
    (entry,) = json.loads((tmp_path / "saved" / "index.json").read_bytes())["manifests"]
    assert {type(value) for value in entry["annotations"].values()} == {str}


def test_while_the_value_must_be_present_it_may_be_an_empty_string() -> None:
    """While the value MUST be present, it MAY be an empty string."""
    found = Descriptor.from_json({"digest": ID, "size": 1, "annotations": {"a": ""}}, "index")
    assert found.annotations == {"a": ""}


@pytest.mark.parametrize("none", [None, {}])
def test_if_there_are_no_annotations_then_this_property_must_be_absent_or_empty(
    none: object,
) -> None:
    """If there are no annotations then this property MUST either be absent or be an empty map."""
    found = Descriptor.from_json({"digest": ID, "size": 1, "annotations": none}, "index")
    assert "annotations" not in found.to_json()


def test_consumers_must_not_generate_an_error_if_they_encounter_an_unknown_key(
    engine: Engine, tmp_path: Path
) -> None:
    """Consumers MUST NOT generate an error if they encounter an unknown annotation key."""
    layout = Layout()
    entry = layout.manifest(annotations={"com.example.unknown": "1", "": "", "가": "나"})
    assert image_ids(engine, write_layout(layout, tmp_path / "l", entry)) == [ID]


def test_should_only_be_considered_valid_when_on_descriptors_on_index_json(
    engine: Engine, tmp_path: Path
) -> None:
    """SHOULD only be considered valid when on descriptors on `index.json` within image layout."""
    layout = Layout()
    inner = layout.manifest(annotations={REF_NAME: "inner.io/t:1"})
    outer = layout.index([inner], annotations={REF_NAME: "outer.io/t:1"})
    assert names(engine, write_layout(layout, tmp_path / "l", outer)) == [["outer.io/t:1"]]
