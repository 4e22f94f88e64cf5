"""`--mount` as it is typed: fields as in a line of CSV, with Docker's refusals in Docker's words.

Source: docker cli opts/mount.go; moby daemon/volume/mounts/validate.go.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from layerlab.container.mount_spec import (
    DEFAULT_PROPAGATION,
    MountKind,
    MountSpec,
    Origin,
    require_volume_name,
)
from layerlab.container.mount_words import PROPAGATIONS, HostPath, target_fault
from layerlab.errors import InvalidMountConfig, InvalidMountOption, NoSuchVolumePlugin
from layerlab.model import clean

_FIELD = re.compile(r'"((?:[^"]|"")*)"|([^",\r\n]*)')
_NAMES = {
    "src": "source",
    "dst": "target",
    "destination": "target",
    "ro": "readonly",
}
_FLAGS = ("readonly", "volume-nocopy", "bind-create-src")
_TRUTH = {"": True, "1": True, "true": True, "0": False, "false": False}
_OF_KINDS = ("bind", "volume", "tmpfs", "image")


@dataclass
class _Asked:
    """The fields of one `--mount`, by their long names."""

    text: str
    values: dict[str, str] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def refuse(self, reason: str) -> InvalidMountOption:
        return InvalidMountOption(self.text, reason)


def parse_mount(text: str, host_path: HostPath = os.path.abspath) -> MountSpec:
    """`type=volume|bind,source=…,target=…,readonly,…`, comma-separated values as in CSV.

    Raises `InvalidMountOption`, `InvalidMountConfig`, `InvalidVolumeName`, `NoSuchVolumePlugin`.
    """
    asked = _Asked(text)
    for one in _fields(asked):
        _take(asked, one)
    kind = asked.values.get("type", "volume").lower()
    _require_own_options(asked, kind)
    return _asked_for(asked, kind, host_path)


def _fields(asked: _Asked) -> Iterator[str]:
    text, position = asked.text.strip(), 0
    if not text:
        raise asked.refuse("value is empty")
    while True:
        found = _FIELD.match(text, position)
        assert found is not None  # it matches nothing, too
        quoted, plain = found.groups()
        position = found.end()
        if position < len(text) and text[position] != ",":
            raise asked.refuse('parse error on line 1: bare " in non-quoted-field')
        yield plain if quoted is None else quoted.replace('""', '"')
        if position >= len(text):
            return
        position += 1


def _take(asked: _Asked, one: str) -> None:
    key, sign, value = one.partition("=")
    if key.strip() != key:
        raise asked.refuse(
            f"invalid option '{key.strip()}' in '{one}': option should not have whitespace"
        )
    name = _NAMES.get(key.lower(), key.lower())
    if sign and not value.strip():
        raise asked.refuse(f"invalid value for '{key}': value is empty")
    if value.strip() != value:
        raise asked.refuse(
            f"invalid value for '{key}' in '{one}': value should not have whitespace"
        )
    if name in _FLAGS:
        asked.flags[name] = _truth(asked, key, value)
    elif not sign:
        raise asked.refuse(f"invalid field '{one}' must be a key=value pair")
    elif name == "volume-label":
        label, _, said = value.partition("=")
        asked.labels[label] = said
    elif name in ("type", "source", "target", "consistency", "bind-propagation", "volume-driver"):
        asked.values[name] = value
    else:
        raise asked.refuse(_unknown(name, one))


def _truth(asked: _Asked, key: str, value: str) -> bool:
    if value not in _TRUTH:
        raise asked.refuse(
            f"invalid value for '{key}': invalid boolean value (\"{value}\"): must be one of"
            ' "true", "1", "false", or "0" (default "true")'
        )
    return _TRUTH[value]


def _unknown(name: str, one: str) -> str:
    if name.startswith(("bind-", "volume-", "tmpfs-", "image-")):
        return f"option '{name}' is not supported here"
    return f"unknown option '{name}' in '{one}'"


def _require_own_options(asked: _Asked, kind: str) -> None:
    given = [*asked.values, *asked.flags, *(["volume-"] if asked.labels else [])]
    for of_kind in _OF_KINDS:
        if of_kind != kind and any(name.startswith(f"{of_kind}-") for name in given):
            raise asked.refuse(f"cannot mix '{of_kind}-*' options with mount type '{kind}'")


def _asked_for(asked: _Asked, kind_text: str, host_path: HostPath) -> MountSpec:
    if kind_text in ("tmpfs", "image"):
        raise InvalidMountConfig(kind_text, "this type is not supported here")
    if kind_text not in ("volume", "bind"):
        raise InvalidMountConfig(kind_text, "mount type unknown")
    target, source = asked.values.get("target", ""), asked.values.get("source", "")
    fault = "field Target must not be empty" if not target else target_fault(target)
    propagation = asked.values.get("bind-propagation", "").lower()
    if propagation and propagation not in PROPAGATIONS:
        fault = f"invalid propagation mode: {propagation}"
    if kind_text == "bind":
        source = host_path(source) if source.startswith(".") else source
        fault = fault or _bind_source_fault(source)
    if fault:
        raise InvalidMountConfig(kind_text, fault)
    if kind_text == "volume":
        _check_volume(asked, source)
    is_bind = kind_text == "bind"
    return MountSpec(
        MountKind(kind_text),
        f"/{clean(target)}",
        source,
        Origin.MOUNTS,
        asked.text,
        asked.flags.get("readonly", False),
        asked.flags.get("volume-nocopy", False),
        propagation=propagation or (DEFAULT_PROPAGATION if is_bind else ""),
        labels=asked.labels,
        creates_source=asked.flags.get("bind-create-src", False),
    )


def _bind_source_fault(source: str) -> str:
    if not source:
        return "field Source must not be empty"
    return "" if Path(source).is_absolute() else target_fault(source)


def _check_volume(asked: _Asked, source: str) -> None:
    driver = asked.values.get("volume-driver", "local")
    if driver != "local":
        raise NoSuchVolumePlugin(source, driver)
    if source:
        require_volume_name(source)
