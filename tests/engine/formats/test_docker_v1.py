"""Archives of Docker before 1.10. Their image IDs are held against Docker's in `tests/peers`."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from layerlab.errors import BadInput, Cancelled, DamagedArchive, InvalidDocument
from layerlab.facade import Engine
from layerlab.image import BlobImage
from layerlab.progress import Progress
from layerlab.words import explain
from support.archives import (
    LAYERS,
    Link,
    digest_of,
    docker_members,
    dump,
    packed,
    v1_id,
    v1_members,
    write_directory,
    write_tar,
)

STEP: dict[str, Any] = {
    "created": "2015-06-07T08:09:10.5Z",
    "docker_version": "1.9.1",
    "os": "linux",
    "architecture": "amd64",
    "container_config": {"Cmd": ["/bin/sh", "-c", "make it"]},
    "author": "somebody",
    "comment": "by hand",
}
NAMES = {"t": {"1": v1_id(3)}}


def opened(engine: Engine, path: Path) -> list[BlobImage]:
    with engine.open(path) as archive:
        return list(archive.images)


def refused(engine: Engine, path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        engine.load(path)
    assert engine.images() == []
    return explain(caught.value)


def test_the_plain_case(engine: Engine, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", v1_members([STEP] * 3, NAMES))

    (image,) = opened(engine, path)
    loaded = engine.load(path).images

    assert [ref.familiar for ref in image.references] == ["t:1"]
    assert [layer.diff_id for layer in image.layers] == [*map(digest_of, LAYERS)]
    assert [one.image_id for one in loaded] == [image.image_id]
    assert engine.verify("t:1") == []
    assert [n.path for n in engine.stack("t:1").view().walk()] == ["layer-1", "layer-2", "layer-3"]


def test_the_config_that_docker_makes(engine: Engine, tmp_path: Path) -> None:
    """Source: moby image/v1/imagev1.go, MakeConfigFromV1Config and HistoryFromConfig."""
    path = write_tar(tmp_path / "a.tar", v1_members([{**STEP, "Size": 5}] * 3, NAMES))
    (image,) = opened(engine, path)

    config = json.loads(image.config.data)

    line = {
        "created": "2015-06-07T08:09:10.5Z",
        "author": "somebody",
        "created_by": "/bin/sh -c make it",
        "comment": "by hand",
    }
    assert config == {
        **STEP,
        "rootfs": {"type": "layers", "diff_ids": [*map(digest_of, LAYERS)]},
        "history": [line] * 3,
    }
    assert list(config) == sorted(config)


def test_an_older_document_loses_what_docker_does_not_know(engine: Engine, tmp_path: Path) -> None:
    """Those before 1.8.3 went through a structure of Docker's."""
    old = {**STEP, "docker_version": "1.8.2", "unknown": 1, "config": {"PortSpecs": None}}
    (image,) = opened(engine, write_tar(tmp_path / "a.tar", v1_members([old] * 3, NAMES)))
    raw = image.config.raw
    assert "unknown" not in raw
    assert raw["config"]["Env"] is None
    assert "PortSpecs" not in raw["config"]


def test_a_layer_may_have_several_names_and_an_image_none(engine: Engine, tmp_path: Path) -> None:
    names = {"t": {"1": v1_id(2), "2": v1_id(2)}, "example.org/a": {"base": v1_id(1)}}
    images = opened(engine, write_tar(tmp_path / "a.tar", v1_members([STEP] * 3, names)))
    told = {len(i.layers): [ref.familiar for ref in i.references] for i in images}
    assert told == {2: ["t:1", "t:2"], 1: ["example.org/a:base"], 3: []}


@pytest.mark.parametrize("names", [None, {}])
def test_without_names(
    engine: Engine, tmp_path: Path, names: Mapping[str, Mapping[str, str]] | None
) -> None:
    (image,) = opened(engine, write_tar(tmp_path / "a.tar", v1_members([STEP] * 3, names)))
    assert (len(image.layers), image.references) == (3, ())


def test_layers_of_all_kinds(engine: Engine, tmp_path: Path) -> None:
    members = v1_members([STEP] * 4, {"t": {"1": v1_id(4)}}, [packed(LAYERS[0]), b"", *LAYERS[1:]])
    members[f"{v1_id(4)}/layer.tar"] = Link(f"../{v1_id(3)}/layer.tar")
    engine.load(write_tar(tmp_path / "a.tar", members))
    assert [n.path for n in engine.stack("t:1").view().walk()] == ["layer-1", "layer-2"]
    assert engine.verify("t:1") == []


def test_manifest_json_wins(engine: Engine, tmp_path: Path) -> None:
    """Docker 1.10 to 24 wrote both, and synthetic documents for the layers."""
    members = {**v1_members([b"not read"] * 3, {"old": {"1": v1_id(3)}}), **docker_members()}
    (image,) = opened(engine, write_tar(tmp_path / "a.tar", members))
    assert [ref.familiar for ref in image.references] == ["t:1"]


