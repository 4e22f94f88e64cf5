"""What can be done to the files of a layer that can be written, each method one edit."""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

from layerlab.container import attributes, incoming, operations
from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Edit
from layerlab.limits import Limits
from layerlab.model import LayerPath
from layerlab.progress import Progress

Operation = Callable[[Draft], Done]
"""Works on a draft, raises what is wrong, and returns what the log says of it."""


class Editing(ABC):
    """`limits` bound what comes in as a tar. Paths are clean (`model.clean`)."""

    limits: Limits

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
        return self.edit(lambda draft: operations.write(draft, path, stream), progress)

    def append(self, path: LayerPath, data: bytes) -> Edit:
        return self.edit(lambda draft: operations.append(draft, path, data))

    def truncate(self, path: LayerPath, size: int) -> Edit:
        """To `size` bytes: cut, or lengthened with zeros; `NoSuchPath` where there is no file."""
        return self.edit(lambda draft: operations.truncate(draft, path, size))

    def create(self, path: LayerPath, data: bytes = b"", mode: int = 0o644) -> Edit:
        """A new file; `AlreadyExists` where something is there."""
        return self.edit(lambda draft: operations.create(draft, path, BytesIO(data), mode))

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> Edit:
        return self.edit(lambda draft: operations.make_directory(draft, path, mode))

    def make_directories(self, path: LayerPath) -> Edit:
        """With those above it that are missing; `AlreadyExists` where it is there."""
        return self.edit(lambda draft: operations.make_directories(draft, path))

    def symlink(self, path: LayerPath, target: str) -> Edit:
        return self.edit(lambda draft: operations.symlink(draft, path, target))

    def link(self, path: LayerPath, existing: LayerPath) -> Edit:
        return self.edit(lambda draft: operations.link(draft, path, existing))

    def rename(self, path: LayerPath, new: LayerPath, progress: Progress | None = None) -> Edit:
        return self.edit(lambda draft: operations.rename(draft, path, new), progress)

    def chmod(self, path: LayerPath, mode: int) -> Edit:
        return self.edit(lambda draft: attributes.chmod(draft, path, mode))

    def chown(self, path: LayerPath, uid: int, gid: int) -> Edit:
        return self.edit(lambda draft: attributes.chown(draft, path, uid, gid))

    def utime(self, path: LayerPath, mtime_ns: int) -> Edit:
        return self.edit(lambda draft: attributes.utime(draft, path, mtime_ns))

    def set_xattr(self, path: LayerPath, name: str, value: bytes) -> Edit:
        """`name` with its namespace, `user.x`."""
        return self.edit(lambda draft: attributes.set_xattr(draft, path, name, value))

    def remove_xattr(self, path: LayerPath, name: str) -> Edit:
        """Raises `NoSuchAttribute`."""
        return self.edit(lambda draft: attributes.remove_xattr(draft, path, name))

    def delete(self, path: LayerPath, *, recursive: bool = False) -> Edit:
        return self.edit(lambda draft: operations.delete(draft, path, recursive=recursive))

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

        def operation(draft: Draft) -> Done:
            owner = self._user(draft) if as_user else None
            return incoming.copy_in(draft, source, target, owner, follow=follow)

        return self.edit(operation, progress)

    def copy_in_tar(
        self,
        stream: BinaryIO,
        directory: str,
        progress: Progress | None = None,
        *,
        as_user: bool = False,
    ) -> Edit:
        """`docker cp - CONTAINER:DIRECTORY`: the entries of a tar, which may be compressed."""

        def operation(draft: Draft) -> Done:
            owner = self._user(draft) if as_user else None
            return incoming.copy_in_tar(draft, stream, directory, owner, self.limits)

        return self.edit(operation, progress)

    def _user(self, draft: Draft) -> tuple[int, int] | None:
        """Whose `as_user` means; None where there is nobody."""
        return None
