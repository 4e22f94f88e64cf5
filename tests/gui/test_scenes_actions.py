"""Scenes of what is done with whole images and containers, from a real engine's values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from layerlab.container import parse_volume
from layerlab.container.options import CreateOptions
from layerlab.facade import Engine, LayerTransfer, SaveFormat
from layerlab.model import Digest, LayerPath
from layerlab_gui.i18n import install
from layerlab_gui.sample import sample_path
from layerlab_gui.stage.picture.layout import placed, plan
from layerlab_gui.stage.picture.scale import Metrics, Room
from layerlab_gui.stage.scene import (
    Depth,
    MoveKind,
    PileKind,
    Scene,
    Slab,
    SlabKind,
    Still,
)
from layerlab_gui.stage.scenes.building import (
    PLAYED_LINES,
    BuildStep,
    Outcome,
    build_scene,
    history_scene,
)
from layerlab_gui.stage.scenes.committing import commit_scene
from layerlab_gui.stage.scenes.discarding import discard_scene, read_volumes
from layerlab_gui.stage.scenes.moving import PLAYED_PARTS, Depot, Part, Transfer, transfer_scene
from layerlab_gui.stage.scenes.piles import stack_pile
from layerlab_gui.stage.scenes.transfers import image_parts
from layerlab_gui.tasks.archives import loaded_scene, saved_scene
from layerlab_gui.tasks.containers import created_scene, discarded_scene
from support.images import BASE, Item, file, write_archive

PAGE: tuple[Item, ...] = (file("opt/page", b"12345"),)
OTHER: tuple[Item, ...] = (file("opt/other", b"other"),)


def archive(tmp_path: Path, name: str, *layers: tuple[Item, ...]) -> Path:
    return write_archive(tmp_path / f"{name}.tar", layers, f"{name}:1")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """With the image `a:1` of two layers."""
    with Engine(tmp_path / "root") as made:
        made.load(archive(tmp_path, "a", BASE, PAGE))
        yield made


def stills(scene: Scene) -> list[Still]:
    return [scene.still(position) for position in range(len(scene.beats) + 1)]


def keys(still: Still, pile: int) -> list[str]:
    return [slab.key for slab in still.piles[pile].slabs]


def told(scene: Scene, depth: Depth = Depth.SIMPLE) -> str:
    return "\n".join([scene.title, scene.opening, *(beat.said(depth) for beat in scene.beats)])


def is_sound(scene: Scene) -> None:
    """What holds of every scene: what moves goes to a slab that is there, and was there before
    where it is a copy; each slab's key is one slab's; no template is left open."""
    before = scene.before
    for beat in scene.beats:
        for move in beat.moves:
            assert move.target in beat.after.slabs or move.kind is MoveKind.REMOVE
            assert move.source is None or move.source in before.slabs
        before = beat.after
    for still in stills(scene):
        for pile in still.piles:
            assert len({slab.key for slab in pile.slabs}) == len(pile.slabs)
        assert len({pile.key for pile in still.piles}) == len(still.piles)
    for depth in Depth:
        assert not re.search(r"\{[a-z]+\}", told(scene, depth))
        assert all(told(scene, depth).splitlines())


# create


def test_a_container_copies_nothing_and_shares_every_layer(engine: Engine) -> None:
    engine.create("a:1", "c1")
    scene = created_scene(engine, "c1", "docker create a:1")
    is_sound(scene)
    (image,) = scene.before.piles
    assert (image.kind, image.title) == (PileKind.IMAGE, "a:1")
    beat = scene.beats[0]
    shared, container = beat.after.piles
    assert shared == image
    assert container.slabs[:-1] == image.slabs
    own = container.slabs[-1]
    assert (own.kind, own.number, own.size_bytes) == (SlabKind.CONTAINER, 3, 0)
    assert "on 2 layers of a:1; 0 B are copied" in beat.sentence
    assert "upperdir" in beat.real
    assert scene.command == "docker create a:1"


def test_an_empty_volume_takes_what_the_image_has_there(engine: Engine, tmp_path: Path) -> None:
    mounts = [parse_volume("data:/opt/d"), parse_volume(f"{tmp_path}:/host")]
    engine.create("a:1", "c1", options=CreateOptions(mounts=mounts))
    scene = created_scene(engine, "c1", "")
    is_sound(scene)
    _, volume, bind = scene.beats
    assert "data is mounted on /opt/d; it was empty: 7 B of the image come in" in volume.sentence
    assert [pile.kind for pile in volume.after.piles] == [
        *(PileKind.IMAGE, PileKind.CONTAINER, PileKind.VOLUME)
    ]
    assert volume.after.piles[-1].slabs[0].size_bytes == 7
    assert f"the folder {tmp_path} of this machine is mounted on /host" in bind.sentence
    engine.create("a:1", "c2", options=CreateOptions(mounts=mounts[:1]))
    again = created_scene(engine, "c2", "")
    assert "data is mounted on /opt/d: it is no layer" in again.beats[1].sentence
    assert again.beats[1].moves == ()


# commit


def commit(engine: Engine, name: str | None = "b:1") -> Scene:
    before = engine.stack("c1")
    result = engine.commit("c1", name)
    return commit_scene(before, engine.stack(str(result.image_id)), result, "docker commit c1")


def test_a_commit_seals_a_copy_and_leaves_the_container(engine: Engine) -> None:
    engine.create("a:1", "c1")
    engine.container("c1").write(LayerPath("opt/page"), b"changed")
    scene = commit(engine)
    is_sound(scene)
    (old,) = scene.before.piles
    for still in stills(scene)[1:]:
        container, image = still.piles
        assert container == old
        assert image.slabs[:2] == old.slabs[:2]
        assert image.title == "b:1"
    sealed = scene.beats[0].after.piles[1].slabs[2]
    result = engine.image("b:1").layers[-1]
    assert (sealed.kind, sealed.number) == (SlabKind.LAYER, 3)
    assert f"diff ID {result.diff_id.short}" in sealed.details
    assert [move.source for move in scene.beats[0].moves] == [old.slabs[-1].key]
    assert "2 entries of the container layer" in scene.beats[0].sentence
    assert result.diff_id.short in scene.beats[0].real
    assert "lists 2 layers that were there and the new one" in scene.beats[1].sentence
    documents = [s for s in scene.beats[1].after.piles[1].slabs if s.kind is SlabKind.DOCUMENT]
    assert [document.title for document in documents] == ["config", "manifest"]
    assert any('"rootfs"' in line or '"config"' in line for line in documents[0].details)
    assert "the container goes on as it was" in scene.beats[2].sentence


def test_a_commit_without_changes_makes_no_layer(engine: Engine) -> None:
    engine.create("a:1", "c1")
    scene = commit(engine, None)
    is_sound(scene)
    container, image = scene.beats[0].after.piles
    assert image.slabs == container.slabs[:-1]
    assert "there is no layer to write" in scene.beats[0].sentence
    assert scene.beats[0].moves == ()
    assert "the same 2 layers, and one line of history more" in scene.beats[1].sentence


# discard


@pytest.mark.parametrize("with_volumes", [False, True])
def test_a_removed_container_falls_away_and_named_volumes_stay(
    engine: Engine, *, with_volumes: bool
) -> None:
    mounts = [parse_volume("data:/data"), parse_volume("/cache")]
    engine.create("a:1", "c1", options=CreateOptions(mounts=mounts))
    engine.container("c1").write(LayerPath("opt/page"), b"changed")
    stack, volumes = engine.stack("c1"), read_volumes(engine.container("c1"))
    engine.remove_container("c1", volumes=with_volumes)
    scene = discarded_scene(engine, stack, volumes, "docker rm c1")
    is_sound(scene)
    assert [pile.kind for pile in scene.before.piles] == [
        *(PileKind.CONTAINER, PileKind.VOLUME, PileKind.VOLUME)
    ]
    first, last = scene.beats[0].after, scene.beats[-1].after
    assert first.piles[0].slabs == scene.before.piles[0].slabs[:-1]
    assert (first.piles[0].kind, first.piles[0].title) == (PileKind.IMAGE, "a:1")
    assert len(last.piles) == (2 if with_volumes else 3)
    assert last.piles[1].title == "Volume data"
    assert "7 B; the layers of a:1 stay as they are" in scene.beats[0].sentence
    assert "Volume data stays: it outlives its containers" in told(scene)
    assert ("goes, too" in told(scene)) is with_volumes
    assert ("only -v takes it away" in told(scene)) is not with_volumes


def test_an_anonymous_volume_that_another_container_has_stays(engine: Engine) -> None:
    engine.create("a:1", "c1", options=CreateOptions(mounts=[parse_volume("/cache")]))
    engine.create("a:1", "c2", options=CreateOptions(volumes_from=["c1"]))
    stack, volumes = engine.stack("c1"), read_volumes(engine.container("c1"))
    engine.remove_container("c1", volumes=True)
    scene = discarded_scene(engine, stack, volumes, "")
    assert len(scene.beats[-1].after.piles) == 2


# load and save


def test_a_load_brings_only_what_is_not_there(engine: Engine, tmp_path: Path) -> None:
    result = engine.load(archive(tmp_path, "b", BASE, OTHER))
    scene = loaded_scene(engine, result, "docker load -i b.tar")
    is_sound(scene)
    source, target = scene.before.piles
    assert (source.kind, target.kind) == (PileKind.ARCHIVE, PileKind.STORE)
    assert source.title == "b.tar"
    assert [slab.number for slab in target.slabs] == [1]
    assert target.slabs[0].word == "already exists"
    assert all(slab.word == "" for slab in source.slabs)
    travelled = [move for beat in scene.beats for move in beat.moves if move.kind is MoveKind.BLOB]
    assert len(travelled) == 1
    layer = engine.image("b:1").layers[1]
    assert travelled[0].size_bytes == layer.stored_size
    assert "layer 1 already exists in the store: nothing travels" in told(scene)
    assert "layer 2 goes to the store" in told(scene)
    assert layer.descriptor is not None
    assert layer.descriptor.digest.short in told(scene, Depth.REAL)
    assert layer.descriptor.media_type in told(scene, Depth.REAL)
    assert layer.descriptor.digest.short not in told(scene)
    end = stills(scene)[-1].piles
    assert end[0] == source
    assert [slab.title for slab in end[1].slabs] == [slab.title for slab in source.slabs]


def test_of_the_same_image_again_nothing_but_its_documents_goes(
    engine: Engine, tmp_path: Path
) -> None:
    scene = loaded_scene(engine, engine.load(tmp_path / "a.tar"), "")
    assert "layers 1 to 2 already exist in the store" in told(scene)
    kinds = {move.kind for beat in scene.beats for move in beat.moves}
    assert kinds == {MoveKind.DOCUMENT}


def test_a_layer_twice_in_one_image_goes_once(engine: Engine, tmp_path: Path) -> None:
    scene = loaded_scene(engine, engine.load(archive(tmp_path, "b", BASE, OTHER, OTHER)), "")
    is_sound(scene)
    assert [slab.number for slab in scene.before.piles[1].slabs] == [1]
    end = [slab for slab in stills(scene)[-1].piles[1].slabs if slab.number]
    assert [(slab.number, slab.word) for slab in end] == [
        *((1, "already exists"), (2, ""), (3, "already exists"))
    ]


@pytest.mark.parametrize("form", list(SaveFormat))
def test_a_save_shows_what_is_in_the_tar(engine: Engine, tmp_path: Path, form: SaveFormat) -> None:
    engine.load(archive(tmp_path, "b", BASE, OTHER))
    result = engine.save(["a:1", "b:1"], tmp_path / "two.tar", form)
    scene = saved_scene(engine, result, "docker save")
    is_sound(scene)
    assert scene.before.piles[1].slabs == ()
    slabs = stills(scene)[-1].piles[1].slabs
    assert sum(slab.size_bytes for slab in slabs) == sum(part.size_bytes for part in result.files)
    assert len(slabs) == len(result.files)
    layers = [slab for slab in slabs if slab.kind is SlabKind.LAYER]
    assert [slab.number for slab in layers] == [1, 2, 2]
    names = [slab.title for slab in slabs if slab.kind is SlabKind.DOCUMENT]
    beside = ["index.json", "manifest.json", "oci-layout"]
    beside = beside if form is SaveFormat.DOCKER_ARCHIVE else ["index.json", "oci-layout"]
    assert sorted(names) == sorted(["config", "config", "manifest", "manifest", *beside])
    layout = next(slab for slab in slabs if slab.title == "oci-layout")
    assert any("imageLayoutVersion" in line for line in layout.details)


@pytest.mark.parametrize("depth", list(Depth))
def test_documents_are_drawn_only_as_stored(engine: Engine, tmp_path: Path, depth: Depth) -> None:
    scene = saved_scene(engine, engine.save(["a:1"], tmp_path / "a2.tar"), "")
    shown, metrics = stills(scene), Metrics(20, 9)
    layout = placed(shown[-1], plan(shown, Room(900, 700), metrics, depth=depth))
    kinds = {one.slab.kind for one in layout.slabs}
    assert (SlabKind.DOCUMENT in kinds) is (depth is Depth.REAL)
    assert SlabKind.LAYER in kinds


def parts(count: int, there: Sequence[int] = ()) -> list[Part]:
    """Layers of ten bytes each, as a registry's client would list them."""
    digests = [Digest.of(str(n).encode()) for n in range(count)]
    slabs = [Slab("", SlabKind.LAYER, n + 1, f"layer {n + 1}", 10) for n in range(count)]
    return [
        Part(slab, digest, "application/gzip", slab.number in there)
        for slab, digest in zip(slabs, digests, strict=True)
    ]


