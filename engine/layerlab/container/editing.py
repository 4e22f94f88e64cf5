"""What can be done to the files of a layer that can be written, each method one edit."""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from layerlab.container import attributes, incoming, operations
from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Edit
from layerlab.container.mounted_drafts import MountedDrafts
from layerlab.errors import CrossesMounts
from layerlab.limits import Limits
from layerlab.model import LayerPath, shown
from layerlab.progress import Progress

Operation = Callable[[Draft], Done]
"""Works on a draft, raises what is wrong, and returns what the log says of it."""

Copying = Callable[[Draft, MountedDrafts], Done]
"""The same with the drafts of what is mounted, over the layer's own."""


class Editing(ABC):
    """`limits` bound what comes in as a tar. Paths are clean (`model.clean`)."""

    limits: Limits

    def _spot(
        self, path: LayerPath, *, follow: bool = True, whole: bool = False
    ) -> "tuple[Editing, LayerPath]":
        """Who has a path, and what it is called there: a container's mounts have their own.

        Without `follow` a last link is meant itself; `whole` is for what takes away all that is
        there.
        """
        return self, path

    def _spots(self, path: LayerPath, other: LayerPath) -> "tuple[Editing, LayerPath, LayerPath]":
        """Of two names that have to be in one place. Raises `CrossesMounts`."""
        where, one = self._spot(path, follow=False, whole=True)
        there, two = self._spot(other, follow=False)
        if where is not there:
            raise CrossesMounts(shown(path), shown(other))
        return where, one, two

    @abstractmethod
    def edit(self, operation: Operation, progress: Progress | None = None) -> Edit:
        """Makes true what an operation has worked out, all or nothing, and logs it."""

    def write(
        self, path: LayerPath, data: bytes | BinaryIO, progress: Progress | None = None
    ) -> Edit:
        """Replaces a file's content; an absent file is created with mode 0644.

        In place, as by a program that opens the file for reading and writing: a lower file is
        copied up whole. (For one that truncates while it opens, as a shell's `>` does, overlayfs
        copies no data.)
        """
        stream = BytesIO(data) if isinstance(data, bytes) else data
        where, path = self._spot(path)
        return where.edit(lambda draft: operations.write(draft, path, stream), progress)

    def append(self, path: LayerPath, data: bytes) -> Edit:
        where, path = self._spot(path)
        return where.edit(lambda draft: operations.append(draft, path, data))

    def truncate(self, path: LayerPath, size: int) -> Edit:
        """To `size` bytes: cut, or lengthened with zeros; `NoSuchPath` where there is no file."""
        where, path = self._spot(path)
        return where.edit(lambda draft: operations.truncate(draft, path, size))

    def create(self, path: LayerPath, data: bytes = b"", mode: int = 0o644) -> Edit:
        """A new file; `AlreadyExists` where something is there."""
        where, path = self._spot(path, follow=False)
        return where.edit(lambda draft: operations.create(draft, path, BytesIO(data), mode))

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> Edit:
        where, path = self._spot(path, follow=False)
        return where.edit(lambda draft: operations.make_directory(draft, path, mode))

    def make_directories(self, path: LayerPath) -> Edit:
        """With those above it that are missing; `AlreadyExists` where it is there."""
        where, path = self._spot(path)
        return where.edit(lambda draft: operations.make_directories(draft, path))

    def symlink(self, path: LayerPath, target: str) -> Edit:
        where, path = self._spot(path, follow=False)
        return where.edit(lambda draft: operations.symlink(draft, path, target))

    def link(self, path: LayerPath, existing: LayerPath) -> Edit:
        where, existing, path = self._spots(existing, path)
        return where.edit(lambda draft: operations.link(draft, path, existing))

    def rename(self, path: LayerPath, new: LayerPath, progress: Progress | None = None) -> Edit:
        where, path, new = self._spots(path, new)
        return where.edit(lambda draft: operations.rename(draft, path, new), progress)

    def chmod(self, path: LayerPath, mode: int) -> Edit:
        where, path = self._spot(path)
        return where.edit(lambda draft: attributes.chmod(draft, path, mode))

    def chown(self, path: LayerPath, uid: int, gid: int) -> Edit:
        where, path = self._spot(path)
        return where.edit(lambda draft: attributes.chown(draft, path, uid, gid))

    def utime(self, path: LayerPath, mtime_ns: int) -> Edit:
        where, path = self._spot(path)
        return where.edit(lambda draft: attributes.utime(draft, path, mtime_ns))

    def set_xattr(self, path: LayerPath, name: str, value: bytes) -> Edit:
        """`name` with its namespace, `user.x`."""
        where, path = self._spot(path)
        return where.edit(lambda draft: attributes.set_xattr(draft, path, name, value))

    def remove_xattr(self, path: LayerPath, name: str) -> Edit:
        """Raises `NoSuchAttribute`."""
        where, path = self._spot(path)
        return where.edit(lambda draft: attributes.remove_xattr(draft, path, name))

    def delete(self, path: LayerPath, *, recursive: bool = False) -> Edit:
        where, path = self._spot(path, follow=False, whole=True)
        return where.edit(lambda draft: operations.delete(draft, path, recursive=recursive))

    def copy_in(
        self,
        source: str | os.PathLike[str],
        target: str,
        progress: Progress | None = None,
        *,
        follow: bool = False,
        as_user: bool = False,
    ) -> Edit:
        """`docker cp SOURCE CONTAINER:TARGET`: a file or directory of the host lands in a directory
        that is there, else under the target's name; `DIR/.` is what is in it (see `landing`).

        With `follow` (`-L`) a link is replaced by what it leads to. Owners are kept, but with
        `as_user` (`-a`), where all belongs to the container's user if it has one.
        """

        def copy(draft: Draft, drafts: MountedDrafts) -> Done:
            owner = self._user(draft) if as_user else None
            return incoming.copy_in(drafts, source, target, owner, follow=follow)

        return self._copy(copy, progress)

    def copy_in_tar(
        self,
        stream: BinaryIO,
        directory: str,
        progress: Progress | None = None,
        *,
        as_user: bool = False,
    ) -> Edit:
        """`docker cp - CONTAINER:DIRECTORY`: the entries of a tar, which may be compressed."""

        def copy(draft: Draft, drafts: MountedDrafts) -> Done:
            owner = self._user(draft) if as_user else None
            return incoming.copy_in_tar(drafts, stream, directory, owner, self.limits)

        return self._copy(copy, progress)

    def _copy(self, copy: Copying, progress: Progress | None) -> Edit:
        """Brings files in; a container's also into what is mounted in it."""
        return self.edit(lambda draft: copy(draft, MountedDrafts(draft)), progress)

    def _user(self, draft: Draft) -> tuple[int, int] | None:
        """Whose `as_user` means; None where there is nobody."""
        return None
