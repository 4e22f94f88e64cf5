"""The config of an image of a v1 archive, letter by letter as Docker makes it when it loads one.

v1 images have no config in today's sense but a `json` for each layer. Docker 1.10 to 28 turn them
into configs, whose digest is the image's ID, so that the same bytes are needed for the same ID.
What is followed is Docker 20.10: other versions know more or fewer fields.
Source: moby, image/v1/imagev1.go, MakeConfigFromV1Config and HistoryFromConfig; image/image.go,
V1Image and History; api/types/container/config.go.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from typing import Any

from layerlab.errors import InvalidDocument
from layerlab.formats import go_json
from layerlab.model import DiffID
from layerlab.reasons import FieldNoObject, Flaw, NotAField, NotStrings

_KEPT_SINCE = (1, 8, 3)
"""Docker's version since which a `json` is kept as it is; before, it goes through `V1Image`."""

_DROPPED = ("id", "parent", "Size", "parent_id", "layer_id", "throwaway")


class _Type(Enum):
    """Types of Go's fields; what an absent or null one is written as stands beside."""

    TEXT = auto()  # ""
    FLAG = auto()  # false
    NUMBER = auto()  # 0
    POINTER = auto()  # to a number: null
    TEXTS = auto()  # null
    WORDS = auto()  # null; a single string is a list of one
    SET = auto()  # null
    MAP = auto()  # null


_EMPTY = ('""', "false", "0", "null", "[]", "{}")

_Fields = Sequence[tuple[str, "_Type | _Fields", bool]]
"""Name, type (of a nested structure its fields), and whether an empty value is left out."""

_HEALTH: _Fields = (
    ("Test", _Type.TEXTS, True),
    ("Interval", _Type.NUMBER, True),
    ("Timeout", _Type.NUMBER, True),
    ("StartPeriod", _Type.NUMBER, True),
    ("Retries", _Type.NUMBER, True),
)
_RUN: _Fields = (
    ("Hostname", _Type.TEXT, False),
    ("Domainname", _Type.TEXT, False),
    ("User", _Type.TEXT, False),
    ("AttachStdin", _Type.FLAG, False),
    ("AttachStdout", _Type.FLAG, False),
    ("AttachStderr", _Type.FLAG, False),
    ("ExposedPorts", _Type.SET, True),
    ("Tty", _Type.FLAG, False),
    ("OpenStdin", _Type.FLAG, False),
    ("StdinOnce", _Type.FLAG, False),
    ("Env", _Type.TEXTS, False),
    ("Cmd", _Type.WORDS, False),
    ("Healthcheck", _HEALTH, True),
    ("ArgsEscaped", _Type.FLAG, True),
    ("Image", _Type.TEXT, False),
    ("Volumes", _Type.SET, False),
    ("WorkingDir", _Type.TEXT, False),
    ("Entrypoint", _Type.WORDS, False),
    ("NetworkDisabled", _Type.FLAG, True),
    ("MacAddress", _Type.TEXT, True),
    ("OnBuild", _Type.TEXTS, False),
    ("Labels", _Type.MAP, False),
    ("StopSignal", _Type.TEXT, True),
    ("StopTimeout", _Type.POINTER, True),
    ("Shell", _Type.WORDS, True),
)
_IMAGE: _Fields = (
    ("comment", _Type.TEXT, True),
    ("container", _Type.TEXT, True),
    ("docker_version", _Type.TEXT, True),
    ("author", _Type.TEXT, True),
    ("config", _RUN, True),
    ("architecture", _Type.TEXT, True),
    ("variant", _Type.TEXT, True),
    ("os", _Type.TEXT, True),
)


def folded(value: Mapping[str, Any]) -> dict[str, Any]:
    """Go finds the fields of a structure by their names in any case."""
    return {key.lower(): item for key, item in value.items()}


def history_line(value: Mapping[str, Any], name: str) -> str:
    """A `json` as a line of history."""
    fields = folded(value)
    words = _words(folded(_struct(fields, "container_config", name)).get("cmd"), name) or []
    line = {
        "created": go_json.text(go_json.time_text(fields.get("created"), name)),
        "author": _written(fields.get("author"), _Type.TEXT, name),
        "created_by": go_json.text(" ".join(words)),
        "comment": _written(fields.get("comment"), _Type.TEXT, name),
    }
    kept = (f'"{key}":{text}' for key, text in line.items() if text != '""')
    return "{" + ",".join(kept) + "}"


