"""File trees compared in everything: times to the nanosecond, extended attributes, hard links.

Beside `trees`, which compares what all tools keep. A tree of the kernel comes from
`overlay_server.observe`, and needs `with_links`.
"""

import time
from collections import defaultdict

from layerlab.overlay import View
from support.peers.lowers import FORMATS, SECOND
from support.peers.overlay_server import Seen

Tree = dict[str, Seen]


def view_tree(view: View) -> Tree:
    found: Tree = {}
    for node in view.walk():
        entry, kind = node.entry, node.kind
        data = view.read(node.path) if kind.has_data else b""
        assert entry.size == len(data), node.path
        found[node.path] = {
            "kind": FORMATS[kind],
            "mode": entry.mode,
            "owner": (entry.uid, entry.gid),
            "mtime_ns": entry.mtime_ns,
            "data": data,
            "link": entry.link_target,
            "device": entry.device,
            "xattrs": dict(entry.xattrs),
            "inode": view.inode(node.path) if kind.has_data else None,
        }
    return with_links(found)


def with_links(tree: Tree) -> Tree:
    """Inodes have other numbers on each side: what counts is which names a file has."""
    names: defaultdict[object, list[str]] = defaultdict(list)
    for path in sorted(tree):
        names[tree[path]["inode"]].append(path)
    return {
        path: {**seen, "inode": names[seen["inode"]] if seen["inode"] else None}
        for path, seen in tree.items()
    }


def with_now(tree: Tree, since_ns: int) -> Tree:
    """Times that the clock gave are alike; a file system's may be some milliseconds behind."""
    until_ns = time.time_ns() + SECOND

    def when(mtime_ns: int) -> object:
        return "now" if since_ns - SECOND <= mtime_ns <= until_ns else mtime_ns

    return {path: {**seen, "mtime_ns": when(seen["mtime_ns"])} for path, seen in tree.items()}


def as_committed(tree: Tree) -> Tree:
    """What a layer and umoci keep: whole seconds, none before 1970, attributes with a value."""
    return {
        path: {
            **seen,
            "mtime_ns": max(seen["mtime_ns"], 0) // SECOND,
            "xattrs": {name: value for name, value in seen["xattrs"].items() if value},
        }
        for path, seen in tree.items()
    }


def assert_same(ours: Tree, theirs: Tree) -> None:
    differing = {
        path: (ours.get(path), theirs.get(path))
        for path in sorted(ours.keys() | theirs.keys())
        if ours.get(path) != theirs.get(path)
    }
    lines = [f"{p!r}:\n  ours   {a}\n  theirs {b}" for p, (a, b) in differing.items()]
    assert not differing, "\n".join(lines)
