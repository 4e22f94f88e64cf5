"""PAX records: `<length> <key>=<value>\\n`, read strictly and written in order.

Spec: POSIX.1-2017 pax, pax Extended Header.
"""

import re
from collections.abc import Mapping

from layerlab.streams.tar_block import BadHeader

XATTR_PREFIX = "SCHILY.xattr."
SPARSE_OFFSET = "GNU.sparse.offset"
SPARSE_NUMBYTES = "GNU.sparse.numbytes"
SPARSE_MAP = "GNU.sparse.map"

_TIME = re.compile(rb"(-?)(\d{1,20})(?:\.(\d*))?", re.ASCII)
_INTEGER = re.compile(rb"-?\d{1,20}", re.ASCII)
_TEXTS = frozenset({"path", "linkpath", "uname", "gname"})

Records = dict[str, bytes]


def parse(data: bytes) -> Records:
    """The records of one extended header; of one key's records the last counts.

    The pairs of GNU.sparse 0.0, a key for each number, are gathered as `GNU.sparse.map`.
    Raises `BadHeader`.
    """
    records: Records = {}
    sparse: list[bytes] = []
    at = 0
    while at < len(data):
        key, value, at = _record(data, at)
        if key in (SPARSE_OFFSET, SPARSE_NUMBYTES):
            expected = SPARSE_NUMBYTES if len(sparse) % 2 else SPARSE_OFFSET
            if key != expected or b"," in value:
                raise BadHeader("a sparse map out of order")
            sparse.append(value)
        else:
            records[key] = value
    if sparse:
        records[SPARSE_MAP] = b",".join(sparse)
    return records


def _record(data: bytes, at: int) -> tuple[str, bytes, int]:
    blank = data.find(b" ", at, at + 20)
    digits = data[at:blank] if blank >= 0 else b""
    end = at + int(digits) if digits.isdigit() else -1
    if not at <= blank < end <= len(data) or data[end - 1] != 0x0A:
        raise BadHeader("an extended header whose lengths are wrong")
    raw_key, equals, value = data[blank + 1 : end - 1].partition(b"=")
    if not raw_key or not equals or b"\0" in raw_key:
        raise BadHeader("an extended header's record without a key")
    key = raw_key.decode("utf-8", "surrogateescape")
    if key in _TEXTS and b"\0" in value:
        raise BadHeader(f"a NUL in {key}")
    return key, value, end


def parse_integer(value: bytes) -> int:
    if not _INTEGER.fullmatch(value):
        raise BadHeader(f"{value[:30]!r} is no number")
    return int(value)


def parse_time(value: bytes) -> int:
    """Nanoseconds, exactly: digits beyond the ninth are cut off, no float is involved."""
    match = _TIME.fullmatch(value)
    if not match:
        raise BadHeader(f"{value[:30]!r} is no time")
    sign, seconds, fraction = match.groups()
    nanoseconds = int(seconds) * 10**9 + int((fraction or b"")[:9].ljust(9, b"0"))
    return -nanoseconds if sign else nanoseconds


def format_time(nanoseconds: int) -> bytes:
    """Seconds, with a fraction where there is one, without trailing zeros."""
    sign = "-" if nanoseconds < 0 else ""
    seconds, fraction = divmod(abs(nanoseconds), 10**9)
    return f"{sign}{seconds}.{fraction:09d}".rstrip("0").rstrip(".").encode()


def dump(records: Mapping[str, bytes]) -> bytes:
    """The records as bytes, sorted by key."""
    return b"".join(
        _dump_record(key.encode("utf-8", "surrogateescape"), value)
        for key, value in sorted(records.items())
    )


def _dump_record(key: bytes, value: bytes) -> bytes:
    body = b" " + key + b"=" + value + b"\n"
    length = len(body) + 1
    while len(str(length)) + len(body) != length:
        length = len(str(length)) + len(body)
    return str(length).encode() + body
