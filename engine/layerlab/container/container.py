"""A container: an image's layers, one writable layer of its own, and the log of its edits."""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from filelock import FileLock

from layerlab.container import attributes, flat_tar, incoming, operations
from layerlab.container.changeset import LayerEntry, layer_entries
from layerlab.container.diff import DiffRow, diff
from layerlab.container.draft import Draft, PathChange
from layerlab.container.edit import Done, Edit, Step, StepKind, Verb
from layerlab.container.edit_list import EditList
from layerlab.container.log import EditLog, Jump
from layerlab.container.outgoing import CopiedOut, copy_out
from layerlab.container.users import container_user
from layerlab.errors import (
    NoSuchContainer,
    NoSuchFile,
    StorageFailed,
)
from layerlab.host import host_errors, make_directory, remove_tree
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import ImageID, Kind, LayerPath, shown
from layerlab.overlay import Overlay, TreeLayer, UpperFiles, UpperTree, View
from layerlab.overlay.comparing import NANOSECONDS
from layerlab.overlay.tree import ROOT_NODE
from layerlab.overlay.upper_files import adopt, is_as_recorded
from layerlab.progress import Progress
from layerlab.store import Store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ContainerRecord:
    """What is kept of a container; `run` are its execution parameters (Cmd, Env, …)."""

    id: str
    name: str
    image_id: ImageID
    image_name: str
    created: str
    run: Mapping[str, Any]

    @property
    def command(self) -> tuple[str, ...]:
        """What it would start: entrypoint, then command."""
        return (*(self.run.get("Entrypoint") or ()), *(self.run.get("Cmd") or ()))


