"""One 512-byte header block of a tar: fields, numbers, checksum. Knows nothing of what follows it.

Formats: V7, POSIX ustar, GNU, star. Where tools differ, Go's `archive/tar` decides, since Docker,
containerd and Podman read layers with it. Errors are `BadHeader`, which the reader gives a place.
"""

import struct
from typing import NamedTuple
from zlib import adler32

BLOCK_BYTES = 512
ZERO_BLOCK = bytes(BLOCK_BYTES)

_FIELDS = struct.Struct("100s8s8s8s12s12s8sc100s8s32s32s8s8s155s12s")
_USTAR_MAGIC = b"ustar\0"
_GNU_MAGIC = b"ustar  \0"
_STAR_TRAILER = b"tar\0"
_STAR_PREFIX_BYTES = 131
_HALF = BLOCK_BYTES // 2
_CACHED_NUMBERS = 4096


class BadHeader(Exception):
    """A header makes no sense; its argument says why."""


class Block(NamedTuple):
    """The fields of a header block: names still in bytes, the prefix joined."""

    name: bytes
    mode: int
    uid: int
    gid: int
    size: int
    mtime: int
    typeflag: bytes
    link: bytes
    device: tuple[int, int]


class BlockParser:
    """Parses blocks and remembers the numbers that most headers share (mode, uid, gid)."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}

    def parse(self, block: bytes) -> Block:
        """Raises `BadHeader` for a wrong checksum and for fields that are no numbers."""
        (name, mode, uid, gid, size, mtime, checksum, typeflag, link, magic) = _FIELDS.unpack(
            block
        )[:10]
        # Adler-32's low half is 1 + the sum of the bytes, exact below 65521: a half block's is.
        total = (adler32(block[:_HALF]) & 0xFFFF) + (adler32(block[_HALF:]) & 0xFFFF) - 2
        if total - sum(checksum) + 8 * 32 != number(checksum):
            _check_signed(block)
        if magic[:6] == _USTAR_MAGIC or magic == _GNU_MAGIC:
            prefix = _prefix(block, magic)
            if prefix:
                name = prefix + b"/" + _text(name)
        known = self._numbers
        if len(known) > _CACHED_NUMBERS:
            known.clear()
        try:
            numbers = known[mode], known[uid], known[gid]
        except KeyError:
            for field in (mode, uid, gid):
                known[field] = number(field)
            numbers = known[mode], known[uid], known[gid]
        device = (number(block[329:337]), number(block[337:345])) if typeflag in b"34" else (0, 0)
        return Block(
            _text(name),
            *numbers,
            number(size),
            number(mtime),
            typeflag,
            _text(link),
            device,
        )


def number(field: bytes) -> int:
    """Octal with blanks and NULs around it, or base-256 in two's complement; blank is 0.

    Raises `BadHeader` for anything else, and beyond 64 bits.
    """
    if field[0] & 0x80:
        return _base256(field)
    text = field.strip(b" \0")
    if not text:
        return 0
    if not text.isdigit():
        text = text.partition(b"\0")[0]
    # `int` would also take signs, blanks, underscores and 0o.
    if not text.isdigit() or b"8" in text or b"9" in text:
        raise BadHeader(f"{field!r} is no octal number")
    return int(text, 8)


def _base256(field: bytes) -> int:
    bits = 8 * len(field) - 1
    value = int.from_bytes(field, "big") & ((1 << bits) - 1)
    if field[0] & 0x40:
        value -= 1 << bits
    if not -(1 << 63) <= value < 1 << 63:
        raise BadHeader("a number beyond 64 bits")
    return value


def _text(field: bytes) -> bytes:
    end = field.find(b"\0")
    return field if end < 0 else field[:end]


def _check_signed(block: bytes) -> None:
    """Old tars summed signed characters; both sums are good. Spec: POSIX pax, chksum."""
    stored = number(block[148:156])
    others = block[:148] + b" " * 8 + block[156:]
    unsigned = sum(others)
    signed = unsigned - 256 * sum(byte > 127 for byte in others)
    if stored not in (unsigned, signed):
        raise BadHeader(f"its checksum is {stored}, not {unsigned}")


def _prefix(block: bytes, magic: bytes) -> bytes:
    if block[345] == 0 and magic != _GNU_MAGIC:
        return b""
    if magic == _GNU_MAGIC:
        return _misplaced_prefix(block)
    is_star = block[508:512] == _STAR_TRAILER
    return _text(block[345 : 345 + (_STAR_PREFIX_BYTES if is_star else 155)])


def _misplaced_prefix(block: bytes) -> bytes:
    """Where GNU has times, Go before 1.8 (Docker before 1.13) wrote a ustar prefix."""
    if block[345] == 0:
        return b""
    try:
        number(block[345:357])
        number(block[357:369])
    except BadHeader:
        prefix = _text(block[345:500])
        return prefix if prefix.isascii() else b""
    return b""
