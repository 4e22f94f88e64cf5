"""What is unpacked into a directory for the kernel, one object after the other."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from layerlab.model import Entry, Kind, LayerPath
from layerlab.progress import Progress
from layerlab.runners.linux.sandbox import Sandbox
from layerlab.sandbox.wire import Closed, Message

_NAMES = {
    Kind.FILE: "file",
    Kind.HARDLINK: "file",
    Kind.DIRECTORY: "directory",
    Kind.SYMLINK: "symlink",
    Kind.FIFO: "fifo",
    Kind.CHAR_DEVICE: "char-device",
    Kind.BLOCK_DEVICE: "block-device",
    Kind.WHITEOUT: "whiteout",
}


@dataclass(frozen=True, slots=True)
class Item:
    """`link` is the path of another name of the same file that came before; `open` its bytes."""

    entry: Entry
    opaque: bool = False
    link: LayerPath | None = None
    open: Callable[[], BinaryIO] | None = None

    def message(self) -> Message:
        entry = self.entry
        if self.link is not None:
            return {"path": entry.path, "kind": "link", "link": self.link}
        return {
            "path": entry.path,
            "kind": _NAMES[entry.kind],
            "mode": entry.mode,
            "uid": entry.uid,
            "gid": entry.gid,
            "mtime_ns": entry.mtime_ns,
            "link": entry.link_target,
            "device": list(entry.device),
            "xattrs": {name: value.hex() for name, value in entry.xattrs.items()},
            "opaque": self.opaque,
        }


@dataclass(frozen=True, slots=True)
class Unpacked:
    """How many bytes the files have, and how many of what could not be made."""

    size_bytes: int
    left_out: Mapping[str, int]


def unpack(sandbox: Sandbox, directory: str, items: Iterable[Item], progress: Progress) -> Unpacked:
    """Makes a new directory of them, parents before what is in them."""
    size = 0
    with suppress(Closed):  # its answer says why
        sandbox.wire.send({"do": "unpack", "directory": directory})
        for item in items:
            sandbox.wire.send(item.message())
            if item.link is None and item.entry.kind.has_data:
                size += _send_content(sandbox, item, progress)
            progress.advance(0)
        sandbox.wire.send({"end": True})
    return Unpacked(size, sandbox.answer(sandbox.receive()))


def _send_content(sandbox: Sandbox, item: Item, progress: Progress) -> int:
    if item.open is None:
        sandbox.wire.send({"size": 0})
        return 0
    with item.open() as stream:
        size = sandbox.wire.send_content(stream)
    progress.advance(size)
    return size
