"""What a power failure must find on the disk: effects in the order that makes them last.

A rename is on the disk when its directory was flushed; what it names is whole when the file was
flushed before. A row of the database may only tell of what is on the disk already.
"""

import json
import shutil
from pathlib import Path

import pytest

from layerlab.facade import Engine
from safety.conftest import Killable

Event = list[str]


@pytest.fixture(scope="module")
def operations(
    killable: Killable, prepared: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[list[Event]]:
    """The effects of each operation, in their order."""
    place = tmp_path_factory.mktemp("order") / "place"
    shutil.copytree(prepared, place)
    lines, _ = killable.run(place, events=str(place / "events"))
    events = json.loads((place / "events").read_bytes())
    ends = [int(count) for _, count in lines]
    return [events[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


def is_flushed(events: list[Event], path: str) -> bool:
    return any(event[0] == "sync" or event == ["fsync", path] for event in events)


def test_a_file_is_flushed_before_it_is_renamed(operations: list[list[Event]]) -> None:
    renamed = 0
    for events in operations:
        for number, event in enumerate(events):
            if event[0] != "replace":
                continue
            before = events[:number]
            written = [n for n, e in enumerate(before) if e[0] == "write" and e[1] == event[1]]
            renamed += bool(written)
            assert not written or is_flushed(before[written[-1] :], event[1]), event
    assert renamed > 20


def test_a_directory_is_flushed_before_anything_tells_of_the_rename(
    operations: list[list[Event]],
) -> None:
    renamed = 0
    for events in operations:
        for number, event in enumerate(events):
            if event[0] != "replace":
                continue
            after = events[number + 1 :]
            commit = after.index(["sql", "commit"]) if ["sql", "commit"] in after else len(after)
            renamed += 1
            assert is_flushed(after[:commit], str(Path(event[2]).parent)), event
    assert renamed > 30


def test_each_commit_of_the_database_is_flushed(tmp_path: Path) -> None:
    full, log = 2, "wal"
    with Engine(tmp_path) as engine:
        database = engine._store.database
        assert database.rows("pragma synchronous") == [(full,)]
        assert database.rows("pragma journal_mode") == [(log,)]
