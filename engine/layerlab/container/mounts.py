"""What is mounted in a container, with what it is mounted from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layerlab.container.mount_spec import MountSpec, Origin
from layerlab.container.volume import Volume
from layerlab.limits import Limits
from layerlab.overlay import HostView, Mounted, MountedView, View, mounted


@dataclass(frozen=True, slots=True)
class ContainerMount:
    """`volume` is None for a bind mount; that has a folder or a file of the host."""

    spec: MountSpec
    volume: Volume | None = None

    @property
    def title(self) -> str:
        """What it is, for people: `volume data`, `bind /srv/www`."""
        return self.volume.title if self.volume else f"bind {self.spec.source}"

    @property
    def host(self) -> Path:
        """The host's folder, or for a bind mount perhaps its file."""
        return self.volume.upper_path if self.volume else Path(self.spec.source)

    def view(self, limits: Limits) -> View:
        return self.volume.view() if self.volume else HostView(self.host, self.title, limits)

    def inspected(self) -> dict[str, Any]:
        return self.spec.inspected(self.volume.name if self.volume else "", str(self.host))


Placed = Mounted[ContainerMount]
"""Where something is mounted, links followed, and what it is."""


def mounted_over(
    base: View, mounts: Sequence[ContainerMount], limits: Limits
) -> MountedView[ContainerMount]:
    """What a container sees, as its volumes and folders are now."""
    wanted = [
        Mounted(mount.spec.path, mount.title, mount.view(limits), mount, mount.spec.read_only)
        for mount in mounts
    ]
    return mounted(base, wanted)


def host_config(mounts: Sequence[ContainerMount]) -> dict[str, Any]:
    """What Docker's `HostConfig` says of mounts; null where nothing was asked for."""
    specs = [mount.spec for mount in mounts]
    binds = [spec.origin_text for spec in specs if spec.origin is Origin.BINDS]
    asked = [spec.requested() for spec in specs if spec.origin is Origin.MOUNTS]
    taken = [spec.origin_text for spec in specs if spec.origin is Origin.CONTAINER]
    return {
        "Binds": binds or None,
        **({"Mounts": asked} if asked else {}),
        "VolumesFrom": list(dict.fromkeys(taken)) or None,
    }


def volumes_of(mounts: Sequence[ContainerMount]) -> list[Volume]:
    """Each volume once, in an order that is the same everywhere: by its ID."""
    found = {mount.volume.id: mount.volume for mount in mounts if mount.volume}
    return [found[key] for key in sorted(found)]
