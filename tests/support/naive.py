"""A second, slow way to apply layers: to one plain dictionary of paths, as the specification tells
it. It shares nothing with the engine but the policy's choices.

Each layer is applied in two passes: first what its markers hide of the lower layers is deleted,
then its entries are put in the tree, in their order.
"""

from dataclasses import dataclass, field

from layerlab.model import Entry, Kind

LINK_LIMIT = 40


class Refusal(Exception):
    """The layer is damaged: no order of applying gives all that it says."""


class Loop(Exception):
    """Symbolic links that lead to themselves."""


class Unclear(Exception):
    """What the layer means depends on the order in which a tool does things."""


@dataclass(eq=False)
class Thing:
    """An inode: the names that share it are one file."""

    kind: Kind
    layer: int
    mode: int = 0o755
    uid: int = 0
    link: str = ""
    body: bytes | None = b""


@dataclass
class Model:
    tree: dict[str, Thing] = field(default_factory=lambda: {"": Thing(Kind.DIRECTORY, 0)})
    layer: int = 0
    policies: set[str] = field(default_factory=set)
    """The rows of the policy table that were needed."""
    _lower: dict[str, Thing] = field(default_factory=dict)
    _followed: set[str] = field(default_factory=set)
    """Links of lower layers that this layer's entries went through."""
    _own: set[str] = field(default_factory=set)
    _entered: set[str] = field(default_factory=set)
    _ways: dict[str, bool] = field(default_factory=dict)
    """This layer's entries, and whether they came through such a link."""

    def apply(self, items: list[tuple[Entry, bytes]]) -> None:
        self.layer += 1
        self._lower = dict(self.tree)
        self._followed = set()
        self._own = set()
        self._entered = set()
        self._ways = {}
        for entry, _ in items:
            self._delete(_parts(entry.path))
        if any(link not in self.tree for link in self._followed):
            raise Unclear("a marker went through a link that goes")
        for entry, data in items:
            self._put(_parts(entry.path), entry, data)

    # First pass.

    def _delete(self, parts: list[str]) -> None:
        if not parts or not parts[-1].startswith(".wh."):
            return
        if parts[-1] == ".wh..wh..opq":
            self._remove_below(self._follow(parts[:-1]))
            return
        directory = self._follow(parts[:-1])
        if directory is not None:
            self._remove(_join(directory, parts[-1][4:]))

    def _follow(self, parts: list[str]) -> str | None:
        """Where a directory of the lower layers is; None where there is none."""
        try:
            here = real(self._lower, parts, followed=self._followed)
        except Loop:
            return None
        is_directory = here in self._lower and self._lower[here].kind is Kind.DIRECTORY
        return here if is_directory else None

    def _remove_below(self, path: str | None) -> None:
        if path is not None:
            for found in [p for p in self.tree if p != path and _is_within(p, path)]:
                del self.tree[found]

    def _remove(self, path: str) -> None:
        if any(_is_within(link, path) for link in self._followed):
            raise Unclear("a link goes after an entry went through it")
        for found in [p for p in self.tree if _is_within(p, path)]:
            del self.tree[found]

    # Second pass.

    def _put(self, parts: list[str], entry: Entry, data: bytes) -> None:
        if not parts:
            if entry.kind is Kind.DIRECTORY:
                self.tree[""] = Thing(Kind.DIRECTORY, self.layer, entry.mode, entry.uid)
            return
        before = len(self.tree)
        directory = self._enter(parts[:-1])
        path = _join(directory, parts[-1])
        self._note_way(path, parts)
        if parts[-1].startswith(".wh."):
            if directory in self._lower and self._follow(parts[:-1]) != directory:
                raise Unclear("a marker through a link of its own layer")
            if len(self.tree) > before:
                self.policies.add("whiteout-of-absent")
            return
        if entry.kind is Kind.HARDLINK:
            self._link(path, entry, "/".join(parts))
            self._own.add(path)
            return
        thing = Thing(entry.kind, self.layer, entry.mode, entry.uid, entry.link, data)
        old = self.tree.get(path)
        if not (old and old.kind is entry.kind is Kind.DIRECTORY):
            self._remove(path)
        self.tree[path] = thing
        self._own.add(path)

    def _note_way(self, path: str, parts: list[str]) -> None:
        """Of two ways to one place in a layer, the engine does not know which came last."""
        is_far = any(_is_within("/".join(parts), link) for link in self._followed)
        for other, was_far in self._ways.items():
            if is_far != was_far and (_is_within(path, other) or _is_within(other, path)):
                raise Unclear("two ways to one place")
        self._ways[path] = is_far

    def _link(self, path: str, entry: Entry, written: str) -> None:
        parts = _parts(entry.link)
        try:
            followed: set[str] = set()
            target = real(self.tree, parts, last=False, followed=followed)
        except Loop as error:
            raise Unclear("a link through a loop") from error
        through_lower = any(self.tree[link].layer != self.layer for link in followed)
        if any(self._ways.values()) or (through_lower and target in {*self._own, *self._entered}):
            raise Unclear("a link to an entry of its layer by way of a lower link")
        found = self.tree.get(target)
        if found and (found.layer == self.layer or target in self._own):
            if found.layer == self.layer:
                self._set_attributes(found, entry)
            if target == path:
                self.policies.add("link-to-itself")
                return
        elif "/".join(parts) == written:
            raise Refusal("a hard link to itself")
        elif target in self._entered:
            raise Unclear("a link to a lower directory with own entries in it")
        else:
            found = self._far(parts, target, entry)
        if _is_within(target, path):
            raise Unclear("a link to what it replaces")
        self._remove(path)
        self.tree[path] = found

    def _set_attributes(self, found: Thing, entry: Entry) -> None:
        if found.kind is Kind.DIRECTORY:
            raise Refusal("a hard link to a directory")
        if found.kind is not Kind.SYMLINK:
            if found.mode != entry.mode:
                self.policies.add("link-attributes")
            found.mode = entry.mode
        found.uid = entry.uid

    def _far(self, parts: list[str], target: str, entry: Entry) -> Thing:
        """The thing of a lower layer, also of one that this layer hides."""
        try:
            found = self._lower.get(real(self._lower, parts, last=False))
        except Loop:
            found = None
        if found is not None and self.tree.get(target) is not found:
            self.policies.add("link-to-deleted")
        if found is None or found.kind is Kind.DIRECTORY:
            self.policies.add("far-link-nowhere")
            return Thing(Kind.HARDLINK, self.layer, entry.mode, entry.uid, body=None)
        return found

    def _enter(self, parts: list[str], links: int = 0) -> str:
        """The directory of an entry, links followed; made where there is none."""
        if links > LINK_LIMIT:
            raise self._refusal("a loop of links")
        here = ""
        for number, part in enumerate(parts):
            path = _join(here, part)
            thing = self.tree.get(path)
            is_link = thing is not None and thing.kind is Kind.SYMLINK
            if thing and path in self._own and thing.kind is not Kind.DIRECTORY:
                if not is_link or thing.layer != self.layer:
                    raise self._refusal("an entry below a file")
                rest = _target(here, thing.link)
                return self._enter([*rest, *parts[number + 1 :]], links + 1)
            if is_link:
                target = self._follow(_parts(path))
                was = self._lower.get(target or "")
                now = self.tree.get(target or "")
                if was is not None and now is not None and now is not was and target:
                    raise Unclear("a link to what comes again")
                if target is not None and now is not None:
                    return self._enter([*_parts(target), *parts[number + 1 :]], links)
            if thing and thing.kind is not Kind.DIRECTORY:
                self.policies.add("linked-parent-nowhere" if is_link else "parent-is-lower-file")
            if thing is None and path in self._lower:
                self.policies.add("implied-hidden-parent")
            if thing is None or thing.kind is not Kind.DIRECTORY:
                self.tree[path] = Thing(Kind.DIRECTORY, self.layer)
            here = path
            self._entered.add(path)
        return here

    def _refusal(self, reason: str) -> Exception:
        """Where links of lower layers play a part, the engine may see no damage."""
        return Unclear(reason) if self._followed else Refusal(reason)


def real(
    tree: dict[str, Thing],
    parts: list[str],
    *,
    last: bool = True,
    followed: set[str] | None = None,
) -> str:
    """The path without symbolic links, but for the last part where `last` is False."""
    done: list[str] = []
    todo, links = list(parts), 0
    while todo:
        part = todo.pop(0)
        thing = tree.get("/".join([*done, part]))
        if thing and thing.kind is Kind.SYMLINK and (todo or last):
            if followed is not None:
                followed.add("/".join([*done, part]))
            links += 1
            if links > LINK_LIMIT:
                raise Loop
            todo = [*_target("/".join(done), thing.link), *todo]
            done = []
            continue
        done.append(part)
    return "/".join(done)


def _target(directory: str, link: str) -> list[str]:
    return _parts(link if link.startswith("/") else f"{directory}/{link}")


def _parts(path: str) -> list[str]:
    done: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del done[-1:]
        elif part not in ("", "."):
            done.append(part)
    return done


def _join(directory: str, name: str) -> str:
    return f"{directory}/{name}" if directory else name


def _is_within(path: str, directory: str) -> bool:
    return not directory or path == directory or path.startswith(directory + "/")
