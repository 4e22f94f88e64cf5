"""`Files` of every kind, with `support.files.THINGS` in them."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.container.mounted_files import MountedFiles
from layerlab.facade import Engine
from layerlab.runners import Files, Mount
from support.files import THINGS, draft_files, fill
from support.images import Item, layer_tar, write_archive


def over_lower(engine: Engine, tmp_path: Path) -> AbstractContextManager[Files]:
    """A container, all of it in its image."""
    return _over(engine, tmp_path, THINGS)


def over_upper(engine: Engine, tmp_path: Path) -> AbstractContextManager[Files]:
    """A container, all of it made in the container layer."""
    made = _over(engine, tmp_path, ())
    engine.container("c1").copy_in_tar(BytesIO(layer_tar(THINGS)), "/")
    return made


def _over(engine: Engine, tmp_path: Path, items: tuple[Item, ...]) -> AbstractContextManager[Files]:
    engine.load(write_archive(tmp_path / "image.tar", [items]))
    engine.create("t:1", "c1")
    return draft_files(engine.container("c1"), tmp_path / "drafts")


@contextlib.contextmanager
def on_the_host(_: Engine, tmp_path: Path) -> Iterator[Files]:
    """A folder of the host."""
    if os.name == "nt" or os.geteuid():
        pytest.skip("the host keeps owners for root")
    folder = tmp_path / "folder"
    folder.mkdir()
    files = HostFiles(folder, "the folder")
    fill(files)
    yield files


@contextlib.contextmanager
def mounted(engine: Engine, tmp_path: Path) -> Iterator[Files]:
    """A folder of the host that covers all of a container."""
    with on_the_host(engine, tmp_path) as folder, _over(engine, tmp_path, ()) as base:
        yield MountedFiles(base, [Mount("", "a folder", folder, tmp_path, read_only=False)])


@contextlib.contextmanager
def beside_a_mount(engine: Engine, tmp_path: Path) -> Iterator[Files]:
    """A container's own files, where something else is mounted, at a place not made yet."""
    with _over(engine, tmp_path, THINGS) as base:
        other = HostFiles(tmp_path, "a folder")
        yield MountedFiles(base, [Mount("mnt/other", "a folder", other, tmp_path, read_only=True)])


@pytest.fixture(params=[over_lower, over_upper, on_the_host, mounted, beside_a_mount])
def files(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[Files]:
    with request.param(engine, tmp_path) as made:
        yield made
