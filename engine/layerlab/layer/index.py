"""What one layer says, path by path, ready to be looked at.

The answer to "is it in this layer, and as what" for one layer alone; how layers lie over one
another is `overlay`'s. Everything is looked up in columns (`columns`), and objects are made only
for what is asked for.
"""

from bisect import bisect_left
from functools import cached_property
from typing import Any

import numpy as np

from layerlab.layer import extras, rows
from layerlab.layer.columns import Columns, Totals
from layerlab.layer.extras import Extras
from layerlab.model import DiffID, Entry, Kind, LayerPath, join

_KINDS = tuple(Kind)


class LayerIndex:
    """Immutable, and safe to read from any thread. Nodes are numbers from 0, the root, on.

    `count` nodes, with directories that the tar has no entry for; `entry_count` without them, and
    without the root where it has no entry. `file_count` paths are regular files, hard links
    included, whose data is `size_bytes` (each hard-linked set counted once, sparse files with
    their real size); `link_bytes` is what the targets of symbolic links take. `whiteouts` counts
    whiteouts and opaque markers. `tar_size` is the size of the uncompressed stream in bytes,
    `diff_id` its digest, None where contents were not read. `columns` are for work on a whole
    layer at once.
    """

    def __init__(self, columns: Columns, totals: Totals) -> None:
        self.columns = columns
        self.totals = totals
        self.count = totals.count
        self.size_bytes = totals.size_bytes
        self.link_bytes = totals.link_bytes
        self.file_count = totals.file_count
        self.entry_count = totals.entry_count
        self.whiteouts = totals.whiteouts
        self.tar_size = totals.tar_size
        self.diff_id = DiffID(totals.diff_id) if totals.diff_id else None
        # A memoryview gives one element as an int three times as fast as an array does.
        self._parents: Any = columns.parent.data
        self._first_child: Any = columns.first_child.data
        self._kinds: Any = columns.kind.data
        self._flags: Any = columns.flags.data
        self._modes: Any = columns.mode.data
        self._uids: Any = columns.uid.data
        self._gids: Any = columns.gid.data
        self._sizes: Any = columns.size.data
        self._mtimes: Any = columns.mtime_ns.data
        self._data_offsets: Any = columns.data_offset.data
        self._name_starts: Any = columns.name_start.data
        self._names: Any = columns.names.data
        self._extra_nodes: Any = columns.extra_node.data
        self._extra_starts: Any = columns.extra_start.data
        self._extras: Any = columns.extras.data

    def find(self, path: LayerPath) -> int | None:
        """The node at a clean path; symlinks are not followed. None where there is none."""
        node = 0
        for name in path.split("/") if path else ():
            child = self.child(node, name)
            if child is None:
                return None
            node = child
        return node

    def children(self, node: int) -> range:
        """The nodes in a directory, sorted by the bytes of their names."""
        return range(self._first_child[node], self._first_child[node + 1])

    def child(self, node: int, name: str) -> int | None:
        nodes = self.children(node)
        raw = name.encode("utf-8", "surrogateescape")
        at = bisect_left(nodes, raw, key=self._raw_name)
        return nodes[at] if at < len(nodes) and self._raw_name(nodes[at]) == raw else None

    def _raw_name(self, node: int) -> bytes:
        return bytes(self._names[self._name_starts[node] : self._name_starts[node + 1]])

    def name(self, node: int) -> str:
        """The last part of the path; of a whiteout without `.wh.`; of the root empty."""
        return self._raw_name(node).decode("utf-8", "surrogateescape")

    def parent(self, node: int) -> int:
        """The directory of a node; the root's is the root."""
        parent: int = self._parents[node]
        return parent

    def path(self, node: int) -> LayerPath:
        parts: list[str] = []
        while node:
            parts.append(self.name(node))
            node = self._parents[node]
        return LayerPath("/".join(reversed(parts)))

    def kind(self, node: int) -> Kind:
        """WHITEOUT for a whiteout that stands alone.

        HARDLINK for a path that shares the contents of an earlier one of this layer, which is a
        FILE, or of one that only a lower layer can have (`is_unresolved`).
        """
        kind: int = self._kinds[node]
        return _KINDS[kind]

    def size(self, node: int) -> int:
        """Bytes of a file as it is read, also of a hard link; 0 of everything else."""
        size: int = self._sizes[node]
        return size

    def mode(self, node: int) -> int:
        mode: int = self._modes[node]
        return mode

    def entry(self, node: int, directory: LayerPath | None = None) -> Entry:
        """The node as a value. Give its `directory` where it is known: the path costs less then.

        A hard link's `link` is the path of its target.
        """
        if directory is None or not node:
            path = self.path(node)
        else:
            path = join(directory, self.name(node))
        return self._entry(node, path)

    def _entry(self, node: int, path: LayerPath) -> Entry:
        found = self._extras_of(node)
        return Entry(
            path,
            _KINDS[self._kinds[node]],
            self._modes[node],
            self._uids[node],
            self._gids[node],
            self._sizes[node],
            self._mtimes[node],
            found.link,
            found.device,
            found.xattrs,
        )

    def _extras_of(self, node: int) -> Extras:
        if not self._flags[node] & rows.HAS_EXTRAS:
            return extras.NO_EXTRAS
        at = bisect_left(self._extra_nodes, node)
        start, end = self._extra_starts[at], self._extra_starts[at + 1]
        return extras.load(bytes(self._extras[start:end]))

    def data_offset(self, node: int) -> int:
        """Where a file's contents begin in the uncompressed tar; a hard link's are its target's.

        -1 where there are none: all but files, and hard links that are unresolved.
        """
        offset: int = self._data_offsets[node]
        return offset

    def name_count(self, node: int) -> int:
        """How many paths of the layer share the node's file, itself included."""
        return self._shared.get(self._data_offsets[node], 1)

    @cached_property
    def _shared(self) -> dict[int, int]:
        """How many names a file has that has more than one, by where its contents are."""
        is_link = self.columns.kind == Kind.HARDLINK
        offsets = self.columns.data_offset[is_link & (self.columns.data_offset >= 0)]
        found, counts = np.unique(offsets, return_counts=True)
        return dict(zip(found.tolist(), (counts + 1).tolist(), strict=True))

    def sparse_map(self, node: int) -> tuple[tuple[int, int], ...] | None:
        """The (offset, size) pieces of a sparse file that the tar has, one after the other."""
        return self._extras_of(node).sparse

    def is_opaque(self, node: int) -> bool:
        """Whether the directory has the marker `.wh..wh..opq`: lower layers' children are hidden.

        Spec: image-spec layer.md, Opaque Whiteout.
        """
        return bool(self._flags[node] & rows.OPAQUE)

    def hides_lower(self, node: int) -> bool:
        """Whether the layer has a whiteout of this very path beside the entry."""
        return bool(self._flags[node] & rows.HIDES_LOWER)

    def is_implied(self, node: int) -> bool:
        """Whether it is a directory that the tar has no entry for: mode 0755, 0:0."""
        return bool(self._flags[node] & rows.IMPLIED)

    def is_unresolved(self, node: int) -> bool:
        """Whether it is a hard link whose target is not in this layer."""
        return bool(self._flags[node] & rows.UNRESOLVED)

    def link_target(self, node: int) -> LayerPath:
        """The path that a hard link stands for, clean."""
        return LayerPath(self._extras_of(node).link)

    def far_link(self, node: int) -> LayerPath | None:
        """The target of a hard link that is not in this layer; None for all else."""
        return self.link_target(node) if self.is_unresolved(node) else None

    def implied_tops(self) -> list[int]:
        """Implied directories in a directory that has an entry (or in the root)."""
        is_implied = (self.columns.flags & rows.IMPLIED) != 0
        is_implied[0] = False
        tops = is_implied & ~is_implied[self.columns.parent]
        nodes: list[int] = tops.nonzero()[0].tolist()
        return nodes
