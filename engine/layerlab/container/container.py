"""A container: an image's layers, one writable layer of its own, and the log of its edits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from layerlab.container import flat_tar
from layerlab.container.changeset import LayerEntry, layer_entries
from layerlab.container.draft import Draft
from layerlab.container.mounted_container import MountedContainer
from layerlab.container.mounts import ContainerMount
from layerlab.container.options import DEFAULT_HOST, HostConfig
from layerlab.container.state import NEW, State
from layerlab.container.users import container_user
from layerlab.errors import NoSuchContainer, NotFound
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import ImageID
from layerlab.overlay import Overlay
from layerlab.overlay.comparing import NANOSECONDS
from layerlab.progress import Progress
from layerlab.store import Store


@dataclass(frozen=True, slots=True)
class ContainerRecord:
    """What is kept of a container; `run` are its execution parameters (Cmd, Env, …).

    `state` is as it was when the record was read.
    """

    id: str
    name: str
    image_id: ImageID
    image_name: str
    created: str
    run: Mapping[str, Any]
    host: HostConfig = DEFAULT_HOST
    state: State = NEW

    @property
    def command(self) -> tuple[str, ...]:
        """What it would start: entrypoint, then command."""
        return (*(self.run.get("Entrypoint") or ()), *(self.run.get("Cmd") or ()))


class Container(MountedContainer):
    """A writable layer over an image, with its record. The image itself is never changed."""

    def __init__(
        self,
        store: Store,
        record: ContainerRecord,
        directory: Path,
        lower: Overlay,
        limits: Limits = DEFAULT_LIMITS,
        mounts: Sequence[ContainerMount] = (),
    ) -> None:
        self._record = record
        self.mounts = tuple(mounts)
        super().__init__(store, record.id, _title(record), directory, lower, limits)

    @property
    def record(self) -> ContainerRecord:
        return self._record

    @record.setter
    def record(self, record: ContainerRecord) -> None:
        self._record = record
        self.title = _title(record)

    def gone(self) -> NotFound:
        return NoSuchContainer(self.name)

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def image_id(self) -> ImageID:
        return self.record.image_id

    def layer_entries(self) -> list[LayerEntry]:
        """What a commit would write, in its order."""
        return layer_entries(self.lower, self._upper)

    def export(self, sink: BinaryIO, progress: Progress | None = None) -> None:
        """All files as one tar, with the places that Docker prepares for its mounts."""
        made = datetime.fromisoformat(self.record.created).timestamp()
        with self.still():
            made_ns = int(made) * NANOSECONDS
            view = self.unmounted()
            flat_tar.write_export(view, self._upper, made_ns, sink, progress or Progress())

    def _user(self, draft: Draft) -> tuple[int, int] | None:
        return container_user(draft, self.record.run)


def _title(record: ContainerRecord) -> str:
    return f"container {record.name}"
