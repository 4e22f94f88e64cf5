"""A volume: files that live by themselves, whatever containers they are mounted in."""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Edit
from layerlab.container.populating import populate
from layerlab.container.writable import WritableLayer
from layerlab.errors import NoSuchVolume, NotFound
from layerlab.limits import DEFAULT_LIMITS, Limits
from layerlab.model import ROOT, LayerPath
from layerlab.overlay import Overlay, View
from layerlab.overlay.hostnames import to_host
from layerlab.progress import Progress
from layerlab.store import Store

ANONYMOUS_LABEL = "com.docker.volume.anonymous"
SHORT_NAME = 12
_FOLDER_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class VolumeRecord:
    """What is kept of a volume; `created` is RFC 3339. Nobody gave an anonymous one its name."""

    name: str
    id: str
    created: str
    is_anonymous: bool
    labels: Mapping[str, str]

    @property
    def title(self) -> str:
        """What people read: `volume data`; of a name that nobody gave, its beginning."""
        return f"volume {self.name[:SHORT_NAME] if self.is_anonymous else self.name}"

    @property
    def shown_labels(self) -> Mapping[str, str]:
        """With Docker's own for anonymous ones (since 23.0)."""
        return {ANONYMOUS_LABEL: "", **self.labels} if self.is_anonymous else self.labels

    @property
    def folder_name(self) -> str:
        """Of its directory. Two volumes never share one, also where the host does not tell `Data`
        from `data`, or could not remove one of the same name.
        """
        return f"{to_host(self.name)[:_FOLDER_NAME_LENGTH]}-{self.id[:12]}"


class _NothingToDo(Exception):
    """The volume has files already, or all that there would be."""


class Volume(WritableLayer):
    """A layer that can be written, over nothing. Its root has an owner and a mode of its own."""

    keeps_root = True
    folder = "_data"

    def __init__(
        self, store: Store, record: VolumeRecord, directory: Path, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self.record = record
        lower = Overlay([], name=record.title)
        super().__init__(store, record.id, record.title, directory, lower, limits)

    def gone(self) -> NotFound:
        return NoSuchVolume(self.name)

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def id(self) -> str:
        return self.record.id

    @property
    def size_bytes(self) -> int:
        """As Docker counts: files once, and the targets of symbolic links."""
        links = (record.entry.link_target for record in self.upper.records.values())
        return super().size_bytes + sum(len(os.fsencode(link)) for link in links)

    def populate(
        self, source: View, directory: LayerPath, progress: Progress | None = None
    ) -> Edit | None:
        """Copies what `source` has in a directory, as one edit, if the volume has no files.

        None where it has, or where the copy would change nothing.
        """

        def operation(draft: Draft) -> Done:
            if draft.names(ROOT) or _is_alike(draft, source, directory):
                raise _NothingToDo
            return populate(draft, source, directory)

        with contextlib.suppress(_NothingToDo):
            return self.edit(operation, progress)
        return None


def _is_alike(draft: Draft, source: View, directory: LayerPath) -> bool:
    """Whether there is nothing to copy, but attributes that the root has already."""
    if source.list(directory):
        return False
    wanted, root = source.get(directory).entry, draft.need(ROOT)
    return replace(wanted, path=ROOT, mtime_ns=0) == replace(root, mtime_ns=0)