class Container:
    """Edits a container's files and looks at them.

    Every change is one `Edit`: it is made whole or not at all, survives the end of the program,
    and can be undone and redone. Looking is safe from any thread at any time and sees the state
    before or after an edit; edits of several threads and programs follow one another. Paths are
    clean (`model.clean`). The image is never changed.
    """

    def __init__(
        self,
        store: Store,
        record: ContainerRecord,
        directory: Path,
        lower: Overlay,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._limits = limits
        self.record = record
        self.upper_path = directory / "layer"
        self._store = store
        self._directory = directory
        self._lower = lower
        self._files = UpperFiles(self.upper_path)
        self._log = EditLog(
            store, record.id, f"container {record.name}", self._files, directory / "edits"
        )
        self._thread_lock = threading.RLock()
        self._process_lock = _lock(directory)
        self._upper = UpperTree()
        self._overlay = self._stack(self._upper)
        self._require_existence()
        try:
            self._set_up()
        except NoSuchContainer:  # removed just now: so is what was made for it here
            with contextlib.suppress(StorageFailed):
                remove_tree(directory)
            raise

    def _set_up(self) -> None:
        with self._while_there():
            if not self._store.read_only:
                make_directory(self.upper_path)
                make_directory(self._directory / "edits")
        with self._locked(), host_errors(self._directory):
            self._look()
            if not self._store.read_only:
                self._log.sweep()

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def image_id(self) -> ImageID:
        return self.record.image_id

    @property
    def size_bytes(self) -> int:
        """Bytes of the files of the container layer, hard links counted once."""
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
        """The image's layers with the container layer on top, as they are now."""
        return self._overlay

    @property
    def upper(self) -> UpperTree:
        return self._upper

    @contextlib.contextmanager
    def still(self) -> Iterator[View]:
        """The container's files as they are, which nobody changes while the block runs."""
        with self._locked():
            self._look()
            yield self.view()

    def view(self) -> View:
        return self._overlay.view(len(self._overlay.layers))

    @property
    def lower(self) -> View:
        """The image's files."""
        return self._lower.view(len(self._lower.layers))

    def diff(self) -> list[DiffRow]:
        """Sorted by path, by Docker's rules."""
        return diff(self.lower, self._upper)

    def layer_entries(self) -> list[LayerEntry]:
        """What a commit would write, in its order."""
        return layer_entries(self.lower, self._upper)

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

    def faults(self) -> list[str]:
        """How the directory, its records and the log contradict each other; none is right."""
        with self._locked():
            self._look()
            changed = [shown(change.path) for change in self._external_changes()]
            return [f"{path} is not as it is recorded" for path in changed] + self._log.faults()

    # changing -----------------------------------------------------------------------------------

    def write(
        self, path: LayerPath, data: bytes | BinaryIO, progress: Progress | None = None
    ) -> Edit:
        """Replaces a file's content; an absent file is created with mode 0644.

        In place, as by a program that opens the file for reading and writing: a lower file is
        copied up whole. (For one that truncates while it opens, as a shell's `>` does, overlayfs
        copies no data.)
        """
        stream = BytesIO(data) if isinstance(data, bytes) else data
        return self._edit(lambda draft: operations.write(draft, path, stream), progress)

    def append(self, path: LayerPath, data: bytes) -> Edit:
        return self._edit(lambda draft: operations.append(draft, path, data))

    def truncate(self, path: LayerPath, size: int) -> Edit:
        """To `size` bytes: cut, or lengthened with zeros; `NoSuchPath` where there is no file."""
        return self._edit(lambda draft: operations.truncate(draft, path, size))

    def create(self, path: LayerPath, data: bytes = b"", mode: int = 0o644) -> Edit:
        """A new file; `AlreadyExists` where something is there."""
        return self._edit(lambda draft: operations.create(draft, path, BytesIO(data), mode))

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> Edit:
        return self._edit(lambda draft: operations.make_directory(draft, path, mode))

    def symlink(self, path: LayerPath, target: str) -> Edit:
        return self._edit(lambda draft: operations.symlink(draft, path, target))

    def link(self, path: LayerPath, existing: LayerPath) -> Edit:
        return self._edit(lambda draft: operations.link(draft, path, existing))

    def rename(self, path: LayerPath, new: LayerPath, progress: Progress | None = None) -> Edit:
        return self._edit(lambda draft: operations.rename(draft, path, new), progress)

    def chmod(self, path: LayerPath, mode: int) -> Edit:
        return self._edit(lambda draft: attributes.chmod(draft, path, mode))

    def chown(self, path: LayerPath, uid: int, gid: int) -> Edit:
        return self._edit(lambda draft: attributes.chown(draft, path, uid, gid))

    def utime(self, path: LayerPath, mtime_ns: int) -> Edit:
        return self._edit(lambda draft: attributes.utime(draft, path, mtime_ns))

    def set_xattr(self, path: LayerPath, name: str, value: bytes) -> Edit:
        """`name` with its namespace, `user.x`."""
        return self._edit(lambda draft: attributes.set_xattr(draft, path, name, value))

    def remove_xattr(self, path: LayerPath, name: str) -> Edit:
        """Raises `NoSuchAttribute`."""
        return self._edit(lambda draft: attributes.remove_xattr(draft, path, name))

    def delete(self, path: LayerPath, *, recursive: bool = False) -> Edit:
        return self._edit(lambda draft: operations.delete(draft, path, recursive=recursive))

    def copy_in(
        self,
        source: str | os.PathLike[str],
        target: str,
        progress: Progress | None = None,
        *,
        follow: bool = False,
        as_user: bool = False,
    ) -> Edit:
        """`docker cp SOURCE CONTAINER:TARGET`: a file or directory of the host lands in a directory
        that is there, else under the target's name; `DIR/.` is what is in it (see `landing`).

        With `follow` (`-L`) a link is replaced by what it leads to. Owners are kept, but with
        `as_user` (`-a`), where all belongs to the container's user if it has one.
        """

        def operation(draft: Draft) -> Done:
            owner = container_user(draft, self.record.run) if as_user else None
            return incoming.copy_in(draft, source, target, owner, follow=follow)

        return self._edit(operation, progress)

    def copy_in_tar(
        self,
        stream: BinaryIO,
        directory: str,
        progress: Progress | None = None,
        *,
        as_user: bool = False,
    ) -> Edit:
        """`docker cp - CONTAINER:DIRECTORY`: the entries of a tar, which may be compressed."""

        def operation(draft: Draft) -> Done:
            owner = container_user(draft, self.record.run) if as_user else None
            return incoming.copy_in_tar(draft, stream, directory, owner, self._limits)

        return self._edit(operation, progress)

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

    def export(self, sink: BinaryIO, progress: Progress | None = None) -> None:
        """All files as one tar, with the places that Docker prepares for its mounts."""
        made = datetime.fromisoformat(self.record.created).timestamp()
        with self.still() as view:
            made_ns = int(made) * NANOSECONDS
            flat_tar.write_export(view, self._upper, made_ns, sink, progress or Progress())

    def undo(self) -> Edit:
        """Takes the last edit back. Raises `NothingToUndo`, `EditNotUndoable`, `LogMismatch`."""
        return self._turn(self._log.undo)

    def redo(self) -> Edit:
        """Brings back what was undone last. Raises `NothingToRedo`, `LogMismatch`."""
        return self._turn(self._log.redo)

    def jump(self, number: int, progress: Progress | None = None) -> Jump:
        """To the files as of any edit of the log; 0 is the image's. See `EditLog.jump`."""
        return self._turn(lambda: self._log.jump(number, progress or Progress()))

    def label(self, number: int, text: str) -> None:
        """Calls an edit something; "" takes that away. Raises `NoSuchEdit`."""
        self._store.require_writable()
        with self._locked():
            self._log.label(number, text)

    def refresh(self) -> bool:
        """Takes in what other programs did to the container layer; whether anything changed."""
        with self._locked(), host_errors(self._directory):
            before = self._upper.records
            self._look()
            return self._upper.records != before

    def _edit(self, operation: Callable[[Draft], Done], progress: Progress | None = None) -> Edit:
        with self._changing():
            draft = Draft(
                f"container {self.name}",
                self.lower,
                self._upper,
                self._files,
                self._log.draft_directory(),
                progress or Progress(),
            )
            try:
                edit = self._log.apply(draft, operation(draft))
            finally:
                draft.discard()
                self._reload()
            return edit

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
        with self._locked(), host_errors(self._directory):
            self._catch_up()
            yield

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Alone among threads and programs. Raises `NoSuchContainer` once it was removed."""
        with self._thread_lock, self._while_there():
            self._require_existence()
            if self._store.read_only:
                yield
                return
            with host_errors(self._directory):
                self._process_lock.acquire()
            try:
                self._require_existence()
                yield
            finally:
                self._process_lock.release()

    @contextlib.contextmanager
    def _while_there(self) -> Iterator[None]:
        """A file that is gone since another program has removed the container is no damage."""
        try:
            yield
        except NoSuchFile:
            self._require_existence()
            raise

    def _require_existence(self) -> None:
        if not self._log.is_there():
            raise NoSuchContainer(self.name)

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
            records = dict(self._upper.records)
            for change in list(self._external_changes()):
                if change.after:
                    records[change.path] = change.after
                else:
                    del records[change.path]
            self._show(UpperTree(records))

    def _reload(self) -> None:
        upper = self._log.records()
        if upper is not self._upper:
            self._show(upper)

    def _show(self, upper: UpperTree) -> None:
        self._upper = upper
        self._overlay = self._stack(upper)

    def _stack(self, upper: UpperTree) -> Overlay:
        layer = TreeLayer(
            len(self._lower.layers) + 1,
            upper,
            lambda node: self._open(upper.path(node)),
            lambda node: _identity(upper, node),
            is_upper=True,
        )
        return Overlay([layer], self._lower, f"container {self.name}")

    def _open(self, path: LayerPath) -> BinaryIO:
        with self._while_there():
            return self._files.open(path)

    def _adopt_changes(self) -> None:
        changes = list(self._external_changes())
        if not changes:
            return
        steps = tuple(_external_step(change) for change in changes)
        done = Done(Verb.EXTERNAL, changes[0].path, None, 0)
        self._log.note_external(done, steps, changes)
        self._reload()

    def _external_changes(self) -> Iterator[PathChange]:
        """How the host's directory differs from the records."""
        found = self._files.scan()
        records = self._upper.records
        for path in sorted(found.keys() | records.keys(), key=lambda p: p.split("/")):
            record, state = records.get(path), found.get(path)
            if state is None:
                yield PathChange(path, record, None, keeps_content=True)
            elif record is None or not is_as_recorded(record, state):
                yield PathChange(path, record, adopt(path, state, record), keeps_content=True)


def _identity(upper: UpperTree, node: int) -> int:
    """The same for all names of one file; the root has no record."""
    group = upper.record(node).group if node != ROOT_NODE else 0
    return -group or node


def _external_step(change: PathChange) -> Step:
    if change.after is None:
        return Step(StepKind.REMOVE, change.path)
    if change.after.kind is Kind.WHITEOUT:
        return Step(StepKind.WHITEOUT, change.path)
    kind = StepKind.WRITE if change.before else StepKind.CREATE
    return Step(kind, change.path, change.after.entry.size)


@contextlib.contextmanager
def alone_with(directory: Path) -> Iterator[None]:
    """Waits for what is under way in a container's directory, and keeps others from beginning."""
    if not directory.is_dir():  # never opened
        yield
        return
    with host_errors(directory), _lock(directory):
        yield


def _lock(directory: Path) -> FileLock:
    return FileLock(directory / "lock", is_singleton=False)