def transfer(moved: Sequence[Part], opening: str = "Now.") -> Scene:
    store = Depot("store", PileKind.STORE, "the store")
    registry = Depot("registry", PileKind.REGISTRY, "localhost:5000")
    return transfer_scene(Transfer(store, registry, moved, "a:1", "Push", opening))


def test_a_push_is_the_same_scene_the_other_way(engine: Engine) -> None:
    scene = transfer(parts(4, there=[1, 2]))
    is_sound(scene)
    assert [slab.number for slab in scene.before.piles[1].slabs] == [1, 2]
    assert [len(beat.moves) for beat in scene.beats] == [0, 1, 1, 0]
    assert "layers 1 to 2 already exist in localhost:5000" in scene.beats[0].sentence
    assert scene.beats[-1].sentence == "a:1: of 40 B in layers 20 B travelled to localhost:5000"


def test_of_very_many_layers_the_last_go_at_once() -> None:
    scene = transfer(parts(PLAYED_PARTS + 60))
    is_sound(scene)
    assert len(scene.beats) == PLAYED_PARTS + 2
    assert len(scene.beats[-2].moves) == 60
    assert "60 more layers go to localhost:5000: 600 B" in scene.beats[-2].sentence
    assert scene.beats[-2].real.endswith("…")


def test_the_engine_s_transfers_are_all_that_a_pull_needs(engine: Engine) -> None:
    image = engine.image("a:1")
    layers = [
        LayerTransfer(layer.diff_id, Digest(layer.diff_id), 10, layer.number == 1)
        for layer in image.layers
    ]
    made = list(image_parts(image, layers))
    assert made[0].slab.title == "config"
    assert made[-1].slab.title == "manifest"
    assert [part.was_there for part in made] == [False, True, False, False]


