"""Stores that older versions of the program made, as they were left on the disk.

`tests/stores/make_store.py` made them with the engines of that time.
"""

import shutil
import tarfile
from pathlib import Path

import pytest

from layerlab.container import Verb
from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.images import BASE, write_archive

P = LayerPath
ODD = P("etc/\udcff \u00e9")
STORES = Path(__file__).parents[1] / "stores"
EDITS = [Verb.WRITE, Verb.APPEND, Verb.RENAME, Verb.CREATE, Verb.DELETE, Verb.LINK]
UNDONE = [Verb.CHMOD, Verb.SYMLINK]


@pytest.fixture(params=[1, 2])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with tarfile.open(STORES / f"version-{request.param}.tar.xz") as tar:
        tar.extractall(tmp_path, filter="fully_trusted")
    return tmp_path / "root"


def read(engine: Engine, name: str, path: LayerPath) -> bytes:
    return engine.stack(name).view().read(path)


def test_nothing_is_wrong_and_nothing_is_lost(root: Path) -> None:
    with Engine(root) as engine:
        report = engine.verify_store()
        assert report.faults == ()
        names = sorted(container.name for container in engine.containers())
        assert names == ["edited", "killed", "undone", "untouched"]
        assert read(engine, "edited", P("etc/motd")) == b"first\nsecond\n"
        assert read(engine, "edited", ODD) == b"an odd name"
        assert engine.container("untouched").all_edits() == []


def test_the_log_is_the_old_one_as_a_tree_of_one_branch(root: Path) -> None:
    with Engine(root) as engine:
        container = engine.container("edited")
        assert [edit.verb for edit in container.edits()] == EDITS
        assert [edit.verb for edit in container.undone()] == UNDONE
        assert container.all_edits().links == [(n, n - 1) for n in range(1, 9)]
        assert container.head == 6
        other = engine.container("undone")
        assert other.edits() == []
        assert [edit.verb for edit in other.undone()] == EDITS + UNDONE


def test_every_edit_can_be_undone_and_redone(root: Path) -> None:
    with Engine(root) as engine:
        container = engine.container("edited")
        records = dict(container.upper.records)
        container.jump(0)
        assert container.upper.records == {}
        container.jump(8)
        assert container.view().get(P("link")).entry.link == "opt/one"
        container.jump(6)
        assert container.upper.records.keys() == records.keys()
        assert read(engine, "edited", ODD) == b"an odd name"
        other = engine.container("undone")
        other.jump(6)
        assert other.faults() == []
        assert read(engine, "undone", P("etc/motd")) == b"first\nsecond\n"


def test_an_edit_that_was_cut_short_is_completed(root: Path) -> None:
    """It was made after an undo: in version 1 that had dropped what was undone, now it stays."""
    with Engine(root) as engine:
        container = engine.container("killed")
        assert read(engine, "killed", P("etc/motd")) == b"third\n"
        (first, *_, last) = container.all_edits()
        assert (last.number, last.parent) == (container.head, first.number)
        container.undo()
        assert read(engine, "killed", P("etc/motd")) == b"first\n"
        container.redo()
        assert read(engine, "killed", P("etc/motd")) == b"third\n"
        assert container.faults() == []


def test_it_is_worked_with_as_with_a_new_one(root: Path, tmp_path: Path) -> None:
    with Engine(root) as engine:
        container = engine.container("edited")
        assert container.write(P("etc/motd"), b"new").parent == 6
        container.jump(8)
        container.jump(9)
        assert read(engine, "edited", P("etc/motd")) == b"new"
        engine.remove_container("edited")
        engine.remove_container("undone")
        assert engine._store.database.rows("select distinct writable from edit") == [
            (engine.container("killed").id,)
        ]
        engine.load(write_archive(tmp_path / "other.tar", [BASE, BASE], "u:1"))
        engine.create("u:1", "c1")
        assert engine.verify_store().faults == ()


def test_the_tables_are_those_of_a_new_store(root: Path, tmp_path: Path) -> None:
    def tables(engine: Engine) -> set[str]:
        query = "select sql from sqlite_schema where sql is not null and name <> 'blob'"
        rows = engine._store.database.rows(query)
        return {" ".join(str(sql).replace('"', "").split()) for (sql,) in rows}

    with Engine(root) as old, Engine(tmp_path / "new") as new:
        assert tables(old) == tables(new)


def test_a_migration_that_is_cut_short_has_not_begun(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(root, copy, symlinks=True)
    with monkeypatch.context() as patch:
        patch.setattr(
            "layerlab.store.database.MIGRATIONS", {1: "select 1", 2: "drop table upper;x"}
        )
        with pytest.raises(Exception, match="syntax"):
            Engine(copy)
    with Engine(copy) as engine:
        assert engine.verify_store().faults == ()
