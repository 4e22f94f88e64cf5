"""What `DraftFiles` makes of a command: one edit that tells the truth, diff, undo, commit."""

from pathlib import Path

import pytest

from layerlab.container import StepKind
from layerlab.container.draft_files import DraftFiles
from layerlab.errors import ReservedName
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.runners import Opening
from support.files import content, draft_files, put
from support.images import directory, file, hardlink, write_archive

MOTD = LayerPath("etc/motd")
Told = tuple[StepKind, str, int]


def told(files: DraftFiles) -> list[Told]:
    return [(step.kind, step.path, step.size_bytes) for step in files.draft.steps]


def test_truncating_copies_up_no_data(loaded: Engine, tmp_path: Path) -> None:
    with draft_files(loaded.container("c1"), tmp_path / "drafts") as files:
        put(files, "etc/motd", b"new")
        assert told(files) == [
            (StepKind.COPY_UP_PARENT, "etc", 0),
            (StepKind.COPY_UP_METADATA, "etc/motd", 0),
            (StepKind.WRITE, "etc/motd", 3),
        ]


def test_opening_without_writing_copies_up_whole(loaded: Engine, tmp_path: Path) -> None:
    for opening in (Opening.APPEND, Opening.IN_PLACE):
        with draft_files(loaded.container("c1"), tmp_path / opening.value) as files:
            files.open_to_write(MOTD, opening).close()
            assert told(files)[1:] == [
                (StepKind.COPY_UP_METADATA, "etc/motd", 0),
                (StepKind.COPY_UP_DATA, "etc/motd", 8),
            ]


def test_the_steps_of_ten_thousand_appends_are_those_of_one(loaded: Engine, tmp_path: Path) -> None:
    with draft_files(loaded.container("c1"), tmp_path / "drafts") as files:
        for _ in range(10_000):
            put(files, "etc/motd", b"x", Opening.APPEND)
        assert told(files)[1:] == [
            (StepKind.COPY_UP_METADATA, "etc/motd", 0),
            (StepKind.COPY_UP_DATA, "etc/motd", 8),
            (StepKind.WRITE, "etc/motd", 10_000),
        ]
        assert len(list((tmp_path / "drafts").iterdir())) == 1
        assert len(content(files, "etc/motd")) == 10_008


def test_what_is_made_and_removed_again_and_again_is_told_once(
    loaded: Engine, tmp_path: Path
) -> None:
    with draft_files(loaded.container("c1"), tmp_path / "drafts") as files:
        for _ in range(3):
            put(files, "etc/new", b"xy")
            files.remove(LayerPath("etc/new"))
        assert told(files)[1:] == [
            (StepKind.CREATE, "etc/new", 0),
            (StepKind.WRITE, "etc/new", 2),
            (StepKind.REMOVE, "etc/new", 0),
        ]
        put(files, "etc/new", b"abc")
        assert told(files)[1:] == [
            (StepKind.REMOVE, "etc/new", 0),
            (StepKind.CREATE, "etc/new", 0),
            (StepKind.WRITE, "etc/new", 3),
        ]


def test_no_layer_can_hold_the_name_of_a_whiteout(loaded: Engine, tmp_path: Path) -> None:
    with draft_files(loaded.container("c1"), tmp_path / "drafts") as files:
        for opening in Opening:
            with pytest.raises(ReservedName):
                files.open_to_write(LayerPath("etc/.wh.x"), opening)


def test_a_file_of_a_lower_layer_has_the_names_of_its_layer(engine: Engine, tmp_path: Path) -> None:
    """Copy-up breaks the link, as overlayfs does without an index."""
    items = [file("a", b"x"), hardlink("b", "a"), hardlink("c", "a"), file("alone", b"y")]
    engine.load(write_archive(tmp_path / "image.tar", [items]))
    engine.create("t:1", "c1")
    with draft_files(engine.container("c1"), tmp_path / "drafts") as files:
        counts = {path: files.identity(LayerPath(path))[1] for path in ("a", "b", "c", "alone")}
        assert counts == {"a": 3, "b": 3, "c": 3, "alone": 1}
        assert files.identity(LayerPath("a"))[0] == files.identity(LayerPath("b"))[0]
        put(files, "a", b"z", Opening.APPEND)
        assert content(files, "b") == b"x"
        assert files.identity(LayerPath("a"))[1] == 1
        assert files.identity(LayerPath("b"))[1] == 3


def test_a_directory_has_the_names_that_overlayfs_tells(engine: Engine, tmp_path: Path) -> None:
    """One where several layers have a part of it, its own and its children's else."""
    layers = [
        [directory("both"), directory("both/in"), directory("one"), directory("one/in")],
        [directory("both"), directory("two")],
    ]
    engine.load(write_archive(tmp_path / "image.tar", layers))
    engine.create("t:1", "c1")
    with draft_files(engine.container("c1"), tmp_path / "drafts") as files:
        files.make_directory(LayerPath("new"))
        put(files, "new/file", b"")
        paths = ("both", "both/in", "one", "two", "new", "")
        counts = {path: files.identity(LayerPath(path))[1] for path in paths}
        assert counts == {"both": 1, "both/in": 2, "one": 3, "two": 2, "new": 2, "": 1}
        files.make_directory(LayerPath("one/more"))
        assert files.identity(LayerPath("one"))[1] == 1
