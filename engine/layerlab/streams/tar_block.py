"""One 512-byte header block of a tar: fields, numbers, checksum. Knows nothing of what follows it.

Formats: V7, POSIX ustar, GNU, star. Where tools differ, Go's `archive/tar` decides, since Docker,
containerd and Podman read layers with it. Errors are `BadHeader`, which the reader gives a place.
"""

import struct
from typing import NamedTuple
from zlib import adler32

BLOCK_BYTES = 512
ZERO_BLOCK = bytes(BLOCK_BYTES)

_FIELDS = struct.Struct("100s24s12s12s8sc100s8s")
_USTAR_MAGIC = b"ustar\0"
_GNU_MAGIC = b"ustar  \0"
_STAR_TRAILER = b"tar\0"
_STAR_PREFIX_BYTES = 131
_SEVEN = ord("7")
_ADLER_MODULUS = 65521
_CACHED_FIELDS = 16384


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
    """Parses blocks, and remembers what it read in fields, since most headers share theirs."""

    def __init__(self) -> None:
        self._owners: dict[bytes, tuple[int, int, int]] = {}
        self._numbers: dict[bytes, int] = {}
        self._sums: dict[bytes, int] = {}
        """By checksum field, what the Adler-32 of a good block has in its low half.

        That is 1 + the sum of the bytes, modulo 65521: one call for what `sum` takes ten times as
        long for. The sum is below twice the modulus, so an error would have to be of 65521 exactly.
        """

    def parse(self, block: bytes) -> Block:
        """Raises `BadHeader` for a wrong checksum and for fields that are no numbers."""
        name, owner, size, mtime, checksum, typeflag, link, magic = _FIELDS.unpack_from(block)
        expected = self._sums.get(checksum)
        if (expected or self._expected_sum(checksum)) != adler32(block) & 0xFFFF:
            _check_signed(block)
        if block[345] and (magic.startswith(_USTAR_MAGIC) or magic == _GNU_MAGIC):
            prefix = _prefix(block, magic)
            if prefix:
                name = prefix + b"/" + _text(name)
        mode, uid, gid = self._owners.get(owner) or self._new_owner(owner)
        size_bytes = self._numbers.get(size)
        if size_bytes is None:
            size_bytes = self._new_number(size)
        seconds = self._numbers.get(mtime)
        if seconds is None:
            seconds = self._new_number(mtime)
        device = (0, 0)
        if typeflag in b"34":
            device = number(block[329:337]), number(block[337:345])
        # `Block(…)` would take twice as long.
        return tuple.__new__(
            Block,
            (
                name.partition(b"\0")[0],
                mode,
                uid,
                gid,
                size_bytes,
                seconds,
                typeflag,
                link.partition(b"\0")[0],
                device,
            ),
        )

    def _new_owner(self, fields: bytes) -> tuple[int, int, int]:
        if len(self._owners) > _CACHED_FIELDS:
            self._owners.clear()
        owner = number(fields[:8]), number(fields[8:16]), number(fields[16:])
        self._owners[fields] = owner
        return owner

    def _new_number(self, field: bytes) -> int:
        if len(self._numbers) > _CACHED_FIELDS:
            self._numbers.clear()
        value = self._numbers[field] = number(field)
        return value

    def _expected_sum(self, checksum: bytes) -> int:
        if len(self._sums) > _CACHED_FIELDS:
            self._sums.clear()
        total = number(checksum) - 8 * 32 + sum(checksum)
        self._sums[checksum] = (total + 1) % _ADLER_MODULUS
        return self._sums[checksum]


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
    # `int` alone would also take signs, blanks, underscores and 0o.
    if not text.isdigit() or max(text) > _SEVEN:
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
    if magic == _GNU_MAGIC:
        return _misplaced_prefix(block)
    is_star = block[508:512] == _STAR_TRAILER
    return _text(block[345 : 345 + (_STAR_PREFIX_BYTES if is_star else 155)])


def _misplaced_prefix(block: bytes) -> bytes:
    """Where GNU has times, Go before 1.8 (Docker before 1.13) wrote a ustar prefix."""
    try:
        number(block[345:357])
        number(block[357:369])
    except BadHeader:
        prefix = _text(block[345:500])
        return prefix if prefix.isascii() else b""
    return b""
