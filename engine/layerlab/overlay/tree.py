"""What one layer says: the common face of an indexed layer and of a container's upper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from layerlab.model import Entry, Kind, LayerPath

ROOT_NODE = 0


class Tree(Protocol):
    """A layer's own entries as a tree of numbered nodes; node 0 is the root.

    A whiteout is a node of kind WHITEOUT under the name that it hides. Immutable, so any number
    of threads may read it.
    """

    def children(self, node: int) -> Sequence[int]:
        """Sorted by name, as bytes."""
        ...

    def child(self, node: int, name: str) -> int | None: ...

    def find(self, path: LayerPath) -> int | None: ...

    def name(self, node: int) -> str: ...

    def kind(self, node: int) -> Kind: ...

    def entry(self, node: int) -> Entry: ...

    def is_opaque(self, node: int) -> bool:
        """The directory has an opaque marker: nothing of it below is seen."""
        ...

    def hides_lower(self, node: int) -> bool:
        """The layer has more under this name than its last entry, and that hides lower layers: a
        whiteout, or something else that the directory replaced.
        """
        ...

    def is_implied(self, node: int) -> bool:
        """A directory that the layer has no entry for, only entries in it."""
        ...

    def implied_tops(self) -> Sequence[int]:
        """The implied directories whose own directory is not implied."""
        ...

    def far_link(self, node: int) -> LayerPath | None:
        """The target of a hard link to a file that only a lower layer can have; else None."""
        ...


@dataclass(frozen=True, slots=True)
class TreeLayer:
    """A tree in its place in a stack.

    `open` gives the bytes of a node's file; `inode` a number that all names of one file within
    the layer share, and no other file; `name_count` how many names that are. Of a layer that
    `is_missing` nothing is known: its tree is empty.
    """

    number: int
    tree: Tree
    open: Callable[[int], BinaryIO]
    inode: Callable[[int], int]
    is_upper: bool = False
    is_missing: bool = False
    name_count: Callable[[int], int] = lambda _node: 1
