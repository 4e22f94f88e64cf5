"""Archives made to hang, to fill the memory or to lead astray: they end in an error or a result.

What is bounded is in `layerlab.limits`. Times are not measured: without the bounds these tests take
hours or all memory.
"""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layerlab.errors import BadInput, EngineError, LimitExceeded
from layerlab.facade import Engine
from layerlab.limits import DEFAULT_LIMITS
from layerlab.words import explain
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    LAYERS,
    Layout,
    Link,
    config_of,
    digest_of,
    docker_members,
    dump,
    hex_of,
    v1_id,
    v1_members,
    write_tar,
)

ID = digest_of(config_of(LAYERS))


def limit_of(engine: Engine, path: Path) -> str:
    with pytest.raises(LimitExceeded) as caught:
        engine.open(path)
    assert str(path) in explain(caught.value)
    assert caught.value.actual > caught.value.limit
    return caught.value.what


# indexes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [100, 5000])
def test_indexes_that_fan_out(engine: Engine, tmp_path: Path, width: int) -> None:
    """Seven indexes, each listing the next `width` times: `width`⁷ ways to one image."""
    layout = Layout()
    entry = layout.manifest()
    for _ in range(6):
        entry = layout.index([entry] * width)
    path = write_tar(tmp_path / "a.tar", layout.list(entry).members())
    with engine.open(path) as archive:
        assert [image.image_id for image in archive.images] == [ID]


