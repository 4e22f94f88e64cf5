"""Tars by the byte, also such as no tool would write."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import BinaryIO

from layerlab.streams.tar_reader import Header, read_headers

USTAR = b"ustar\x0000"
GNU = b"ustar  \x00"
V7 = b"\0" * 8
END = bytes(1024)
FIXED = 1_700_000_000


class Flowing(io.BytesIO):
    """A stream that can't seek and gives little at a time."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation("seek")

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(min(size or 0, 700) if size and size > 0 else 700)


def octal(value: int, width: int) -> bytes:
    return b"%0*o\0" % (width - 1, value)


def base256(value: int, width: int) -> bytes:
    bits = 8 * width
    return (value & ((1 << bits) - 1) | 1 << (bits - 1)).to_bytes(width, "big")


def header(
    name: bytes = b"f",
    *,
    typeflag: bytes = b"0",
    size: int | bytes = 0,
    mode: int = 0o644,
    uid: int | bytes = 0,
    gid: int | bytes = 0,
    mtime: int | bytes = FIXED,
    link: bytes = b"",
    magic: bytes = USTAR,
    patches: dict[int, bytes] | None = None,
) -> bytes:
    block = bytearray(512)

    def put(at: int, field: bytes) -> None:
        block[at : at + len(field)] = field

    put(0, name)
    put(100, octal(mode, 8))
    put(108, uid if isinstance(uid, bytes) else octal(uid, 8))
    put(116, gid if isinstance(gid, bytes) else octal(gid, 8))
    put(124, size if isinstance(size, bytes) else octal(size, 12))
    put(136, mtime if isinstance(mtime, bytes) else octal(mtime, 12))
    put(156, typeflag)
    put(157, link)
    put(257, magic)
    for at, field in (patches or {}).items():
        put(at, field)
    return signed(bytes(block))


def signed(block: bytes) -> bytes:
    """With its checksum."""
    total = sum(block[:148]) + 8 * 32 + sum(block[156:])
    return bytes(block[:148]) + b"%06o\0 " % total + bytes(block[156:])


def padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 512)


def member(name: bytes = b"f", data: bytes = b"", **fields: object) -> bytes:
    return header(name, size=len(data), **fields) + padded(data)  # type: ignore[arg-type]


def record(key: str | bytes, value: bytes) -> bytes:
    body = b" " + (key.encode() if isinstance(key, str) else key) + b"=" + value + b"\n"
    length = len(body) + 1
    while len(b"%d" % length) + len(body) != length:
        length = len(b"%d" % length) + len(body)
    return b"%d" % length + body


def pax(typeflag: bytes = b"x", **records: bytes) -> bytes:
    """Records by keyword, with `__` for a dot."""
    data = b"".join(record(key.replace("__", "."), value) for key, value in records.items())
    return member(b"PaxHeader", data, typeflag=typeflag)


def read(data: bytes, name: str = "test.tar") -> list[Header]:
    """The headers, the same whether the stream seeks or flows."""
    seeking = list(read_headers(io.BytesIO(data), name))
    flowing = list(read_headers(Flowing(data), name))
    assert seeking == flowing
    return seeking


def only(data: bytes) -> Header:
    (found,) = read(data)
    return found


def contents(stream: BinaryIO, found: Header) -> bytes:
    stream.seek(found.data_offset)
    data = stream.read(found.size)
    if found.sparse is None:
        return data
    whole = bytearray(found.real_size)
    at = 0
    for offset, size in found.sparse:
        whole[offset : offset + size] = data[at : at + size]
        at += size
    return bytes(whole)


def gnu_tar() -> str | None:
    tar = shutil.which("tar")
    if tar is None:
        return None
    version = subprocess.run([tar, "--version"], capture_output=True, text=True, check=False)
    return tar if "GNU tar" in version.stdout else None


def run_tar(*arguments: str | Path) -> bytes:
    tar = gnu_tar()
    assert tar is not None
    environment = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"}
    finished = subprocess.run(
        [tar, *map(str, arguments)], capture_output=True, check=True, env=environment
    )
    return finished.stdout
