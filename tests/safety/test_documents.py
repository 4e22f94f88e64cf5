"""Documents that say anything anywhere: an error or a result, and never a traceback.

Every value of every document of a good archive becomes something else, the digests above it are
made right again, and the archive is opened, looked into, verified and loaded.
"""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from layerlab.errors import EngineError
from layerlab.facade import Engine
from layerlab.facade.loading import LoadedImage
from layerlab.model import ROOT, clean
from layerlab.words import explain
from support.archives import CONFIG_TYPE, LAYER_TYPE, Layout, Link, digest_of, hex_of, write_tar
from support.images import directory, file, layer_tar, symlink

Document = dict[str, Any]
Members = dict[str, bytes | Link]

LAYERS = (
    layer_tar([directory("etc"), file("etc/motd", b"hi"), symlink("l", "etc")]),
    layer_tar([directory("etc"), file("etc/.wh.motd")]),
)


class Raw(str):
    """JSON as it is written."""


JUNK: list[object] = [
    *(None, True, 0, -1, 1.5, 1 << 63, 10**4000, "", "x", [], {}, [[]], [None], {"": None}),
    *("sha256:" + "0" * 64, "sha256:" + "A" * 64, "sha512:" + "0" * 128, "../../etc/passwd"),
    *("a/" * 5000, "\0", "\udcff\n\x1b[2J", "text/plain", [{}] * 9, ["x"] * 999, {"a": {"a": 1}}),
    *(Raw("NaN"), Raw("-Infinity"), Raw("1e999"), Raw('"\\ud800"'), Raw("[" * 5000 + "]" * 5000)),
    *(Raw('{"a":1,"a":[]}'), Raw("}"), Raw('"\x01"'), Raw("9" * 5000), Raw("\xff")),
]


def dump(value: object) -> bytes:
    """With surrogates as they are, and `Raw` as it is."""
    raw: list[str] = []

    def mark(item: object) -> object:
        if isinstance(item, Raw):
            raw.append(item)
            return f"<raw {len(raw) - 1}>"
        if isinstance(item, dict):
            return {key: mark(one) for key, one in item.items()}
        return [mark(one) for one in item] if isinstance(item, list) else item

    text = json.dumps(mark(value))
    for number, written in enumerate(raw):
        text = text.replace(f'"<raw {number}>"', written)
    return text.encode("utf-8", "surrogateescape")


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inner: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = iter(enumerate(value))
    for key, one in inner:
        yield from places(one, (*path, key))


def changed(value: Any, path: tuple[str | int, ...], junk: object) -> Any:
    if not path:
        return junk
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(copy[path[0]], path[1:], junk)  # type: ignore[index]
    return copy


CONFIG: Document = {
    "architecture": "amd64",
    "os": "linux",
    "variant": "v8",
    "created": "2024-01-01T00:00:00Z",
    "author": "me",
    "config": {
        "Cmd": ["sh"],
        "Entrypoint": ["e"],
        "Env": ["A=1"],
        "Labels": {"a": "b"},
        "ExposedPorts": {"80/tcp": {}},
        "Volumes": {"/v": {}},
        "User": "u",
        "WorkingDir": "/",
    },
    "rootfs": {"type": "layers", "diff_ids": [digest_of(layer) for layer in LAYERS]},
    "history": [
        {"created": "2024-01-01T00:00:00Z", "created_by": "a", "author": "b", "comment": "c"},
        {"created_by": "x", "empty_layer": True},
        {"created_by": "y"},
    ],
}
ROWS = [{"Config": "c.json", "RepoTags": ["t:1"], "Layers": ["1.tar", "2.tar"]}]
V1 = {"id": "1" * 64, "created": "2013-01-01T00:00:00Z", "config": CONFIG["config"]}

Change = Callable[[str, Any], Any]
"""What becomes of a document, by its name."""


def docker(change: Change) -> Members:
    layers = {f"{number}.tar": layer for number, layer in enumerate(LAYERS, start=1)}
    config, rows = dump(change("config", CONFIG)), dump(change("manifest.json", ROWS))
    return {"c.json": config, "manifest.json": rows, **layers}


def v1(change: Change) -> Members:
    top = {**V1, "id": "2" * 64, "parent": "1" * 64}
    members: Members = {}
    for name, document, layer in zip(("1", "2"), (V1, top), LAYERS, strict=True):
        members[f"{name * 64}/json"] = dump(change(f"json {name}", document))
        members[f"{name * 64}/layer.tar"] = layer
    return {**members, "repositories": dump(change("repositories", {"t": {"1": "2" * 64}}))}


