"""`-v` and `--volumes-from` as they are typed, with Docker's refusals in Docker's words.

Docker takes `x:/path` for a drive of Windows everywhere, and so mounts an anonymous volume at
`x:/path`; here that is a volume's name, which is too short.
Source: moby daemon/volume/mounts/{linux_parser,validate}.go; docker cli internal/volumespec.
"""

import ntpath
import os
import re
from collections.abc import Callable
from dataclasses import replace

from layerlab.container.mount_spec import (
    DEFAULT_PROPAGATION,
    MountKind,
    MountSpec,
    Origin,
    require_volume_name,
    volume_at,
)
from layerlab.errors import (
    InvalidMountMode,
    InvalidVolumeSpec,
)
from layerlab.model import clean

HostPath = Callable[[str], str]
"""A path of the host as it was typed, made absolute."""

_MODES = (
    {"rw", "ro"},
    {"z", "Z"},
    {"private", "rprivate", "slave", "rslave", "shared", "rshared"},
    {"nocopy"},
    {"consistent", "cached", "delegated"},
)
"""Of each set one may be given. SELinux' labels and the consistency of Docker Desktop's shared
folders mean nothing here, nor does propagation: a folder of the host is read anew each time.
"""
PROPAGATIONS = _MODES[2]


def parse_volume(
    text: str, host_path: HostPath = os.path.abspath, *, windows: bool = os.name == "nt"
) -> MountSpec:
    """`[SOURCE:]PATH[:MODE]`.

    Raises `InvalidVolumeSpec`, `InvalidMountMode`, `InvalidVolumeName`.
    """
    drive, rest = _split_drive(text, windows=windows)
    parts = rest.split(":")
    parts[0] = drive + parts[0]
    if "" in parts:
        reason = "empty section between colons" if text else "invalid empty volume spec"
        raise InvalidVolumeSpec(text, reason)
    if len(parts) > 3:
        raise InvalidVolumeSpec(text, "too many colons")
    if len(parts) == 1:
        _check_target(text, MountKind.VOLUME, parts[0])
        return volume_at(parts[0], text)
    if len(parts) == 2 and _is_mode(parts[1]):
        raise InvalidVolumeSpec(text, "a volume without a name has no mode")
    return _named(text, parts, host_path, windows=windows)


def _named(text: str, parts: list[str], host_path: HostPath, *, windows: bool) -> MountSpec:
    source, target, mode = (*parts, "")[:3]
    if mode and not _is_mode(mode):
        raise InvalidMountMode(mode)
    words = mode.split(",")
    propagation = next((word for word in words if word in PROPAGATIONS), "")
    kind = MountKind.VOLUME
    if _is_host_path(source, windows=windows):
        kind = MountKind.BIND
        source = os.path.normpath(host_path(source))
    _check_target(text, kind, target)
    if kind is MountKind.BIND and "nocopy" in words:
        raise InvalidVolumeSpec(text, _config(kind, "field VolumeOptions must not be specified"))
    if kind is MountKind.VOLUME:
        if propagation:
            raise InvalidVolumeSpec(text, _config(kind, "field BindOptions must not be specified"))
        require_volume_name(source)
    is_bind = kind is MountKind.BIND
    return MountSpec(
        kind,
        f"/{clean(target)}",
        source,
        Origin.BINDS,
        ":".join([source, *parts[1:]]),
        "ro" in words,
        "nocopy" in words,
        mode,
        propagation or (DEFAULT_PROPAGATION if is_bind else ""),
        creates_source=is_bind,
    )


def _split_drive(text: str, *, windows: bool) -> tuple[str, str]:
    """`C:\\dir:/path` begins with a drive, and that colon separates nothing."""
    if windows and re.match(r"[A-Za-z]:[\\/]", text):
        return text[:2], text[2:]
    return "", text


def _is_host_path(source: str, *, windows: bool) -> bool:
    """Also `./dir` and `../dir`, which the Docker CLI makes absolute."""
    starts = ("/", "./", "../") if not windows else ("/", "./", "../", "\\", ".\\", "..\\")
    is_drive = windows and bool(ntpath.splitdrive(source)[0])
    return source.startswith(starts) or source in (".", "..") or is_drive


def _is_mode(mode: str) -> bool:
    words = mode.split(",")
    counts = [sum(word in known for word in words) for known in _MODES]
    return max(counts) == 1 and sum(counts) == len(words)


def _check_target(text: str, kind: MountKind, target: str) -> None:
    reason = target_fault(target)
    if reason:
        raise InvalidVolumeSpec(text, _config(kind, reason))


def target_fault(target: str) -> str:
    if not target.startswith("/"):
        return f"invalid mount path: '{target}' mount path must be absolute"
    if not clean(target):
        return "invalid specification: destination can't be '/'"
    return "it has a zero byte" if "\0" in target else ""


def _config(kind: MountKind, reason: str) -> str:
    return f'invalid mount config for type "{kind.value}": {reason}'


def parse_volumes_from(text: str) -> tuple[str, bool]:
    """`CONTAINER[:ro|rw]`: whose mounts, and whether to read only. Raises `InvalidMountMode`."""
    name, _, mode = text.partition(":")
    words = mode.split(",")
    taken = any(word in PROPAGATIONS or word == "nocopy" for word in words)
    if mode and (taken or not _is_mode(mode)):
        raise InvalidMountMode(mode)
    return name, "ro" in words


def taken_over(spec: MountSpec, container: str, *, read_only: bool) -> MountSpec:
    """A mount of another container as one of `--volumes-from`; nothing is copied into it."""
    return replace(
        spec,
        origin=Origin.CONTAINER,
        origin_text=container,
        read_only=spec.read_only or read_only,
        no_copy=True,
        mode="",
    )
