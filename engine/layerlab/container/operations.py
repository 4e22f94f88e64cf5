"""What can be done to a container's files, one function an operation, with the kernel's rules.

Each works on a `Draft`, raises what is wrong with the request before anything is written, and
returns what the log says of it. Paths are clean; links in their parents are followed, and a last
one where the system call of that name follows it.
"""

import os
import stat
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from layerlab.container.attributes import without_capability
from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Step, StepKind, Verb
from layerlab.errors import (
    AlreadyExists,
    DirectoryNotEmpty,
    InvalidPath,
    IsADirectory,
    NotAFile,
)
from layerlab.host import host_errors
from layerlab.model import Entry, Kind, LayerPath, join, parent, shown
from layerlab.model.entry import is_within
from layerlab.overlay import UpperRecord
from layerlab.reasons import Flaw

DEFAULT_FILE_MODE = 0o644
DEFAULT_DIRECTORY_MODE = 0o755
SIZE_LIMIT = (1 << 63) - 1


def write(draft: Draft, path: LayerPath, data: BinaryIO, mode: int = DEFAULT_FILE_MODE) -> Done:
    """Replaces a file's content, or creates the file (with `mode`)."""
    real = draft.resolve(path)
    entry = file_at(draft, real)
    if entry is None:
        return create(draft, real, data, mode)
    draft.copy_up(real, with_data=False)
    size = draft.put_file(written(draft, entry), [data])
    draft.steps.append(Step(StepKind.WRITE, real, size))
    return Done(Verb.WRITE, real, None, size)


def append(draft: Draft, path: LayerPath, data: bytes) -> Done:
    """Adds bytes at a file's end, which copies a lower file up whole; creates an absent one.

    No bytes change nothing of the file, but it was opened for that, and copied up.
    """
    real = draft.resolve(path)
    entry = file_at(draft, real)
    if entry is None:
        return create(draft, real, BytesIO(data), DEFAULT_FILE_MODE)
    if not data:
        draft.copy_up(real)
        return Done(Verb.APPEND, real)
    with draft.open(real) as old:
        draft.copy_up(real, with_data=False)
        draft.put_file(written(draft, entry), [old, BytesIO(data)])
    draft.steps.append(Step(StepKind.WRITE, real, len(data)))
    return Done(Verb.APPEND, real, None, len(data))


def truncate(draft: Draft, path: LayerPath, size: int) -> Done:
    """Cuts a file, or lengthens it with zeros; copies a lower one up whole first, as truncate(2).

    To the size that it has already: only the copy-up, and no capabilities any more.
    """
    if not 0 <= size <= SIZE_LIMIT:
        raise InvalidPath(str(size), Flaw.IMPOSSIBLE_SIZE)
    real = draft.resolve(path)
    entry = need_file(draft, real)
    changed = written(draft, entry) if size != entry.size else without_capability(entry)
    draft.copy_up(real)
    slot = draft.writable(real, whole=size > 0)
    with host_errors(slot.path):
        os.truncate(slot.path, size)
    slot.is_changed = True
    draft.set_attributes(replace(changed, kind=Kind.FILE, link="", size=size))
    draft.steps.append(Step(StepKind.METADATA, real))
    return Done(Verb.TRUNCATE, real, None, size)


def create(draft: Draft, path: LayerPath, data: BinaryIO, mode: int) -> Done:
    real = draft.resolve(path, follow=False)
    draft.require_parent(real)
    draft.require_absent(real)
    entry = Entry(real, Kind.FILE, mode, *draft.owner, mtime_ns=draft.now_ns)
    _new_file(draft, _with_inherited_group(draft, entry), [data])
    size = draft.need(real).size
    return Done(Verb.CREATE, real, None, size)


def make_directory(draft: Draft, path: LayerPath, mode: int = DEFAULT_DIRECTORY_MODE) -> Done:
    real = draft.resolve(path, follow=False)
    draft.require_absent(real)
    draft.require_parent(real)
    entry = Entry(real, Kind.DIRECTORY, mode, *draft.owner, mtime_ns=draft.now_ns)
    draft.create_directory(_with_inherited_group(draft, entry))
    draft.touch_parent(real)
    return Done(Verb.MKDIR, real)


def make_fifo(draft: Draft, path: LayerPath, mode: int = DEFAULT_FILE_MODE) -> Done:
    real = draft.resolve(path, follow=False)
    draft.require_absent(real)
    draft.require_parent(real)
    entry = Entry(real, Kind.FIFO, mode, *draft.owner, mtime_ns=draft.now_ns)
    _place(draft, UpperRecord(_with_inherited_group(draft, entry)))
    return Done(Verb.CREATE, real)


