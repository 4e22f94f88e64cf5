"""`Files` of each kind for tests, with the same things in them."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from layerlab.container import Container
from layerlab.container.draft import Draft
from layerlab.container.draft_files import DraftFiles
from layerlab.model import Kind, LayerPath
from layerlab.progress import Progress
from layerlab.runners import Files, Opening
from support.images import Item, directory, file, hardlink, symlink

THINGS: tuple[Item, ...] = (
    directory("d"),
    directory("d/empty"),
    file("d/a", b"aaaa"),
    hardlink("d/twin", "d/a"),
    file("d/set", b"s", 0o4755, uid=5, gid=6),
    directory("shared", 0o2775, gid=7),
    file("f", b"one\ntwo\n"),
    symlink("link", "f"),
    symlink("to-d", "d"),
    symlink("dangling", "new"),
    symlink("loop", "loop"),
)
"""What is in each of them."""


@contextlib.contextmanager
def draft_files(container: Container, directory: Path) -> Iterator[DraftFiles]:
    """A draft that comes to nothing."""
    draft = Draft(
        f"container {container.name}",
        container.lower,
        container.upper,
        container.files,
        directory,
        Progress(),
    )
    try:
        yield DraftFiles(draft)
    finally:
        draft.discard()


def fill(files: Files, items: tuple[Item, ...] = THINGS) -> None:
    """Makes what `items` are, by the methods of `Files`."""
    for entry, data in items:
        match entry.kind:
            case Kind.DIRECTORY:
                files.make_directory(entry.path)
            case Kind.SYMLINK:
                files.symlink(entry.path, entry.link)
            case Kind.HARDLINK:
                files.link(entry.path, LayerPath(entry.link))
            case _:
                put(files, entry.path, data)
        if entry.kind not in (Kind.SYMLINK, Kind.HARDLINK):
            files.chown(entry.path, entry.uid, entry.gid)
            files.chmod(entry.path, entry.mode)


def content(files: Files, path: str) -> bytes:
    with files.open(files.resolve(LayerPath(path))) as stream:
        return stream.read()


def put(files: Files, path: str, data: bytes, opening: Opening = Opening.TRUNCATE) -> None:
    with files.open_to_write(LayerPath(path), opening) as stream:
        stream.write(data)
