"""`View.inode`: the names of one file share it, and nothing else does."""

from pathlib import Path

from layerlab.facade import Engine
from support.images import directory, file, hardlink, symlink, write_archive


def test_only_names_of_one_file_share_an_inode(engine: Engine, tmp_path: Path) -> None:
    items = [
        directory("d"),
        file("d/one", b"x"),
        hardlink("d/two", "d/one"),
        file("d/other", b"x"),
        symlink("d/link", "one"),
        symlink("d/second", "one"),
    ]
    engine.load(write_archive(tmp_path / "a.tar", [items]))
    view = engine.stack("t:1").view()

    names: dict[tuple[int, int], set[str]] = {}
    for node in view.walk():
        names.setdefault(view.inode(node.path), set()).add(node.path)

    assert {frozenset(group) for group in names.values() if len(group) > 1} == {
        frozenset({"d/one", "d/two"})
    }