def test_entries_are_bounded(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    wide = layout.index([layout.manifest()] * 5000)
    layout.list(*[wide] * (DEFAULT_LIMITS.index_entries // 5000))
    path = write_tar(tmp_path / "a.tar", layout.members())
    assert limit_of(engine, path).startswith("entries in the indexes of ")


def test_an_image_with_very_many_names(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    entry = layout.manifest()
    named = ({**entry, "annotations": {"io.containerd.image.name": f"t:{n}"}} for n in range(9000))
    path = write_tar(tmp_path / "a.tar", layout.list(*named).members())
    with engine.open(path) as archive:
        (image,) = archive.images
    assert len(image.references) == 9000


@pytest.mark.parametrize("lacking", ["config", "manifest"])
def test_an_absent_image_that_is_listed_very_often(
    engine: Engine, tmp_path: Path, lacking: str
) -> None:
    """A large manifest is not read each time."""
    layout = Layout()
    config = layout.put(CONFIG_TYPE, config_of((), padding="x" * 1000))
    entry = layout.manifest_of(config, [], {"padding": "x" * (3 << 20)})
    del layout.blobs[config["digest"] if lacking == "config" else entry["digest"]]
    layout.list(*[entry] * 20_000, layout.manifest())
    with engine.open(write_tar(tmp_path / "a.tar", layout.members())) as archive:
        assert len(archive.absent) == 1


def test_one_large_config_of_many_images(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    config = layout.put(CONFIG_TYPE, config_of((), junk=[{}] * 300_000))
    layout.list(*(layout.manifest_of(config, [], {"n": n}) for n in range(1000)))
    with engine.open(write_tar(tmp_path / "a.tar", layout.members())) as archive:
        assert len(archive.images) == 1


def test_documents_are_bounded_together(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    for number in range(DEFAULT_LIMITS.archive_document_bytes // (3 << 20) + 1):
        config = layout.put(CONFIG_TYPE, config_of((), junk=f"{number:03}" + "x" * (3 << 20)))
        layout.list(layout.manifest_of(config, []))
    path = write_tar(tmp_path / "a.tar", layout.members())
    assert limit_of(engine, path).startswith("bytes of documents of ")


def test_layers_of_all_images_are_bounded(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    layers = [LAYERS[0]] * 500
    config = layout.put(CONFIG_TYPE, config_of(layers))
    layer = layout.put(LAYER_TYPE, LAYERS[0])
    count = DEFAULT_LIMITS.archive_layers // 500 + 1
    layout.list(*(layout.manifest_of(config, [layer] * 500, {"n": n}) for n in range(count)))
    path = write_tar(tmp_path / "a.tar", layout.members())
    assert limit_of(engine, path) == f"layers of {path}"


# manifest.json ----------------------------------------------------------------------------------


def test_rows_are_bounded(engine: Engine, tmp_path: Path) -> None:
    rows = [{"Config": "c", "Layers": []}] * (DEFAULT_LIMITS.images + 1)
    members = {"manifest.json": dump(rows), "c": config_of(())}
    path = write_tar(tmp_path / "a.tar", members)
    assert limit_of(engine, path).startswith("images of ")


def test_rows_times_layers_are_bounded(engine: Engine, tmp_path: Path) -> None:
    rows = [{"Config": "c", "Layers": ["l"] * 500}] * (DEFAULT_LIMITS.archive_layers // 500 + 1)
    members = {"manifest.json": dump(rows), "c": config_of([LAYERS[0]] * 500), "l": LAYERS[0]}
    path = write_tar(tmp_path / "a.tar", members)
    assert limit_of(engine, path) == f"layers of {path}"


def test_layers_of_one_image_are_bounded(engine: Engine, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", docker_members([b""] * 5000))
    with pytest.raises(LimitExceeded) as caught:
        engine.open(path)
    assert explain(caught.value).startswith("Too many layers of ")


def test_v1_images_times_layers_are_bounded(engine: Engine, tmp_path: Path) -> None:
    """A long chain with very many names along it."""
    count = 500
    members: dict[str, bytes | Link] = {}
    for number in range(count):
        key = f"{number:064x}"
        parent = {"parent": f"{number - 1:064x}"} if number else {}
        members |= {f"{key}/json": dump(parent), f"{key}/layer.tar": b""}
    tags = {f"{number}": f"{number:064x}" for number in range(count)}
    path = write_tar(tmp_path / "a.tar", {**members, "repositories": dump({"t": tags})})
    assert limit_of(engine, path).startswith("layers of ")


# names ------------------------------------------------------------------------------------------


def test_of_equal_members_the_last_counts(engine: Engine, tmp_path: Path) -> None:
    """As when the archive is unpacked."""
    members = docker_members()
    pairs = [*((name, b"not this") for name in members), *members.items()]
    assert engine.load(write_tar(tmp_path / "a.tar", pairs)).images[0].image_id == ID
    assert engine.verify(ID) == []


def test_chains_of_links(engine: Engine, tmp_path: Path) -> None:
    members = docker_members()
    name = f"{hex_of(LAYERS[0])}/layer.tar"
    members["real"] = members[name]
    members[name] = Link("../one")
    members |= {"one": Link("two", hard=True), "two": Link("./x/../three"), "three": Link("real")}
    assert engine.load(write_tar(tmp_path / "a.tar", members)).images[0].image_id == ID


def test_a_chain_that_is_too_long(engine: Engine, tmp_path: Path) -> None:
    members = docker_members()
    members[f"{hex_of(LAYERS[0])}/layer.tar"] = Link("../link-0")
    members |= {f"link-{n}": Link(f"link-{n + 1}") for n in range(50)}
    with pytest.raises(BadInput) as caught:
        engine.open(write_tar(tmp_path / "a.tar", members))
    assert "is a link that leads to itself" in explain(caught.value)


@pytest.mark.parametrize("name", ["../../outside", "/outside", "a/../../outside"])
def test_names_stay_inside(engine: Engine, tmp_path: Path, name: str) -> None:
    (tmp_path.parent / "outside").write_bytes(b"secret")
    (tmp_path / "outside").write_bytes(b"secret")
    members = {"manifest.json": dump([{"Config": name, "Layers": None, "RepoTags": None}])}
    with pytest.raises(BadInput) as caught:
        engine.open(write_tar(tmp_path / "a.tar", members))
    assert "is missing" in explain(caught.value)


# JSON -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        '{"Config": "other", "Config": %s, "RepoTags": ["t:1"], "Layers": null, "Layers": %s}',
        '{"Config": %s, "Layers": %s, "RepoTags": null, "Parent": null, "More": [{}]}',
        '{"CONFIG": %s, "LAYERS": %s, "LayerSources": null}',
    ],
)
def test_equal_keys_nulls_and_unknown_fields(engine: Engine, tmp_path: Path, row: str) -> None:
    """Of equal keys the last counts, as in Go."""
    names = [f"{hex_of(layer)}/layer.tar" for layer in LAYERS]
    text = row % (json.dumps(f"{ID[7:]}.json"), json.dumps(names))
    members = {**docker_members(), "manifest.json": f"[{text}]".encode()}
    assert engine.load(write_tar(tmp_path / "a.tar", members)).images[0].image_id == ID


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([ID, digest_of(LAYERS[0]), "c", "l", "t:1", v1_id(1), "linux", CONFIG_TYPE])
)
KEYS = st.sampled_from(
    [
        *("Config", "Layers", "RepoTags", "manifests", "config", "layers", "digest", "size"),
        *("mediaType", "platform", "os", "architecture", "annotations", "subject", "rootfs"),
        *("diff_ids", "history", "created", "created_by", "type", "parent", "id", "Cmd", "Env"),
        *("container_config", "docker_version", "artifactType", "t", "1", "empty_layer"),
    ]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def mutated(value: Any, draw: Any) -> Any:
    """The document with one thing in it replaced, somewhere."""
    if isinstance(value, dict) and value and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(sorted(value)))
        return {**value, key: mutated(value[key], draw)}
    if isinstance(value, list) and value and draw(st.integers(0, 4)):
        place = draw(st.integers(0, len(value) - 1))
        return [*value[:place], mutated(value[place], draw), *value[place + 1 :]]
    return draw(VALUES)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One engine for all examples: they are only opened."""
    with Engine(tmp_path_factory.mktemp("root")) as made:
        yield made


def opens_or_tells(engine: Engine, path: Path) -> None:
    with contextlib.suppress(EngineError):
        engine.inspect_archive(path)
        engine.verify_archive(path)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_strange_docker_archive(
    shared: Engine, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    members = docker_members(LAYERS[:1])
    name = data.draw(st.sampled_from([n for n in members if n.endswith(".json")]))
    written = members[name]
    assert isinstance(written, bytes)
    members[name] = dump(mutated(json.loads(written), data.draw))
    opens_or_tells(shared, write_tar(tmp_path_factory.getbasetemp() / "docker.tar", members))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_strange_v1_archive(
    shared: Engine, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    step = {"created": "2015-01-01T00:00:00Z", "config": {"Cmd": ["a"]}, "parent": v1_id(1)}
    members = v1_members([{}, dump(step)], {"t": {"1": v1_id(2)}})
    name = data.draw(st.sampled_from(["repositories", f"{v1_id(2)}/json"]))
    written = members[name]
    assert isinstance(written, bytes)
    members[name] = dump(mutated(json.loads(written), data.draw))
    opens_or_tells(shared, write_tar(tmp_path_factory.getbasetemp() / "v1.tar", members))


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_a_strange_layout(
    shared: Engine, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Each document may be strange; descriptors are right, so that the strange one is read."""
    layout = Layout()
    strange = data.draw(st.sampled_from(["config", "manifest", "index", "index.json"]))

    def document(kind: str, value: Any) -> bytes:
        return dump(mutated(value, data.draw) if kind == strange else value)

    config = layout.put(CONFIG_TYPE, document("config", json.loads(config_of(LAYERS[:1]))))
    layers = [layout.put(LAYER_TYPE, LAYERS[0])]
    fields = {"schemaVersion": 2, "config": config, "layers": layers, "annotations": {"a": "b"}}
    platform = {"os": "linux", "architecture": "amd64"}
    manifest = layout.put("", document("manifest", fields), platform=platform)
    inner = layout.put("", document("index", {"manifests": [manifest]}))
    members = layout.members()
    members["index.json"] = document("index.json", {"schemaVersion": 2, "manifests": [inner]})
    opens_or_tells(shared, write_tar(tmp_path_factory.getbasetemp() / "oci.tar", members))
