"""Archives and stores that lack blobs open as far as they go, and say what is not known."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from layerlab.errors import MissingBlob
from layerlab.facade import Engine, Stack
from layerlab.model import clean
from layerlab.overlay import ChangeCounts, Verdict
from layerlab.words import explain
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    Layout,
    config_of,
    digest_of,
    docker_members,
    dump,
    hex_of,
    write_directory,
    write_tar,
)
from support.images import file, layer_tar

LAYERS = (
    layer_tar([file("base", b"1"), file("gone", b"1")]),
    layer_tar([file("middle", b"22")]),
    layer_tar([file("base", b"333"), file(".wh.gone"), file("top", b"333")]),
)
TAGS = ("t:1",)
Write = Callable[[Path, int], Path]


def docker_archive(folder: Path, lacking: int) -> Path:
    members = docker_members(LAYERS, TAGS)
    del members[f"{hex_of(LAYERS[lacking - 1])}/layer.tar"]
    return write_tar(folder / "docker.tar", members)


def layout_without(lacking: int) -> Layout:
    layout = Layout()
    layout.list(layout.manifest(LAYERS, annotations={"io.containerd.image.name": TAGS[0]}))
    del layout.blobs[digest_of(LAYERS[lacking - 1])]
    return layout


def oci_archive(folder: Path, lacking: int) -> Path:
    return write_tar(folder / "oci.tar", layout_without(lacking).members())


def oci_directory(folder: Path, lacking: int) -> Path:
    return write_directory(folder / "oci", layout_without(lacking).members())


def hybrid(folder: Path, lacking: int) -> Path:
    config = config_of(LAYERS)
    row = {
        "Config": f"blobs/sha256/{hex_of(config)}",
        "RepoTags": list(TAGS),
        "Layers": [f"blobs/sha256/{hex_of(layer)}" for layer in LAYERS],
    }
    members = {**layout_without(lacking).members(), "manifest.json": dump([row])}
    return write_tar(folder / "hybrid.tar", members)


SOURCES: list[Write] = [docker_archive, oci_archive, oci_directory, hybrid]


def paths(stack: Stack) -> list[str]:
    return [node.path for node in stack.view().walk()]


@pytest.mark.parametrize("write", SOURCES)
def test_the_other_layers_can_be_looked_at(engine: Engine, tmp_path: Path, write: Write) -> None:
    with engine.open(write(tmp_path, 2)) as archive:
        (image,) = archive.images
        stack = engine.stack(image)

        assert not image.is_whole
        assert [layer.is_missing for layer in image.layers] == [False, True, False]
        assert [card.is_missing for card in stack.layers] == [False, True, False]
        assert [card.file_count for card in stack.layers] == [2, 0, 2]
        assert stack.headers(2, 9) == ()
        assert paths(stack) == ["base", "top"]
        assert stack.view().read(clean("top")) == b"333"


@pytest.mark.parametrize("write", SOURCES)
def test_the_trail_says_what_is_not_known(engine: Engine, tmp_path: Path, write: Write) -> None:
    with engine.open(write(tmp_path, 2)) as archive:
        view = engine.stack(archive.images[0]).view()
        told = {path: [s.verdict for s in view.trail(clean(path))] for path in ("base", "middle")}
    assert told == {
        "base": [Verdict.SEEN, Verdict.MISSING, Verdict.HIDDEN],
        "middle": [Verdict.ABSENT, Verdict.MISSING, Verdict.ABSENT],
    }


def test_what_is_counted_over_a_missing_layer_is_not_certain(
    engine: Engine, tmp_path: Path
) -> None:
    with engine.open(oci_archive(tmp_path, 2)) as archive:
        stack = engine.stack(archive.images[0])
        assert [stack.changes(number) for number in (1, 2, 3)] == [
            ChangeCounts(added=2),
            ChangeCounts(is_certain=False),
            ChangeCounts(added=1, modified=1, deleted=1, is_certain=False),
        ]


@pytest.mark.parametrize("lacking", [1, 2, 3])
@pytest.mark.parametrize("write", SOURCES)
def test_it_is_not_loaded(engine: Engine, tmp_path: Path, write: Write, lacking: int) -> None:
    """Nothing of it is stored: neither the layers below nor the config."""
    path = write(tmp_path, lacking)
    with pytest.raises(MissingBlob) as caught:
        engine.load(path)
    assert explain(caught.value) == (
        f"The blob {digest_of(LAYERS[lacking - 1])} of {path} is missing"
    )
    assert engine.images() == []
    assert list((engine.root / "blobs" / "sha256").iterdir()) == []


@pytest.mark.parametrize("write", SOURCES)
def test_verify_names_each_blob(engine: Engine, tmp_path: Path, write: Write) -> None:
    path = write(tmp_path, 2)
    (fault,) = engine.verify_archive(path)
    assert fault.object == f"layer 2 of {path}"
    assert isinstance(fault.error, MissingBlob)
    assert fault.error.digest == digest_of(LAYERS[1])


def test_whole_images_beside_it_are_not_loaded_either(engine: Engine, tmp_path: Path) -> None:
    """All or nothing, as everywhere."""
    layout = layout_without(2)
    whole = layout.manifest(LAYERS[:1])
    path = write_tar(tmp_path / "a.tar", Layout.members(layout.list(whole)))
    with pytest.raises(MissingBlob):
        engine.load(path)
    assert engine.images() == []


@pytest.mark.parametrize("lacking", [0, 1])
def test_foreign_layers_are_missing(engine: Engine, tmp_path: Path, lacking: int) -> None:
    """Savers leave layers out that may not be redistributed."""
    layout = Layout()
    kinds = ("application/vnd.oci.image.layer.nondistributable.v1.tar", LAYER_TYPE)
    blobs = [layout.put(kind, layer) for kind, layer in zip(kinds, LAYERS, strict=False)]
    layout.list(layout.manifest_of(layout.put(CONFIG_TYPE, config_of(LAYERS[:2])), blobs))
    del layout.blobs[digest_of(LAYERS[lacking])]
    with engine.open(write_tar(tmp_path / "a.tar", layout.members())) as archive:
        found = [layer.is_missing for layer in archive.images[0].layers]
    assert found == [lacking == 0, lacking == 1]


# configs ----------------------------------------------------------------------------------------


def test_an_image_without_its_config_is_absent(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    lacking = layout.manifest(LAYERS, annotations={"io.containerd.image.name": "t:1"})
    layout.list(lacking, layout.manifest(LAYERS[:1]))
    config = digest_of(config_of(LAYERS))
    del layout.blobs[config]
    path = write_tar(tmp_path / "a.tar", layout.members())

    with engine.open(path) as archive:
        (absent,) = archive.absent
        assert [image.image_id for image in archive.images] == [digest_of(config_of(LAYERS[:1]))]

    assert (absent.missing, absent.was_left_out) == (config, False)
    assert [ref.familiar for ref in absent.references] == ["t:1"]
    (fault,) = engine.verify_archive(path)
    assert fault.object == f"t:1 of {path}"
    assert explain(fault.error) == f"The blob {config} of {path} is missing"


def test_the_same_in_a_docker_archive(engine: Engine, tmp_path: Path) -> None:
    members = docker_members(LAYERS)
    row = {"Config": "none.json", "RepoTags": ["lost:1"], "Layers": []}
    written = members["manifest.json"]
    assert isinstance(written, bytes)
    (known,) = json.loads(written)
    members["manifest.json"] = dump([row, known])
    path = write_tar(tmp_path / "a.tar", members)

    with engine.open(path) as archive:
        (absent,) = archive.absent
        assert len(archive.images) == 1

    assert (absent.missing, absent.platform, absent.was_left_out) == ("none.json", None, False)
    (fault,) = engine.verify_archive(path)
    assert fault.object == f"lost:1 of {path}"


def test_platforms_that_were_left_out_are_no_fault(engine: Engine, tmp_path: Path) -> None:
    """Docker's containerd store saves the whole index with the blobs of what it has."""
    layout = Layout()
    here = layout.manifest(LAYERS, platform={"os": "linux", "architecture": "amd64"})
    platform = {"os": "linux", "architecture": "arm64"}
    there = {**here, "digest": digest_of(b"not here"), "platform": platform}
    name = {"io.containerd.image.name": "t:1"}
    layout.list(layout.index([there, here], annotations=name))
    path = write_tar(tmp_path / "a.tar", layout.members())

    with engine.open(path) as archive:
        (absent,) = archive.absent
    assert absent.was_left_out
    assert str(absent.platform) == "linux/arm64"
    assert [ref.familiar for ref in absent.references] == ["t:1"]
    assert engine.verify_archive(path) == []
    assert len(engine.load(path).images) == 1


