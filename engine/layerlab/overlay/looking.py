"""`View`: a file system to look at, whatever it is made of, and what can be done with any."""

from collections.abc import Hashable, Iterator
from typing import BinaryIO, Protocol

from layerlab.errors import NoSuchPath
from layerlab.model import ROOT, Entry, LayerPath
from layerlab.overlay.node import Node, TrailStep


class View(Protocol):
    """A file system to look at. Paths are clean (see `model.clean`). Safe from any thread.

    Raises `NoSuchPath` for what is not there, `NotADirectory` for a list of something else,
    `NotAFile` and `IsADirectory` for reading what has no bytes.
    """

    @property
    def title(self) -> str: ...

    @property
    def top(self) -> int:
        """The number of its topmost layer; 0 for no layer at all."""
        ...

    def list(self, path: LayerPath, *, ghosts: bool = False) -> list[Node]:
        """The directory's children, sorted by name; with `ghosts` also what was deleted."""
        ...

    def get(self, path: LayerPath) -> Node: ...

    def trail(self, path: LayerPath) -> tuple[TrailStep, ...]:
        """What each layer says of the path, top first. Never raises `NoSuchPath`."""
        ...

    def resolve(self, path: LayerPath) -> LayerPath:
        """Follows symbolic links, staying inside the root.

        Raises `LinkLoop`, and `NotADirectory` where a link goes on from what is none.
        """
        ...

    def open(self, path: LayerPath) -> BinaryIO:
        """A file's bytes; links are not followed. The caller closes."""
        ...

    def read(self, path: LayerPath, offset: int = 0, size: int = -1) -> bytes:
        """`size` bytes of a file from `offset`, all of it by default; fewer at its end."""
        ...

    def inode(self, path: LayerPath) -> Hashable:
        """A value that the names of one file share, and no other file has."""
        ...

    def walk(self, path: LayerPath = ROOT) -> Iterator[Node]:
        """All below a directory, parents first, by name."""
        ...


def find_entry(view: View, path: LayerPath) -> Entry | None:
    """What stands at a path; None where nothing does."""
    try:
        return view.get(path).entry
    except NoSuchPath:
        return None


def walk(view: View, path: LayerPath) -> Iterator[Node]:
    """All below a directory, parents first; as deep as it goes without recursion."""
    waiting = [iter(view.list(path))]
    while waiting:
        for node in waiting[-1]:
            yield node
            if node.is_directory:
                waiting.append(iter(view.list(node.path)))
                break
        else:
            waiting.pop()


def read_part(stream: BinaryIO, offset: int, size: int) -> bytes:
    with stream:
        stream.seek(offset)
        return stream.read(size)


def by_name(node: Node) -> bytes:
    """The order of names in a directory: their bytes'."""
    return node.name.encode("utf-8", "surrogateescape")
