"""What an edit, an undo and a diff cost does not grow with the image, nor with the log: counted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layerlab.container import Container
from layerlab.container.edit_list import EditText
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.overlay import MergedView
from support.images import directory, file, write_archive

P = LayerPath


class Counter:
    """Calls of the database and the rows that they gave; of the view, and what it was asked."""

    def __init__(self, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
        self._database = engine._store.database
        self._patch = monkeypatch
        self.queries = self.rows = self.lookups = self.parsed = 0

    def __enter__(self) -> "Counter":
        database, get, parse = self._database.rows, MergedView.get, EditText.parse

        def rows(query: str, *values: object) -> list[tuple[object, ...]]:
            found = database(query, *values)
            self.queries += 1
            self.rows += len(found)
            return found

        def looked(view: MergedView, path: LayerPath) -> Any:
            self.lookups += 1
            return get(view, path)

        def parsed(text: EditText) -> Any:
            self.parsed += 1
            return parse(text)

        self._patch.setattr(self._database, "rows", rows)
        self._patch.setattr(MergedView, "get", looked)
        self._patch.setattr(EditText, "parse", parsed)
        return self

    def __exit__(self, *_: object) -> None:
        self._patch.undo()

    @property
    def work(self) -> tuple[int, int, int, int]:
        return self.queries, self.rows, self.lookups, self.parsed


def container_of(engine: Engine, place: Path, files: int, edits: int) -> Container:
    name = f"{files}-{edits}"
    items = [directory("d"), *[file(f"d/{number}", b"x") for number in range(files)]]
    engine.load(write_archive(place / f"{name}.tar", [items], f"t:{name}"))
    container = engine.container(engine.create(f"t:{name}").name)
    for number in range(edits):
        container.write(P(f"d/{number % 3}"), b"%d" % number)
    return container


ACTIONS: dict[str, Callable[[Container], object]] = {
    "edit": lambda container: container.write(P("d/1"), b"new"),
    "undo": lambda container: container.undo(),
    "diff": lambda container: container.diff(),
    "refresh": lambda container: container.refresh(),
    "head": lambda container: container.head,
}


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize(("files", "edits"), [(400, 5), (5, 80)])
def test_the_work_is_the_same(
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    files: int,
    edits: int,
) -> None:
    work = []
    for container in (
        container_of(engine, tmp_path, 5, 5),
        container_of(engine, tmp_path, files, edits),
    ):
        with Counter(engine, monkeypatch) as counter:
            ACTIONS[name](container)
        work.append(counter.work)
    assert work[0] == work[1]
    assert name == "diff" or work[0][0] > 0


def test_a_list_of_edits_is_one_query_and_parses_what_is_looked_at(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    container = container_of(engine, tmp_path, 5, 60)
    with Counter(engine, monkeypatch) as counter:
        edits = container.all_edits()
        assert len(edits) == 60
        assert edits.links[-1] == (60, 59)
        assert (counter.queries, counter.parsed) == (1, 0)
        assert [edit.number for edit in edits[-5:]] == [56, 57, 58, 59, 60]
        assert counter.parsed == 5


def test_a_diff_asks_for_what_changed(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lookups = []
    for count in (10, 20):
        container = container_of(engine, tmp_path, 100 + count, 0)
        for number in range(count):
            container.chmod(P(f"d/{number}"), 0o600)
        with Counter(engine, monkeypatch) as counter:
            container.diff()
        lookups.append(counter.lookups)
    directory_itself = 1
    assert lookups == [10 + directory_itself, 20 + directory_itself]
