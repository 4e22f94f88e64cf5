"""Actions on volumes: create, find, tell, remove. What is mounted where is in `mounting`."""

import contextlib
import json
import re
import secrets
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from layerlab.container.guard import alone_with
from layerlab.container.mount_spec import require_volume_name
from layerlab.container.volume import Volume, VolumeRecord
from layerlab.errors import (
    BadInput,
    InvalidVolumeOption,
    NoSuchVolume,
    NoSuchVolumePlugin,
    NotFound,
    Refused,
    StorageFailed,
    VolumeInUse,
)
from layerlab.facade.image_removal import ImageRemoval
from layerlab.facade.stack import VolumeStack
from layerlab.facade.volume_filters import (
    LISTED,
    NO_FILTERS,
    PRUNED,
    Filters,
    chosen,
    require_known,
)
from layerlab.host import remove_tree
from layerlab.store import now_text

LOCAL = "local"
_RUNS = re.compile(r"\d+|\D+", re.ASCII)


@dataclass(frozen=True, slots=True)
class VolumeSummary:
    """`mountpoint` is the host's folder with its files; `containers` are those that mount it, by
    their names.
    """

    record: VolumeRecord
    mountpoint: Path
    containers: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def labels(self) -> Mapping[str, str]:
        return self.record.shown_labels


@dataclass(frozen=True, slots=True)
class VolumeUsage:
    """`size_bytes` are those of its files; None where it is damaged."""

    volume: VolumeSummary
    size_bytes: int | None


@dataclass(frozen=True, slots=True)
class PrunedVolumes:
    """The names of what was removed, and the bytes of their files."""

    names: tuple[str, ...]
    reclaimed_bytes: int


