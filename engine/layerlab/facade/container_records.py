"""The containers that the database lists, their names and their states."""

import contextlib
import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from layerlab.container import ContainerRecord
from layerlab.container.execution import ExecutionLock
from layerlab.container.options import HOST_CONFIG, HostConfig, RunnerChoice
from layerlab.container.state import KILLED, State, ended
from layerlab.errors import (
    AmbiguousId,
    ContainerNameInUse,
    DamagedContainer,
    InvalidContainerName,
    NoSuchContainer,
    NoSuchImage,
)
from layerlab.facade.images import Images
from layerlab.facade.names import random_name
from layerlab.facade.verifying import Fault
from layerlab.model import ImageID
from layerlab.reasons import Flaw
from layerlab.store import now_text

_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", re.ASCII)

DIED = "the program that executed the main command has ended"


class ContainerRecords(Images):
    def _new_name(self, name: str | None) -> str:
        taken = {record.name: record.id for record in self._records()}
        if name is None:
            return random_name(taken)
        if not _NAME.fullmatch(name):
            raise InvalidContainerName(name)
        if name in taken:
            raise ContainerNameInUse(name, taken[name])
        return name

    def _insert(
        self, record: ContainerRecord, also: Callable[[sqlite3.Connection], object] | None = None
    ) -> None:
        """A container and its layer; `also` is done in the same transaction."""
        values = (
            record.id,
            record.name,
            record.image_id,
            record.image_name,
            record.created,
            json.dumps({**record.run, HOST_CONFIG: record.host.to_json()}),
            record.state.to_json(),
        )
        with self._store.database.writing() as writer:
            require_free(writer, record.name)
            known = writer.execute("select 1 from image where image_id = ?", (record.image_id,))
            if not known.fetchone():
                raise NoSuchImage(record.image_name)
            writer.execute("insert into writable (id) values (?)", (record.id,))
            writer.execute(
                "insert into container (id, name, image_id, image_name, created, config, state)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            if also:
                also(writer)

    def _records(self) -> list[ContainerRecord]:
        rows = self._store.database.rows(
            "select id, name, image_id, image_name, created, config, state from container"
            " order by created desc"
        )
        return [self._settled(_record(row)) for row in rows]

    def _find_container(self, name: str) -> ContainerRecord:
        records = self._records()
        for record in records:
            if name in (record.name, record.id):
                return record
        found = [r for r in records if name and r.id.startswith(name)]
        if not found:
            raise NoSuchContainer(name)
        if len(found) > 1:
            raise AmbiguousId(name, tuple(record.id[:12] for record in found))
        return found[0]

    def _container_directory(self, key: str) -> Path:
        return self.root / "containers" / key

    def _execution_lock(self, record: ContainerRecord) -> ExecutionLock:
        return ExecutionLock(self._container_directory(record.id))

    def set_runner(self, name: str, runner: RunnerChoice) -> None:
        """What runs a container's commands from now on. Raises `NoSuchContainer`."""
        record = self._find_container(name)
        host = replace(record.host, runner=runner)
        config = json.dumps({**record.run, HOST_CONFIG: host.to_json()})
        with self._store.database.writing() as writer:
            query = "update container set config = ? where id = ?"
            if not writer.execute(query, (config, record.id)).rowcount:
                raise NoSuchContainer(name)

    # states

    def _change_state(
        self, record: ContainerRecord, change: Callable[[State], State]
    ) -> ContainerRecord:
        """Alone in the store: of two programs that start a container one finds it started.

        What `change` raises leaves all as it was. Raises `NoSuchContainer`.
        """

        def write(writer: sqlite3.Connection) -> State:
            before = read_state(writer, record)
            after = change(before)
            if after != before:
                query = "update container set state = ? where id = ?"
                writer.execute(query, (after.to_json(), record.id))
            return after

        return replace(record, state=self._store.make_room(write))

    def _state_faults(self) -> list[Fault]:
        """Containers whose state is damaged: they count as new ones."""
        rows = self._store.database.rows("select name, state from container")
        return [
            Fault(str(name), DamagedContainer(str(name), Flaw.DAMAGED_STATE))
            for name, text in rows
            if State.is_damaged(str(text))
        ]

    def _settled(self, record: ContainerRecord) -> ContainerRecord:
        """One that a program was executing which is no more has ended, whatever was kept of it."""
        if not record.state.is_executing or self._execution_lock(record).is_held():
            return record

        def end(state: State) -> State:
            is_same = state.started_at == record.state.started_at and state.is_executing
            return ended(state, now_text(), KILLED, DIED) if is_same else state

        if self._store.read_only:
            return replace(record, state=end(record.state))
        with contextlib.suppress(NoSuchContainer):
            return self._change_state(record, end)
        return record


def read_state(writer: sqlite3.Connection, record: ContainerRecord) -> State:
    query = "select state from container where id = ?"
    for (text,) in writer.execute(query, (record.id,)).fetchall():
        return State.from_json(text)
    raise NoSuchContainer(record.name)


def require_free(writer: sqlite3.Connection, name: str) -> None:
    query = "select id from container where name = ?"
    for (owner,) in writer.execute(query, (name,)).fetchall():
        raise ContainerNameInUse(name, owner)


def _record(row: tuple[object, ...]) -> ContainerRecord:
    key, name, image, title, made, config, state = map(str, row)
    run = cast("dict[str, Any]", json.loads(config))
    host = HostConfig.from_json(run.pop(HOST_CONFIG, None))
    return ContainerRecord(
        key, name, ImageID(image), title, made, run, host, State.from_json(state)
    )
