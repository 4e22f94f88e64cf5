"""`Files` against the kernel: random calls in a folder of the host and in each implementation.

After each call both have done it, or both have refused it, and both have the same tree.
"""

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar, TypeVar, cast

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    rule,
    run_state_machine_as_test,
)

from layerlab import errors
from layerlab.container import Container, Verb
from layerlab.container.draft_files import DraftFiles
from layerlab.container.edit import Done
from layerlab.errors import EngineError
from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath
from layerlab.runners import Files, Opening
from support.files import (
    SINGLE,
    Items,
    beside_a_mount,
    draft_files,
    mounted,
    on_the_host,
    over_lower,
    over_upper,
    unbuffered,
)
from support.host_oracle import HostOracle, Seen
from support.images import write_archive

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)

REASONS: dict[int, type[EngineError]] = {
    errno.ENOENT: errors.NoSuchPath,
    errno.ENOTDIR: errors.NotADirectory,
    errno.EISDIR: errors.IsADirectory,
    errno.EEXIST: errors.AlreadyExists,
    errno.ENOTEMPTY: errors.DirectoryNotEmpty,
    errno.ELOOP: errors.LinkLoop,
    errno.EINVAL: errors.InvalidPath,
    errno.EBUSY: errors.MountInUse,
    errno.ENXIO: errors.NotAFile,
    errno.EPERM: errors.IsADirectory,
}

