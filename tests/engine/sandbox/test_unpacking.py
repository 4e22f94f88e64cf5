"""What is written into a directory, and that nothing is written beside it."""

import os
import socket
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from layerlab.sandbox.unpacking import OPAQUE, Unpacking, remove_tree
from layerlab.sandbox.wire import Wire

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
SECOND = 10**9


def item(path: str, kind: str, **more: Any) -> dict[str, Any]:
    common = {"mode": 0o755, "uid": os.getuid(), "gid": os.getgid(), "mtime_ns": SECOND}
    return {
        "path": path,
        "kind": kind,
        **common,
        "link": "",
        "device": [0, 0],
        "xattrs": {},
        **more,
    }


def unpack(place: Path, items: Sequence[dict[str, Any]]) -> dict[str, int]:
    place.mkdir()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sender = Wire(ours)
        for one in items:
            sender.send(one)
            if one["kind"] == "file":
                sender.send({"size": 3})
        sender.send({"end": True})
        return Unpacking(str(place), Wire(theirs)).run()


def test_kinds(tmp_path: Path) -> None:
    place = tmp_path / "place"
    items = [
        item("", "directory", mode=0o711),
        item("d", "directory", mode=0o2750, opaque=True, mtime_ns=5 * SECOND),
        item("d/f", "file", mode=0o4640, mtime_ns=7),
        item("d/again", "link", link="d/f"),
        item("d/s", "symlink", link="../../nowhere", mtime_ns=-SECOND),
        item("p", "fifo", mode=0o600),
    ]
    assert unpack(place, items) == {}
    status = {path: os.lstat(place / path) for path in ("", "d", "d/f", "d/again", "d/s", "p")}
    modes = {path: oct(stat.S_IMODE(one.st_mode)) for path, one in status.items() if path != "d/s"}
    assert modes == {"": "0o711", "d": "0o2750", "d/f": "0o4640", "d/again": "0o4640", "p": "0o600"}
    assert status["d/f"].st_ino == status["d/again"].st_ino
    times = {path: one.st_mtime_ns for path, one in status.items()}
    assert (times["d"], times["d/f"], times["d/s"]) == (5 * SECOND, 7, -SECOND)
    assert (place / "d/f").read_bytes() == bytes(3)
    assert os.getxattr(place / "d", OPAQUE) == b"y"
    assert stat.S_ISFIFO(status["p"].st_mode)


@pytest.mark.parametrize(
    "bad",
    [
        [("a", "symlink", "../outside"), ("a/x", "file", "")],
        [("a", "symlink", "../outside"), ("a/x/y", "directory", "")],
        [("a", "symlink", "../outside/there"), ("a", "file", "")],
        [("a", "symlink", "../outside"), ("b", "link", "a/there")],
        [("../outside/x", "file", "")],
        [("a", "directory", ""), ("a/../../outside/x", "file", "")],
        [("b", "link", "../outside/there")],
        [("..", "directory", "")],
    ],
)
def test_nothing_is_written_or_linked_outside(
    tmp_path: Path, bad: list[tuple[str, str, str]]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "there").write_bytes(b"untouched")
    with pytest.raises(OSError, match=r"."):
        unpack(tmp_path / "place", [item(path, kind, link=link) for path, kind, link in bad])
    assert [path.name for path in outside.iterdir()] == ["there"]
    assert (outside / "there").read_bytes() == b"untouched"
    assert (outside / "there").stat().st_nlink == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside", "place"]


def test_attributes_of_overlayfs_are_not_taken_from_a_layer(tmp_path: Path) -> None:
    place = tmp_path / "place"
    xattrs = {"user.overlay.redirect": b"/x".hex(), OPAQUE: b"y".hex(), "user.own": b"1".hex()}
    unpack(place, [item("d", "directory", xattrs=xattrs)])
    assert os.listxattr(place / "d") == ["user.own"]


def test_remove_deep_and_closed_trees(tmp_path: Path) -> None:
    """Deeper than any path can say, made as a program makes it that means harm."""
    place = tmp_path / "place"
    place.mkdir()
    above = os.open(place, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("deeper", dir_fd=above)
        inner = os.open("deeper", os.O_RDONLY, dir_fd=above)
        os.symlink("/etc", "link", dir_fd=inner)
        os.close(above)
        above = inner
    os.close(above)
    remove_tree(str(place))
    assert list(tmp_path.iterdir()) == []
    remove_tree(str(place))
