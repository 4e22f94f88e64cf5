"""Names of a layer as names of the host: the same, but where the host forbids them.

What Windows refuses is written as `%XX`, and `%` itself as `%25` there, so that every name has
one place and the way back is exact. Elsewhere names are kept as they are.
"""

import os
import re

_FORBIDDEN = re.compile(r'[<>:"|?*\\%\x00-\x1f]|[. ]$')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9A-F]{2})")


def to_host(name: str, *, windows: bool = os.name == "nt") -> str:
    if not windows:
        return name
    text = _FORBIDDEN.sub(lambda match: f"%{ord(match.group()):02X}", name)
    if _RESERVED.fullmatch(text):
        return f"%{ord(text[0]):02X}{text[1:]}"
    return text


def from_host(name: str, *, windows: bool = os.name == "nt") -> str:
    if not windows:
        return name
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), name)
