"""What a new container mounts, and what a container has mounted."""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from layerlab.container.mount_spec import MountKind, MountSpec, Origin, volume_at
from layerlab.container.mount_words import parse_volumes_from, taken_over
from layerlab.container.mounts import ContainerMount
from layerlab.container.options import CreateOptions
from layerlab.container.populating import real_path
from layerlab.container.volume import VolumeRecord
from layerlab.errors import (
    DuplicateMountPoint,
    InvalidMountConfig,
    MountOverFile,
    NoSuchVolume,
    NotADirectory,
)
from layerlab.facade.volumes import Volumes, insert_missing, new_record
from layerlab.model import clean, parents, shown
from layerlab.overlay import View
from layerlab.progress import Progress
from layerlab.reasons import NoSource


@dataclass(frozen=True, slots=True)
class PlannedMount:
    """`volume` is what is to be there: with a name that was given, or made up."""

    spec: MountSpec
    volume: VolumeRecord | None = None


class Mounting(Volumes):
    def _plan_mounts(
        self,
        options: CreateOptions,
        declared: Iterable[str],
        image: View,
    ) -> list[PlannedMount]:
        """Other containers' mounts, over these what was asked for, then the declared volumes where
        nothing is mounted yet.

        Raises `DuplicateMountPoint`, and what `_require_mountable` raises.
        Source: moby daemon/volumes.go, registerMountPoints.
        """
        planned: dict[str, PlannedMount] = {}
        for text in options.volumes_from:
            for plan in self._taken_over(text):
                planned.pop(plan.spec.destination, None)  # the order is that of who mounts it
                planned[plan.spec.destination] = plan
        asked: dict[str, PlannedMount] = {}
        for spec in options.mounts:
            if spec.origin is Origin.DECLARED:
                continue  # what the config declares, too
            if spec.destination in asked:
                raise DuplicateMountPoint(spec.destination)
            asked[spec.destination] = _planned(spec)
        planned |= asked
        for destination in sorted({f"/{clean(path)}" for path in declared} - {"/"}):
            planned.setdefault(destination, _planned(volume_at(destination)))
        for plan in planned.values():
            _require_mountable(plan.spec, image)
        return list(planned.values())

    def _taken_over(self, text: str) -> Iterator[PlannedMount]:
        name, read_only = parse_volumes_from(text)
        for mount in self._mounts_of(self._find_container(name).id):
            spec = taken_over(mount.spec, text, read_only=read_only)
            yield PlannedMount(spec, mount.volume.record if mount.volume else None)

    @contextlib.contextmanager
    def _volumes_made(
        self, plans: Sequence[PlannedMount], image: View, progress: Progress
    ) -> Iterator[None]:
        """The volumes are there, and filled from the image, before the container is that mounts
        them: so no container ever mounts one that is not whole. What was made goes where the
        block fails.
        """
        wanted = [plan.volume for plan in plans if plan.volume]
        with self._store.database.writing() as writer:
            made = insert_missing(writer, wanted)
        try:
            for plan in plans:
                with contextlib.suppress(
                    NoSuchVolume
                ):  # removed meanwhile: told by `insert_mounts`
                    self._populate(plan, image, progress)
            yield
        except BaseException:
            self.remove_unused_volumes(made)
            raise

    def _populate(self, plan: PlannedMount, image: View, progress: Progress) -> None:
        if plan.volume is None or plan.spec.no_copy:
            return
        directory = real_path(image, plan.spec.path)
        if directory is not None and image.get(directory).is_directory:
            self.volume(plan.volume.name).populate(image, directory, progress)

    def _mounts_of(self, container: str) -> list[ContainerMount]:
        """In the order in which they were asked for."""
        rows = self._store.database.rows(
            "select kind, destination, volume, source, read_only, options from mount"
            " where container = ? order by position",
            container,
        )
        return [self._mount(row) for row in rows]

    def _mount(self, row: Sequence[object]) -> ContainerMount:
        kind, destination, volume, source, read_only, options = row
        spec = MountSpec.restored(
            str(kind), str(destination), str(volume or source), bool(read_only), _loads(options)
        )
        return ContainerMount(spec, self.volume(str(volume)) if volume else None)

    def anonymous_volumes_of(self, container: str) -> list[str]:
        """Whose names nobody gave, of what a container (by its ID) mounts. Opens none of them."""
        query = "select volume, options from mount where container = ? and volume is not null"
        rows = self._store.database.rows(query, container)
        return [str(name) for name, options in rows if _loads(options)["anonymous"]]


def insert_mounts(
    writer: sqlite3.Connection, container: str, plans: Sequence[PlannedMount]
) -> None:
    """Raises `NoSuchVolume` where one was removed meanwhile."""
    for position, plan in enumerate(plans):
        spec, name = plan.spec, plan.volume.name if plan.volume else None
        if name is not None:
            query = "select 1 from volume where name = ?"
            if not writer.execute(query, (name,)).fetchone():
                raise NoSuchVolume(name)
        source = None if name else spec.source
        options = json.dumps(spec.options())
        writer.execute(
            "insert into mount values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                container,
                position,
                spec.destination,
                spec.kind.value,
                name,
                source,
                spec.read_only,
                options,
            ),
        )


def _planned(spec: MountSpec) -> PlannedMount:
    is_volume = spec.kind is MountKind.VOLUME
    return PlannedMount(spec, new_record(spec.source, spec.labels) if is_volume else None)


def _require_mountable(spec: MountSpec, image: View) -> None:
    """Raises `MountOverFile`, `NotADirectory`, `InvalidMountConfig`."""
    for above in parents(spec.path)[1:]:
        real = real_path(image, above)
        if real is not None and not image.get(real).is_directory:
            raise NotADirectory(shown(above))
    if spec.kind is MountKind.VOLUME:
        real = real_path(image, spec.path)
        if real is not None and not image.get(real).is_directory:
            raise MountOverFile(shown(spec.path))
    elif not spec.creates_source and not Path(spec.source).exists():
        raise InvalidMountConfig(spec.kind.value, NoSource(spec.source))


def _loads(text: object) -> Mapping[str, Any]:
    return cast("dict[str, Any]", json.loads(str(text)))
