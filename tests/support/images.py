"""Small images made on the spot, in the way that real tools write them."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

from layerlab.model import DiffID, Entry, Kind, LayerPath
from layerlab.streams.tar_writer import TarWriter

Item = tuple[Entry, bytes]


def directory(path: str, mode: int = 0o755, **more: int) -> Item:
    return Entry(LayerPath(path), Kind.DIRECTORY, mode, **more), b""


def file(path: str, data: bytes = b"", mode: int = 0o644, **more: int) -> Item:
    entry = Entry(LayerPath(path), Kind.FILE, mode, size=len(data), mtime_ns=10**18, **more)
    return entry, data


def symlink(path: str, target: str) -> Item:
    return Entry(LayerPath(path), Kind.SYMLINK, 0o777, link=target), b""


def hardlink(path: str, target: str) -> Item:
    return Entry(LayerPath(path), Kind.HARDLINK, link=target), b""


def layer_tar(items: Sequence[Item]) -> bytes:
    """A layer's tar; names such as `etc/.wh.x` and times are written as they are."""
    sink = io.BytesIO()
    writer = TarWriter(sink, whole_seconds=False)
    for entry, data in items:
        writer.add(entry, io.BytesIO(data), path=entry.path)
    writer.finish()
    return sink.getvalue()


def write_archive(path: Path, layers: Sequence[Sequence[Item]], tag: str | None = "t:1") -> Path:
    """A docker-archive of plain layers."""
    tars = [layer_tar(items) for items in layers]
    config = {
        "architecture": "amd64",
        "os": "linux",
        "config": {"Cmd": ["/bin/sh"], "Env": ["PATH=/bin"]},
        "rootfs": {"type": "layers", "diff_ids": [DiffID.of(tar) for tar in tars]},
        "history": [{"created_by": f"layer {n}"} for n in range(1, len(tars) + 1)],
    }
    names = [f"{n}/layer.tar" for n in range(len(tars))]
    rows = [{"Config": "c.json", "RepoTags": [tag] if tag else None, "Layers": names}]
    members = {
        **dict(zip(names, tars, strict=True)),
        "c.json": json.dumps(config).encode(),
        "manifest.json": json.dumps(rows).encode(),
    }
    with path.open("wb") as sink:
        writer = TarWriter(sink)
        for name, data in members.items():
            writer.add(*_plain(name, data))
        writer.finish()
    return path


def _plain(name: str, data: bytes) -> tuple[Entry, io.BytesIO]:
    return Entry(LayerPath(name), Kind.FILE, size=len(data)), io.BytesIO(data)


BASE = (
    directory("etc"),
    file("etc/motd", b"welcome\n"),
    file("etc/passwd", b"root:x:0:0\n", 0o600),
    symlink("etc/link", "motd"),
    directory("opt"),
    directory("opt/d"),
    file("opt/d/a", b"aaaa"),
    file("opt/d/b", b"bb"),
    directory("opt/d/sub"),
    file("opt/d/sub/x", b"x"),
    file("opt/tool", b"#!tool", 0o4755),
    file("opt/one", b"one inode"),
    hardlink("opt/two", "opt/one"),
    symlink("lib", "usr/lib"),
    directory("usr"),
    directory("usr/lib"),
    file("usr/lib/libc", b"libc"),
)