def make_directories(draft: Draft, path: LayerPath) -> Done:
    """A directory with those above it that are missing, as `mkdir -p`."""
    real = draft.resolve(path)
    missing = [real]
    while (above := parent(missing[-1])) and draft.find(above) is None:
        missing.append(above)
    for directory in reversed(missing):
        make_directory(draft, directory)
    return Done(Verb.MKDIR, real)


def symlink(draft: Draft, path: LayerPath, target: str) -> Done:
    """`target` is kept as it is, as symlink(2) does; it need not exist."""
    real = draft.resolve(path, follow=False)
    if not target or "\0" in target:
        raise InvalidPath(target, Flaw.NO_TARGET)
    draft.require_absent(real)
    draft.require_parent(real)
    entry = Entry(real, Kind.SYMLINK, 0o777, *draft.owner, mtime_ns=draft.now_ns, link=target)
    _place(draft, UpperRecord(_with_inherited_group(draft, entry)))
    return Done(Verb.SYMLINK, real)


def link(draft: Draft, path: LayerPath, existing: LayerPath) -> Done:
    """A hard link, which copies the existing file up first."""
    real, source = draft.resolve(path, follow=False), draft.resolve(existing, follow=False)
    draft.need(source)
    draft.require_absent(real)
    draft.require_parent(real)
    require_not_a_directory(draft, source)
    _add_name(draft, real, source)
    return Done(Verb.LINK, real, source)


def _add_name(draft: Draft, path: LayerPath, source: LayerPath) -> None:
    draft.copy_up(source)
    draft.copy_up_parents(path)
    draft.link(path, source)
    draft.steps.append(Step(StepKind.LINK, path))
    draft.touch_parent(path)


def delete(draft: Draft, path: LayerPath, *, recursive: bool = False) -> Done:
    real = draft.resolve(path, follow=False)
    entry = draft.need(real)
    if not real:
        raise InvalidPath("/", Flaw.ROOT_DELETED)
    if entry.kind is Kind.DIRECTORY and not recursive and draft.names(real):
        raise DirectoryNotEmpty(shown(real))
    draft.remove(real)
    draft.touch_parent(real)
    return Done(Verb.DELETE, real)


def rename(draft: Draft, path: LayerPath, new: LayerPath) -> Done:
    """As mv does: a directory of a lower layer is copied, since rename(2) gives EXDEV there.

    Onto another name of the same file, the old name just goes.
    """
    old = draft.resolve(path, follow=False)
    real = draft.resolve(new, follow=False)
    entry = draft.need(old)
    if not old or (is_within(real, old) and real != old):
        raise InvalidPath(shown(real), Flaw.INTO_ITSELF)
    if real == old:
        raise AlreadyExists(shown(real))
    draft.require_parent(real)
    draft.require_replaceable(real, by_directory=entry.kind is Kind.DIRECTORY)
    if not draft.is_same_file(old, real):
        if draft.find(real) is not None:
            draft.replace(real)
        _copy_tree(draft, old, real)
        draft.touch_parent(real)
    draft.steps.append(Step(StepKind.RENAME, real))
    draft.remove(old)
    draft.touch_parent(old)
    return Done(Verb.RENAME, old, real, entry.size)


def put_entry(draft: Draft, entry: Entry, data: BinaryIO | None) -> int:
    """One object of a copy from outside, over what is there; bytes written.

    A directory merges with a directory, which takes its attributes; a directory and something
    else don't replace one another, as in `docker cp`.
    """
    draft.require_parent(entry.path)
    if entry.kind is Kind.DIRECTORY:
        _put_directory(draft, entry)
        return 0
    if draft.find(entry.path) is not None:
        require_not_a_directory(draft, entry.path)
        draft.replace(entry.path)
    if entry.kind.has_data and data is not None:
        _new_file(draft, entry, [data])
        return draft.need(entry.path).size
    _place(draft, UpperRecord(entry))
    return 0


def put_link(draft: Draft, path: LayerPath, source: LayerPath) -> None:
    """A hard link of a copy from outside, over what is there."""
    draft.need(source)
    require_not_a_directory(draft, source)
    require_not_a_directory(draft, path)
    draft.require_parent(path)
    if path == source:
        raise InvalidPath(shown(path), Flaw.LINK_TO_ITSELF)
    draft.replace(path)
    _add_name(draft, path, source)