# build


def test_how_an_image_was_built_is_its_history(tmp_path: Path) -> None:
    with Engine(tmp_path / "root") as engine:
        engine.load(sample_path())
        stack = engine.stack(engine.image_names()[0])
        scene = history_scene(stack, "docker history sample")
        is_sound(scene)
        history = stack.image.config.history
        assert len(scene.beats) == len(history)
        assert scene.before.piles[0].slabs == ()
        assert scene.beats[-1].after.piles[0].slabs == stack_pile(stack).slabs
        for line, beat in zip(history, scene.beats, strict=True):
            assert bool(beat.moves) is not line.empty_layer
            assert ("no layer" in beat.sentence) is line.empty_layer
            assert ('"empty_layer": true' in beat.real) is line.empty_layer
        assert all(slab.word == "" for slab in scene.beats[-1].after.slabs.values())


def slab(number: int) -> Slab:
    return Slab(f"layer:{number}", SlabKind.LAYER, number, f"layer {number}", 10 * number)


def test_a_build_says_where_the_chain_of_the_cache_breaks() -> None:
    steps = [
        BuildStep("FROM a:1", Outcome.CACHED, slab(1)),
        BuildStep("ENV A=1", Outcome.CACHED),
        BuildStep("COPY page /", Outcome.RUN, slab(2), "page has changed"),
        BuildStep("RUN make", Outcome.RUN, slab(3)),
    ]
    scene = build_scene("build", "b:1", steps)
    is_sound(scene)
    words = [slab.word for slab in scene.beats[-1].after.piles[0].slabs]
    assert words == ["cached", "run", "run"]
    broken = "; page has changed; here the chain of the cache breaks, and all after it is run"
    assert [broken in beat.sentence for beat in scene.beats] == [False, False, True, False]
    assert "layer 1 is taken from the cache" in scene.beats[0].sentence
    whole = build_scene("build", "b:1", [replace(s, outcome=Outcome.RUN) for s in steps])
    assert "breaks" not in told(whole)
    cached = build_scene("build", "b:1", [replace(s, outcome=Outcome.CACHED) for s in steps])
    assert "breaks" not in told(cached)


