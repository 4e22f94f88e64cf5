"""Whether nobody but us has changed a layer's directory: asked before each edit, so it is quick.

One listing for each directory and one `lstat` for each entry, in no order, and nothing is kept.
Where the answer is no, `UpperFiles.scan` tells what is different.
"""

import os
import stat

from layerlab.model import Kind
from layerlab.model.entry import AUFS_PREFIX, OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.overlay.hostnames import from_host
from layerlab.overlay.tree import ROOT_NODE
from layerlab.overlay.upper import UpperTree
from layerlab.overlay.upper_files import UpperFiles, stamp

_NO_WHITEOUT = (WHITEOUT_PREFIX, WHITEOUT_PREFIX + ".", WHITEOUT_PREFIX + "..")


def is_untouched(files: UpperFiles, upper: UpperTree) -> bool:
    """Whether the host has what the records say and no more; False also where it can't be told."""
    waiting = [(ROOT_NODE, os.fspath(files.directory))]
    try:
        while waiting:
            node, place = waiting.pop()
            inner = _directories(upper, node, place)
            if inner is None:
                return False
            waiting += inner
    except OSError:
        return False
    return True


def _directories(upper: UpperTree, node: int, place: str) -> list[tuple[int, str]] | None:
    """Those in one directory, which is as recorded; None where it is not."""
    left = len(upper.children(node))
    is_opaque = False
    found: list[tuple[int, str]] = []
    with os.scandir(place) as items:
        for item in items:
            name = from_host(item.name)
            kind: Kind | None = None
            if name.startswith(WHITEOUT_PREFIX):
                if name.startswith(AUFS_PREFIX) or name in _NO_WHITEOUT:
                    is_opaque |= name == OPAQUE_NAME
                    continue
                name, kind = name.removeprefix(WHITEOUT_PREFIX), Kind.WHITEOUT
            child = upper.child(node, name)
            if child is None or not _is_recorded(upper, child, kind, item):
                return None
            left -= 1
            if upper.kind(child) is Kind.DIRECTORY:
                found.append((child, item.path))
    is_same = not left and (node == ROOT_NODE or is_opaque == upper.is_opaque(node))
    return found if is_same else None


def _is_recorded(upper: UpperTree, node: int, kind: Kind | None, item: "os.DirEntry[str]") -> bool:
    record = upper.record(node)
    if kind is Kind.WHITEOUT or record.kind is Kind.WHITEOUT:
        return record.kind is kind
    status = item.stat(follow_symlinks=False)
    if record.kind is Kind.SYMLINK:
        return stat.S_ISLNK(status.st_mode) and os.readlink(item.path) == record.entry.link
    is_kind = stat.S_ISDIR if record.kind is Kind.DIRECTORY else stat.S_ISREG
    return is_kind(status.st_mode) and record.stamp == stamp(status)