def oci(change: Change) -> Members:
    layout = Layout()

    def put(name: str, media_type: str, value: Any, **more: Any) -> Document:
        return layout.put(media_type, dump(change(name, value)), **more)

    config = put("config", CONFIG_TYPE, CONFIG)
    layers = [layout.put(LAYER_TYPE, layer) for layer in LAYERS]
    manifest = {"schemaVersion": 2, "config": config, "layers": layers, "annotations": {"a": "b"}}
    manifest_type = "application/vnd.oci.image.manifest.v1+json"
    platform = {"os": "linux", "architecture": "amd64", "variant": "v8"}
    entry = put("manifest", manifest_type, manifest, platform=platform)
    nested = {"schemaVersion": 2, "manifests": [entry], "annotations": {"a": "b"}}
    names = {"io.containerd.image.name": "t:1", "org.opencontainers.image.ref.name": "1"}
    index_type = "application/vnd.oci.image.index.v1+json"
    layout.list(put("nested index", index_type, nested, annotations=names))
    members = layout.members()
    index = json.loads(members["index.json"])
    return {**members, "index.json": dump(change("index.json", index))}


def hybrid(change: Change) -> Members:
    members = oci(change)
    rows = [{**ROWS[0], "Config": f"blobs/sha256/{hex_of(dump(change('config', CONFIG)))}"}]
    layers = {f"{number}.tar": layer for number, layer in enumerate(LAYERS, start=1)}
    return {**members, "manifest.json": dump(change("manifest.json", rows)), **layers}


BUILDERS = {"docker": docker, "v1": v1, "oci": oci, "hybrid": hybrid}


def documents(build: Callable[[Change], Members]) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def note(name: str, value: Any) -> Any:
        found[name] = value
        return value

    build(note)
    return found


SPOTS = [
    (kind, name, path)
    for kind, build in BUILDERS.items()
    for name, value in documents(build).items()
    for path in places(value)
]


def loaded_from(engine: Engine, path: Path) -> tuple[LoadedImage, ...]:
    try:
        return engine.load(path).images
    except EngineError as error:
        explain(error)
        return ()


def change_and_commit(engine: Engine, image_id: str, archive: Path) -> None:
    name = engine.create(image_id).name
    try:
        engine.container(name).write(clean("new"), b"new")
        engine.commit(name, "made:1")
        engine.save(["made:1"], archive)
        assert engine.verify("made:1") == []
        assert engine.verify_archive(archive) == []
    finally:
        engine.remove_container(name)


def look_everywhere(engine: Engine, path: Path) -> None:
    """All that a person would do with an archive; errors are what it is about."""
    with contextlib.suppress(EngineError):
        engine.verify_archive(path)
    with contextlib.suppress(EngineError):
        engine.inspect_archive(path)
    with contextlib.suppress(EngineError), engine.open(path) as archive:
        for image in archive.images:
            with contextlib.suppress(EngineError):
                stack = engine.stack(image)
                assert all(json.loads(card.json) for card in stack.layers)
                for node in stack.view().walk(ROOT):
                    stack.view().trail(node.path)
                    if node.kind.has_data:
                        stack.view().read(node.path)
    for image in loaded_from(engine, path):
        engine.inspect(image.image_id)
        engine.history(image.image_id)
        with contextlib.suppress(EngineError):
            change_and_commit(engine, image.image_id, path.with_name("out.tar"))
    for summary in engine.images():
        engine.remove_image(summary.image_id, force=True)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path / "root") as opened:
        yield opened


@pytest.mark.parametrize("kind", list(BUILDERS))
def test_the_archives_are_good(engine: Engine, tmp_path: Path, kind: str) -> None:
    archive = write_tar(tmp_path / "in.tar", BUILDERS[kind](lambda _, value: value))
    assert engine.verify_archive(archive) == []
    assert [str(name) for name in engine.load(archive).images[0].references] != []


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Path]]:
    place = tmp_path_factory.mktemp("documents")
    with Engine(place / "root") as opened:
        yield opened, place / "in.tar"


@given(spot=st.sampled_from(SPOTS), junk=st.sampled_from(JUNK))
@settings(max_examples=400, deadline=None, derandomize=True, phases=(Phase.generate,))
def test_no_value_makes_a_traceback(
    shared: tuple[Engine, Path], spot: tuple[str, str, tuple[str | int, ...]], junk: object
) -> None:
    engine, archive = shared
    kind, document, path = spot

    def change(name: str, value: Any) -> Any:
        return changed(value, path, junk) if name == document else value

    look_everywhere(engine, write_tar(archive, BUILDERS[kind](change)))
