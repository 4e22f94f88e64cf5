"""A layer's tar, applied entry by entry to an empty directory: the rules inside one layer.

Only the tree and each path's last state are kept, in rows and small dictionaries, to be put in
columns (`layer.columns`) when the tar has ended. Rules (shared with Docker unless said):

- names are cleaned and stop at the root; later entries win; a directory over a directory replaces
  its attributes and keeps its children; anything else removes what was there, with its subtree
  (image-spec layer.md, Applying Changesets);
- a whiteout hides lower layers only, wherever it stands in the tar, whatever its type: beside an
  entry of the same name it marks that entry (`HIDES_LOWER`), alone it is a node of its own kind;
  `.wh..wh..opq` marks its directory. `.wh.` alone, and whiteouts of `.` and `..`, are damage;
- what AUFS left behind (`.wh..wh.*`) is skipped, but hard links to `.wh..wh.plnk/…` get the file;
- a parent that the tar has no entry for is a directory of mode 0755, 0:0 (`IMPLIED`); one that is
  a symlink of this layer is followed inside the root; one that is anything else is damage, as all
  appliers refuse it;
- a hard link stands for what its target is when it is applied: its header's attributes then hold
  for the whole set; a link to a symlink is that symlink. A target that is not there is kept as
  unresolved, since only a lower layer may have it. A link to itself changes attributes only, and
  is damage where there is nothing yet; so is a link to a directory;
- the root's own entry sets its attributes; one that is no directory is ignored, as in Docker.
"""

import struct
from array import array
from typing import NoReturn

from layerlab.errors import DamagedTar, LimitExceeded
from layerlab.layer import extras
from layerlab.layer.extras import Extras
from layerlab.model import Kind, clean
from layerlab.model.entry import AUFS_PREFIX, OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.streams.tar_reader import Header

IMPLIED = 1
OPAQUE = 2
HIDES_LOWER = 4
IS_LINK = 8
UNRESOLVED = 16
HAS_EXTRAS = 32

IMPLIED_MODE = 0o755
NODE_LIMIT = 12_000_000
IMPLIED_LIMIT = 1_000_000
TEXT_LIMIT_BYTES = 1 << 30
SYMLINK_LIMIT = 40
STEP_LIMIT = 4096
NO_DATA = -1
_MTIME_LIMIT = 1 << 63
_AUFS_LINKS = ".wh..wh.plnk/"

INODE = struct.Struct("<BHIIqqq")
"""kind, mode, uid, gid, size, mtime_ns, data_offset"""


