"""The tar writer: from entries to a layer's bytes, the same bytes for the same entries.

Beside `tarfile`: extended attributes and names that are not UTF-8, and nothing of the host (no
user or group names, no float times). A header is plain ustar where everything fits and has PAX
records where it doesn't, as Docker writes it.
"""

import struct
from typing import BinaryIO

from layerlab.errors import InvalidPath, SizeMismatch
from layerlab.model import Entry, Kind, LayerPath, join, parent
from layerlab.model.entry import WHITEOUT_PREFIX
from layerlab.reasons import AttributeNamed, Flaw
from layerlab.streams import pax
from layerlab.streams.base import CHUNK_BYTES, read_some
from layerlab.streams.tar_block import BLOCK_BYTES, ZERO_BLOCK

_HEADER = struct.Struct("100s8s8s8s12s12s8sc100s8s32s32s8s8s155s12s")
_MAGIC = b"ustar\x0000"
_NAME_BYTES = 100
_PREFIX_BYTES = 155
_OCTAL_7 = 0o7777777
_OCTAL_11 = 0o77777777777
_TYPEFLAGS = {
    Kind.FILE: b"0",
    Kind.WHITEOUT: b"0",
    Kind.HARDLINK: b"1",
    Kind.SYMLINK: b"2",
    Kind.CHAR_DEVICE: b"3",
    Kind.BLOCK_DEVICE: b"4",
    Kind.DIRECTORY: b"5",
    Kind.FIFO: b"6",
}


class TarWriter:
    """Writes entries to a sink, which it does not own; `finish` completes the archive.

    `whole_seconds` cuts times to seconds, as Docker's commit does; otherwise a fraction is kept
    in a PAX record. Times before 1970 take a PAX record, too.
    """

    def __init__(self, sink: BinaryIO, *, whole_seconds: bool = True) -> None:
        self._sink = sink
        self._whole_seconds = whole_seconds

    def add(self, entry: Entry, data: BinaryIO | None = None, path: str | None = None) -> None:
        """Write one entry, and for a file its `entry.size` bytes from `data`.

        `path` replaces the entry's own as the name that is written. Otherwise a whiteout's name
        gets its `.wh.`, a directory's its slash, the root's is `./`. A hard link's `link` is the
        path of its target.
        Raises `SizeMismatch` where `data` has fewer bytes, `InvalidPath` for a NUL in a name.
        """
        name = _encode(_written_name(entry) if path is None else path)
        link = _encode(entry.link) if entry.kind in (Kind.SYMLINK, Kind.HARDLINK) else b""
        size = entry.size if entry.kind is Kind.FILE else 0
        records = self._records(entry, name, link, size)
        if records:
            self._add_records(name, records)
        self._sink.write(_block(entry, name, link, size))
        if size:
            self._copy(entry.path, data, size)

    def finish(self) -> None:
        """Two blocks of zeros: the end of the archive."""
        self._sink.write(2 * ZERO_BLOCK)

    def _records(self, entry: Entry, name: bytes, link: bytes, size: int) -> pax.Records:
        records: pax.Records = {}
        if _split(name) is None or not name.isascii():
            records["path"] = name
        if len(link) > _NAME_BYTES or not link.isascii():
            records["linkpath"] = link
        if not (_is_utf8(name) and _is_utf8(link)):
            records["hdrcharset"] = b"BINARY"
        if size > _OCTAL_11:
            records["size"] = b"%d" % size
        for key, number in (("uid", entry.uid), ("gid", entry.gid)):
            if number > _OCTAL_7:
                records[key] = b"%d" % number
        seconds, fraction = divmod(entry.mtime_ns, 10**9)
        has_fraction = fraction and not self._whole_seconds
        if has_fraction or not 0 <= seconds <= _OCTAL_11:
            kept = entry.mtime_ns if has_fraction else seconds * 10**9
            records["mtime"] = pax.format_time(kept)
        for key, value in entry.xattrs.items():
            if "=" in key or "\0" in key:
                raise InvalidPath(entry.path, AttributeNamed(repr(key)))
            records[pax.XATTR_PREFIX + key] = value
        return records

    def _add_records(self, name: bytes, records: pax.Records) -> None:
        data = pax.dump(records)
        directory, _, base = name.rstrip(b"/").rpartition(b"/")
        header_name = (directory + b"/" if directory else b"") + b"PaxHeaders.0/" + base
        header = Entry(LayerPath(""), Kind.FILE, mode=0)
        block = _block(header, _ascii(header_name)[:_NAME_BYTES], b"", len(data), b"x")
        self._sink.write(block + data + bytes(-len(data) % BLOCK_BYTES))

    def _copy(self, path: str, data: BinaryIO | None, size: int) -> None:
        left = size
        while left:
            chunk = read_some(data, min(left, CHUNK_BYTES)) if data else b""
            if not chunk:
                raise SizeMismatch(path, size, size - left)
            self._sink.write(chunk)
            left -= len(chunk)
        self._sink.write(bytes(-size % BLOCK_BYTES))


def _written_name(entry: Entry) -> str:
    if entry.kind is Kind.DIRECTORY:
        return f"{entry.path}/" if entry.path else "./"
    if entry.kind is Kind.WHITEOUT:
        return join(parent(entry.path), WHITEOUT_PREFIX + entry.name)
    return entry.path


def _encode(name: str) -> bytes:
    if "\0" in name:
        raise InvalidPath(name, Flaw.NUL)
    return name.encode("utf-8", "surrogateescape")


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def _ascii(name: bytes) -> bytes:
    """A stand-in for readers that don't know PAX: what is not ASCII is left out, as in Go."""
    return bytes(byte for byte in name if byte < 128)


def _split(name: bytes) -> tuple[bytes, bytes] | None:
    """A name as ustar's prefix and name; None where it fits neither."""
    if len(name) <= _NAME_BYTES:
        return b"", name
    at = name.rfind(b"/", 0, min(len(name) - 1, _PREFIX_BYTES + 1))
    if at <= 0 or not 0 < len(name) - at - 1 <= _NAME_BYTES:
        return None
    return name[:at], name[at + 1 :]


def _octal(value: int, digits: int) -> bytes:
    """Zero where the value does not fit: then a PAX record has it."""
    return b"%0*o" % (digits, value if 0 <= value < 1 << 3 * digits else 0)


def _block(entry: Entry, name: bytes, link: bytes, size: int, typeflag: bytes = b"") -> bytes:
    prefix, short = _split(_ascii(name)) or (b"", _ascii(name)[:_NAME_BYTES])
    is_device = entry.kind in (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE)
    major, minor = entry.device if is_device else (0, 0)
    fields = (
        short,
        _octal(entry.mode & 0o7777, 7),
        _octal(entry.uid, 7),
        _octal(entry.gid, 7),
        _octal(size, 11),
        _octal(entry.mtime_ns // 10**9, 11),
        b" " * 8,
        typeflag or _TYPEFLAGS[entry.kind],
        _ascii(link)[:_NAME_BYTES],
        _MAGIC,
        b"",
        b"",
        _octal(major, 7),
        _octal(minor, 7),
        prefix,
        b"",
    )
    block = _HEADER.pack(*fields)
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]
