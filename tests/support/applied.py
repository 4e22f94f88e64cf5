"""Images of odd layers, and the files that come of them, whoever applied the layers."""

import gzip
import json
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layerlab.errors import NoSuchPath
from layerlab.model import ROOT, Kind
from layerlab.overlay import Node, View
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    Layout,
    config_of,
    write_directory,
    write_tar,
)

NAME = "localhost/case:1"


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a path. `body` is a file's contents or a symbolic link's target.

    `kind` is `ghost` for a name that a directory lists and that is not there, `no contents` for
    a file that can't be read; `file` is equal for the names of one file.
    """

    kind: str
    mode: int = 0
    uid: int = 0
    mtime_ns: int = 0
    body: bytes = b""
    device: tuple[int, int] = (0, 0)
    xattrs: tuple[tuple[str, bytes], ...] = ()
    file: object = None


Files = dict[str, Found]
"""By path; the root is ''."""


def write_image(
    layers: Sequence[bytes],
    folder: Path,
    media_type: str = "",
    config: Mapping[str, Any] | None = None,
) -> Path:
    """An image as every tool loads it: `layout`, an OCI layout, and `archive.tar`, the same with
    a `manifest.json`. Layers are stored as they are given, and labelled as plain by default.
    """
    layout = Layout()
    described = [layout.put(media_type or LAYER_TYPE, layer) for layer in layers]
    data = config_of([plain(layer) for layer in layers], **(config or {}))
    configured = layout.put(CONFIG_TYPE, data)
    names = {"io.containerd.image.name": NAME, "org.opencontainers.image.ref.name": "1"}
    layout.list(layout.manifest_of(configured, described, annotations=names))
    row = {
        "Config": _blob(configured),
        "RepoTags": [NAME],
        "Layers": [_blob(layer) for layer in described],
    }
    members = {**layout.members(), "manifest.json": json.dumps([row]).encode()}
    write_directory(folder / "layout", members)
    write_tar(folder / "archive.tar", members)
    return folder


def plain(layer: bytes) -> bytes:
    return gzip.decompress(layer) if layer[:2] == b"\x1f\x8b" else layer


def _blob(descriptor: Mapping[str, Any]) -> str:
    return f"blobs/{descriptor['digest'].replace(':', '/')}"


_STAT_KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "directory",
    stat.S_IFLNK: "symlink",
    stat.S_IFCHR: "character device",
    stat.S_IFBLK: "block device",
    stat.S_IFIFO: "fifo",
}


def files_of(root: Path) -> Files:
    """A directory that a tool unpacked or mounted."""
    found = {"": _found(root)}
    for folder, folders, names in os.walk(root):
        for name in (*folders, *names):
            path = Path(folder, name)
            found[path.relative_to(root).as_posix()] = _found(path)
    return found


def _found(path: Path) -> Found:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return Found("ghost")
    kind = _STAT_KINDS[stat.S_IFMT(status.st_mode)]
    body = b""
    if kind == "file":
        body = path.read_bytes()
    elif kind == "symlink":
        body = os.fsencode(path.readlink())
    names = os.listxattr(path, follow_symlinks=False)
    xattrs = ((name, os.getxattr(path, name, follow_symlinks=False)) for name in sorted(names))
    return Found(
        kind,
        0o777 if kind == "symlink" else stat.S_IMODE(status.st_mode),
        status.st_uid,
        status.st_mtime_ns,
        body,
        (os.major(status.st_rdev), os.minor(status.st_rdev)) if "device" in kind else (0, 0),
        tuple(xattrs),
        (status.st_dev, status.st_ino),
    )


_OUR_KINDS = {
    Kind.FILE: "file",
    Kind.HARDLINK: "file",
    Kind.DIRECTORY: "directory",
    Kind.SYMLINK: "symlink",
    Kind.CHAR_DEVICE: "character device",
    Kind.BLOCK_DEVICE: "block device",
    Kind.FIFO: "fifo",
}


def files_of_view(view: View) -> Files:
    """A merged view as the engine shows it."""
    return {node.path: _found_node(view, node) for node in (view.get(ROOT), *view.walk())}


def _found_node(view: View, node: Node) -> Found:
    entry = node.entry
    kind, body = _OUR_KINDS[entry.kind], os.fsencode(entry.link_target)
    if kind == "file":
        try:
            body = view.read(node.path)
        except NoSuchPath:
            return Found("no contents")
    return Found(
        kind,
        0o777 if kind == "symlink" else entry.mode,
        entry.uid,
        entry.mtime_ns,
        body,
        entry.device,
        tuple(sorted(entry.xattrs.items())),
        view.inode(node.path),
    )
