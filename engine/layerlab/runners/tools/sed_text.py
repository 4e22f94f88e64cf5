"""What `sed` makes of bytes: replacements with their changes of case, and bytes made visible."""

from collections.abc import Sequence

from layerlab.runners.tools.regular import Match
from layerlab.runners.tools.sed_script import Part


def replacement(parts: Sequence[Part], match: Match) -> bytes:
    """With GNU's changes of case: for all that follows, or for the next letter."""
    found: list[bytes] = []
    case, once = "", ""
    for part in parts:
        if part.case:
            if part.case in "ul":
                once = part.case
            else:
                case, once = ("" if part.case == "E" else part.case), ""
            continue
        text = part.text if part.group is None else match.group(part.group) or b""
        if not text:
            continue
        text = {"U": text.upper(), "L": text.lower()}.get(case, text)
        if once:
            first = text[:1].upper() if once == "u" else text[:1].lower()
            text, once = first + text[1:], ""
        found.append(text)
    return b"".join(found)


_NAMES = {7: b"\\a", 8: b"\\b", 12: b"\\f", 10: b"\\n", 13: b"\\r", 9: b"\\t", 11: b"\\v"}
_NAMES[92] = b"\\\\"


def visible(data: bytes, width: int) -> bytes:
    """As `l` prints it: other bytes as escapes, long lines folded, a `$` at the end."""
    lines: list[bytes] = []
    line = b""
    for byte in data:
        shown = _NAMES.get(byte) or (bytes([byte]) if 32 <= byte < 127 else b"\\%03o" % byte)
        if width > 1 and len(line) + len(shown) > width - 1:
            lines.append(line + b"\\\n")
            line = b""
        line += shown
    return b"".join(lines) + line + b"$\n"
