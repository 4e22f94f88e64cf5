"""A file system with others mounted over it: what a container sees.

What is mounted at a path answers for all below it and covers what the layers have there, which
`trail` still tells. Mounts may lie in one another. A mount point that is nowhere made yet is
shown as the directory that it will be.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO, Generic, TypeVar

from layerlab.errors import LinkLoop, NoSuchPath, NotADirectory, StorageFailed
from layerlab.model import ROOT, Entry, Kind, LayerPath, join, shown
from layerlab.model.entry import is_within
from layerlab.overlay.looking import View, by_name, find_entry, read_part, walk
from layerlab.overlay.node import Change, Node, TrailStep, Verdict
from layerlab.overlay.resolving import resolve

UNSEEN = (Verdict.SEEN, Verdict.MERGED)


Source_co = TypeVar("Source_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Mounted(Generic[Source_co]):
    """What covers a path: `path` is real (no part of it is a link), `title` is for people.

    The view's root is the mount point itself: a directory, or of a bind mount also a file.
    `source` is what it is a view of, for whoever mounted it.
    """

    path: LayerPath
    title: str
    view: View
    source: Source_co
    read_only: bool = False

    def inside(self, path: LayerPath) -> LayerPath:
        """A path of the whole as one of the mount."""
        return LayerPath(path[len(self.path) :].lstrip("/"))

    def outside(self, path: LayerPath) -> LayerPath:
        """A path of the mount as one of the whole."""
        return LayerPath("/".join(filter(None, (self.path, path))))


class MountedView(Generic[Source_co]):
    """Implements `View`. `mounts` come in the order of mounting: a later one covers what lies
    within its path, earlier mounts too.
    """

    def __init__(self, base: View, mounts: Sequence[Mounted[Source_co]]) -> None:
        self.base = base
        self.mounts = tuple(mounts)
        self._points = [m.path for m in self.mounts if self.covering(m.path) is m]

    @property
    def title(self) -> str:
        return self.base.title

    @property
    def top(self) -> int:
        return self.base.top

    def covering(self, path: LayerPath) -> Mounted[Source_co] | None:
        """What is mounted where a real path lies; None for the layers."""
        return next((m for m in reversed(self.mounts) if is_within(path, m.path)), None)

    # looking ------------------------------------------------------------------------------------

    def get(self, path: LayerPath) -> Node:
        mount = self.covering(path)
        try:
            return self._own(path, mount)
        except NoSuchPath:
            if self._leads_to_a_mount(path):
                return _not_made_yet(path)
            raise NoSuchPath(self.title, shown(path)) from None

    def _own(self, path: LayerPath, mount: Mounted[object] | None) -> Node:
        if mount is None:
            return self.base.get(path)
        try:
            return _moved(mount.view.get(mount.inside(path)), mount)
        except StorageFailed:
            if path == mount.path:
                return _closed(mount)
            raise

    def _leads_to_a_mount(self, path: LayerPath) -> bool:
        return any(is_within(point, path) for point in self._points)

    def list(self, path: LayerPath, *, ghosts: bool = False) -> list[Node]:
        """Ghosts are the layers': a mount has none."""
        nodes = {node.name: node for node in self._list_own(path, ghosts=ghosts)}
        for point in self._points:
            if is_within(point, path) and point != path:
                name = point[len(path) :].lstrip("/").partition("/")[0]
                nodes[name] = self.get(join(path, name))
        return sorted(nodes.values(), key=by_name)

    def _list_own(self, path: LayerPath, *, ghosts: bool) -> Sequence[Node]:
        mount = self.covering(path)
        try:
            if mount is None:
                return self.base.list(path, ghosts=ghosts)
            return [_moved(node, mount) for node in mount.view.list(mount.inside(path))]
        except NoSuchPath:
            if self._leads_to_a_mount(path):
                return []
            raise NoSuchPath(self.title, shown(path)) from None

    def walk(self, path: LayerPath = ROOT) -> Iterator[Node]:
        return walk(self, path)

    def resolve(self, path: LayerPath) -> LayerPath:
        real = resolve(partial(find_entry, self), path, follow=True)
        self.get(real)
        return real

    def inode(self, path: LayerPath) -> Hashable:
        mount = self.covering(path)
        if mount is None:
            return self.base.inode(path)
        return mount.path, mount.view.inode(mount.inside(path))

    # bytes --------------------------------------------------------------------------------------

    def open(self, path: LayerPath) -> BinaryIO:
        mount = self.covering(path)
        if mount is None:
            return self.base.open(path)
        return mount.view.open(mount.inside(path))

    def read(self, path: LayerPath, offset: int = 0, size: int = -1) -> bytes:
        return read_part(self.open(path), offset, size)

    # the way to an answer -----------------------------------------------------------------------

    def trail(self, path: LayerPath) -> tuple[TrailStep, ...]:
        """What is mounted there first, the last before those that it covers; then the layers."""
        steps: list[TrailStep] = []
        for mount in reversed([m for m in self.mounts if is_within(path, m.path)]):
            verdict = Verdict.COVERED if steps else Verdict.MOUNTED
            entry = find_entry(mount.view, mount.inside(path))
            if entry or not steps:
                steps.append(TrailStep(0, verdict, entry, mount=mount.title))
        below = self.base.trail(path)
        return (*steps, *(map(_covered, below) if steps else below))


def _covered(step: TrailStep) -> TrailStep:
    return replace(step, verdict=Verdict.COVERED) if step.verdict in UNSEEN else step


def _moved(node: Node, mount: Mounted[object]) -> Node:
    """A node of a mount's own view as one of the whole."""
    path = mount.outside(node.path)
    return Node(path, node.kind, 0, Change.NONE, partial(_at, node, mount), mount=mount.title)


def _at(node: Node, mount: Mounted[object]) -> Entry:
    entry = replace(node.entry, path=mount.outside(node.path))
    if entry.kind is Kind.HARDLINK:
        return replace(entry, link=mount.outside(LayerPath(entry.link)))
    return entry


def _closed(mount: Mounted[object]) -> Node:
    """A mount point that the host does not let see: what is around it still can be."""
    entry = Entry(mount.path, Kind.DIRECTORY, mode=0)
    return Node(mount.path, Kind.DIRECTORY, 0, Change.NONE, lambda: entry, mount=mount.title)


def _not_made_yet(path: LayerPath) -> Node:
    """A directory on the way to a mount point, as the start of a container makes it."""
    entry = Entry(path, Kind.DIRECTORY, mode=0o755)
    return Node(path, Kind.DIRECTORY, 0, Change.NONE, lambda: entry)


def mounted(base: View, wanted: Sequence[Mounted[Source_co]]) -> MountedView[Source_co]:
    """Mounts everything where it is wanted, the paths with the fewest parts first.

    Links in their paths are followed within the root, through what is mounted already; parts
    that are not there are kept. Source: moby daemon/volumes.go, sortMounts; runc, securejoin.
    """
    view: MountedView[Source_co] = MountedView(base, ())
    for mount in sorted(wanted, key=lambda mount: mount.path.count("/")):
        view = MountedView(base, (*view.mounts, replace(mount, path=real_place(view, mount.path))))
    return view


def real_place(view: View, path: LayerPath) -> LayerPath:
    """Where a mount point is; where its path can't be followed, as it is written."""
    try:
        return resolve(partial(find_entry, view), path, follow=True)
    except (LinkLoop, NotADirectory, StorageFailed):
        return path
