"""What is looked at, as values: a target, a mode, and a source of rows for the file tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from layerlab.errors import NoSuchPath, NotADirectory
from layerlab.facade import Stack, VolumeStack
from layerlab.model import LayerPath
from layerlab.overlay import Change, Node, View


class TargetKind(StrEnum):
    IMAGE = "image"
    CONTAINER = "container"
    ARCHIVE = "archive"
    VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Target:
    """An image, a container or a volume of the store by name, or image `index` of an archive."""

    kind: TargetKind
    name: str
    archive: Path | None = None
    index: int = 0

    @property
    def is_container(self) -> bool:
        return self.kind is TargetKind.CONTAINER

    @property
    def is_volume(self) -> bool:
        return self.kind is TargetKind.VOLUME


class Mode(StrEnum):
    """All layers up to the selected one; that layer alone; what that layer changed."""

    MERGED = "merged"
    LAYER = "layer"
    CHANGES = "changes"


@dataclass(frozen=True)
class Source:
    """Answers the file tree. All methods may take long and belong on a worker."""

    stack: Stack | VolumeStack
    mode: Mode
    layer: int
    ghosts: bool = False
    mounts: bool = True
    """Whether what is mounted in a container covers its layers, as the container sees it."""

    def view(self) -> View:
        """What is mounted in a container is no change of it."""
        if self.mode is Mode.LAYER:
            return self.stack.view(alone=self.layer)
        return self.stack.view(
            upto=self.layer, mounted=self.mounts and self.mode is not Mode.CHANGES
        )

    def rows(self, path: LayerPath) -> list[Node]:
        if self.mode is Mode.CHANGES:
            return self._changes(path)
        return _listed(self.view(), path, self.ghosts and self.mode is Mode.MERGED)

    def _changes(self, path: LayerPath) -> list[Node]:
        """The rows that the layer has something to say of, with what it took away."""
        own = {node.name for node in _listed(self.stack.view(alone=self.layer), path, False)}
        rows = _listed(self.view(), path, True)
        return [row for row in rows if self._is_change(row) or row.name in own]

    def _is_change(self, row: Node) -> bool:
        """A ghost of an earlier layer is no change of this one."""
        return row.change is not Change.NONE and (not row.ghost or row.layer == self.layer)

    def walk(self) -> Iterator[Node]:
        """All rows, parents first; of the changes where the mode shows those."""
        if self.mode is not Mode.CHANGES:
            yield from self.view().walk()
            return
        waiting = [LayerPath("")]
        while waiting:
            rows = self._changes(waiting.pop())
            yield from rows
            waiting += [row.path for row in rows if row.is_directory and not row.ghost]


def _listed(view: View, path: LayerPath, ghosts: bool) -> list[Node]:
    """A directory that is itself a ghost, or not in the layer, has no rows."""
    try:
        return view.list(path, ghosts=ghosts)
    except (NoSuchPath, NotADirectory):
        return []