class Volumes(ImageRemoval):
    def create_volume(
        self,
        name: str | None = None,
        labels: Mapping[str, str] | None = None,
        driver: str = LOCAL,
        options: Mapping[str, str] | None = None,
    ) -> VolumeSummary:
        """A volume without files; one of that name that is there already is returned as it is.

        Without a name it is anonymous, with 64 hexadecimal digits for a name. `local` is the only
        driver, and has no options here: Docker's would mount something.
        """
        self._store.require_writable()
        if name:
            require_volume_name(name)
        made = new_record(name or "", labels or {})
        if driver != LOCAL:
            raise NoSuchVolumePlugin(made.name, driver)
        for option in options or ():
            raise InvalidVolumeOption(made.name, option)
        with self._store.database.writing() as writer:
            insert_missing(writer, [made])
        return self.volume_summary(made.name)

    def volumes(self, filters: Filters = NO_FILTERS) -> list[VolumeSummary]:
        """By name. `filters` are Docker's: `dangling`, `driver`, `label`, `name`.

        Raises `InvalidFilter`.
        """
        require_known(filters, LISTED)
        found = map(self._summary_of, self._volume_records())
        return [one for one in found if chosen(one.record, filters, is_used=bool(one.containers))]

    def volume_summary(self, name: str) -> VolumeSummary:
        """Raises `NoSuchVolume`."""
        return self._summary_of(self._find_volume(name))

    def volume(self, name: str) -> Volume:
        """By its whole name. The same object each time while the engine is open."""
        return self._open_volume(self._find_volume(name))

    def volume_named(self, target: str) -> str | None:
        """The volume that `volume:NAME` means; None where that is no volume's name, since an image
        may be called so.
        """
        kind, _, name = target.partition(":")
        with contextlib.suppress(NoSuchVolume):
            return self._find_volume(name).name if kind == "volume" and name else None
        return None

    def volume_stack(self, name: str) -> VolumeStack:
        """A volume as the one layer that it is."""
        volume = self.volume(name)
        volume.refresh()
        return VolumeStack(volume)

    def inspect_volume(self, name: str) -> dict[str, Any]:
        """As `docker volume inspect` prints it."""
        found = self.volume_summary(name)
        return {
            "CreatedAt": f"{found.record.created[:19]}Z",
            "Driver": LOCAL,
            "Labels": dict(found.labels) or None,
            "Mountpoint": str(found.mountpoint),
            "Name": found.name,
            "Options": None,
            "Scope": LOCAL,
        }

    def volume_usages(self) -> list[VolumeUsage]:
        """Every volume with what it takes, for `system df`; by name."""
        found = []
        for summary in self.volumes():
            with contextlib.suppress(NoSuchVolume):  # removed meanwhile
                found.append(VolumeUsage(summary, self._volume_bytes(summary.name)))
        return found

    def _volume_bytes(self, name: str) -> int | None:
        with contextlib.suppress(BadInput):
            volume = self.volume(name)
            volume.refresh()
            return volume.size_bytes
        return None

    # removing -----------------------------------------------------------------------------------

    def remove_volume(self, name: str) -> VolumeSummary:
        """With all its files and its log, for good. Raises `VolumeInUse`, `NoSuchVolume`."""
        self._store.require_writable()
        summary = self.volume_summary(name)
        record = summary.record
        directory = self._volume_directory(record)

        def remove(writer: sqlite3.Connection) -> None:
            users = writer.execute(
                "select distinct id, container.name from mount"
                " join container on id = container where volume = ? order by container.name",
                (name,),
            ).fetchall()
            if users:
                raise VolumeInUse(name, tuple(u[0] for u in users), tuple(u[1] for u in users))
            writer.execute("delete from writable where id = ?", (record.id,))

        with alone_with(directory):
            self._store.make_room(remove)
        with self._lock:
            self._volumes.pop(record.id, None)
        with contextlib.suppress(StorageFailed):  # what is held just now goes with a collection
            remove_tree(directory)
        return summary

    def prune_volumes(
        self,
        *,
        all: bool = False,  # noqa: A002
        filters: Filters = NO_FILTERS,
    ) -> PrunedVolumes:
        """Removes what no container mounts: anonymous ones, or with `all` the named ones, too.

        `filters` are `label` and `label!`. Raises `InvalidFilter`.
        """
        require_known(filters, PRUNED)
        names, reclaimed = [], 0
        for usage in self.volume_usages():
            summary = usage.volume
            is_meant = (all or summary.record.is_anonymous) and not summary.containers
            if is_meant and chosen(summary.record, filters, is_used=False):
                with contextlib.suppress(Refused, NotFound):  # somebody was quicker
                    self.remove_volume(summary.name)
                    names.append(summary.name)
                    reclaimed += usage.size_bytes or 0
        return PrunedVolumes(tuple(names), reclaimed)

    def remove_unused_volumes(self, names: Iterable[str]) -> None:
        """Of some volumes those that no container mounts (any more)."""
        for name in names:
            with contextlib.suppress(VolumeInUse, NoSuchVolume):
                self.remove_volume(name)

    # records ------------------------------------------------------------------------------------

    def _volume_records(self) -> list[VolumeRecord]:
        query = "select name, id, created, anonymous, labels from volume"
        return sorted(
            map(_record, self._store.database.rows(query)), key=lambda r: _natural(r.name)
        )

    def _find_volume(self, name: str) -> VolumeRecord:
        query = "select name, id, created, anonymous, labels from volume where name = ?"
        rows = self._store.database.rows(query, name)
        if not rows:
            raise NoSuchVolume(name)
        return _record(rows[0])

    def _summary_of(self, record: VolumeRecord) -> VolumeSummary:
        rows = self._store.database.rows(
            "select distinct container.name from mount join container on id = container"
            " where volume = ? order by container.name",
            record.name,
        )
        folder = self._volume_directory(record) / Volume.folder
        return VolumeSummary(record, folder, tuple(str(name) for (name,) in rows))

    def _volume_directory(self, record: VolumeRecord) -> Path:
        return self.root / "volumes" / record.folder_name

    def _open_volume(self, record: VolumeRecord) -> Volume:
        with self._lock:
            if record.id not in self._volumes:
                directory = self._volume_directory(record)
                self._volumes[record.id] = Volume(self._store, record, directory, self.limits)
            return self._volumes[record.id]


def _record(row: Sequence[object]) -> VolumeRecord:
    name, key, created, anonymous, labels = row
    texts = cast("dict[str, str]", json.loads(str(labels)))
    return VolumeRecord(str(name), str(key), str(created), bool(anonymous), texts)


def new_record(name: str, labels: Mapping[str, str]) -> VolumeRecord:
    """A record of a volume that is not there yet; without a name it is anonymous."""
    key = secrets.token_hex(32)
    return VolumeRecord(name or secrets.token_hex(32), key, now_text(), not name, labels)


def insert_missing(writer: sqlite3.Connection, records: Sequence[VolumeRecord]) -> list[str]:
    """Adds those volumes of whose names there is none; their names."""
    made = []
    for record in records:
        query = "select 1 from volume where name = ?"
        if writer.execute(query, (record.name,)).fetchone():
            continue
        writer.execute("insert into writable (id) values (?)", (record.id,))
        values = (record.name, record.id, record.created, record.is_anonymous)
        labels = json.dumps(dict(record.labels))
        query = "insert into volume values (?, ?, ?, ?, ?, '{}')"
        writer.execute(query, (*values, labels))
        made.append(record.name)
    return made


def _natural(name: str) -> list[tuple[int, int, str]]:
    """`data2` before `data10`, as Docker lists volumes. Source: fvbommel/sortorder."""
    return [
        (0, int(part), part) if part.isdigit() else (1, 0, part) for part in _RUNS.findall(name)
    ]
