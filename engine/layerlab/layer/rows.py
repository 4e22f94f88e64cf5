"""What a growing tree is kept in: a row a path (node) and a row a file (inode), in flat arrays.

A tenth of the memory of objects, and the arrays become the index's columns by one gather.
"""

import struct
from array import array

from layerlab.layer import extras
from layerlab.layer.extras import Extras
from layerlab.limits import Limits
from layerlab.model import Kind
from layerlab.streams.tar_reader import Header

IMPLIED = 1
OPAQUE = 2
HIDES_LOWER = 4
IS_LINK = 8
UNRESOLVED = 16
HAS_EXTRAS = 32
"""The bits of a node's flags; written in index files, so never change one."""

EXTRAS_COST_BYTES = 100
"""What keeping extras takes beside their own bytes."""
IMPLIED_MODE = 0o755
NO_DATA = -1
_MTIME_LIMIT = 1 << 63

INODE = struct.Struct("<BHIIqqq")
"""kind, mode, uid, gid, size, mtime_ns, data_offset"""


class Rows:
    """Node 0 is the root. `children[n]` maps names to nodes, or is None where n is no directory.

    Rows are never taken away: nodes that were removed stay, out of reach. `name` is for errors;
    what is added raises `LimitExceeded`. `extras` are kept as `extras.dump` gives them.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.parents = array("I")
        self.inode_of = array("I")
        self.kinds = bytearray()
        self.flags = bytearray()
        self.children: list[dict[bytes, int] | None] = []
        self.inodes = bytearray()
        self.inode_count = 0
        self.extras: dict[int, bytes] = {}
        self._depths = array("I")
        self._path_bytes = array("I")
        self._text_bytes = 0
        self._hole_bytes = 0
        self.new_implied(0, {}, b"")

    def count_text(self, size_bytes: int) -> None:
        """Names and extras are what a small tar can fill the memory with."""
        self._text_bytes += size_bytes
        if self._text_bytes > self.limits.text_bytes:
            self.limits.check("text_bytes", f"bytes of names in {self.name}", self._text_bytes)

    def child(self, directory: int, key: bytes) -> int | None:
        siblings = self.children[directory]
        return siblings.get(key) if siblings is not None else None

    def new_node(
        self, directory: int, siblings: dict[bytes, int], key: bytes, kind: Kind, inode: int
    ) -> int:
        node = len(self.kinds)
        self._measure(node, directory, siblings, key)
        siblings[key] = node
        self.parents.append(directory)
        self.inode_of.append(inode)
        self.kinds.append(kind)
        self.flags.append(0)
        self.children.append({} if kind is Kind.DIRECTORY else None)
        return node

    def _measure(self, node: int, directory: int, siblings: dict[bytes, int], key: bytes) -> None:
        """How deep and long a path is where it really lies: links lead further than names say."""
        depth = self._depths[directory] + 1 if node else 0
        path_bytes = self._path_bytes[directory] + len(key) + 1 if node else 0
        limits = self.limits
        if (
            node > limits.entries
            or len(siblings) >= limits.directory_entries
            or depth > limits.path_depth
            or path_bytes > limits.path_bytes
        ):
            limits.check("entries", f"paths in {self.name}", node)
            what = f"names in one directory of {self.name}"
            limits.check("directory_entries", what, len(siblings) + 1)
            limits.check("path_depth", f"names of a path in {self.name}", depth)
            limits.check("path_bytes", f"bytes of a path in {self.name}", path_bytes)
        self._depths.append(depth)
        self._path_bytes.append(path_bytes)

    def new_implied(self, directory: int, siblings: dict[bytes, int], key: bytes) -> int:
        """A directory that the tar has no entry for."""
        self.inodes += INODE.pack(Kind.DIRECTORY, IMPLIED_MODE, 0, 0, 0, 0, NO_DATA)
        self.inode_count += 1
        node = self.new_node(directory, siblings, key, Kind.DIRECTORY, self.inode_count - 1)
        self.flags[node] = IMPLIED
        return node

    def new_inode(self, header: Header, kind: Kind) -> int:
        _, _, mode, uid, gid, _, mtime, link, device, xattrs, _, data_offset, pieces, size = header
        if not -_MTIME_LIMIT <= mtime < _MTIME_LIMIT:
            mtime = 0  # as in Docker, for what 64 bits of nanoseconds can't hold
        if pieces is not None:
            self._count_holes(size - header.size, data_offset)
        if kind is not Kind.FILE:
            size, data_offset = 0, NO_DATA
        inode = self.inode_count
        self.inode_count += 1
        self.inodes += INODE.pack(kind, mode, uid, gid, size, mtime, data_offset)
        is_link = kind is Kind.SYMLINK or kind is Kind.HARDLINK
        if is_link or xattrs or pieces is not None or device != (0, 0):
            self._keep(inode, Extras(link if is_link else "", device, xattrs, pieces))
        return inode

    def set_attributes(self, inode: int, header: Header) -> None:
        """Owner, times, attributes and, but for a symlink, the mode; contents stay."""
        at = inode * INODE.size
        kind, mode, _, _, size, _, data_offset = INODE.unpack_from(self.inodes, at)
        if kind != Kind.SYMLINK:
            mode = header.mode
        mtime = header.mtime_ns if -_MTIME_LIMIT <= header.mtime_ns < _MTIME_LIMIT else 0
        values = (kind, mode, header.uid, header.gid, size, mtime, data_offset)
        INODE.pack_into(self.inodes, at, *values)
        if header.xattrs:
            old = extras.load(self.extras.get(inode, b""))
            xattrs = {**old.xattrs, **header.xattrs}
            self._keep(inode, Extras(old.link, old.device, xattrs, old.sparse))

    def inode_kind(self, inode: int) -> Kind:
        return Kind(self.inodes[inode * INODE.size])

    def _keep(self, inode: int, found: Extras) -> None:
        self.extras[inode] = extras.dump(found)
        self.count_text(len(self.extras[inode]) + EXTRAS_COST_BYTES)

    def _count_holes(self, size_bytes: int, offset: int) -> None:
        """Holes are expansion: an exabyte of zeros out of a few bytes, when they are copied."""
        self._hole_bytes += size_bytes
        self.limits.check_expansion(f"sparse files of {self.name}", offset, self._hole_bytes)