def require_not_a_directory(draft: Draft, path: LayerPath) -> None:
    there = draft.find(path)
    if there is not None and there.kind is Kind.DIRECTORY:
        raise IsADirectory(shown(path))


def _put_directory(draft: Draft, entry: Entry) -> None:
    there = draft.find(entry.path)
    if there is None:
        draft.create_directory(entry)
        draft.touch_parent(entry.path)
        return
    if there.kind is not Kind.DIRECTORY:
        raise AlreadyExists(shown(entry.path))
    draft.copy_up(entry.path)
    draft.set_attributes(replace(entry, xattrs=there.xattrs))
    draft.steps.append(Step(StepKind.METADATA, entry.path))


def _move_tree(draft: Draft, old: LayerPath, new: LayerPath) -> None:
    """rename(2) of what the upper alone has: the same files under another name."""
    waiting = [(old, new)]
    while waiting:
        old, new = waiting.pop()
        draft.copy_up_parents(new)
        inner = draft.names(old) if draft.need(old).kind is Kind.DIRECTORY else []
        draft.move(old, new)
        waiting += _moved(reversed(inner), new)


def _moved(paths: Iterable[LayerPath], directory: LayerPath) -> list[tuple[LayerPath, LayerPath]]:
    """Each path with its place in another directory."""
    return [(path, join(directory, path.rpartition("/")[2])) for path in paths]


def _copy_tree(draft: Draft, old: LayerPath, new: LayerPath) -> None:
    """What mv does where a directory can't be renamed: a new one, and its children one by one.

    Each child is renamed, which copies a lower file up and breaks its hard links.
    """
    waiting = [(old, new)]
    while waiting:
        old, new = waiting.pop()
        entry = draft.need(old)
        if draft.is_upper_only(old):
            _move_tree(draft, old, new)
        elif entry.kind is Kind.DIRECTORY:
            draft.create_directory(replace(entry, path=new))
            waiting += _moved(reversed(draft.names(old)), new)
        else:
            _copy_lower(draft, entry, new)


def _copy_lower(draft: Draft, entry: Entry, new: LayerPath) -> None:
    """A lower file, copied up to another name at once."""
    draft.copy_up_parents(new)
    old, layer = entry.path, draft.lower.get(entry.path).layer
    draft.steps.append(Step(StepKind.COPY_UP_METADATA, old, 0, layer))
    moved = replace(entry, path=new)
    draft.rename_readers(old, new)
    if not entry.kind.has_data:
        draft.put(UpperRecord(moved))
        return
    draft.steps.append(Step(StepKind.COPY_UP_DATA, old, entry.size, layer))
    with draft.open(old) as stream:
        draft.put_file(moved, [stream])


def _with_inherited_group(draft: Draft, entry: Entry) -> Entry:
    """What is made in a set-group-ID directory gets its group, a directory that bit, too."""
    above = draft.need(parent(entry.path))
    if not above.mode & stat.S_ISGID:
        return entry
    bit = stat.S_ISGID if entry.kind is Kind.DIRECTORY else 0
    return replace(entry, gid=above.gid, mode=entry.mode | bit)


def file_at(draft: Draft, path: LayerPath) -> Entry | None:
    """The regular file at a path; None where there is nothing."""
    return None if draft.find(path) is None else need_file(draft, path)


def need_file(draft: Draft, path: LayerPath) -> Entry:
    """Raises `NoSuchPath`, `IsADirectory`, `NotAFile`."""
    entry = draft.need(path)
    if entry.kind is Kind.DIRECTORY:
        raise IsADirectory(shown(path))
    if not entry.kind.has_data:
        raise NotAFile(shown(path), entry.kind.name.lower())
    return entry


def written(draft: Draft, entry: Entry) -> Entry:
    """The attributes after a write: a new time, and no capabilities (file_remove_privs)."""
    return without_capability(replace(entry, mtime_ns=draft.now_ns))


def _new_file(draft: Draft, entry: Entry, parts: Iterable[BinaryIO]) -> None:
    draft.copy_up_parents(entry.path)
    draft.steps.append(Step(StepKind.CREATE, entry.path))
    size = draft.put_file(entry, parts)
    if size:
        draft.steps.append(Step(StepKind.WRITE, entry.path, size))
    draft.touch_parent(entry.path)


def _place(draft: Draft, record: UpperRecord) -> None:
    draft.copy_up_parents(record.path)
    draft.steps.append(Step(StepKind.CREATE, record.path))
    draft.put(record)
    draft.touch_parent(record.path)
