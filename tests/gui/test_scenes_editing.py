"""Scenes of edits that a real engine made: what they say is what the engine's own lookup says."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from layerlab.container import Container, Edit, Verb, parse_volume
from layerlab.container.options import CreateOptions, RunnerChoice
from layerlab.container.state import State, Status
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab_gui.i18n import install
from layerlab_gui.stage.scene import Depth, Mark, MoveKind, Scene, SlabKind, Still
from layerlab_gui.stage.scenes.editing import PLAYED_STEPS, Place, edit_scene, subject
from layerlab_gui.stage.scenes.marking import Marks, marks_of, marks_with, stepped
from layerlab_gui.stage.scenes.reading import read_places, read_scene
from layerlab_gui.stage.scenes.replaying import reel
from support.edits import LAYERS, Change, apply, changes
from support.images import BASE, directory, file, write_archive
from support.running import set_state, streams

P = LayerPath
PAGE = P("opt/page")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """`c1` on two layers; the second has a page, and a file of the first once more."""
    archive = tmp_path / "two.tar"
    upper = (directory("opt"), file("opt/page", b"12345"), file("etc/motd", b"hello\n"))
    write_archive(archive, [BASE, upper])
    with Engine(tmp_path / "root") as made:
        made.load(archive)
        made.create("t:1", "c1")
        yield made


@pytest.fixture
def container(engine: Engine) -> Container:
    return engine.container("c1")


def played(engine: Engine, edit: Edit) -> Scene:
    scene = read_scene(engine.stack("c1"), engine.container("c1"), edit)
    assert scene is not None
    return scene


def kinds(scene: Scene) -> list[MoveKind]:
    return [move.kind for beat in scene.beats for move in beat.moves]


def marks(still: Still) -> dict[int, Mark]:
    return {slab.number: slab.mark for slab in still.slabs.values() if slab.mark}


def sizes(scene: Scene) -> list[int]:
    """Of the slab that is written, still by still."""
    stills = (scene.before, *(beat.after for beat in scene.beats))
    return [still.piles[-1].slabs[-1].size_bytes for still in stills]


def told(scene: Scene, depth: Depth = Depth.SIMPLE) -> str:
    return "\n".join(beat.said(depth) for beat in scene.beats)


# what each kind of edit shows


def test_copy_up_brings_parents_attributes_data_then_the_write(
    engine: Engine, container: Container
) -> None:
    scene = played(engine, container.append(PAGE, b"678"))
    assert kinds(scene) == [
        *(MoveKind.DIRECTORY, MoveKind.METADATA, MoveKind.DATA),
        MoveKind.WRITE,
    ]
    assert sizes(scene) == [0, 0, 0, 5, 8]
    assert marks(scene.before) == {2: Mark.SEEN}
    assert marks(scene.still(3)) == {2: Mark.HIDDEN, 3: Mark.SEEN}
    lower = scene.before.piles[0].slabs[1].key
    assert [move.source for move in scene.beats[2].moves] == [lower]
    assert "tar entry opt/page, whole" in told(scene, Depth.REAL)


def test_what_lower_layers_hide_already_is_hidden_from_the_beginning(
    engine: Engine, container: Container
) -> None:
    scene = played(engine, container.write(P("etc/motd"), b"x"))
    assert marks(scene.before) == {1: Mark.HIDDEN, 2: Mark.SEEN}
    assert marks(scene.beats[-1].after) == {1: Mark.HIDDEN, 2: Mark.HIDDEN, 3: Mark.SEEN}


def test_a_created_file_is_nowhere_before(engine: Engine, container: Container) -> None:
    scene = played(engine, container.create(P("opt/new"), b"four"))
    assert marks(scene.before) == {}
    assert marks(scene.beats[-1].after) == {3: Mark.SEEN}
    assert kinds(scene) == [MoveKind.DIRECTORY, MoveKind.CREATE, MoveKind.WRITE]
    assert sizes(scene) == [0, 0, 0, 4]


def test_a_deleted_file_leaves_a_whiteout(engine: Engine, container: Container) -> None:
    scene = played(engine, container.delete(PAGE))
    assert kinds(scene)[-1] is MoveKind.WHITEOUT
    assert marks(scene.beats[-1].after) == {2: Mark.HIDDEN, 3: Mark.WHITEOUT}
    assert "tar entry opt/.wh.page" in told(scene, Depth.REAL)
    assert ".wh." not in told(scene)


def test_what_was_copied_up_and_deleted_is_never_seen_below(
    engine: Engine, container: Container
) -> None:
    container.write(PAGE, b"mine")
    scene = played(engine, container.delete(PAGE))
    assert kinds(scene) == [MoveKind.REMOVE, MoveKind.WHITEOUT]
    assert [marks(beat.after) for beat in scene.beats] == [
        {2: Mark.HIDDEN, 3: Mark.ABSENT},
        {2: Mark.HIDDEN, 3: Mark.WHITEOUT},
    ]
    assert sizes(scene) == [4, 0, 0]


def test_what_only_the_container_had_is_gone_without_a_whiteout(
    engine: Engine, container: Container
) -> None:
    container.create(P("note"), b"1")
    scene = played(engine, container.delete(P("note")))
    assert kinds(scene) == [MoveKind.REMOVE]
    assert marks(scene.beats[-1].after) == {3: Mark.ABSENT}


def test_a_directory_made_anew_is_opaque(engine: Engine, container: Container) -> None:
    container.delete(P("opt/d"), recursive=True)
    scene = played(engine, container.make_directory(P("opt/d")))
    assert kinds(scene) == [MoveKind.CREATE, MoveKind.OPAQUE]
    assert marks(scene.before) == {1: Mark.HIDDEN, 3: Mark.WHITEOUT}
    assert marks(scene.beats[-1].after) == {1: Mark.HIDDEN, 3: Mark.SEEN}
    assert "tar entry opt/d/.wh..wh..opq" in told(scene, Depth.REAL)


def test_of_a_directory_that_merges_all_parts_are_seen(
    engine: Engine, container: Container
) -> None:
    scene = played(engine, container.chmod(P("opt"), 0o700))
    assert marks(scene.before) == {1: Mark.SEEN, 2: Mark.SEEN}
    assert marks(scene.beats[-1].after) == {1: Mark.SEEN, 2: Mark.SEEN, 3: Mark.SEEN}


def test_chmod_copies_the_whole_file_and_says_so(engine: Engine, container: Container) -> None:
    scene = played(engine, container.chmod(PAGE, 0o600))
    assert kinds(scene)[-2:] == [MoveKind.DATA, MoveKind.METADATA]
    assert "copied up all 5 B from layer 2, to change a few attributes" in told(scene)
    assert sizes(scene)[-1] == 5


def test_a_renamed_file_is_a_copy_and_a_whiteout(engine: Engine, container: Container) -> None:
    scene = played(engine, container.rename(PAGE, P("opt/site")))
    assert [marks(beat.after) for beat in scene.beats][-2:] == [
        {2: Mark.SEEN},
        {2: Mark.HIDDEN, 3: Mark.WHITEOUT},
    ]
    assert "the copy in the container layer is called /opt/site" in told(scene)
    assert sizes(scene)[-1] == 5


def test_a_lower_directory_is_renamed_by_copying_all_of_it(
    engine: Engine, container: Container
) -> None:
    scene = played(engine, container.rename(P("opt/d"), P("opt/e")))
    assert "made /opt/e anew: a directory of a lower layer can't be moved" in told(scene)
    assert kinds(scene).count(MoveKind.DATA) == 3
    assert sizes(scene)[-1] == 7
    assert marks(scene.beats[-1].after) == {1: Mark.HIDDEN, 3: Mark.WHITEOUT}


def test_what_only_the_container_has_is_moved_without_a_copy(
    engine: Engine, container: Container
) -> None:
    container.create(P("note"), b"1")
    scene = played(engine, container.rename(P("note"), P("other")))
    assert "moved /other within the container layer" in told(scene)
    assert MoveKind.DATA not in kinds(scene)


def test_a_hard_link_breaks(engine: Engine, container: Container) -> None:
    scene = played(engine, container.write(P("opt/one"), b"1"))
    said = told(scene)
    assert "; its other name stays the old file of layer 1" in said
    assert "other name" not in told(played(engine, container.write(P("opt/one"), b"2")))
    assert container.view().read(P("opt/two")) == b"one inode"


def test_a_command_of_many_steps_is_about_what_it_changed(engine: Engine) -> None:
    script = "mkdir /opt/many; for n in $(seq 60); do echo $n > /opt/many/$n; done; rm /opt/page"
    engine.create("t:1", "c2")
    set_state(engine, "c2", State(Status.RUNNING, standing="waits"))
    engine.set_runner("c2", RunnerChoice.SHELL)
    edit = engine.execute("c2", ["sh", "-c", script], streams()).edit
    assert edit is not None
    scene = read_scene(engine.stack("c2"), engine.container("c2"), edit)
    assert scene is not None
    assert scene.path == P("opt/many")
    assert scene.title.startswith("$ sh -c")
    assert len(scene.beats) == PLAYED_STEPS
    assert scene.beats[-1].moves == ()
    assert "more steps" in scene.beats[-1].sentence
    assert sizes(scene)[-1] == engine.container("c2").size_bytes
    assert sizes(scene) == sorted(sizes(scene))


def test_an_edit_in_a_volume_leaves_the_layers_alone(engine: Engine) -> None:
    engine.create("t:1", "c2", options=CreateOptions(mounts=[parse_volume("data:/opt/d")]))
    container = engine.container("c2")
    edit = container.write(P("opt/d/a"), b"longer")
    scene = read_scene(engine.stack("c2"), engine.volume("data"), edit)
    assert scene is not None
    beside, volume = scene.before.piles
    assert volume.slabs[0].kind is SlabKind.VOLUME
    assert all(beat.after.piles[0] == beside for beat in scene.beats)
    assert marks(scene.beats[-1].after) == {1: Mark.SEEN}
    assert sizes(scene) == [7, 9]
    assert "container layer" not in told(scene, Depth.REAL)
    deleted = container.delete(P("opt/d/b"))
    scene = read_scene(engine.stack("c2"), engine.volume("data"), deleted)
    assert scene is not None
    assert told(scene) == "removed /b from the volume"


def test_a_replay_goes_from_edit_to_edit_without_a_gap(
    engine: Engine, container: Container
) -> None:
    container.write(PAGE, b"12345678")
    container.delete(P("opt/one"))
    container.append(PAGE, b"9")
    container.delete(PAGE)
    edits = list(container.edits())
    places = read_places(engine.stack("c1"), container, edits)
    scenes = [edit_scene(*pair) for pair in zip(edits, places, strict=True)]
    played_ = reel(edits, scenes)
    assert [part.path for part in played_.parts] == [PAGE, P("opt/one"), PAGE, PAGE]
    for before, after in pairwise(scenes):
        assert sizes(before)[-1] == sizes(after)[0]
    assert [sizes(scene)[-1] for scene in scenes] == [8, 8, 9, 0]
    assert played_.still(len(played_.beats)) == scenes[-1].beats[-1].after
    assert [played_.still(end) for end in played_.ends[:-1]] == [s.before for s in scenes[1:]]
    assert played_.title == "Replay of edits 1 to 4"
    assert played_.sentence(1, Depth.REAL).startswith("Edit 1: made the directory /opt in")
    assert "tar entry opt/.wh.page" in played_.sentence(len(played_.beats), Depth.REAL)


def test_an_edit_that_is_in_no_log_has_no_scene(engine: Engine, container: Container) -> None:
    edit = container.create(P("note"))
    assert read_scene(engine.stack("c1"), container, replace(edit, number=0)) is None
    assert read_scene(engine.stack("c1"), container, replace(edit, parent=77)) is None


@pytest.mark.parametrize("language", ["en", "ko"])
def test_each_sentence_is_whole_in_both_languages(
    engine: Engine, container: Container, qapp: QApplication, language: str
) -> None:
    install(qapp, language)
    edits = [
        container.write(PAGE, b"1"),
        container.delete(P("opt/d"), recursive=True),
        container.make_directory(P("opt/d")),
        container.rename(P("usr"), P("user")),
        container.write(P("opt/one"), b"1"),
        container.chmod(P("etc/passwd"), 0o644),
        container.link(P("opt/again"), P("opt/tool")),
        container.delete(PAGE),
    ]
    for edit in edits:
        scene = played(engine, edit)
        for text in (scene.title, scene.opening, told(scene), told(scene, Depth.REAL)):
            assert text
            assert "{" not in text
            assert "\n\n" not in text
        is_korean = any("가" <= char <= "힣" for char in told(scene))
        assert is_korean is (language == "ko")


# any edit at all


def from_engine(container: Container, number: int, path: P, place: Place) -> Marks:
    return marks_of(container.view_at(number).trail(path), place.pile.slabs)


def spoken(still: Still) -> Marks:
    """That something has just gone is more than the lookup says."""
    slabs = still.slabs.items()
    return {key: slab.mark for key, slab in slabs if slab.mark and slab.mark is not Mark.ABSENT}


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes)
def test_any_edit_ends_as_the_engine_sees_it(wanted: list[Change]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = write_archive(Path(folder, "a.tar"), LAYERS)
        with Engine(Path(folder, "root")) as engine:
            engine.load(archive)
            engine.create("t:1", "c1")
            container = engine.container("c1")
            apply(container, wanted)
            edits = list(container.edits())
            if edits:
                places = read_places(engine.stack("c1"), container, edits)
                for edit, place in zip(edits, places, strict=True):
                    _check(container, edit, place)


_names = st.sampled_from(["a", "b", "c", "new", "a/a", "a/b", "b/a", "new/x"])
_lines = st.one_of(
    st.builds("rm -rf {}".format, _names),
    st.builds("mv {} {}".format, _names, _names),
    st.builds("ln {} {}".format, _names, _names),
    st.builds("mkdir -p {}".format, _names),
    st.builds("echo more >> {}".format, _names),
    st.builds("chmod 700 {}".format, _names),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_lines, min_size=1, max_size=8))
def test_any_command_ends_as_the_engine_sees_it(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = write_archive(Path(folder, "a.tar"), LAYERS)
        with Engine(Path(folder, "root")) as engine:
            engine.load(archive)
            engine.create("t:1", "c1")
            set_state(engine, "c1", State(Status.RUNNING, standing="waits"))
            engine.set_runner("c1", RunnerChoice.SHELL)
            edit = engine.execute("c1", ["sh", "-c", "; ".join(lines)], streams()).edit
            container = engine.container("c1")
            if edit is not None:
                (place,) = read_places(engine.stack("c1"), container, [edit])
                _check(container, edit, place)


def _check(container: Container, edit: Edit, place: Place) -> None:
    scene, path = edit_scene(edit, place), subject(edit)
    after = from_engine(container, edit.number, path, place)
    assert spoken(scene.before) == from_engine(container, edit.parent, path, place)
    stills = [scene.before, *(beat.after for beat in scene.beats)]
    if edit.steps:
        assert spoken(stills[-1]) == after
        assert sizes(scene)[-1] == container.upper_at(edit.number).size_bytes
    assert sizes(scene)[0] == container.upper_at(edit.parent).size_bytes
    assert len({tuple(still.slabs) for still in stills}) == 1
    assert all(size >= 0 for size in sizes(scene))
    assert "{" not in told(scene, Depth.REAL)
    if edit.verb not in (
        Verb.EXTERNAL,
        Verb.EXEC,
    ):  # of what is moved with its directory is no step
        assert _told_by_steps(edit, place) == after


def _told_by_steps(edit: Edit, place: Place) -> Marks:
    """What the steps alone come to, without the lookup afterwards."""
    words = place.words
    for number, step in enumerate(edit.steps):
        words = stepped(words, step, edit.steps[number + 1 :], edit.verb)
    found = marks_with(words, subject(edit), place.own.key, place.lower, edit.verb)
    return {key: mark for key, mark in found.items() if mark is not Mark.ABSENT}
