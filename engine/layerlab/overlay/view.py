"""The merged view of a stack, computed directory by directory when somebody looks.

Rules (image-spec layer.md, Applying Changesets; Whiteouts): an entry of a higher layer replaces
what is below it, but a directory over a directory merges with it; a whiteout or an opaque marker
hides what lower layers have, whatever its position in its own layer.

Where the specification is silent: a path whose parent is a symbolic link of a lower layer is
applied where the link leads (as umoci and all that unpack into one directory do), and a hard link
to a file of a lower layer is that file.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import BinaryIO, NamedTuple

from layerlab.errors import IsADirectory, LinkLoop, NoSuchPath, NotADirectory, NotAFile
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import ROOT, Entry, Kind, LayerPath, join, parent, shown
from layerlab.overlay.comparing import differs
from layerlab.overlay.looking import by_name, find_entry, read_part, walk
from layerlab.overlay.node import Change, Node, TrailStep
from layerlab.overlay.resolving import resolve
from layerlab.overlay.trail import Links, trail
from layerlab.overlay.tree import ROOT_NODE, Tree, TreeLayer

CACHED_DIRECTORIES = 4096
Nodes = list[Node]

Spot = tuple[int, int]
"""Position of a layer in its stack, from 0, and a node of its tree."""


class _Found:
    """What a stack says of one name in one directory: layers are offered from the top down.

    Of one layer several nodes may be offered, where links of lower layers lead to one place.
    `floor` is the lowest position of a layer that can have something inside.
    """

    __slots__ = ("_closed_by", "_has_ended", "floor", "spots")

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self.floor = 0
        self._closed_by: int | None = None
        self._has_ended = False

    def offer(self, spot: Spot, tree: Tree) -> None:
        """Takes the next node: a directory merges, anything else ends the search.

        A whiteout or an opaque directory hides what lower layers have, not its own layer's.
        """
        if self._has_ended or self._closed_by not in (None, spot[0]):
            return
        kind = tree.kind(spot[1])
        if kind is Kind.WHITEOUT:
            self._closed_by = self.floor = spot[0]
        elif kind is Kind.DIRECTORY:
            self.spots.append(spot)
            if tree.is_opaque(spot[1]) or tree.hides_lower(spot[1]):
                self._closed_by = self.floor = spot[0]
        else:
            if not self.spots:
                self.spots.append(spot)
            self._has_ended = True
            self.floor = spot[0] + 1


class _Merged(NamedTuple):
    """A directory as a stack has it: those of single layers, top first, none where there is none.

    Layers below the position `floor` are hidden in it, also where a link leads into it.
    """

    spots: tuple[Spot, ...]
    floor: int


class Overlay:
    """A stack of trees, base first, and the views of it up to each layer."""

    def __init__(
        self,
        layers: Sequence[TreeLayer],
        below: "Overlay | None" = None,
        name: str = "the image",
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        """`below` is an overlay that this one continues; what it has worked out is kept, and its
        limits hold. `name` is what messages call it. Raises `LimitExceeded`.
        """
        self.name = name
        self.limits: Limits = below.limits if below else limits
        self._below = below
        first = len(below.layers) if below else 0
        self.layers: tuple[TreeLayer, ...] = (*(below.layers if below else ()), *layers)
        self.grafts: dict[LayerPath, list[Spot]] = (
            {path: list(spots) for path, spots in below.grafts.items()} if below else {}
        )
        self.moved: set[Spot] = set(below.moved) if below else set()
        self._views: dict[int, MergedView] = {}
        self.grafts_in: defaultdict[LayerPath, set[LayerPath]] = defaultdict(set)
        """By directory, the paths in it that have grafts."""
        for path in self.grafts:
            self.grafts_in[parent(path)].add(path)
        for position in range(first, len(self.layers)):
            self._graft_layer(position, self.layers[position].tree)

    def _graft_layer(self, position: int, tree: Tree) -> None:
        waiting = [(node, tree.entry(node).path) for node in reversed(tree.implied_tops())]
        while waiting:
            node, path = waiting.pop()
            place = self._graft(position, node, path)
            if place is not None and not tree.is_opaque(node):
                waiting += [
                    (child, join(place, tree.name(child)))
                    for child in reversed(tree.children(node))
                    if tree.is_implied(child)
                ]

    def _graft(self, position: int, node: int, path: LayerPath) -> LayerPath | None:
        """Moves an implied directory that stands over a lower symbolic link to its target.

        Not where the layer itself hides that link or its target. Returns where it is now; None
        where it lies over no directory, so that nothing in it can.
        """
        below, tree = self.view(position), self.layers[position].tree
        if tree.hides_lower(node) or _hides_lower(tree, path):
            return None
        spots = below.spots(path)
        kind = self.layers[spots[0][0]].tree.kind(spots[0][1]) if spots else None
        if kind is not Kind.SYMLINK:
            return path if kind is Kind.DIRECTORY else None
        try:
            target = below.resolve(path)
            is_directory = below.get(target).is_directory
        except (NoSuchPath, LinkLoop, NotADirectory):
            return None
        if not is_directory or _hides_lower(tree, target):
            return None
        self.moved.add((position, node))
        what = f"directories over symbolic links in {self.name}"
        self.limits.check("linked_directories", what, len(self.moved))
        self.grafts.setdefault(target, []).append((position, node))
        self.grafts_in[parent(target)].add(target)
        return target

    def far_file(self, spot: Spot) -> "tuple[MergedView, LayerPath] | None":
        """Where the file of a hard link is that only a lower layer has: in which view, at which
        path, symbolic links above it followed. There may stand such a link again.
        """
        position, node = spot
        target = self.layers[position].tree.far_link(node)
        if target is None:
            return None
        below = self.view(position)
        with suppress(LinkLoop, NotADirectory):
            target = resolve(below.written_entry, target, follow=False)
        return below, target

    def view(self, count: int) -> "MergedView":
        """Of the lowest `count` layers."""
        if self._below and count <= len(self._below.layers):
            return self._below.view(count)
        if count not in self._views:
            self._views[count] = MergedView(self, count)
        return self._views[count]


def _hides_lower(tree: Tree, path: LayerPath) -> bool:
    """Whether a layer hides what lower layers have at a path, by what it says of it or above."""
    node: int | None = ROOT_NODE
    for part in path.split("/"):
        if node is None or tree.kind(node) is not Kind.DIRECTORY:
            return node is not None
        if tree.is_opaque(node):
            return True
        node = tree.child(node, part)
        if node is not None and (tree.hides_lower(node) or tree.kind(node) is Kind.WHITEOUT):
            return True
    return False


class MergedView:
    """Implements `View` over the lowest `count` layers of an overlay."""

    def __init__(self, overlay: Overlay, count: int) -> None:
        self._overlay = overlay
        self._count = count
        self._layers = overlay.layers
        self._known: dict[LayerPath, _Merged] = {}

    @property
    def title(self) -> str:
        name = self._overlay.name
        return name if self._count == len(self._layers) else f"layers 1 to {self.top} of {name}"

    @property
    def top(self) -> int:
        return self._layers[self._count - 1].number if self._count else 0

    # for work on all paths at once ------------------------------------------------------------

    @property
    def layers(self) -> Sequence[TreeLayer]:
        return self._layers[: self._count]

    @property
    def landings(self) -> Collection[LayerPath]:
        """Where directories of a layer have landed, by a symbolic link that they lie over."""
        return self._overlay.grafts

    @property
    def moved(self) -> Collection[Spot]:
        """These directories: not where their layer has them."""
        return self._overlay.moved

    def spots(self, path: LayerPath) -> Sequence[Spot]:
        """The nodes that stand at a path: one, or several directories; none if nothing does."""
        return self._look(path)

    def end_of_link(self, path: LayerPath) -> Spot:
        """The node of a path's file, hard links to lower layers followed. Raises `NoSuchPath`."""
        return self._find_file(path)[1]

    # looking up -----------------------------------------------------------------------------

    def _mergers(self, path: LayerPath) -> tuple[Spot, ...]:
        """The directories of single layers that make up a merged one, top first."""
        return self._merged(path).spots

    def _merged(self, path: LayerPath) -> _Merged:
        """From the nearest directory above that is known downwards, and not by recursion: paths
        are as deep as an image makes them.
        """
        unknown: list[LayerPath] = []
        found = self._known.get(path)
        while found is None and path:
            unknown.append(path)
            path = parent(path)
            found = self._known.get(path)
        if found is None:
            found = self._merge(ROOT, None)
        if len(self._known) > CACHED_DIRECTORIES:
            self._known.clear()
        self._known[path] = found
        for path in reversed(unknown):
            found = self._known[path] = self._merge(path, found)
        return found

    def _merge(self, path: LayerPath, above: _Merged | None) -> _Merged:
        found = self._offered(path, above)
        if not found.spots or self._kind(found.spots[0]) is not Kind.DIRECTORY:
            return _Merged((), self._count)
        return _Merged(tuple(found.spots), max(found.floor, above.floor if above else 0))

    def _kind(self, spot: Spot) -> Kind:
        return self._layers[spot[0]].tree.kind(spot[1])

    def _look(self, path: LayerPath) -> list[Spot]:
        """The nodes that stand at a path: one, or several directories; none if nothing does."""
        return self._offered(path, self._above(path)).spots

    def _above(self, path: LayerPath) -> _Merged | None:
        return self._merged(parent(path)) if path else None

    def _offered(self, path: LayerPath, above: _Merged | None) -> _Found:
        found = _Found()
        for spot in self._candidates(path, above):
            found.offer(spot, self._layers[spot[0]].tree)
        return found

    def _candidates(self, path: LayerPath, above: _Merged | None) -> list[Spot]:
        """The nodes of a path's own name in each directory above, and those that landed there,
        where no layer hides them; top first.
        """
        if above is None:
            own = [(position, ROOT_NODE) for position in reversed(range(self._count))]
        else:
            own = self._named(above.spots, path.rpartition("/")[2])
        landed = reversed(self._overlay.grafts.get(path, ()))
        floor = above.floor if above else 0
        grafts = [spot for spot in landed if floor <= spot[0] < self._count]
        return sorted([*grafts, *own], key=lambda spot: -spot[0]) if grafts else own

    def _named(self, spots: Sequence[Spot], name: str) -> list[Spot]:
        found = []
        for position, node in spots:
            child = self._layers[position].tree.child(node, name)
            if child is not None and (position, child) not in self._overlay.moved:
                found.append((position, child))
        return found

    def _children(self, path: LayerPath) -> dict[str, list[Spot]]:
        """For each name in a directory the nodes that stand there. Raises `LimitExceeded`."""
        found: defaultdict[str, _Found] = defaultdict(_Found)
        moved = self._overlay.moved
        for position, node in self._mergers(path):
            tree = self._layers[position].tree
            for child in tree.children(node):
                if (position, child) not in moved:
                    found[tree.name(child)].offer((position, child), tree)
            self._check_count(path, len(found))
        children = {name: one.spots for name, one in found.items() if one.spots}
        for target in self._overlay.grafts_in.get(path, ()):
            name = target.rpartition("/")[2]
            if name in children:
                children[name] = self._look(target)
        return children

    def _check_count(self, path: LayerPath, count: int) -> None:
        what = f"names in {shown(path)} of {self.title}"
        self._overlay.limits.check("directory_entries", what, count)

    def names(self, path: LayerPath) -> frozenset[str]:
        """What a directory has; nothing where there is no directory."""
        return frozenset(self._children(path))

    # nodes ------------------------------------------------------------------------------------

    def get(self, path: LayerPath) -> Node:
        if not path and not self._count:
            return Node(ROOT, Kind.DIRECTORY, 0, Change.NONE, lambda: EMPTY_ROOT)
        spots = self._look(path)
        if not spots:
            raise NoSuchPath(self.title, shown(path))
        below = self._overlay.view(self._count - 1)._look(path) if self._count > 1 else []
        return self._node(path, spots, below)

    def has(self, path: LayerPath) -> bool:
        return bool(self._look(path))

    def _node(self, path: LayerPath, spots: list[Spot], below: Sequence[Spot]) -> Node:
        spot = self._explicit(path, spots)
        change = Change.NONE
        if spots[0][0] == self._count - 1:
            change = self._change(path, spot, below)
        layer = self._layers[spot[0]]
        return Node(path, self._kind(spot), layer.number, change, partial(self._entry, spot, path))

    def _explicit(self, path: LayerPath, spots: Sequence[Spot]) -> Spot:
        """The node whose attributes count: the topmost that is more than implied.

        An opaque directory hides what is in the lower one, but not its attributes.
        """
        for position, node in spots:
            if not self._layers[position].tree.is_implied(node):
                return position, node
        lowest = spots[-1]
        if any(self._layers[position].tree.is_opaque(node) for position, node in spots):
            for position, node in self._candidates(path, self._above(path)):
                tree = self._layers[position].tree
                if tree.kind(node) is not Kind.DIRECTORY:
                    break
                lowest = position, node
                if tree.hides_lower(node) or not tree.is_implied(node):
                    break
        return lowest

    def _change(self, path: LayerPath, spot: Spot, below: Sequence[Spot]) -> Change:
        if not below:
            return Change.ADDED if path else Change.NONE
        if self._layers[spot[0]].is_upper and self._kind(spot) is not Kind.DIRECTORY:
            lower = self._overlay.view(self._count - 1).get(path).entry
            if not differs(lower, self._entry(spot, path)):
                return Change.NONE
        return Change.MODIFIED

    def written_entry(self, path: LayerPath) -> Entry | None:
        """What stands at a path as its layer says it, whatever a hard link leads to."""
        spots = self._look(path)
        if not spots:
            return None
        position, node = self._explicit(path, spots)
        return self._layers[position].tree.entry(node)

    def _entry(self, spot: Spot, path: LayerPath) -> Entry:
        own = self._layers[spot[0]].tree.entry(spot[1])
        if own.path != path:
            own = replace(own, path=path)
        far = self._end_of_link(spot)
        if far is None:
            return own
        place, end = far
        file = self._layers[end[0]].tree.entry(end[1])
        kind = Kind.HARDLINK if file.kind is Kind.FILE else file.kind
        return replace(file, path=path, kind=kind, link=file.link or place)

    def _end_of_link(self, spot: Spot) -> tuple[LayerPath, Spot] | None:
        """The file of a hard link that only a lower layer has; None for all else."""
        far = self._overlay.far_file(spot)
        try:
            found = far and far[0]._find_file(far[1])
        except NoSuchPath:
            return None
        return found if found and self._kind(found[1]) is not Kind.DIRECTORY else None

    def list(self, path: LayerPath, *, ghosts: bool = False) -> list[Node]:
        mergers = self._mergers(path)
        if not mergers and path:
            return self._list_other(path, ghosts=ghosts)
        is_touched = self._count > 1 and mergers[0][0] == self._count - 1
        below = self._overlay.view(self._count - 1)._children(path) if is_touched else {}
        nodes = [
            self._node(join(path, name), spots, below.get(name, ()))
            for name, spots in self._children(path).items()
        ]
        if ghosts:
            nodes += self._ghosts(path, {node.name for node in nodes})
        return sorted(nodes, key=by_name)

    def _list_other(self, path: LayerPath, *, ghosts: bool) -> Nodes:
        """A path that is no directory here: an error, unless it is a ghost's inside."""
        inside = self._ghosts(path, set()) if ghosts else []
        if inside:
            return sorted(inside, key=by_name)
        self.get(path)
        raise NotADirectory(shown(path))

    def _ghosts(self, path: LayerPath, seen: set[str]) -> Nodes:
        """What lower views have in a directory and this one has not; newest deletion first."""
        ghosts: Nodes = []
        for count in range(self._count - 1, 0, -1):
            lower = self._overlay.view(count)
            deleter = self._layers[count].number
            for name, spots in lower._children(path).items():
                if name not in seen:
                    seen.add(name)
                    node = lower._node(join(path, name), spots, ())
                    ghosts.append(node.as_ghost(deleter))
            self._check_count(path, len(seen))
        return ghosts

    def walk(self, path: LayerPath = ROOT) -> Iterator[Node]:
        return walk(self, path)

    def resolve(self, path: LayerPath) -> LayerPath:
        real = resolve(partial(find_entry, self), path, follow=True)
        self.get(real)
        return real

    # bytes --------------------------------------------------------------------------------------

    def open(self, path: LayerPath) -> BinaryIO:
        path, (position, node) = self._find_file(path)
        kind = self._kind((position, node))
        if kind is Kind.DIRECTORY:
            raise IsADirectory(shown(path))
        if not kind.has_data:
            raise NotAFile(shown(path), kind.name.lower())
        return self._layers[position].open(node)

    def _find_file(self, path: LayerPath) -> tuple[LayerPath, Spot]:
        """Where a path's file is, through hard links that lead from layer to lower layer, and of
        which there may be as many as there are layers. Raises `NoSuchPath`.
        """
        view = self
        while True:
            spots = view._look(path)
            if not spots:
                raise NoSuchPath(view.title, shown(path))
            far = self._overlay.far_file(spots[0])
            if far is None and view is not self and self._kind(spots[0]) is Kind.DIRECTORY:
                raise NoSuchPath(view.title, shown(path))
            if far is None:
                return path, spots[0]
            view, path = far

    def inode(self, path: LayerPath) -> Spot:
        """Two paths of the view with the same answer are names of one file."""
        _, (position, node) = self._find_file(path)
        return position, self._layers[position].inode(node)

    def name_count(self, path: LayerPath) -> int:
        """How many names a path's file has in its layer, as lstat(2) tells it on an overlay."""
        _, (position, node) = self._find_file(path)
        return self._layers[position].name_count(node)

    def read(self, path: LayerPath, offset: int = 0, size: int = -1) -> bytes:
        return read_part(self.open(path), offset, size)

    def trail(self, path: LayerPath) -> tuple[TrailStep, ...]:
        links = Links(self._overlay.grafts, self._overlay.moved, self._far_link)
        return trail(self._layers[: self._count], path, links)

    def _far_link(self, spot: Spot, path: LayerPath) -> tuple[Entry, str] | None:
        if self._overlay.far_file(spot) is None:
            return None
        is_there = self._end_of_link(spot) is not None
        return self._entry(spot, path), "far-link" if is_there else "far-link-nowhere"


EMPTY_ROOT = Entry(ROOT, Kind.DIRECTORY, mode=0o755)
