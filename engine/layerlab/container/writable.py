"""A layer that can be written: a directory of the host over lower layers, and the log of its edits.

A container has one over its image's layers, a volume has one over nothing.
"""

import contextlib
import os
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from layerlab.container import flat_tar
from layerlab.container.diff import DiffRow, diff
from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Edit
from layerlab.container.edit_list import EditList
from layerlab.container.editing import Editing, Operation
from layerlab.container.external import external_changes
from layerlab.container.guard import Guard
from layerlab.container.log import EditLog, Jump
from layerlab.container.outgoing import CopiedOut, copy_out
from layerlab.container.past import Past
from layerlab.errors import InvalidLabel, NotFound, Reason, StorageFailed
from layerlab.host import host_errors, make_directory, remove_tree
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import LayerPath, parents, shown
from layerlab.overlay import (
    MergedView,
    Overlay,
    TrailStep,
    TreeLayer,
    UpperFiles,
    UpperRecord,
    UpperTree,
    View,
)
from layerlab.overlay.tree import ROOT_NODE
from layerlab.progress import Progress
from layerlab.reasons import NotAsRecorded
from layerlab.store import Store

LABEL_LENGTH = 200

T = TypeVar("T")


class WritableLayer(Editing):
    """Edits files over lower layers, and looks at them.

    Every change is one `Edit`: it is made whole or not at all, survives the end of the program,
    and can be undone and redone. Looking is safe from any thread at any time and sees the state
    before or after an edit; edits of several threads and programs follow one another. Paths are
    clean (`model.clean`). The lower layers are never changed.
    """

    keeps_root = False
    """Whether the root has attributes of its own; see `Draft`."""
    folder = "layer"
    """Where the files are, in the layer's directory."""

    def __init__(
        self,
        store: Store,
        key: str,
        title: str,
        directory: Path,
        lower: Overlay,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """`key` is the ID of a row of the table `writable`; `title` is what messages call it."""
        self.upper_path = directory / self.folder
        self.limits = limits
        self._store = store
        self._directory = directory
        self._lower = lower
        self._files = UpperFiles(self.upper_path)
        self._log = EditLog(store, key, title, self._files, directory / "edits")
        self._guard = Guard(directory, self._log.is_there, self.gone, read_only=store.read_only)
        self._past = Past(self._log, self._open, self._alone)
        self._upper = UpperTree()
        self._overlay = self._stack(self._upper, self._open, title)
        self._guard.require_existence()
        try:
            self._set_up()
        except NotFound:
            if not self._log.is_there():  # removed just now: so is what was made for it here
                with contextlib.suppress(StorageFailed):
                    remove_tree(directory)
            raise

    @abstractmethod
    def gone(self) -> NotFound:
        """The error that says that the layer is no more."""

    def _set_up(self) -> None:
        with self._guard.while_there():
            if not self._store.read_only:
                make_directory(self.upper_path)
                make_directory(self._directory / "edits")
        with self._guard.alone_if_free() as is_alone, host_errors(self._directory):
            if not is_alone:  # a command is under way, and its drafts are no leftovers
                self._reload()
                return
            self._look()
            if not self._store.read_only:
                self._log.sweep()

    @property
    def title(self) -> str:
        return self._log.title

    @title.setter
    def title(self, title: str) -> None:
        self._log.title = title

    @property
    def size_bytes(self) -> int:
        """Bytes of the layer's files, hard links counted once."""
        seen: set[int] = set()
        total = 0
        for record in self._upper.records.values():
            if record.group not in seen:
                total += record.entry.size
            if record.group:
                seen.add(record.group)
        return total

    # looking ------------------------------------------------------------------------------------

    @property
    def overlay(self) -> Overlay:
        """The lower layers with this one on top, as they are now."""
        return self._overlay

    @property
    def upper(self) -> UpperTree:
        return self._upper

    @contextlib.contextmanager
    def still(self) -> Iterator[View]:
        """The files as they are, which nobody changes while the block runs."""
        with self._alone():
            yield self.view()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with self._guard.alone():
            self._look()
            yield

    def view(self) -> View:
        return self._overlay.view(len(self._overlay.layers))

    @property
    def lower(self) -> MergedView:
        """The files of the lower layers."""
        return self._lower.view(len(self._lower.layers))

    def diff(self) -> list[DiffRow]:
        """Sorted by path, by Docker's rules."""
        return diff(self.lower, self._upper)

    @property
    def files(self) -> UpperFiles:
        return self._files

    def edits(self) -> EditList:
        return self._log.edits()

    def undone(self) -> EditList:
        """What `redo` would bring back, the next one first."""
        return self._log.undone()

    def all_edits(self) -> EditList:
        """The whole log, in the order of making: a tree, by the edits' parents."""
        return self._log.all_edits()

    @property
    def head(self) -> int:
        """The number of the edit whose files these are; 0 where nothing was changed."""
        return self._log.head()

    def upper_at(self, number: int) -> UpperTree:
        """The layer as of an edit of the log (0: empty). Raises `NoSuchEdit`, as all `…_at`."""
        return self._past.upper(number)

    def overlay_at(self, number: int) -> Overlay:
        """The lower layers with this one on top as it was; nothing is changed by looking.

        Opening a file raises `EditNotUndoable` where another program overwrote it.
        """
        upper = self._past.upper(number)
        return self._stack(upper, partial(self._past.open, number), f"{self.title} at {number}")

    def view_at(self, number: int) -> View:
        """The files as of an edit."""
        overlay = self.overlay_at(number)
        return overlay.view(len(overlay.layers))

    def open_at(self, number: int, path: LayerPath) -> BinaryIO:
        """A file that the layer itself had then."""
        return self._past.open(number, path)

    def diff_at(self, number: int) -> list[DiffRow]:
        return diff(self.lower, self._past.upper(number))

    def records_along(self, edits: Sequence[Edit]) -> Iterator[Mapping[LayerPath, UpperRecord]]:
        """What the layer had before the first of some edits, and after each of them.

        Each was made on the one before it. It is one mapping, which changes from state to state.
        """
        records = dict(self.upper_at(edits[0].parent).records)
        yield records
        for changes in self._log.changes([edit.number for edit in edits]):
            for path, record in changes.items():
                if record is None:
                    records.pop(path, None)
                else:
                    records[path] = record
            yield records

    def trail_with(
        self, records: Mapping[LayerPath, UpperRecord], path: LayerPath
    ) -> tuple[TrailStep, ...]:
        """What each layer says of a path, had this one `records`; top first."""
        above = {one: records[one] for one in (*parents(path), path) if one in records}
        overlay = self._stack(UpperTree(above), self._open, self.title)
        return overlay.view(len(overlay.layers)).trail(path)

    def faults(self) -> list[Reason]:
        """How the directory, its records and the log contradict each other; none is right."""
        with self._alone():
            changed = [shown(change.path) for change in external_changes(self._files, self._upper)]
            return [*map(NotAsRecorded, changed), *self._log.faults()]

    def copy_out(
        self,
        source: str,
        destination: str | os.PathLike[str],
        progress: Progress | None = None,
        *,
        follow: bool = False,
    ) -> CopiedOut:
        """`docker cp CONTAINER:SOURCE DESTINATION`, by the same rules the other way round."""
        with self.still() as view:
            return copy_out(view, source, destination, progress or Progress(), follow=follow)

    def write_tar(
        self, source: str, sink: BinaryIO, progress: Progress | None = None, *, follow: bool = False
    ) -> None:
        """`docker cp CONTAINER:SOURCE -`: a file or directory as a tar stream, under its name."""
        with self.still() as view:
            flat_tar.write_tar(view, source, sink, progress or Progress(), follow=follow)

    # changing -----------------------------------------------------------------------------------

    def edit(self, operation: Operation, progress: Progress | None = None) -> Edit:
        with self.drafting(progress) as draft:
            return self._log.apply(draft, operation(draft))

    def edit_if_changed(
        self, operation: Operation, progress: Progress | None = None
    ) -> Edit | None:
        """The same, but what changed nothing is not logged."""
        with self.drafting(progress) as draft:
            return self.keep(draft, operation(draft))

    @contextlib.contextmanager
    def drafting(self, progress: Progress | None = None) -> Iterator[Draft]:
        """An edit in the making, between which nobody else's comes: `keep` makes it true."""
        with self._changing(), self._draft(progress) as draft:
            yield draft

    def keep(self, draft: Draft, done: Done) -> Edit | None:
        """The edit that a draft of ours comes to; None where it changed nothing."""
        return self._log.apply(draft, done) if draft.changes() else None

    def glance(self, progress: Progress | None = None) -> Draft:
        """A draft to look through: of the files as they are, without waiting for anybody."""
        draft = Draft(
            self.title,
            self.lower,
            self._upper,
            self._files,
            self._log.draft_directory(),
            progress or Progress(),
        )
        draft.keeps_root = self.keeps_root
        return draft

    @contextlib.contextmanager
    def _draft(self, progress: Progress | None) -> Iterator[Draft]:
        draft = self.glance(progress)
        try:
            yield draft
        finally:
            draft.discard()
            self._reload()

    def undo(self) -> Edit:
        """Takes the last edit back. Raises `NothingToUndo`, `EditNotUndoable`, `LogMismatch`."""
        return self._turn(self._log.undo)

    def redo(self) -> Edit:
        """Brings back what was undone last. Raises `NothingToRedo`, `LogMismatch`."""
        return self._turn(self._log.redo)

    def jump(self, number: int, progress: Progress | None = None) -> Jump:
        """To the files as of any edit of the log; 0 is the empty layer. See `EditLog.jump`."""
        return self._turn(lambda: self._log.jump(number, progress or Progress()))

    def label(self, number: int, text: str) -> None:
        """Calls an edit something; "" takes that away. Raises `NoSuchEdit`, `InvalidLabel`."""
        if len(text) > LABEL_LENGTH or not text.isprintable():
            raise InvalidLabel(text, LABEL_LENGTH)
        self._store.require_writable()
        with self._guard.alone():
            self._log.label(number, text)

    def refresh(self) -> bool:
        """Takes in what other programs did to the layer; whether anything changed.

        While a command goes on in it, that is seen when it has ended.
        """
        with self._guard.alone_if_free() as is_alone, host_errors(self._directory):
            before = self._upper
            if is_alone:
                self._look()
            else:
                self._reload()
            return self._upper is not before and self._upper != before

    def _turn(self, way: Callable[[], T]) -> T:
        with self._changing():
            try:
                return way()
            finally:
                self._reload()

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """With everything taken in and kept that others did before."""
        self._store.require_writable()
        with self._guard.alone(), host_errors(self._directory):
            self._catch_up()
            yield

    def _catch_up(self) -> None:
        """Completes what a killed program began, takes in what others changed, and keeps that."""
        self._log.recover()
        self._reload()
        self._adopt_changes()

    def _look(self) -> None:
        """Catches up; where nothing can be kept (a full disk, a read-only store), only to see."""
        try:
            self._catch_up()
        except StorageFailed:
            self._reload()
            changes = external_changes(self._files, self._upper)
            self._show(self._upper.changed({change.path: change.after for change in changes}))

    def _reload(self) -> None:
        upper = self._log.records()
        if upper is not self._upper:
            self._show(upper)

    def _show(self, upper: UpperTree) -> None:
        self._upper = upper
        self._overlay = self._stack(upper, self._open, self.title)

    def _stack(
        self, upper: UpperTree, open_path: Callable[[LayerPath], BinaryIO], title: str
    ) -> Overlay:
        layer = TreeLayer(
            len(self._lower.layers) + 1,
            upper,
            lambda node: open_path(upper.path(node)),
            lambda node: _identity(upper, node),
            is_upper=True,
        )
        return Overlay([layer], self._lower, title)

    def _open(self, path: LayerPath) -> BinaryIO:
        with self._guard.while_there():
            return self._files.open(path)

    def _adopt_changes(self) -> None:
        changes = external_changes(self._files, self._upper)
        if not changes:
            return
        self._log.note_external(changes)
        self._reload()


def _identity(upper: UpperTree, node: int) -> int:
    """The same for all names of one file; the root has no record."""
    group = upper.record(node).group if node != ROOT_NODE else 0
    return -group or node