NAMES = st.sampled_from(["a", "d", "f", "link", "to-d", "twin", "new", "empty", "set"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
KNOWN = st.sampled_from([entry.path for entry, _ in SINGLE if entry.path != "loop"])
PATH = KNOWN | PATHS
LEADS = st.sampled_from(["a", "f", "d", "d/a", "nowhere", "link", "d/empty"])
DATA = st.binary(max_size=6)
MODES = st.sampled_from([0o600, 0o644, 0o755, 0o4711, 0o2755, 0o2644, 0o1777])
OWNERS = st.sampled_from([0, 5, 1000, 70_000])
TIMES = st.integers(0, 2**32).map(lambda seconds: seconds * 10**9 + 7)
BOTH = st.booleans()
SETTINGS = settings(
    max_examples=8,
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Twins(RuleBasedStateMachine):
    """An implementation and the kernel."""

    make: ClassVar[Callable[[Engine, Path, Items], contextlib.AbstractContextManager[Files]]]
    done: ClassVar[int] = 0
    streams = Bundle("streams")
    readers = Bundle("readers")

    def __init__(self) -> None:
        super().__init__()
        self._leaving = contextlib.ExitStack()
        folder = Path(self._leaving.enter_context(tempfile.TemporaryDirectory()))
        self._leaving.callback(os.umask, os.umask(0))
        self.engine = self._leaving.enter_context(Engine(folder / "root"))
        self.files = self._leaving.enter_context(type(self).make(self.engine, folder, SINGLE))
        self.is_alike = False
        self.oracle = HostOracle(folder / "oracle", SINGLE)

    @initialize()
    def begin(self) -> None:
        self.compare()

    def teardown(self) -> None:
        self._leaving.close()

    def compare(self) -> None:
        self.is_alike = False
        assert tree(self.files) == self.oracle.tree()
        assert same_files(self.files) == self.oracle.same_files()
        self.is_alike = True

    def both(
        self, ours: Callable[[], object], theirs: Callable[[], object], *, paths: int = 1
    ) -> list[object]:
        """What both gave; nothing where both refused: for one reason, or where it is about two
        paths that are both wrong, perhaps for the other one.
        """
        theirs_given, refusal = _tried(theirs, OSError)
        ours_given, error = _tried(ours, EngineError)
        assert (refusal is None) == (error is None), (refusal, error)
        if refusal:
            reason = REASONS[refusal.errno or 0]
            assert isinstance(error, reason) or paths > 1, (refusal, error)
        else:
            type(self).done += 1
        self.compare()
        return [] if refusal else [theirs_given, ours_given]

    # files

    @rule(target=streams, path=PATH, opening=st.sampled_from(Opening), mode=MODES)
    def open(self, path: str, opening: Opening, mode: int) -> list[BinaryIO]:
        given = self.both(
            lambda: self.files.open_to_write(LayerPath(path), opening, mode),
            lambda: self.oracle.open_to_write(path, opening, mode),
        )
        return [self._leaving.enter_context(cast("BinaryIO", stream)) for stream in given]

    @rule(pair=streams, data=DATA)
    def write(self, pair: list[BinaryIO], data: bytes) -> None:
        for stream in pair:
            assert stream.write(data) == len(data)
        self.compare()

    @rule(pair=streams, position=st.integers(0, 9))
    def seek(self, pair: list[BinaryIO], position: int) -> None:
        for stream in pair:
            stream.seek(position)

    @rule(pair=consumes(streams))
    def close(self, pair: list[BinaryIO]) -> None:
        for stream in pair:
            stream.close()
        self.compare()

    @rule(path=PATH, opening=st.sampled_from(Opening), data=DATA)
    def put(self, path: str, opening: Opening, data: bytes) -> None:
        """Opened, written and closed, as most files are."""
        for stream in self.open(path, opening, 0o644):
            with stream:
                stream.write(data)
        self.compare()

    @rule(target=readers, path=PATH)
    def open_to_read(self, path: str) -> list[BinaryIO]:
        given = self.both(
            lambda: self.files.open(self.files.resolve(LayerPath(path))),
            lambda: self.oracle.open(path),
        )
        return [self._leaving.enter_context(cast("BinaryIO", stream)) for stream in given]

    @rule(pair=readers, position=st.integers(0, 9))
    def read(self, pair: list[BinaryIO], position: int) -> None:
        raw = [unbuffered(stream) for stream in pair]
        for stream in raw:
            stream.seek(position)
        assert len({stream.read() for stream in raw}) < 2

    @rule(path=PATH, size=st.integers(0, 9))
    def truncate(self, path: str, size: int) -> None:
        self.both(
            lambda: self.files.truncate(LayerPath(path), size),
            lambda: self.oracle.truncate(path, size),
        )

    # names

    @rule(path=PATHS, mode=MODES)
    def make_directory(self, path: str, mode: int) -> None:
        self.both(
            lambda: self.files.make_directory(LayerPath(path), mode & 0o777),
            lambda: self.oracle.make_directory(path, mode & 0o777),
        )

    @rule(path=PATHS)
    def make_fifo(self, path: str) -> None:
        self.both(
            lambda: self.files.make_fifo(LayerPath(path), 0o640),
            lambda: self.oracle.make_fifo(path, 0o640),
        )

    @rule(path=PATHS, leads=LEADS)
    def symlink(self, path: str, leads: str) -> None:
        self.both(
            lambda: self.files.symlink(LayerPath(path), leads),
            lambda: self.oracle.symlink(path, leads),
        )

    @rule(path=PATHS, existing=PATH)
    def link(self, path: str, existing: str) -> None:
        self.both(
            lambda: self.files.link(LayerPath(path), LayerPath(existing)),
            lambda: self.oracle.link(path, existing),
            paths=2,
        )

    @rule(path=PATH, new=PATHS)
    def rename(self, path: str, new: str) -> None:
        self.both(
            lambda: self.files.rename(LayerPath(path), LayerPath(new)),
            lambda: self.oracle.rename(path, new),
            paths=2,
        )

    @rule(path=PATH, recursive=BOTH)
    def remove(self, path: str, recursive: bool) -> None:
        self.both(
            lambda: self.files.remove(LayerPath(path), recursive=recursive),
            lambda: self.oracle.remove(path, recursive=recursive),
        )

    # attributes

    @rule(path=PATH, mode=MODES)
    def chmod(self, path: str, mode: int) -> None:
        self.both(
            lambda: self.files.chmod(LayerPath(path), mode), lambda: self.oracle.chmod(path, mode)
        )

    @rule(path=PATH, uid=OWNERS, gid=OWNERS, follow=BOTH)
    def chown(self, path: str, uid: int, gid: int, follow: bool) -> None:
        self.both(
            lambda: self.files.chown(LayerPath(path), uid, gid, follow=follow),
            lambda: self.oracle.chown(path, uid, gid, follow=follow),
        )

    @rule(path=PATH, time=TIMES, follow=BOTH)
    def set_time(self, path: str, time: int, follow: bool) -> None:
        done = self.both(
            lambda: self.files.set_time(LayerPath(path), time, follow=follow),
            lambda: self.oracle.set_time(path, time, follow=follow),
        )
        if done:
            entry = self.files.find(self.files.resolve(LayerPath(path), follow=follow))
            assert entry
            assert entry.mtime_ns == time


E = TypeVar("E", bound=Exception)


def _tried(call: Callable[[], object], error: type[E]) -> tuple[object, E | None]:
    """What a call gives, or what it refuses with."""
    try:
        return call(), None
    except error as refusal:
        return None, refusal


def tree(files: Files) -> dict[str, Seen]:
    return {path: seen(files, path) for path in walk(files)}


def walk(files: Files) -> list[LayerPath]:
    found: list[LayerPath] = []
    waiting = [LayerPath("")]
    while waiting:
        for path in files.names(waiting.pop()):
            entry = files.find(path)
            assert entry
            assert entry.path == path
            found.append(path)
            if entry.kind is Kind.DIRECTORY:
                waiting.append(path)
    return [path for path in found if path != "mnt" and not path.startswith("mnt/")]


def seen(files: Files, path: LayerPath) -> Seen:
    entry = files.find(path)
    assert entry
    is_file = entry.kind is Kind.FILE
    data = b""
    if is_file:
        with files.open(path) as stream:
            data = stream.read()
    names = files.identity(path)[1] if is_file else 0
    owner = (entry.uid, entry.gid)
    return entry.kind, entry.mode, owner, entry.size, entry.link, data, names


def same_files(files: Files) -> set[frozenset[str]]:
    found: dict[object, set[str]] = {}
    for path in walk(files):
        entry = files.find(path)
        assert entry
        if entry.kind is not Kind.DIRECTORY:
            found.setdefault(files.identity(path)[0], set()).add(path)
    return {frozenset(names) for names in found.values() if len(names) > 1}


@pytest.mark.parametrize("make", [over_lower, over_upper, on_the_host, mounted, beside_a_mount])
def test_the_same_calls_give_the_same_tree(
    make: Callable[[Engine, Path, Items], contextlib.AbstractContextManager[Files]],
) -> None:
    class Machine(Twins):
        pass

    Machine.make = staticmethod(make)  # type: ignore[assignment]
    run_state_machine_as_test(Machine, settings=SETTINGS)
    assert Machine.done > 30


class Kept(Twins):
    """The same, and then the draft is made true, undone, done again and committed."""

    def teardown(self) -> None:
        with self._leaving:
            if self.is_alike:
                self.keep()

    def keep(self) -> None:
        container = self.engine.container("c1")
        before, after = view_tree(container), self.oracle.tree()
        assert isinstance(self.files, DraftFiles)
        edit = container.keep(self.files.draft, Done(Verb.EXEC, LayerPath("")))
        container.refresh()
        assert view_tree(container) == after
        if edit:
            container.undo()
            assert view_tree(container) == before
            container.redo()
        assert view_tree(container) == after
        assert container.faults() == []
        self.engine.commit("c1", "t:2")
        self.engine.create("t:2", "c2")
        assert view_tree(self.engine.container("c2")) == after


@contextlib.contextmanager
def drafting(engine: Engine, tmp_path: Path, items: Items) -> Iterator[Files]:
    engine.load(write_archive(tmp_path / "image.tar", [items]))
    engine.create("t:1", "c1")
    with engine.container("c1").drafting() as draft:
        yield DraftFiles(draft)


def view_tree(container: Container) -> dict[str, Seen]:
    """As a new draft over the files sees them."""
    directory = container.upper_path.parent / "looking"
    with draft_files(container, directory) as files:
        return tree(files)


def test_what_is_kept_is_what_was_seen() -> None:
    class Machine(Kept):
        make = staticmethod(drafting)  # type: ignore[assignment]

    run_state_machine_as_test(Machine, settings=SETTINGS)
    assert Machine.done > 30
