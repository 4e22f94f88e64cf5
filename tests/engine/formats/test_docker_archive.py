"""docker-archives of every age and maker, made by hand after what the tools write."""

import hashlib
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layerlab.errors import DamagedArchive, EngineError, InvalidDocument
from layerlab.facade import Engine
from layerlab.image import BlobImage
from layerlab.words import explain
from support.archives import (
    LAYERS,
    Layout,
    Link,
    config_of,
    digest_of,
    docker_members,
    dump,
    hex_of,
    packed,
    write_tar,
)


def names_in(engine: Engine, path: Path) -> list[list[str]]:
    """For each image of the archive the files of its merged view, after loading it."""
    loaded = engine.load(path).images
    return [[n.path for n in engine.stack(i.image_id).view().walk()] for i in loaded]


def only(engine: Engine, path: Path) -> BlobImage:
    with engine.open(path) as archive:
        (image,) = archive.images
    return image


ALL = ["layer-1", "layer-2", "layer-3"]


def test_the_plain_case(engine: Engine, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", docker_members())

    image = only(engine, path)

    assert image.image_id == digest_of(config_of(LAYERS))
    assert [str(ref) for ref in image.references] == ["docker.io/library/t:1"]
    assert [layer.number for layer in image.layers] == [1, 2, 3]
    assert [layer.diff_id for layer in image.layers] == [digest_of(tar) for tar in LAYERS]
    assert names_in(engine, path) == [ALL]


def test_a_layer_that_occurs_twice_is_a_symlink(engine: Engine, tmp_path: Path) -> None:
    """As Docker 1.10 to 24 save it; source: moby image/tarexport/save.go."""
    layers = (LAYERS[0], LAYERS[1], LAYERS[0])
    config = config_of(layers)
    names = [f"{letter * 64}/layer.tar" for letter in "abc"]
    repositories = {"t": {"1": "c" * 64}}
    members: dict[str, bytes | Link] = {
        **{f"{letter * 64}/VERSION": b"1.0" for letter in "abc"},
        **{f"{letter * 64}/json": b"{}" for letter in "abc"},
        names[0]: layers[0],
        names[1]: layers[1],
        names[2]: Link(f"../{'a' * 64}/layer.tar"),
        f"{hex_of(config)}.json": config,
        "manifest.json": dump(
            [{"Config": f"{hex_of(config)}.json", "RepoTags": ["t:1"], "Layers": names}]
        ),
        "repositories": dump(repositories),
    }
    path = write_tar(tmp_path / "a.tar", members)

    assert names_in(engine, path) == [["layer-1", "layer-2"]]
    assert [layer.stored_size for layer in only(engine, path).layers] == [*map(len, layers)]


def test_a_layer_may_be_a_hard_link(engine: Engine, tmp_path: Path) -> None:
    members = docker_members((LAYERS[0], LAYERS[1]))
    name = f"{hex_of(LAYERS[1])}/layer.tar"
    members["elsewhere"] = members[name]
    members[name] = Link("elsewhere", hard=True)

    assert names_in(engine, write_tar(tmp_path / "a.tar", members)) == [["layer-1", "layer-2"]]


@pytest.mark.parametrize("prefix", ["/", "./", "//", "x/../"])
def test_member_names_are_cleaned(engine: Engine, tmp_path: Path, prefix: str) -> None:
    members = [(prefix + name, data) for name, data in docker_members().items()]
    assert names_in(engine, write_tar(tmp_path / "a.tar", members)) == [ALL]


def test_the_manifest_may_come_first(engine: Engine, tmp_path: Path) -> None:
    members = [*docker_members().items()][::-1]
    assert names_in(engine, write_tar(tmp_path / "a.tar", members)) == [ALL]


def test_of_two_members_of_one_name_the_last_counts(engine: Engine, tmp_path: Path) -> None:
    members = [("manifest.json", b"[]"), *docker_members().items()]
    assert names_in(engine, write_tar(tmp_path / "a.tar", members)) == [ALL]


def test_several_images_with_several_names(engine: Engine, tmp_path: Path) -> None:
    one, two = docker_members(LAYERS[:1]), docker_members(LAYERS[1:])
    rows = [
        {**_row(one), "RepoTags": ["a:1", "example.org/a/b:2"]},
        {**_row(two), "RepoTags": None},
    ]
    path = write_tar(tmp_path / "a.tar", {**one, **two, "manifest.json": dump(rows)})

    loaded = engine.load(path).images

    assert [[ref.familiar for ref in image.references] for image in loaded] == [
        ["a:1", "example.org/a/b:2"],
        [],
    ]
    assert engine.image("a:1").image_id == engine.image("example.org/a/b:2").image_id
    assert [image.references for image in engine.images() if not image.references] == [()]


def _row(members: dict[str, bytes | Link]) -> dict[str, Any]:
    config = next(name for name in members if name.endswith(".json") and name != "manifest.json")
    layers = [name for name in members if name.endswith("layer.tar")]
    return {"Config": config, "Layers": layers}


def test_names_that_are_none_are_left_out(engine: Engine, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", docker_members(tags=["t/UPPER:1", "t:1", "", ":x"]))
    assert [ref.familiar for ref in only(engine, path).references] == ["t:1"]


# hybrids ----------------------------------------------------------------------------------------


def hybrid_members(order: list[int]) -> dict[str, bytes]:
    """As Docker 25 and later save, the OCI manifest with its layers in the order that is given."""
    layout = Layout()
    config = layout.put("application/vnd.oci.image.config.v1+json", config_of(LAYERS))
    layers = [layout.put("application/vnd.oci.image.layer.v1.tar", layer) for layer in LAYERS]
    names = {
        "io.containerd.image.name": "docker.io/library/t:1",
        "org.opencontainers.image.ref.name": "1",
    }
    manifest = layout.manifest_of(config, [layers[n] for n in order], annotations=names)
    row = {
        "Config": f"blobs/sha256/{config['digest'][7:]}",
        "RepoTags": ["t:1"],
        "Layers": [f"blobs/sha256/{hex_of(layer)}" for layer in LAYERS],
    }
    return {**layout.list(manifest).members(), "manifest.json": dump([row])}


def test_a_hybrid_keeps_its_manifest(engine: Engine, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", hybrid_members([0, 1, 2]))
    image = only(engine, path)
    assert image.manifest_data is not None
    assert [layer.diff_id for layer in image.layers] == [digest_of(tar) for tar in LAYERS]
    assert names_in(engine, path) == [ALL]


@pytest.mark.parametrize("order", [[2, 0, 1], [2, 1, 0], []])
def test_a_hybrid_with_a_wrong_order_of_layers(
    engine: Engine, tmp_path: Path, order: list[int]
) -> None:
    """Docker 25.0.0 wrote them in random order (moby#47150), a candidate none (moby#47065)."""
    path = write_tar(tmp_path / "a.tar", hybrid_members(order))

    assert [layer.diff_id for layer in only(engine, path).layers] == [*map(digest_of, LAYERS)]
    assert names_in(engine, path) == [ALL]
    assert engine.verify("t:1") == []


def test_a_hybrid_whose_index_lists_more(engine: Engine, tmp_path: Path) -> None:
    """`manifest.json` describes the host's platform only, the index has the others."""
    layout = Layout()
    listed = layout.manifest(LAYERS[:2])
    other = layout.manifest(LAYERS[1:])
    members: dict[str, bytes] = layout.list(listed, other).members()
    config = config_of(LAYERS[:2])
    row = {
        "Config": f"blobs/sha256/{hex_of(config)}",
        "RepoTags": ["t:1"],
        "Layers": [f"blobs/sha256/{hex_of(layer)}" for layer in LAYERS[:2]],
    }
    path = write_tar(tmp_path / "a.tar", {**members, "manifest.json": dump([row])})

    assert names_in(engine, path) == [["layer-1", "layer-2"], ["layer-2", "layer-3"]]


# damage -----------------------------------------------------------------------------------------


def told(error: EngineError) -> str:
    """The one line that a person reads."""
    sentence = explain(error)
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        (b"null", "not a JSON array"),
        (b"{}", "not a JSON array"),
        (b"[1]", "not a JSON object"),
        (b"[{}]", "without a Config"),
        (b'[{"Config": 7}]', "without a Config"),
        (b'[{"Config": "c", "Layers": [7]}]', "lists of strings"),
        (b'[{"Config": "c", "Layers": "abc"}]', "lists of strings"),
        (b'[{"Config": "c", "Layers": 7}]', "lists of strings"),
        (b'[{"Config": "c", "RepoTags": {"a": 1}}]', "lists of strings"),
        (b"[", "Expecting value"),
        (b"[\xff]", "utf-8"),
        (b"[" * 100_000, "recursion"),
        (b"", "Expecting value"),
    ],
)
def test_a_wrong_manifest_is_named(
    engine: Engine, tmp_path: Path, manifest: bytes, reason: str
) -> None:
    path = write_tar(tmp_path / "a.tar", {**docker_members(), "manifest.json": manifest})
    with pytest.raises(InvalidDocument) as caught:
        engine.open(path)
    assert f"manifest.json of {path}" in told(caught.value)
    assert reason in told(caught.value)


@pytest.mark.parametrize(
    ("config", "reason"),
    [
        (b"[]", "not a JSON object"),
        (b"nothing", "Expecting value"),
        (b"{}", "3 layers"),
        (b'{"rootfs": {"diff_ids": ["x", "y", "z"]}}', "not a diff ID"),
        (b'{"rootfs": {"diff_ids": [1, 2, 3]}}', "not a diff ID"),
    ],
)
def test_a_wrong_config_is_named(
    engine: Engine, tmp_path: Path, config: bytes, reason: str
) -> None:
    members = docker_members()
    name = next(name for name in members if name.endswith(".json"))
    path = write_tar(tmp_path / "a.tar", {**members, name: config})
    with pytest.raises(InvalidDocument) as caught:
        engine.open(path)
    assert str(path) in told(caught.value)
    assert reason in told(caught.value)


def test_a_missing_config_is_named(engine: Engine, tmp_path: Path) -> None:
    members = docker_members()
    name = next(name for name in members if name.endswith(".json"))
    del members[name]
    path = write_tar(tmp_path / "a.tar", members)
    with pytest.raises(DamagedArchive) as caught:
        engine.open(path)
    assert told(caught.value) == f"{path} is damaged: {name} is missing"


@pytest.mark.parametrize("hard", [False, True])
def test_links_that_lead_to_themselves(engine: Engine, tmp_path: Path, hard: bool) -> None:
    members = docker_members()
    name = next(name for name in members if name.endswith("layer.tar"))
    members[name] = Link("a" if hard else "../a", hard)
    members["a"] = Link("b", hard)
    members["b"] = Link("a", hard)
    path = write_tar(tmp_path / "a.tar", members)
    with pytest.raises(DamagedArchive) as caught:
        engine.open(path)
    assert told(caught.value) == f"{path} is damaged: {name} is a link that leads to itself"


@pytest.mark.parametrize("target", ["/etc/passwd", "../../../../../../etc/passwd"])
def test_links_stay_in_the_archive(engine: Engine, tmp_path: Path, target: str) -> None:
    members = docker_members()
    members[f"{hex_of(LAYERS[0])}/layer.tar"] = Link(target)
    image = only(engine, write_tar(tmp_path / "a.tar", members))
    assert [layer.is_missing for layer in image.layers] == [True, False, False]


def test_a_layer_that_is_a_directory(engine: Engine, tmp_path: Path) -> None:
    members = docker_members()
    name = f"{hex_of(LAYERS[0])}/layer.tar"
    members[name] = Link("folder")
    path = write_tar(tmp_path / "a.tar", members)
    with tarfile.open(path, "a") as archive:
        folder = tarfile.TarInfo(f"{hex_of(LAYERS[0])}/folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
    with pytest.raises(DamagedArchive) as caught:
        engine.open(path)
    assert told(caught.value) == f"{path} is damaged: {name} is not a file"


def test_a_layer_with_other_bytes_is_not_loaded(engine: Engine, tmp_path: Path) -> None:
    members = docker_members()
    name = f"{hex_of(LAYERS[1])}/layer.tar"
    members[name] = LAYERS[2]
    path = write_tar(tmp_path / "a.tar", members)

    with pytest.raises(EngineError) as caught:
        engine.load(path)

    assert "ayer 2" in told(caught.value)
    assert digest_of(LAYERS[1]) in told(caught.value)
    assert engine.images() == []
    assert [fault.object for fault in engine.verify_archive(path)] == [f"layer 2 of {path}"]


def test_no_images_at_all(engine: Engine, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", {"manifest.json": b"[]"})
    assert engine.load(path).images == ()


@pytest.mark.parametrize("name", ["a\0b", "n" * 5000, "../" * 40 + "etc/passwd", ""])
def test_a_config_with_an_impossible_name(engine: Engine, tmp_path: Path, name: str) -> None:
    """In an archive, and in a directory that one was unpacked into."""
    manifest = dump([{"Config": name, "RepoTags": None, "Layers": []}])
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "manifest.json").write_bytes(manifest)
    for path in (write_tar(tmp_path / "a.tar", {"manifest.json": manifest}), folder):
        with pytest.raises(EngineError) as caught:
            engine.open(path)
        assert str(path) in told(caught.value)


@pytest.mark.parametrize("pack", [bytes, packed])
def test_diff_ids_by_sha512(engine: Engine, tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    diff_ids = [f"sha512:{hashlib.sha512(layer).hexdigest()}" for layer in LAYERS]
    config = config_of(LAYERS, rootfs={"type": "layers", "diff_ids": diff_ids})
    names = [f"{number}.tar" for number in range(len(LAYERS))]
    row = {"Config": "config.json", "RepoTags": ["t:1"], "Layers": names}
    layers = dict(zip(names, map(pack, LAYERS), strict=True))
    path = write_tar(
        tmp_path / "a.tar", {"config.json": config, **layers, "manifest.json": dump([row])}
    )
    assert engine.verify_archive(path) == []
    (image,) = engine.load(path).images
    assert engine.verify(str(image.image_id)) == []
