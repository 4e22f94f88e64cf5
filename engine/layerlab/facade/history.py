"""Actions on the logs of containers."""

import secrets
import sqlite3
from dataclasses import replace

from layerlab.container import Container, ContainerRecord
from layerlab.container.branching import Branch
from layerlab.container.options import HOST_NAME_LENGTH
from layerlab.container.state import NEW
from layerlab.facade.containers import Containers
from layerlab.facade.describing import ContainerSummary, container_summary
from layerlab.host import remove_tree
from layerlab.progress import Progress
from layerlab.store import now_text


class History(Containers):
    def branch(
        self,
        container: str,
        number: int | None = None,
        name: str | None = None,
        progress: Progress | None = None,
    ) -> ContainerSummary:
        """A new container of the same image, options and mounts, with the files as of an edit.

        They are one edit of the new one's own log, with the label `CONTAINER@NUMBER`. Without a
        number they are as they are now. Raises `NoSuchEdit`, and `EditNotUndoable` where a content
        was not kept.
        """
        self._store.require_writable()
        source = self.container(container, progress)
        source.refresh()
        number = source.head if number is None else number
        record = self._branch_record(source, self._new_name(name))
        folder = self._store.blobs.temporary()
        branch = Branch(self._store, record.id, f"container {record.name}", folder)
        try:
            label = f"{source.name}@{number}"
            edit = branch.prepare(source, number, label, progress or Progress())

            def insert(writer: sqlite3.Connection) -> None:
                branch.insert(writer, edit, self._container_directory(record.id))
                _copy_mounts(writer, source.id, record.id)

            self._insert(record, insert)
        finally:
            remove_tree(folder)
        self.container(record.id, progress).refresh()
        return container_summary(record)

    def _branch_record(self, source: Container, name: str) -> ContainerRecord:
        old, key = source.record, secrets.token_hex(32)
        run = dict(old.run)
        if run.get("Hostname") == old.id[:HOST_NAME_LENGTH]:
            run["Hostname"] = key[:HOST_NAME_LENGTH]
        return replace(old, id=key, name=name, created=now_text(), run=run, state=NEW)


def _copy_mounts(writer: sqlite3.Connection, source: str, target: str) -> None:
    columns = "position, destination, kind, volume, source, read_only, options"
    writer.execute(
        f"insert into mount (container, {columns}) select ?, {columns} from mount"
        " where container = ?",
        (target, source),
    )