class Tree:
    """Nodes (paths) and inodes (what they stand for); node 0 is the root.

    `children[n]` maps names to nodes, or is None where n is no directory. Nodes that were removed
    stay in the lists, out of reach.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self.parents = array("I")
        self.inode_of = array("I")
        self.kinds = bytearray()
        self.flags = bytearray()
        self.children: list[dict[bytes, int] | None] = []
        self.inodes = bytearray()
        self.inode_count = 0
        self.extras: dict[int, Extras] = {}
        self.aufs_links: dict[str, int] = {}
        self._text_bytes = 0
        self._implied_count = 0
        self._offset = 0
        self._new_implied(0, {}, b"")
        self._directories: dict[str, int] = {"": 0}
        """Where the directory of a path is, symlinks followed; emptied when anything is removed."""

    def add(self, header: Header) -> None:
        """Apply one entry. Raises `DamagedTar`, `LimitExceeded`."""
        self._offset = header.offset
        self._text_bytes += len(header.name)
        if self._text_bytes > TEXT_LIMIT_BYTES:
            what = f"bytes of names in {self._name}"
            raise LimitExceeded(what, TEXT_LIMIT_BYTES, self._text_bytes)
        written = header.name
        path = clean(written[2:] if written[:2] == "./" else written)
        if ".wh." in path and self._add_marker(header, path):
            return
        directory_path, _, name = path.rpartition("/")
        if not name:
            if header.kind is Kind.DIRECTORY:
                self._set_root(header)
            return
        directory = self._directories.get(directory_path)
        if directory is None:
            directory = self._enter(directory_path)
        key = name.encode("utf-8", "surrogateescape")
        if header.kind is Kind.HARDLINK:
            self._add_link(header, directory, key)
        else:
            self._place(directory, key, header.kind, self._new_inode(header, header.kind))

    # Markers: names that begin with `.wh.`.

    def _add_marker(self, header: Header, path: str) -> bool:
        """Take a whiteout or what AUFS left; False for a name that only looks like one."""
        *above, name = path.split("/")
        if name != OPAQUE_NAME and any(part.startswith(AUFS_PREFIX) for part in (*above, name)):
            if path.startswith(_AUFS_LINKS) and header.kind is Kind.FILE:
                self.aufs_links[path] = self._new_inode(header, Kind.FILE)
            return True
        if any(part.startswith(WHITEOUT_PREFIX) for part in above):
            self._refuse("an entry below a whiteout")
        if not name.startswith(WHITEOUT_PREFIX):
            return False
        directory = self._enter("/".join(above))
        if name == OPAQUE_NAME:
            self.flags[directory] |= OPAQUE
            return True
        hidden = name[len(WHITEOUT_PREFIX) :]
        if hidden in ("", ".", ".."):
            self._refuse(f"a whiteout of {hidden!r}")
        self._add_whiteout(header, directory, hidden.encode("utf-8", "surrogateescape"))
        return True

    def _add_whiteout(self, header: Header, directory: int, key: bytes) -> None:
        node = self._child(directory, key)
        if node is None:
            bare = header._replace(size=0, link="", device=(0, 0), sparse=None, real_size=0)
            self._place(directory, key, Kind.WHITEOUT, self._new_inode(bare, Kind.WHITEOUT))
        elif self.kinds[node] != Kind.WHITEOUT:
            self.flags[node] |= HIDES_LOWER

    # Nodes.

    def _child(self, directory: int, key: bytes) -> int | None:
        siblings = self.children[directory]
        return siblings.get(key) if siblings is not None else None

    def _place(self, directory: int, key: bytes, kind: Kind, inode: int, flags: int = 0) -> int:
        siblings = self.children[directory]
        assert siblings is not None
        node = siblings.get(key)
        if node is None:
            return self._new_node(directory, siblings, key, kind, inode, flags)
        old = self.kinds[node]
        kept = self.flags[node] & HIDES_LOWER
        if old == kind == Kind.DIRECTORY:
            kept |= self.flags[node] & OPAQUE
        else:
            if old == Kind.WHITEOUT:
                kept |= HIDES_LOWER
            self._remove(node, old)
            self.children[node] = {} if kind is Kind.DIRECTORY else None
        self.inode_of[node] = inode
        self.kinds[node] = kind
        self.flags[node] = kept | flags
        return node

    def _remove(self, node: int, kind: int) -> None:
        self.children[node] = None
        if kind in (Kind.DIRECTORY, Kind.SYMLINK):
            self._directories = {"": 0}

    def _new_node(
        self,
        directory: int,
        siblings: dict[bytes, int],
        key: bytes,
        kind: Kind,
        inode: int,
        flags: int,
    ) -> int:
        node = len(self.kinds)
        if node >= NODE_LIMIT:
            raise LimitExceeded(f"paths in {self._name}", NODE_LIMIT, node + 1)
        siblings[key] = node
        self.parents.append(directory)
        self.inode_of.append(inode)
        self.kinds.append(kind)
        self.flags.append(flags)
        self.children.append({} if kind is Kind.DIRECTORY else None)
        return node

    def _new_implied(self, directory: int, siblings: dict[bytes, int], key: bytes) -> int:
        self._implied_count += 1
        if self._implied_count > IMPLIED_LIMIT:
            what = f"directories without an entry in {self._name}"
            raise LimitExceeded(what, IMPLIED_LIMIT, self._implied_count)
        inode = self._append_inode(Kind.DIRECTORY, IMPLIED_MODE, 0, 0, 0, 0, NO_DATA)
        return self._new_node(directory, siblings, key, Kind.DIRECTORY, inode, IMPLIED)

    def _set_root(self, header: Header) -> None:
        self.inode_of[0] = self._new_inode(header, Kind.DIRECTORY)
        self.flags[0] &= ~IMPLIED

    # Inodes.

    def _new_inode(self, header: Header, kind: Kind) -> int:
        has_data = kind is Kind.FILE
        _, _, mode, uid, gid, _, mtime, _, device, xattrs, _, data_offset, pieces, size = header
        if not -_MTIME_LIMIT <= mtime < _MTIME_LIMIT:
            mtime = 0
        if not has_data:
            size, data_offset = 0, NO_DATA
        inode = self.inode_count
        self.inode_count += 1
        self.inodes += INODE.pack(kind, mode, uid, gid, size, mtime, data_offset)
        is_link = kind is Kind.SYMLINK or kind is Kind.HARDLINK
        if is_link or xattrs or pieces is not None or device != (0, 0):
            link = header.link if is_link else ""
            self._keep(inode, Extras(link, header.device, header.xattrs, header.sparse))
        return inode

    def _append_inode(self, *values: int) -> int:
        self.inodes += INODE.pack(*values)
        self.inode_count += 1
        return self.inode_count - 1

    def _keep(self, inode: int, found: Extras) -> None:
        self.extras[inode] = found
        self._text_bytes += len(extras.dump(found))

    # Hard links.

    def _add_link(self, header: Header, directory: int, key: bytes) -> None:
        here = self._child(directory, key)
        target_path = clean(header.link)
        target = self._find(target_path)
        if target is not None and target == here:
            self._set_attributes(self.inode_of[target], header)
            return
        if target is not None and here is not None and self._is_within(target, here):
            target = None
        inode = self.aufs_links.get(target_path)
        if inode is None and target is not None and self.kinds[target] != Kind.WHITEOUT:
            inode = self.inode_of[target]
            if self.kinds[target] == Kind.DIRECTORY:
                self._refuse("a hard link to a directory")
        if inode is None:
            if target_path == clean(header.name):
                self._refuse("a hard link to itself")
            self._add_unresolved(header, directory, key, target_path)
            return
        self._set_attributes(inode, header)
        kind = Kind(self.inodes[inode * INODE.size])
        flags = IS_LINK | UNRESOLVED if kind is Kind.HARDLINK else IS_LINK
        self._place(directory, key, kind, inode, flags)

    def _add_unresolved(self, header: Header, directory: int, key: bytes, target_path: str) -> None:
        inode = self._new_inode(header._replace(link=target_path), Kind.HARDLINK)
        self._place(directory, key, Kind.HARDLINK, inode, IS_LINK | UNRESOLVED)

    def _is_within(self, node: int, directory: int) -> bool:
        """Whether a link's target goes with the directory that the link replaces."""
        while node and node != directory:
            node = self.parents[node]
        return node == directory

    def _set_attributes(self, inode: int, header: Header) -> None:
        at = inode * INODE.size
        kind, mode, _, _, size, _, data_offset = INODE.unpack_from(self.inodes, at)
        if kind != Kind.SYMLINK:
            mode = header.mode
        values = (kind, mode, header.uid, header.gid, size, _mtime(header.mtime_ns), data_offset)
        INODE.pack_into(self.inodes, at, *values)
        if header.xattrs:
            old = self.extras.get(inode, extras.NO_EXTRAS)
            xattrs = {**old.xattrs, **header.xattrs}
            self._keep(inode, Extras(old.link, old.device, xattrs, old.sparse))

    # Paths.

    def _find(self, path: str) -> int | None:
        """The node at a clean path, symlinks followed but for the last part."""
        directory_path, _, name = path.rpartition("/")
        if not name:
            return 0
        directory = self._walk(directory_path, create=False)
        key = name.encode("utf-8", "surrogateescape")
        return None if directory is None else self._child(directory, key)

    def _enter(self, path: str) -> int:
        """The directory at a clean path, made where there is none."""
        node = self._walk(path, create=True)
        assert node is not None
        return node

    def _walk(self, path: str, *, create: bool) -> int | None:
        known = self._directories.get(path)
        if known is not None:
            return known
        above, _, _ = path.rpartition("/")
        start = self._directories.get(above)
        if start is None:
            node = self._follow(0, path, create)
        else:
            node = self._follow(start, path[len(above) :], create)
        if node is not None:
            self._directories[path] = node
        return node

    def _follow(self, node: int, path: str, create: bool) -> int | None:
        todo = path.split("/")[::-1]
        symlinks = steps = 0
        while todo:
            part = todo.pop()
            steps += 1
            if steps > STEP_LIMIT or symlinks > SYMLINK_LIMIT:
                self._refuse("a parent directory that is a loop of symlinks")
            if part in ("", "."):
                continue
            if part == "..":
                node = self.parents[node]
                continue
            key = part.encode("utf-8", "surrogateescape")
            child = self._child(node, key)
            kind = Kind.WHITEOUT if child is None else Kind(self.kinds[child])
            if child is not None and kind is Kind.DIRECTORY:
                node = child
            elif child is not None and kind is Kind.SYMLINK:
                symlinks += 1
                target = self.extras[self.inode_of[child]].link
                node = 0 if target.startswith("/") else node
                todo.extend(target.split("/")[::-1])
            elif not create:
                return None
            elif kind is Kind.WHITEOUT:
                node = self._imply(node, key)
            else:
                self._refuse("an entry below something that is no directory")
        return node

    def _imply(self, directory: int, key: bytes) -> int:
        """A directory without an entry, in a place where there is nothing or a whiteout."""
        siblings = self.children[directory]
        assert siblings is not None
        had_whiteout = siblings.pop(key, None) is not None
        node = self._new_implied(directory, siblings, key)
        if had_whiteout:
            self.flags[node] |= HIDES_LOWER
        return node

    def _refuse(self, reason: str) -> NoReturn:
        raise DamagedTar(self._name, self._offset, reason)


def _mtime(nanoseconds: int) -> int:
    """What 64 bits of nanoseconds can't hold is 1970, as in Docker."""
    return nanoseconds if -_MTIME_LIMIT <= nanoseconds < _MTIME_LIMIT else 0
