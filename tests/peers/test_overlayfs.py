"""The container against the kernel's own overlayfs: the same operations, the same tree.

Over random lower layers the same random operations are done in a container and in a real overlay
mount; after each of them both have the same tree, or both have refused it. At the end undo gives
the image's tree and redo what there was, and the layer of a commit, unpacked by umoci, gives the
tree once more.

LAYERLAB_OVERLAY_OPERATIONS is how many at least, LAYERLAB_SEED makes others of them: the seed is at
the end of pytest's report, whatever came of it.

Where the kernel and we differ, on purpose:

- a directory of a lower layer is renamed as mv(1) does it, which copies where rename(2) says EXDEV;
- the root's attributes are no operation's (they are in no layer that Docker commits, either).
"""

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from layerlab.container import Verb
from layerlab.container.draft import Draft
from layerlab.container.edit import Done
from layerlab.container.opening import open_to_write
from layerlab.errors import EngineError
from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath, join, shown
from layerlab.runners import Opening
from support.images import write_archive
from support.peers.exact_trees import (
    Tree,
    as_committed,
    assert_same,
    view_tree,
    with_links,
    with_now,
)
from support.peers.kernel import TOLD, Kernel, KernelRefused, running_kernel, scratch
from support.peers.lowers import (
    DATA,
    DIRECTORY_MODES,
    FILE_MODES,
    FORMATS,
    NAME,
    TARGETS,
    TIMES,
    Layer,
    layers,
    owners,
)
from support.peers.overlay_server import CAPABILITY, observe
from support.peers.tools import run

OPERATIONS = int(os.environ.get("LAYERLAB_OVERLAY_OPERATIONS", "10000"))
SEED = int(os.environ.get("LAYERLAB_SEED", "3"))
STEPS = 50
FEW = 6
UNPACKS = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("umoci") is not None

OPENED = {"truncate": "write", "append": "append", "in-place": "overwrite"}
"""How a file is opened, and the server's method that does so."""

# operations on both sides -----------------------------------------------------------------------


def _there(twins: "Twins") -> st.SearchStrategy[LayerPath]:
    """What is there, mostly, and that no link that leads nowhere."""
    kinds = {path: seen["kind"] for path, seen in sorted(twins.tree.items())}
    no_links = [LayerPath(path) for path in kinds if kinds[path] != FORMATS[Kind.SYMLINK]]
    if not no_links:
        return _fresh(twins)
    everything = [st.sampled_from([*map(LayerPath, kinds)]), _fresh(twins)]
    return st.one_of([st.sampled_from(no_links)] * 4 + everything)


def _fresh(twins: "Twins") -> st.SearchStrategy[LayerPath]:
    """What could be made, mostly: a name in a directory, sometimes in what is none."""
    there = [LayerPath(path) for path in sorted(twins.tree)]
    above = [p for p in there if twins.tree[p]["kind"] == FORMATS[Kind.DIRECTORY]]
    inside = st.builds(join, st.sampled_from([LayerPath(""), *above]), NAME)
    anywhere = st.builds(join, st.sampled_from([LayerPath("a"), *there]), NAME)
    return st.one_of(inside, inside, inside, inside, anywhere)


def _attribute(twins: "Twins") -> st.SearchStrategy[tuple[LayerPath, str]]:
    known = [(LayerPath(p), name) for p in sorted(twins.tree) for name in twins.tree[p]["xattrs"]]
    others = st.tuples(THERE, XATTR)
    return st.one_of(others, *([st.sampled_from(known)] * 2 if known else []))


THERE = st.runner().flatmap(_there)
FRESH = st.runner().flatmap(_fresh)
PATH = THERE | FRESH
OWNER = st.runner().flatmap(lambda twins: owners(twins.abilities))
MODE = FILE_MODES | DIRECTORY_MODES
XATTR = st.sampled_from(["user.a", "user.b", "trusted.a", "security.capability"])
ATTRIBUTE = st.runner().flatmap(_attribute)


