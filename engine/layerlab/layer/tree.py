"""A layer's tar, applied entry by entry to an empty directory: the rules inside one layer.

Only the tree and each path's last state are kept (`rows`), to be put in columns (`arrange`) when
the tar has ended. Rules (shared with Docker unless said):

- names are cleaned and stop at the root; later entries win; a directory over a directory replaces
  its attributes and keeps its children; anything else removes what was there, with its subtree
  (image-spec layer.md, Applying Changesets), what lower layers have included (`HIDES_LOWER`);
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

from typing import NoReturn, TypeGuard

from layerlab.errors import DamagedTar, Reason
from layerlab.layer import extras
from layerlab.layer.rows import HIDES_LOWER, IMPLIED, IS_LINK, OPAQUE, UNRESOLVED, Rows
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import Kind, clean
from layerlab.model.entry import AUFS_PREFIX, OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.reasons import Flaw, WhiteoutOf
from layerlab.streams.tar_reader import Header

SYMLINK_LIMIT = 40
STEP_LIMIT = 4096
_AUFS_LINKS = ".wh..wh.plnk/"


class Tree(Rows):
    """Add a tar's headers in order; then it is complete."""

    def __init__(self, name: str, limits: Limits = DEFAULT_LIMITS) -> None:
        super().__init__(name, limits)
        self._offset = 0
        self._steps = 0
        self._aufs_links: dict[str, int] = {}
        self._directories: dict[str, int] = {"": 0}
        """Where the directory of a path is, symlinks followed; emptied when anything is removed."""

    def add(self, header: Header) -> None:
        """Apply one entry. Raises `DamagedTar`, `LimitExceeded`."""
        written, kind = header.name, header.kind
        self._offset = header.offset
        self.count_text(len(written))
        path = clean(written[2:] if written[:2] == "./" else written)
        if ".wh." in path and self._add_marker(header, path):
            return
        directory_path, _, name = path.rpartition("/")
        if not name:
            if kind is Kind.DIRECTORY:
                self._set_root(header)
            return
        directory = self._directories.get(directory_path)
        if directory is None:
            directory = self._enter(directory_path)
        key = name.encode("utf-8", "surrogateescape")
        if kind is Kind.HARDLINK:
            self._add_link(header, path, directory, key)
        else:
            self._place(directory, key, kind, self.new_inode(header, kind))

    def _set_root(self, header: Header) -> None:
        self.inode_of[0] = self.new_inode(header, Kind.DIRECTORY)
        self.flags[0] &= ~IMPLIED

    def _place(self, directory: int, key: bytes, kind: Kind, inode: int) -> int:
        """Put an entry where there is nothing, or over what there is."""
        siblings = self.children[directory]
        assert siblings is not None
        node = siblings.get(key)
        if node is None:
            return self.new_node(directory, siblings, key, kind, inode)
        old, flags = self.kinds[node], self.flags[node]
        if old == kind == Kind.DIRECTORY:
            self.flags[node] = flags & (HIDES_LOWER | OPAQUE)
        else:
            hides = old == Kind.WHITEOUT or (kind is Kind.DIRECTORY and old != Kind.DIRECTORY)
            self.flags[node] = HIDES_LOWER if hides else flags & HIDES_LOWER
            self.children[node] = {} if kind is Kind.DIRECTORY else None
            if old in (Kind.DIRECTORY, Kind.SYMLINK):
                self._directories = {"": 0}
        self.inode_of[node] = inode
        self.kinds[node] = kind
        return node

    # Markers: names that begin with `.wh.`.

    def _add_marker(self, header: Header, path: str) -> bool:
        """Take a whiteout or what AUFS left; False for a name that only looks like one."""
        *above, name = path.split("/")
        if name != OPAQUE_NAME and any(part.startswith(AUFS_PREFIX) for part in (*above, name)):
            if path.startswith(_AUFS_LINKS) and header.kind is Kind.FILE:
                self._aufs_links[path] = self.new_inode(header, Kind.FILE)
            return True
        if any(part.startswith(WHITEOUT_PREFIX) for part in above):
            self._refuse(Flaw.BELOW_WHITEOUT)
        if not name.startswith(WHITEOUT_PREFIX):
            return False
        directory = self._enter("/".join(above))
        if name == OPAQUE_NAME:
            self.flags[directory] |= OPAQUE
            return True
        hidden = name[len(WHITEOUT_PREFIX) :]
        if hidden in ("", ".", ".."):
            self._refuse(WhiteoutOf(repr(hidden)))
        self._add_whiteout(header, directory, hidden.encode("utf-8", "surrogateescape"))
        return True

    def _add_whiteout(self, header: Header, directory: int, key: bytes) -> None:
        node = self.child(directory, key)
        if node is None:
            bare = header._replace(size=0, link="", device=(0, 0), sparse=None, real_size=0)
            self._place(directory, key, Kind.WHITEOUT, self.new_inode(bare, Kind.WHITEOUT))
        elif self.kinds[node] != Kind.WHITEOUT:
            self.flags[node] |= HIDES_LOWER

    # Hard links.

    def _add_link(self, header: Header, path: str, directory: int, key: bytes) -> None:
        here = self.child(directory, key)
        target_path = clean(header.link)
        target = self._find(target_path)
        if target == here and self._is_object(target):
            self.set_attributes(self.inode_of[target], header)
            return
        if target is not None and self.kinds[target] == Kind.DIRECTORY:
            self._refuse(Flaw.LINK_TO_DIRECTORY)
        if target is not None and here is not None and self._is_within(target, here):
            target = None
        inode = self._aufs_links.get(target_path)
        if inode is None and self._is_object(target):
            inode = self.inode_of[target]
        if inode is None:
            if target_path == path:
                self._refuse(Flaw.LINK_TO_ITSELF)
            inode = self.new_inode(header._replace(link=target_path), Kind.HARDLINK)
        else:
            self.set_attributes(inode, header)
        kind = self.inode_kind(inode)
        node = self._place(directory, key, kind, inode)
        self.flags[node] |= IS_LINK | UNRESOLVED if kind is Kind.HARDLINK else IS_LINK

    def _is_object(self, node: int | None) -> TypeGuard[int]:
        """Whether there is something that a link can stand for."""
        return node is not None and self.kinds[node] not in (Kind.DIRECTORY, Kind.WHITEOUT)

    def _is_within(self, node: int, directory: int) -> bool:
        """Whether a link's target goes with the directory that the link replaces."""
        while node and node != directory:
            node = self.parents[node]
        return node == directory

    # Paths.

    def _find(self, path: str) -> int | None:
        """The node at a clean path, symlinks followed but for the last part."""
        directory_path, _, name = path.rpartition("/")
        if not name:
            return 0
        directory = self._walk(directory_path, create=False)
        key = name.encode("utf-8", "surrogateescape")
        return None if directory is None else self.child(directory, key)

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
                self._refuse(Flaw.LOOP)
            if part in ("", "."):
                continue
            if part == "..":
                node = self.parents[node]
                continue
            key = part.encode("utf-8", "surrogateescape")
            child = self.child(node, key)
            # Where there is nothing or only a whiteout, a directory may be made.
            kind = Kind.WHITEOUT if child is None else Kind(self.kinds[child])
            if child is not None and kind is Kind.DIRECTORY:
                node = child
            elif child is not None and kind is Kind.SYMLINK:
                symlinks += 1
                target = extras.load_link(self.extras[self.inode_of[child]])
                node = 0 if target.startswith("/") else node
                todo.extend(target.split("/")[::-1])
            elif not create:
                return None
            elif kind is Kind.WHITEOUT:
                node = self._imply(node, key)
            else:
                self._refuse(Flaw.BELOW_FILE)
        self._steps += steps
        what = f"names looked up in {self.name}"
        self.limits.check("lookup_steps", what, self._steps)
        return node

    def _imply(self, directory: int, key: bytes) -> int:
        """A directory without an entry, in a place where there is nothing or a whiteout."""
        siblings = self.children[directory]
        assert siblings is not None
        had_whiteout = siblings.pop(key, None) is not None
        node = self.new_implied(directory, siblings, key)
        if had_whiteout:
            self.flags[node] |= HIDES_LOWER
        return node

    def _refuse(self, reason: Reason) -> NoReturn:
        raise DamagedTar(self.name, self._offset, reason)