# stores -----------------------------------------------------------------------------------------


@pytest.fixture
def holed(engine: Engine, tmp_path: Path) -> Engine:
    """A store with the image and a container `c1`, whose second layer's blob has vanished."""
    engine.load(write_tar(tmp_path / "in.tar", docker_members(LAYERS, TAGS)))
    engine.create("t:1", "c1")
    engine.close()
    (engine.root / "blobs" / "sha256" / hex_of(LAYERS[1])).unlink()
    return engine


def test_a_store_opens_with_the_layer_missing(holed: Engine) -> None:
    with Engine(holed.root) as engine:
        stack = engine.stack("t:1")
        assert [card.is_missing for card in stack.layers] == [False, True, False]
        assert paths(stack) == ["base", "top"]
        assert paths(engine.stack("c1")) == ["base", "top"]
        (summary,) = engine.images()
        assert (summary.is_damaged, summary.layer_count) == (True, 3)
        (fault,) = engine.verify("t:1")
        assert isinstance(fault.error, MissingBlob)


def test_nothing_new_is_made_of_it(holed: Engine, tmp_path: Path) -> None:
    with Engine(holed.root) as engine:
        with pytest.raises(MissingBlob):
            engine.create("t:1", "c2")
        with pytest.raises(MissingBlob):
            engine.save(["t:1"], tmp_path / "out.tar")
        assert [container.name for container in engine.containers()] == ["c1"]
    assert not (tmp_path / "out.tar").exists()


def test_loading_it_again_makes_it_whole(holed: Engine, tmp_path: Path) -> None:
    """Also what was open meanwhile shows the layer then."""
    with Engine(holed.root) as engine:
        assert paths(engine.stack("c1")) == ["base", "top"]
        engine.load(tmp_path / "in.tar")
        assert paths(engine.stack("t:1")) == ["base", "middle", "top"]
        assert paths(engine.stack("c1")) == ["base", "middle", "top"]
        assert engine.verify("t:1") == []
        assert not engine.images()[0].is_damaged
