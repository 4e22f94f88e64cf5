"""JSON as Go writes it, since image IDs of v1 archives are digests over what Docker wrote.

Beside `json`: `<`, `>` and `&` are escaped, values of a document can be kept letter by letter, and
keys stand in the order of a map's (sorted) or a structure's (as declared).
Source: Go, encoding/json.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime

from layerlab.errors import InvalidDocument
from layerlab.reasons import NotATime

_HTML = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_ESCAPES = {
    **{number: f"\\u{number:04x}" for number in range(0x20)},
    **{ord(sign): f"\\{short}" for sign, short in zip('"\\\n\r\t', '"\\nrt', strict=True)},
    **_HTML,
}
_TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")|\s+', re.DOTALL)
_BLANK = " \t\r\n"
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)", re.ASCII)
ZERO_TIME = "0001-01-01T00:00:00Z"


def text(value: str) -> str:
    """A string. Go before 1.22 has no short forms for backspace and form feed."""
    return f'"{value.translate(_ESCAPES)}"'


def compact(raw: str) -> str:
    """A value as it was written, without the blanks between its parts."""
    return _TOKEN.sub(lambda found: found[1] or "", raw).translate(_HTML)


def raw_fields(data: bytes) -> dict[str, str]:
    """The fields of an object that is known to be one, their values as they were written.

    The last of equal keys counts.
    """
    written = data.decode()
    decoder = json.JSONDecoder()
    fields: dict[str, str] = {}
    at = _skip(written, written.index("{") + 1)
    while written[at] != "}":
        key, at = decoder.raw_decode(written, at)
        start = _skip(written, _skip(written, at) + 1)
        _, at = decoder.raw_decode(written, start)
        fields[key] = written[start:at]
        at = _skip(written, at)
        if written[at] == ",":
            at = _skip(written, at + 1)
    return fields


def _skip(written: str, at: int) -> int:
    while written[at] in _BLANK:
        at += 1
    return at


def mapping(fields: Mapping[str, str]) -> str:
    """An object of values that are JSON already, its keys sorted as those of a Go map."""
    pairs = (f"{text(key)}:{fields[key]}" for key in sorted(fields, key=_utf8))
    return "{" + ",".join(pairs) + "}"


def _utf8(key: str) -> bytes:
    return key.encode("utf-8", "replace")


def time_text(value: object, name: str) -> str:
    """A time as Go writes it again: no zeros at the end of a fraction, `Z` for UTC."""
    if value is None:
        return ZERO_TIME
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None or not _is_time(found[1]):
        raise InvalidDocument(name, NotATime(repr(value)))
    fraction = (found[2] or "")[:9].rstrip("0")
    zone = "Z" if found[3] in ("+00:00", "-00:00") else found[3]
    return found[1] + (f".{fraction}" if fraction else "") + zone


def _is_time(written: str) -> bool:
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return False
    return True