def test_of_a_long_history_the_last_lines_are_one_beat() -> None:
    steps = [BuildStep(f"RUN {n}", slab=slab(n)) for n in range(1, 128)]
    scene = build_scene("image", "b:1", steps)
    assert len(scene.beats) == PLAYED_LINES
    assert scene.beats[-1].sentence == "and 68 more instructions"
    assert len(scene.beats[-1].after.slabs) == 127


# all


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_scene_is_told_in_both_languages(
    engine: Engine, tmp_path: Path, qapp: QApplication, language: str
) -> None:
    install(qapp, language)
    mounts = [parse_volume("data:/opt/d"), parse_volume("/cache"), parse_volume(f"{tmp_path}:/x")]
    engine.create("a:1", "c1", options=CreateOptions(mounts=mounts))
    scenes = [created_scene(engine, "c1", ""), commit(engine, None)]
    engine.container("c1").write(LayerPath("opt/page"), b"changed")
    scenes += [commit(engine), loaded_scene(engine, engine.load(tmp_path / "a.tar"), "")]
    scenes.append(saved_scene(engine, engine.save(["a:1"], tmp_path / "s.tar"), ""))
    stack, volumes = engine.stack("c1"), read_volumes(engine.container("c1"))
    scenes += [discard_scene(stack, volumes, gone, "") for gone in ((), ("data",))]
    scenes.append(history_scene(engine.stack("a:1")))
    scenes.append(transfer(parts(PLAYED_PARTS + 2, there=[1]), scenes[0].opening))
    for scene in scenes:
        is_sound(scene)
        korean = [
            any("가" <= char <= "힣" for char in text)
            for text in (scene.opening, *(beat.sentence for beat in scene.beats))
        ]
        assert set(korean) == {language == "ko"}
