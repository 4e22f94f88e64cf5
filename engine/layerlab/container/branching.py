"""A layer that begins with the files of another one: it is there with them, or not at all.

All is prepared in a folder beside: the row of the new layer and that of its first edit come in one
transaction. From then on the edit is one that was begun, which whoever looks first completes.
"""

import os
import sqlite3
from dataclasses import replace
from pathlib import Path

from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Step, StepKind, Verb
from layerlab.container.log import EditLog
from layerlab.container.rows import Row, Rows
from layerlab.container.writable import WritableLayer
from layerlab.host import host_errors, make_directory, sync_directory
from layerlab.model import ROOT, Kind
from layerlab.overlay import UpperFiles, UpperTree
from layerlab.progress import Progress
from layerlab.store import Store


class Branch:
    """The files of `source` as of an edit, on their way into a layer of the ID `key`.

    `folder` is for the files meanwhile, on the file system of the store.
    """

    def __init__(self, store: Store, key: str, title: str, folder: Path) -> None:
        self._folder = folder
        self._files = UpperFiles(folder / "layer")
        self._log = EditLog(store, key, title, self._files, folder / "edits")
        self._rows = Rows(store, key)

    def prepare(self, source: WritableLayer, number: int, label: str, progress: Progress) -> Row:
        """The first edit, to be inserted; `label` is what it is called.

        Raises `NoSuchEdit`, and `EditNotUndoable` where a content was not kept.
        """
        make_directory(self._files.directory)
        empty, place = UpperTree(), self._log.draft_directory()
        draft = Draft(self._log.title, source.lower, empty, self._files, place, progress)
        try:
            row = self._log.prepare(draft, _bring(source, number, draft))
            return replace(row, edit=replace(row.edit, label=label))
        finally:
            draft.discard()

    def insert(self, writer: sqlite3.Connection, row: Row, directory: Path) -> None:
        """With the layer's own row, in one transaction; the folder becomes its `directory`."""
        make_directory(directory.parent)
        with host_errors(directory):
            os.replace(self._folder, directory)
            sync_directory(directory.parent)
        self._rows.insert(writer, row)


def _bring(source: WritableLayer, number: int, draft: Draft) -> Done:
    upper = source.upper_at(number)
    size = 0
    draft.progress.begin("copy", draft.title, sum(r.entry.size for r in upper.records.values()))
    for path in sorted(upper.records, key=lambda path: path.split("/")):
        record = upper.records[path]
        draft.bring(record, lambda path=path: source.open_at(number, path))  # type: ignore[misc]
        kind = StepKind.WHITEOUT if record.kind is Kind.WHITEOUT else StepKind.CREATE
        draft.steps.append(Step(kind, path, record.entry.size))
        if record.opaque:
            draft.steps.append(Step(StepKind.OPAQUE, path))
        size += record.entry.size
    return Done(Verb.BRANCH, ROOT, None, size)
