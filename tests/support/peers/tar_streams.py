"""What `cp -` is tried with: tars that are odd or hostile, for the image of `copies`."""

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable
from dataclasses import dataclass

from support.peers.copies import LONG_AGO

Member = tuple[tarfile.TarInfo, bytes]


@dataclass(frozen=True, slots=True)
class Stream:
    """A tar into `target`; `refused`: both sides fail, `refused_here`: ours alone does."""

    name: str
    members: tuple[Member, ...]
    target: str = "/dst"
    refused: bool = False
    refused_here: bool = False
    wrap: Callable[[bytes], bytes] = bytes

    @property
    def data(self) -> bytes:
        sink = io.BytesIO()
        with tarfile.open(fileobj=sink, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for member, data in self.members:
                archive.addfile(member, io.BytesIO(data))
        return self.wrap(sink.getvalue())

    def __str__(self) -> str:
        return self.name


def _member(name: str, kind: bytes, data: bytes = b"", **more: object) -> Member:
    made = tarfile.TarInfo(name)
    made.type, made.size, made.mtime = kind, len(data), LONG_AGO
    for key, value in more.items():
        setattr(made, key, value)
    return made, data


def _file(name: str, data: bytes = b"new", mode: int = 0o640, **more: object) -> Member:
    return _member(name, tarfile.REGTYPE, data, mode=mode, **more)


def _directory(name: str, mode: int = 0o750, **more: object) -> Member:
    return _member(name, tarfile.DIRTYPE, mode=mode, **more)


def _link(name: str, target: str) -> Member:
    return _member(name, tarfile.SYMTYPE, linkname=target, mode=0o777)


def _hard_link(name: str, target: str, uid: int = 5, gid: int = 6) -> Member:
    """With its target's owner: Docker gives the file the last owner that is said."""
    return _member(name, tarfile.LNKTYPE, linkname=target, mode=0o640, uid=uid, gid=gid)


_CAPABLE = {"SCHILY.xattr.security.capability": "\x01\0\0\x02\0 \0\0" + "\0" * 12}
_SOME = (_directory("a", uid=5, gid=6), _file("a/f", uid=7, gid=8), _hard_link("a/g", "a/f", 7, 8))

STREAMS = (
    Stream("some files", _SOME),
    Stream("to the root", _SOME, "/"),
    Stream("through a link", _SOME, "/ldst"),
    Stream("gzip", _SOME, wrap=gzip.compress),
    Stream("bzip2", _SOME, wrap=bz2.compress),
    Stream("xz", _SOME, wrap=lzma.compress),
    Stream("nothing", ()),
    Stream("its directory is missing", _SOME, "/nope", refused=True),
    Stream("its directory is a file", _SOME, "/etc/motd", refused=True),
    Stream("its directory is a broken link", _SOME, "/broken", refused=True),
    Stream("implied directories", (_file("x/y/z"),)),
    Stream("unclean names", (_file("./p//q"), _directory("./r/./"), _file("s/../t"))),
    Stream("the directory itself", (_directory("./", 0o700, uid=3), _file("./n"))),
    Stream("over what is there", (_file("f"), _directory("sub", 0o711), _file("sub/x", b"more"))),
    Stream("over a hard link", (_file("two"),), "/tree"),
    Stream("over a link", (_file("lf"),)),
    Stream("a name twice", (_file("n", b"first"), _file("n", b"second"))),
    Stream("a file over a directory", (_file("sub"),), refused=True),
    Stream("a directory over a file", (_directory("f"),), refused=True),
    Stream("a link over a directory", (_link("sub", "f"),), refused=True),
    Stream("absolute names", (_file("/etc/n"),)),
    Stream("names that lead out", (_file("../../etc/n"),), refused=True),
    Stream("names that lead out and in", (_file("x/../../dst/n"),)),
    Stream("names that lead out of the root", (_file("../../n"),), "/"),
    Stream("a hard link to what was there", (_hard_link("g", "f"),)),
    Stream("a hard link over a file", (_hard_link("lf", "f"),)),
    Stream("a hard link to a link", (_link("l", "f"), _hard_link("m", "l", 0, 0))),
    Stream("a hard link that leads out", (_hard_link("g", "../etc/motd"),), refused=True),
    Stream("an absolute hard link", (_hard_link("g", "/f"),)),
    Stream("a hard link to nothing", (_hard_link("g", "nope"),), refused=True),
    Stream("a hard link to a directory", (_hard_link("g", "sub"),), refused=True),
    Stream("a hard link over a directory", (_hard_link("sub", "f"),), refused=True),
    Stream("an absolute link", (_link("l", "/etc/motd"),)),
    Stream("below a link of the tar", (_link("l", "sub"), _file("l/n"))),
    Stream("below an absolute link", (_link("l", "/etc"), _file("l/n"))),
    Stream("below a file", (_file("f/n"),), refused=True),
    Stream("set-ID bits", (_file("t", mode=0o6755, uid=4), _directory("s", 0o3777))),
    Stream("capabilities", (_file("t", pax_headers=_CAPABLE),)),
    Stream(
        "devices",
        (
            _member("null", tarfile.CHRTYPE, devmajor=1, devminor=3, mode=0o666),
            _member("disk", tarfile.BLKTYPE, devmajor=8, devminor=1, mode=0o600),
            _member("fifo", tarfile.FIFOTYPE, mode=0o622),
        ),
    ),
    Stream("whiteouts", (_file(".wh.f"),), refused_here=True),
    Stream("below a whiteout's name", (_file(".wh.d/f"),), refused_here=True),
    Stream("cut", _SOME, refused=True, wrap=lambda data: data[:1800]),
    Stream("no tar", (), refused=True, wrap=lambda _: b"no tar" * 200),
    Stream("cut gzip", _SOME, refused=True, wrap=lambda data: gzip.compress(data)[:-9]),
)
