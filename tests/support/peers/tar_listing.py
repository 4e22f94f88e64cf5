"""What a tar has, as Python's `tarfile`, GNU tar and our reader list it, in one form."""

import hashlib
import io
import re
import subprocess
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from layerlab.model import Kind
from layerlab.streams.tar_reader import read_headers
from support.rawtar import contents, gnu_tar

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class GnuTarRefused(Exception):
    """Its argument is what it printed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry; names without a directory's slash, times in microseconds."""

    name: str
    kind: str
    mode: int
    owner: tuple[int, int]
    size: int
    mtime_us: int
    link: str = ""
    device: tuple[int, int] = (0, 0)
    content: str = ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


_KINDS = {
    Kind.FILE: "-",
    Kind.DIRECTORY: "d",
    Kind.SYMLINK: "l",
    Kind.HARDLINK: "h",
    Kind.CHAR_DEVICE: "c",
    Kind.BLOCK_DEVICE: "b",
    Kind.FIFO: "p",
}


def ours(data: bytes) -> list[Listed]:
    return [
        Listed(
            found.name.rstrip("/"),
            _KINDS[found.kind],
            found.mode,
            (found.uid, found.gid),
            found.real_size,
            found.mtime_ns // 1000,
            found.link if found.kind in (Kind.SYMLINK, Kind.HARDLINK) else "",
            found.device,
            _digest(contents(io.BytesIO(data), found)) if found.kind is Kind.FILE else "",
        )
        for found in read_headers(io.BytesIO(data), "x")
    ]


_TYPES = {
    tarfile.DIRTYPE: "d",
    tarfile.SYMTYPE: "l",
    tarfile.LNKTYPE: "h",
    tarfile.CHRTYPE: "c",
    tarfile.BLKTYPE: "b",
    tarfile.FIFOTYPE: "p",
}


def by_tarfile(data: bytes) -> list[Listed]:
    options = {"encoding": "utf-8", "errors": "surrogateescape"}
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:", **options) as archive:  # type: ignore[call-overload]
        return [_member(archive, member) for member in archive]


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Listed:
    kind = _TYPES.get(member.type, "-")
    stream = archive.extractfile(member) if kind == "-" else None
    return Listed(
        member.name.rstrip("/"),
        kind,
        member.mode & 0o7777,
        (member.uid, member.gid),
        member.size if kind == "-" else 0,
        round(member.mtime * 1_000_000),
        member.linkname if kind in "lh" else "",
        (member.devmajor, member.devminor) if kind in "cb" else (0, 0),
        _digest(stream.read()) if stream else "",
    )


_QUOTED = rb'"((?:[^"\\]|\\.)*)"'
_LINE = re.compile(
    rb"(.)(.{9}) (\d+)/(\d+) +(?:(\d+),)?(\d+) (\S+ \S+) +"
    + _QUOTED
    + rb"(?: (?:->|link to) "
    + _QUOTED
    + rb")?(?: unknown file type .*)?"
)


def by_gnu_tar(data: bytes, folder: Path) -> list[Listed]:
    """Without contents, which are compared where GNU tar extracts."""
    tar = gnu_tar()
    assert tar is not None
    path = folder / "x.tar"
    path.write_bytes(data)
    words = ["--list", "--verbose", "--full-time", "--numeric-owner", "--absolute-names"]
    done = subprocess.run(
        [tar, *words, "--quoting-style=c", "--file", path],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"},
    )
    if done.returncode:
        raise GnuTarRefused(done.stderr.decode(errors="replace"))
    return [_line(line) for line in done.stdout.splitlines()]


def _line(line: bytes) -> Listed:
    match = _LINE.fullmatch(line)
    assert match, line
    kind, bits, uid, gid, major, size, when, name, link = match.groups()
    return Listed(
        _unquoted(name).rstrip("/"),
        "-" if kind == b"C" else kind.decode(),
        _mode(bits.decode()),
        (int(uid), int(gid)),
        int(size) if kind in b"-C" else 0,
        _microseconds(when.decode()),
        _unquoted(link or b""),
        (int(major), int(size)) if major else (0, 0),
    )


def _mode(text: str) -> int:
    """`rwsr-xr-t` as bits."""
    mode = sum(1 << 8 - at for at, letter in enumerate(text) if letter not in "-ST")
    special = {2: 0o4000, 5: 0o2000, 8: 0o1000}
    return mode + sum(bit for at, bit in special.items() if text[at] in "sStT")


def _microseconds(text: str) -> int:
    """`1969-12-31 23:59:59.5`, with as many digits as are needed."""
    seconds, _, fraction = text.partition(".")
    since = datetime.strptime(seconds, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC) - EPOCH
    return since // timedelta(microseconds=1) + int(fraction.ljust(6, "0")[:6])


_ESCAPES = {b"n": b"\n", b"t": b"\t", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"r": b"\r"}


def _unquoted(text: bytes) -> str:
    """C's escapes; octal ones always have three digits here."""

    def one(match: re.Match[bytes]) -> bytes:
        escaped = match[1]
        if len(escaped) == 3:
            return bytes([int(escaped, 8)])
        return {**_ESCAPES, b"v": b"\v"}.get(escaped, escaped)

    plain = re.sub(rb"\\([0-7]{3}|.)", one, text)
    return plain.decode("utf-8", "surrogateescape")