def make_config(
    data: bytes,
    value: Mapping[str, Any],
    diff_ids: Sequence[DiffID],
    history: Sequence[str],
    name: str,
) -> bytes:
    """The config of an image whose topmost `json` is `data`, parsed `value`.

    `history` are lines of `history_line`, base first. Raises `InvalidDocument` where a field is
    of another type than Docker wants.
    """
    fields = folded(value)
    is_kept = _version(fields.get("docker_version"), name) >= _KEPT_SINCE
    made = _as_it_is(data) if is_kept else _through_image(fields, name)
    ids = ",".join(map(go_json.text, diff_ids))
    made["rootfs"] = f'{{"type":"layers","diff_ids":[{ids}]}}'
    made["history"] = f"[{','.join(history)}]"
    return go_json.mapping(made).encode()


def _version(value: object, name: str) -> tuple[int, ...]:
    """Parts that are no numbers count as 0."""
    written = "" if value is None else value
    if not isinstance(written, str):
        raise InvalidDocument(name, Flaw.VERSION_NO_STRING)
    parts = written.split(".")[:3]
    return tuple(int(part) if part.isdecimal() else 0 for part in [*parts, "", "", ""][:3])


def _as_it_is(data: bytes) -> dict[str, str]:
    raw = go_json.raw_fields(data)
    return {key: go_json.compact(text) for key, text in raw.items() if key not in _DROPPED}


def _through_image(fields: Mapping[str, Any], name: str) -> dict[str, str]:
    made = dict(_pairs(fields, _IMAGE, name))
    made["created"] = go_json.text(go_json.time_text(fields.get("created"), name))
    made["container_config"] = _object(_struct(fields, "container_config", name), _RUN, name)
    return made


def _struct(fields: Mapping[str, Any], key: str, name: str) -> dict[str, Any]:
    value = fields.get(key)
    if value is not None and not isinstance(value, dict):
        raise InvalidDocument(name, FieldNoObject(key))
    return value or {}


def _object(value: Mapping[str, Any], fields: _Fields, name: str) -> str:
    pairs = _pairs(folded(value), fields, name)
    return "{" + ",".join(f'"{key}":{text}' for key, text in pairs) + "}"


def _pairs(value: Mapping[str, Any], fields: _Fields, name: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, kind, omits in fields:
        item = value.get(key.lower())
        if not isinstance(kind, _Type):
            if item is not None:
                found.append((key, _object(_struct(value, key.lower(), name), kind, name)))
            continue
        text = _written(item, kind, name)
        is_empty = text in _EMPTY and not (kind is _Type.POINTER and item is not None)
        if not (omits and is_empty):
            found.append((key, text))
    return found


def _written(item: object, kind: _Type, name: str) -> str:
    match kind, item:
        case _Type.TEXT, None | str():
            return go_json.text(item or "")
        case _Type.FLAG, None | bool():
            return "true" if item else "false"
        case _Type.NUMBER, None:
            return "0"
        case _Type.NUMBER | _Type.POINTER, int() if not isinstance(item, bool):
            return str(item)
        case _Type.TEXTS | _Type.WORDS, _:
            words = _words(item, name) if kind is _Type.WORDS else _texts(item, name)
            return "null" if words is None else f"[{','.join(map(go_json.text, words))}]"
        case _Type.POINTER | _Type.SET | _Type.MAP, None:
            return "null"
        case _Type.SET, dict():
            return go_json.mapping(dict.fromkeys(item, "{}"))
        case _Type.MAP, dict():
            texts = {key: _written(one, _Type.TEXT, name) for key, one in item.items()}
            return go_json.mapping(texts)
    raise InvalidDocument(name, NotAField(repr(item)))


def _words(item: object, name: str) -> list[str] | None:
    return [item] if isinstance(item, str) else _texts(item, name)


def _texts(item: object, name: str) -> list[str] | None:
    if item is None:
        return None
    if not isinstance(item, list):
        raise InvalidDocument(name, NotStrings(repr(item)))
    if not all(text is None or isinstance(text, str) for text in item):
        raise InvalidDocument(name, NotStrings(repr(item)))
    return [text or "" for text in item]
