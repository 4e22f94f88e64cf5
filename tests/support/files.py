"""`Files` of each kind for tests, with the same things in them."""

import contextlib
import io
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from layerlab.container import Container
from layerlab.container.draft import Draft
from layerlab.container.draft_files import DraftFiles
from layerlab.container.host_files import HostFiles
from layerlab.container.mounted_files import MountedFiles
from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath
from layerlab.progress import Progress
from layerlab.runners import DEFAULT_BOUNDS, Files, Mount, Opening
from layerlab.runners.shell.descriptors import Descriptors
from layerlab.runners.shell.devices import DeviceFiles
from layerlab.runners.shell.meter import Meter
from support.images import Item, directory, file, hardlink, layer_tar, symlink, write_archive

Items = tuple[Item, ...]

THINGS: Items = (
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

SINGLE = tuple(item for item in THINGS if item[0].kind is not Kind.HARDLINK)
"""The same without hard links, which copy-up breaks."""


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


def fill(files: Files, items: Items = THINGS) -> None:
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


# each kind of files, with the same things in them ------------------------------------------------


def over_lower(
    engine: Engine, tmp_path: Path, items: Items = THINGS
) -> AbstractContextManager[Files]:
    """A container, all of it in its image."""
    return _over(engine, tmp_path, items)


def over_upper(
    engine: Engine, tmp_path: Path, items: Items = THINGS
) -> AbstractContextManager[Files]:
    """A container, all of it made in the container layer."""
    made = _over(engine, tmp_path, ())
    engine.container("c1").copy_in_tar(BytesIO(layer_tar(items)), "/")
    return made


def _over(engine: Engine, tmp_path: Path, items: Items) -> AbstractContextManager[Files]:
    engine.load(write_archive(tmp_path / "image.tar", [items]))
    engine.create("t:1", "c1")
    return draft_files(engine.container("c1"), tmp_path / "drafts")


@contextlib.contextmanager
def on_the_host(_: Engine, tmp_path: Path, items: Items = THINGS) -> Iterator[Files]:
    """A folder of the host."""
    if os.name == "nt" or os.geteuid():
        pytest.skip("the host keeps owners for root")
    folder = tmp_path / "folder"
    folder.mkdir()
    files = HostFiles(folder, "the folder")
    fill(files, items)
    yield files


@contextlib.contextmanager
def mounted(engine: Engine, tmp_path: Path, items: Items = THINGS) -> Iterator[Files]:
    """A folder of the host that covers all of a container."""
    with on_the_host(engine, tmp_path, items) as folder, _over(engine, tmp_path, ()) as base:
        yield MountedFiles(base, [Mount("", "a folder", folder, tmp_path, read_only=False)])


@contextlib.contextmanager
def beside_a_mount(engine: Engine, tmp_path: Path, items: Items = THINGS) -> Iterator[Files]:
    """A container's own files, where something else is mounted, at a place not made yet."""
    with _over(engine, tmp_path, items) as base:
        other = HostFiles(tmp_path, "a folder")
        yield MountedFiles(base, [Mount("mnt/other", "a folder", other, tmp_path, read_only=True)])


def content(files: Files, path: str) -> bytes:
    with files.open(files.resolve(LayerPath(path))) as stream:
        return stream.read()


def unbuffered(stream: BinaryIO) -> BinaryIO:
    """Without what a program has read ahead."""
    return cast("BinaryIO", stream.raw) if isinstance(stream, io.BufferedReader) else stream


def put(files: Files, path: str, data: bytes, opening: Opening = Opening.TRUNCATE) -> None:
    with files.open_to_write(LayerPath(path), opening) as stream:
        stream.write(data)


@contextlib.contextmanager
def with_devices(engine: Engine, tmp_path: Path, items: Items = THINGS) -> Iterator[Files]:
    """A container's own files as a process of the built-in shell has them, with /dev."""
    with _over(engine, tmp_path, items) as base:
        yield DeviceFiles(base, Descriptors({}), Meter("test", DEFAULT_BOUNDS, Progress()))
