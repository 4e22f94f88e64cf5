"""Rows of a file tree and of a path's trail: what the views answer with."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from layerlab.model import Entry, Kind, LayerPath


class Change(StrEnum):
    """What the top layer of a view did to a path, in Docker's letters."""

    NONE = ""
    ADDED = "A"
    MODIFIED = "C"
    DELETED = "D"


class Node:
    """One row of a file tree. A value: immutable, and safe to hand to another thread.

    `layer` is the number of the layer that answers (for a ghost: of the layer that deleted it).
    A ghost is a path that is no longer there, shown on demand. `mount` is the title of what is
    mounted over the layers there, "" for the layers' own; such a node has layer 0. The entry is
    made when it is first asked for, since only rows on the screen need one.
    """

    __slots__ = (
        "_entry",
        "_make_entry",
        "change",
        "ghost",
        "kind",
        "layer",
        "mount",
        "name",
        "path",
    )

    def __init__(
        self,
        path: LayerPath,
        kind: Kind,
        layer: int,
        change: Change,
        make_entry: Callable[[], Entry],
        *,
        ghost: bool = False,
        mount: str = "",
    ) -> None:
        self.path = path
        self.name = path.rpartition("/")[2]
        self.kind = kind
        self.layer = layer
        self.change = change
        self.ghost = ghost
        self.mount = mount
        self._make_entry = make_entry
        self._entry: Entry | None = None

    @property
    def entry(self) -> Entry:
        if self._entry is None:
            self._entry = self._make_entry()
        return self._entry

    @property
    def is_directory(self) -> bool:
        return self.kind is Kind.DIRECTORY

    def as_ghost(self, deleted_by: int) -> "Node":
        """The same path as something that layer `deleted_by` took away."""
        return Node(self.path, self.kind, deleted_by, Change.DELETED, self._make_entry, ghost=True)

    def __repr__(self) -> str:
        return f"Node({self.path!r}, layer={self.layer}, {self.change.name}, ghost={self.ghost})"


class Verdict(StrEnum):
    """What one layer has to say of a path; `MISSING` is the layer itself, which says nothing.

    MOUNTED is no layer's, but of what is mounted there and answers for all below; COVERED is what
    would be seen, were nothing mounted.
    """

    ABSENT = "absent"
    SEEN = "seen"
    MERGED = "merged"
    HIDDEN = "hidden"
    WHITEOUT = "whiteout"
    OPAQUE = "opaque"
    MISSING = "missing"
    MOUNTED = "mounted"
    COVERED = "covered"


class Reason(StrEnum):
    """Why an entry is hidden by the layer that hides it. Spec: image-spec layer.md."""

    NONE = ""
    NEWER = "newer-entry"
    WHITEOUT = "whiteout"
    OPAQUE = "opaque"
    PARENT_WHITEOUT = "parent-whiteout"
    PARENT_REPLACED = "parent-replaced"


@dataclass(frozen=True, slots=True)
class TrailStep:
    """One layer's part in looking up a path; `entry` is its own, where it has one.

    `rule` is the ID of the rule of `layerlab.rules` that decided, where there is one. `mount` is
    the title of what is mounted, where that speaks and no layer (`layer` is 0 then).
    """

    layer: int
    verdict: Verdict
    entry: Entry | None = None
    hidden_by: int | None = None
    reason: Reason = Reason.NONE
    rule: str = ""
    mount: str = ""