def test_opening_can_be_cancelled(engine: Engine, tmp_path: Path) -> None:
    """It takes a pass over the layers, which has to be told."""

    class Stopped(Progress):
        def changed(self) -> None:
            if self.stage.verb == "check":
                assert self.total_bytes == len(LAYERS[0])
                raise Cancelled

    path = write_tar(tmp_path / "a.tar", v1_members([STEP] * 3, NAMES))
    with pytest.raises(Cancelled):
        engine.open(path, Stopped())


def test_an_archive_that_was_unpacked(engine: Engine, tmp_path: Path) -> None:
    members = {name: bytes(data) for name, data in v1_members([STEP] * 3, None).items()}  # type: ignore[arg-type]
    deep = {f"more/deep/{v1_id(9)}/json": b"not looked at"}
    (image,) = opened(engine, write_directory(tmp_path / "folder", {**members, **deep}))
    assert len(image.layers) == 3


# damage -----------------------------------------------------------------------------------------


def test_parents_in_a_circle(engine: Engine, tmp_path: Path) -> None:
    first = dump({**STEP, "id": v1_id(1), "parent": v1_id(3)})
    path = write_tar(tmp_path / "a.tar", v1_members([first, STEP, STEP], NAMES))
    told = refused(engine, path)
    assert told.endswith("its parents go in a circle")
    assert f"{v1_id(3)}/json of {path}" in told


def test_nothing_but_a_circle(engine: Engine, tmp_path: Path) -> None:
    """No layer is the top of anything then."""
    alone = dump({**STEP, "parent": v1_id(1)})
    path = write_tar(tmp_path / "a.tar", v1_members([alone], {}))
    assert "its parents go in a circle" in refused(engine, path)


@pytest.mark.parametrize("what", ["json", "layer.tar"])
def test_a_missing_member(engine: Engine, tmp_path: Path, what: str) -> None:
    members = v1_members([STEP] * 3, NAMES)
    del members[f"{v1_id(1)}/{what}"]
    path = write_tar(tmp_path / "a.tar", members)
    with pytest.raises(DamagedArchive) as caught:
        engine.open(path)
    assert explain(caught.value) == f"{path} is damaged: {v1_id(1)}/{what} is missing"


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ({"t": {"1": v1_id(9)}}, f"t:1 is layer {v1_id(9)}, which is missing"),
        ({"t": {"1": "zz"}}, "'zz' is not a layer ID of 64 hex digits"),
        ({"t": {"1": None}}, "None is not a layer ID of 64 hex digits"),
        ({"t": {"1": "../" * 22}}, "is not a layer ID of 64 hex digits"),
        ({"t": None}, "the tags of t are not a JSON object"),
        ({"t": ["1"]}, "the tags of t are not a JSON object"),
    ],
)
def test_names_that_lead_nowhere(engine: Engine, tmp_path: Path, names: Any, reason: str) -> None:
    path = write_tar(tmp_path / "a.tar", v1_members([STEP] * 3, names))
    with pytest.raises(InvalidDocument) as caught:
        engine.open(path)
    told = explain(caught.value)
    assert told.startswith(f"repositories of {path} is invalid: ")
    assert reason in told


def test_names_that_are_none_are_left_out(engine: Engine, tmp_path: Path) -> None:
    names = {"UPPER": {"1": v1_id(3)}, "t": {":": v1_id(3), "1": v1_id(3)}}
    (image,) = opened(engine, write_tar(tmp_path / "a.tar", v1_members([STEP] * 3, names)))
    assert [ref.familiar for ref in image.references] == ["t:1"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "Expecting value"),
        (b"[]", "not a JSON object"),
        (b'{"parent": 7}', "its parent 7 is not a layer ID"),
        (b'{"parent": "../../etc"}', "its parent '../../etc' is not a layer ID"),
        (b'{"created": "yesterday"}', "'yesterday' is not a time"),
        (b'{"created": "2015-13-01T00:00:00Z"}', "is not a time"),
        (b'{"created": 7}', "7 is not a time"),
        (b'{"docker_version": 1.9}', "docker_version is not a string"),
        (b'{"author": 7}', "7 is not what"),
        (b'{"container_config": []}', "container_config is not a JSON object"),
        (b'{"container_config": {"Cmd": 7}}', "7 is not a list of strings"),
        (b'{"container_config": {"Cmd": [7]}}', "[7] is not a list of strings"),
        (b'{"config": {"Env": "a=b"}}', "'a=b' is not a list of strings"),
        (b'{"config": {"Tty": 1}}', "1 is not what"),
        (b'{"config": {"StopTimeout": true}}', "True is not what"),
        (b'{"config": {"Volumes": []}}', "[] is not what"),
        (b'{"config": {"Labels": {"a": 1}}}', "1 is not what"),
    ],
)
def test_a_wrong_document_is_named(
    engine: Engine, tmp_path: Path, document: bytes, reason: str
) -> None:
    path = write_tar(tmp_path / "a.tar", v1_members([document], {"t": {"1": v1_id(1)}}))
    with pytest.raises(InvalidDocument) as caught:
        engine.open(path)
    told = explain(caught.value)
    assert told.startswith(f"{v1_id(1)}/json of {path} is invalid: ")
    assert reason in told
