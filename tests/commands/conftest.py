"""Commands on a store with an image and a container."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from support.images import directory, file, symlink, write_archive
from support.terminals import MemoryTerminal

LAYER = [
    directory("etc"),
    file("etc/motd", b"welcome\n"),
    directory("etc/conf d"),
    file("etc/conf d/it's", b"x"),
    symlink("conf", "etc/conf d"),
    directory("opt"),
]


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[MemoryTerminal]:
    """On the image `t:1` with the container `c1`; its directory has a file `a b.tar`."""
    with Engine(tmp_path / "root") as engine:
        engine.load(write_archive(tmp_path / "in.tar", [LAYER], "t:1"))
        engine.create("t:1", "c1")
        place = tmp_path / "host"
        place.mkdir()
        (place / "a b.tar").write_bytes((tmp_path / "in.tar").read_bytes())
        (place / "folder").mkdir()
        yield MemoryTerminal(engine, place)
