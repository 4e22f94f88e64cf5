"""`Files`: a file system that commands work on, whatever it is made of.

The built-in shell and its tools know no other. A container's layer, a volume, a folder of the host
and all of them mounted over one another each implement it.
"""

from enum import Enum
from typing import BinaryIO, Protocol

from layerlab.model import Entry, LayerPath


class Opening(Enum):
    """How a file is opened for writing; each creates one that is absent.

    IN_PLACE is `O_RDWR` (`1<> FILE`), TRUNCATE `O_WRONLY|O_TRUNC` (`> FILE`), APPEND
    `O_WRONLY|O_APPEND` (`>> FILE`), EXCLUSIVE `O_CREAT|O_EXCL`, which raises `AlreadyExists`.
    """

    IN_PLACE = "in-place"
    TRUNCATE = "truncate"
    APPEND = "append"
    EXCLUSIVE = "exclusive"


class Files(Protocol):
    """What system calls do, on clean absolute paths (`model.clean`: the root is `""`).

    `real` in a parameter's name means that no part of the path is a symbolic link: what `resolve`
    returned. Every other path may have links in its parents, which are followed within the root;
    of a last part that is a link each method says what becomes of it.

    Raises `NoSuchPath`, `NotADirectory`, `IsADirectory`, `NotAFile`, `AlreadyExists`,
    `DirectoryNotEmpty`, `LinkLoop`, `InvalidPath`, `ReservedName`, `ReadOnlyMount`,
    `CrossesMounts`, `MountInUse`, and `StorageFailed` of the host. A call that raises has changed
    nothing. Used by one thread at a time. Ownership and permissions are kept, never enforced; what
    is made belongs to the user for whom the files were opened, and its time is now.
    """

    # looking

    def find(self, real: LayerPath) -> Entry | None:
        """lstat(2): what stands there; None where nothing does. Of a file `size` is up to date.

        `Entry.kind` is never HARDLINK or WHITEOUT.
        """
        ...

    def names(self, real: LayerPath) -> list[LayerPath]:
        """The paths of a directory's children, sorted by their bytes."""
        ...

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        """The real path: links in its parents are followed, and a last one with `follow`.

        Parts that do not exist are kept, so that the result can be created.
        """
        ...

    def open(self, real: LayerPath) -> BinaryIO:
        """A file's bytes, to read and to seek. The caller closes."""
        ...

    def identity(self, real: LayerPath) -> tuple[object, int]:
        """A value that the names of one file share and no other has, and how many names it has."""
        ...

    def mount(self, real: LayerPath) -> str:
        """What is mounted where the path lies: "" for the container's own files."""
        ...

    # changing

    def open_to_write(self, path: LayerPath, opening: Opening, mode: int = 0o644) -> BinaryIO:
        """A file to write (IN_PLACE: also to read) and to seek; a last link is followed.

        A new file gets `mode`. Writing is seen by `find` and `open` at once. Opening alone makes
        what the kernel makes of it: a lower file is copied up, whole but for TRUNCATE. The caller
        closes.
        """
        ...

    def truncate(self, path: LayerPath, size_bytes: int) -> None:
        """truncate(2); a last link is followed."""
        ...

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> None: ...

    def make_fifo(self, path: LayerPath, mode: int = 0o644) -> None: ...

    def symlink(self, path: LayerPath, target: str) -> None: ...

    def link(self, path: LayerPath, existing: LayerPath) -> None:
        """link(2): one more name for a file; of a link, the link itself gets it."""
        ...

    def rename(self, path: LayerPath, new: LayerPath) -> None:
        """As mv(1) within one mount: also a directory of a lower layer; links are not followed.

        Raises `CrossesMounts` where both are not of one mount: whoever asks copies and deletes.
        """
        ...

    def remove(self, path: LayerPath, *, recursive: bool = False) -> None:
        """unlink(2) or rmdir(2), or a whole tree; a link is removed itself."""
        ...

    def chmod(self, path: LayerPath, mode: int) -> None:
        """The twelve permission bits; a last link is followed."""
        ...

    def chown(self, path: LayerPath, uid: int, gid: int, *, follow: bool = True) -> None: ...

    def set_time(self, path: LayerPath, mtime_ns: int, *, follow: bool = True) -> None: ...

    def set_xattr(self, path: LayerPath, name: str, value: bytes | None) -> None:
        """setxattr(2), or with None removexattr(2); a last link is followed.

        Raises `InvalidName` where a layer can't hold the attribute, `NoSuchAttribute`.
        """
        ...
