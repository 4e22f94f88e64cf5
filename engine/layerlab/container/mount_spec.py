"""What is to be mounted in a container, as a value: how it was asked for, and how Docker tells it.

A mount is a volume (by name; without one it is anonymous) or a folder or file of the host. tmpfs
needs a kernel that keeps it in memory, and images as mounts a layer of their own: both are refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from layerlab.errors import InvalidVolumeName
from layerlab.model import LayerPath, clean
from layerlab.reasons import BadVolumeName, Flaw

DEFAULT_PROPAGATION = "rprivate"
_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", re.ASCII)


class MountKind(Enum):
    """Docker's words."""

    VOLUME = "volume"
    BIND = "bind"


class Origin(Enum):
    """What asked for a mount: `-v SOURCE:PATH`, `--mount`, a declared volume (an image's `VOLUME`,
    `-v PATH`), another container (`--volumes-from`).
    """

    BINDS = "binds"
    MOUNTS = "mounts"
    DECLARED = "declared"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True)
class MountSpec:
    """`destination` is absolute and clean; `source` a volume's name, "" for an anonymous one, or an
    absolute path of the host.

    `mode` is what was typed after the second colon of `-v`. With `creates_source` a host's folder
    that is absent is made. `origin_text` is what was typed, or the other container.
    """

    kind: MountKind
    destination: str
    source: str = ""
    origin: Origin = Origin.BINDS
    origin_text: str = ""
    read_only: bool = False
    no_copy: bool = False
    mode: str = ""
    propagation: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    creates_source: bool = False

    @property
    def path(self) -> LayerPath:
        return clean(self.destination)

    @property
    def is_anonymous(self) -> bool:
        """Whether the volume has no name that somebody gave it."""
        return self.kind is MountKind.VOLUME and not self.source

    def options(self) -> dict[str, Any]:
        """What the database keeps beside its own columns."""
        return {
            "origin": self.origin.value,
            "text": self.origin_text,
            "anonymous": self.is_anonymous,
            "no_copy": self.no_copy,
            "mode": self.mode,
            "propagation": self.propagation,
            "labels": dict(self.labels),
            "creates_source": self.creates_source,
        }

    @classmethod
    def restored(
        cls, kind: str, destination: str, source: str, read_only: bool, options: Mapping[str, Any]
    ) -> "MountSpec":
        """From the database's columns and `options`."""
        return cls(
            MountKind(kind),
            destination,
            "" if options["anonymous"] else source,
            Origin(options["origin"]),
            options["text"],
            read_only,
            options["no_copy"],
            options["mode"],
            options["propagation"],
            options["labels"],
            options["creates_source"],
        )

    def inspected(self, name: str, source: str) -> dict[str, Any]:
        """One of Docker's `Mounts`; `name` is the volume's, `source` where the host has it."""
        named = {"Name": name, "Driver": "local"} if self.kind is MountKind.VOLUME else {}
        return {
            "Type": self.kind.value,
            **({"Name": name} if named else {}),
            "Source": source,
            "Destination": self.destination,
            **({"Driver": "local"} if named else {}),
            "Mode": self._shown_mode(),
            "RW": not self.read_only,
            "Propagation": self.propagation,
        }

    def _shown_mode(self) -> str:
        """Docker shares what SELinux guards of volumes that somebody asked for by themselves."""
        asked = self.origin in (Origin.BINDS, Origin.MOUNTS)
        return self.mode or ("z" if asked and self.kind is MountKind.VOLUME else "")

    def requested(self) -> dict[str, Any]:
        """One of `HostConfig.Mounts`. Source: moby api/types/mount/mount.go."""
        volume: dict[str, Any] = {"NoCopy": True} if self.no_copy else {}
        volume |= {"Labels": dict(self.labels)} if self.labels else {}
        is_default = self.propagation in ("", DEFAULT_PROPAGATION)
        bind: dict[str, Any] = {} if is_default else {"Propagation": self.propagation}
        bind |= {"CreateMountpoint": True} if self.creates_source else {}
        return {
            "Type": self.kind.value,
            **({"Source": self.source} if self.source else {}),
            "Target": self.destination,
            **({"ReadOnly": True} if self.read_only else {}),
            **({"VolumeOptions": volume} if volume else {}),
            **({"BindOptions": bind} if bind else {}),
        }


def require_volume_name(name: str) -> None:
    """Raises `InvalidVolumeName`, in Docker's words. Source: moby daemon/volume/local/local.go."""
    if len(name) == 1:
        raise InvalidVolumeName(name, Flaw.SHORT_VOLUME_NAME)
    if not _NAME.fullmatch(name):
        raise InvalidVolumeName(name, BadVolumeName(name))


def volume_at(destination: str, origin_text: str = "") -> MountSpec:
    """An anonymous volume that an image or `-v PATH` declares."""
    return MountSpec(
        MountKind.VOLUME, f"/{clean(destination)}", "", Origin.DECLARED, origin_text or destination
    )