class Twins(RuleBasedStateMachine):
    """A container and an overlay mount that are to stay alike. Subclassed with a kernel."""

    kernel: Kernel
    abilities: frozenset[str]
    tried = done = 0

    def __init__(self) -> None:
        super().__init__()
        self.since_ns = time.time_ns()
        self.tree: Tree = {}
        self.is_mounted = self.is_alike = False
        self._leaving = contextlib.ExitStack()

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        made: list[Layer] = data.draw(layers(self.abilities), label="layers")
        self.folder = self._leaving.enter_context(scratch())
        self.engine = self._leaving.enter_context(Engine(self.folder / "root"))
        items = [[item for piece in layer.values() for item in piece.items()] for layer in made]
        self.engine.load(write_archive(self.folder / "image.tar", items))
        self.engine.create("t:1", "c1")
        self.container = self.engine.container("c1")
        self.is_mounted = True
        self.kernel.call(
            "mount", [{path: piece.seen() for path, piece in layer.items()} for layer in made]
        )
        self.compare()

    def compare(self) -> None:
        ours = view_tree(self.container.view())
        theirs = with_links(self.kernel.call("tree"))
        assert_same(with_now(ours, self.since_ns), with_now(theirs, self.since_ns))
        self.tree, self.is_alike = ours, True

    def both(self, ours: Callable[[], object], method: str, *arguments: object) -> None:
        """Both do it, or both refuse it, and then they are alike."""
        self.is_alike = False
        errors: list[Exception | None] = []
        for one in (ours, lambda: self.kernel.call(method, *arguments)):
            try:
                one()
                errors.append(None)
            except (EngineError, KernelRefused) as error:
                errors.append(error)
        assert (errors[0] is None) == (errors[1] is None), errors
        type(self).tried += 1
        type(self).done += errors[0] is None
        self.compare()

    @rule(path=PATH, data=DATA)
    def write(self, path: LayerPath, data: bytes) -> None:
        self.both(lambda: self.container.write(path, data), "write", shown(path), data)

    @rule(path=PATH, data=DATA)
    def append(self, path: LayerPath, data: bytes) -> None:
        self.both(lambda: self.container.append(path, data), "append", shown(path), data)

    @rule(path=PATH, data=DATA, opening=st.sampled_from(sorted(OPENED)))
    def put(self, path: LayerPath, data: bytes, opening: str) -> None:
        """As a command does: opened, perhaps truncated, and written to or not."""

        def operation(draft: Draft) -> Done:
            with open_to_write(draft, path, Opening(opening), 0o644) as stream:
                stream.write(data)
            return Done(Verb.EXEC, path)

        self.both(lambda: self.container.edit(operation), OPENED[opening], shown(path), data)

    @rule(path=FRESH, data=DATA, mode=FILE_MODES)
    def create(self, path: LayerPath, data: bytes, mode: int) -> None:
        ours = self.container
        self.both(lambda: ours.create(path, data, mode), "create", shown(path), data, mode)

    @rule(path=THERE, size=st.integers(0, 3000))
    def truncate(self, path: LayerPath, size: int) -> None:
        self.both(lambda: self.container.truncate(path, size), "truncate", shown(path), size)

    @rule(path=FRESH)
    def make_directory(self, path: LayerPath) -> None:
        self.both(lambda: self.container.make_directory(path), "mkdir", shown(path))

    @rule(path=THERE)
    def remove(self, path: LayerPath) -> None:
        """unlink and rmdir"""
        self.both(lambda: self.container.delete(path), "remove", shown(path))

    @precondition(lambda self: len(self.tree) > FEW)
    @rule(path=THERE)
    def remove_tree(self, path: LayerPath) -> None:
        ours = self.container
        self.both(lambda: ours.delete(path, recursive=True), "remove_tree", shown(path))

    @rule(path=THERE, new=PATH)
    def rename(self, path: LayerPath, new: LayerPath) -> None:
        self.both(lambda: self.container.rename(path, new), "rename", shown(path), shown(new))

    @rule(path=FRESH, existing=THERE)
    def link(self, path: LayerPath, existing: LayerPath) -> None:
        ours = self.container
        self.both(lambda: ours.link(path, existing), "link", shown(path), shown(existing))

    @rule(path=FRESH, leads=TARGETS)
    def symlink(self, path: LayerPath, leads: str) -> None:
        self.both(lambda: self.container.symlink(path, leads), "symlink", shown(path), leads)

    @rule(path=THERE, mode=MODE)
    def chmod(self, path: LayerPath, mode: int) -> None:
        self.both(lambda: self.container.chmod(path, mode), "chmod", shown(path), mode)

    @rule(path=THERE, owner=OWNER)
    def chown(self, path: LayerPath, owner: tuple[int, int]) -> None:
        self.both(lambda: self.container.chown(path, *owner), "chown", shown(path), *owner)

    @rule(path=THERE, mtime_ns=TIMES)
    def utime(self, path: LayerPath, mtime_ns: int) -> None:
        self.both(lambda: self.container.utime(path, mtime_ns), "utime", shown(path), mtime_ns)

    @rule(path=THERE, name=XATTR, value=DATA)
    def set_xattr(self, path: LayerPath, name: str, value: bytes) -> None:
        value = CAPABILITY if name == "security.capability" else value
        ours = self.container
        self.both(lambda: ours.set_xattr(path, name, value), "set_xattr", shown(path), name, value)

    @rule(attribute=ATTRIBUTE)
    def remove_xattr(self, attribute: tuple[LayerPath, str]) -> None:
        path, name = attribute
        ours = self.container
        self.both(lambda: ours.remove_xattr(path, name), "remove_xattr", shown(path), name)

    # the end ------------------------------------------------------------------------------------

    def teardown(self) -> None:
        with self._leaving:
            if self.is_mounted:
                self.kernel.call("unmount")
            if self.is_alike:
                self.undo_and_redo()
                self.commit_and_unpack()

    def undo_and_redo(self) -> None:
        edits = len(self.container.edits())
        for _ in range(edits):
            self.container.undo()
        assert_same(view_tree(self.container.view()), view_tree(self.container.lower))
        assert not self.container.diff()
        for _ in range(edits):
            self.container.redo()
        assert_same(view_tree(self.container.view()), self.tree)

    def commit_and_unpack(self) -> None:
        self.engine.commit("c1", "t:2")
        committed = as_committed(view_tree(self.engine.stack("t:2").view()))
        assert_same(committed, as_committed(self.tree))
        if UNPACKS:
            bundle = self.folder / "bundle"
            run("umoci", "unpack", "--image", f"{self.folder / 'root'}:t:2", str(bundle))
            theirs = as_committed(with_links(observe(str(bundle / "rootfs"))))
            assert_same(committed, theirs)


SETTINGS = settings(
    max_examples=max(OPERATIONS // STEPS // 4, 1),
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    with running_kernel() as running:
        yield running


def test_the_same_operations_give_the_same_tree(
    kernel: Kernel, request: pytest.FixtureRequest
) -> None:
    class Machine(Twins):
        pass

    Machine.kernel = kernel
    Machine.abilities = frozenset(kernel.call("abilities"))
    rounds = 0
    try:
        while Machine.tried < OPERATIONS:
            run_state_machine_as_test(seed(SEED + rounds)(Machine), settings=SETTINGS)
            rounds += 1
    finally:
        request.config.stash[TOLD] = (
            f"overlayfs: {Machine.tried} operations, of which both did {Machine.done};"
            f" LAYERLAB_SEED={SEED} repeats them"
        )
    assert Machine.done > OPERATIONS / 3
