"""Actions on containers: create, find, name, remove, commit, export."""

import contextlib
import json
import re
import secrets
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

from layerlab.container import CommitResult, Container, ContainerRecord, LayerEntry
from layerlab.container.changes import apply_changes
from layerlab.container.changeset import write_layer
from layerlab.container.commit import CommitRequest, add_child
from layerlab.container.options import (
    DEFAULT_OPTIONS,
    HOST_CONFIG,
    CreateOptions,
    HostConfig,
    execution_parameters,
    image_parameters,
)
from layerlab.container.state import State
from layerlab.container.writable import alone_with
from layerlab.errors import (
    AmbiguousId,
    ContainerNameInUse,
    InvalidContainerName,
    NoSuchContainer,
    NoSuchImage,
    NoSuchPath,
    NotADirectory,
    RenameToSameName,
    StorageFailed,
)
from layerlab.facade.core import new_reference
from layerlab.facade.describing import ContainerSummary, container_summary
from layerlab.facade.images import Images
from layerlab.facade.names import random_name
from layerlab.facade.stack import Lower
from layerlab.host import host_errors, new_file, remove_tree
from layerlab.image import BlobImage
from layerlab.model import Descriptor, DiffID, ImageID, Reference, clean, media, shown
from layerlab.progress import Progress
from layerlab.store import now_text

_NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+", re.ASCII)


class Containers(Images):
    def create(
        self,
        image: str,
        name: str | None = None,
        command: Sequence[str] = (),
        env: Sequence[str] = (),
        progress: Progress | None = None,
        *,
        options: CreateOptions = DEFAULT_OPTIONS,
    ) -> ContainerSummary:
        """A container of an image: nothing is copied. A name is made up where none is given.

        A working directory that the image lacks is made. Raises `MissingBlob` for an image that
        lacks a layer.
        """
        self._store.require_writable()
        found = self.image(image)
        found.require_whole()
        key = secrets.token_hex(32)
        options = replace(options, env=(*env, *options.env))
        run = execution_parameters(found.config.run, command, options, key)
        self._lower(found, progress or Progress())
        record = ContainerRecord(
            key,
            self._new_name(name),
            found.image_id,
            _shown_name(image, found),
            now_text(),
            run,
            options.host,
        )
        self._insert(record)
        try:
            self._make_working_directory(record)
        except BaseException:
            self.remove_container(record.id)
            raise
        return container_summary(record)

    def _make_working_directory(self, record: ContainerRecord) -> None:
        """As Docker does while it creates a container. Raises `NotADirectory`."""
        path = clean(str(record.run.get("WorkingDir") or ""))
        if not path:
            return
        container = self.container(record.id)
        view = container.view()
        try:
            real = view.resolve(path)
        except NoSuchPath:
            container.make_directories(path)
            return
        if not view.get(real).is_directory:
            raise NotADirectory(shown(path))

    def _new_name(self, name: str | None) -> str:
        taken = {record.name: record.id for record in self._records()}
        if name is None:
            return random_name(taken)
        if not _NAME.fullmatch(name):
            raise InvalidContainerName(name)
        if name in taken:
            raise ContainerNameInUse(name, taken[name])
        return name

    def _insert(
        self, record: ContainerRecord, also: Callable[[sqlite3.Connection], object] | None = None
    ) -> None:
        """A container and its layer; `also` is done in the same transaction."""
        values = (
            record.id,
            record.name,
            record.image_id,
            record.image_name,
            record.created,
            json.dumps({**record.run, HOST_CONFIG: record.host.to_json()}),
            record.state.to_json(),
        )
        with self._store.database.writing() as writer:
            _require_free(writer, record.name)
            known = writer.execute("select 1 from image where image_id = ?", (record.image_id,))
            if not known.fetchone():
                raise NoSuchImage(record.image_name)
            writer.execute("insert into writable (id) values (?)", (record.id,))
            writer.execute(
                "insert into container (id, name, image_id, image_name, created, config, state)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            if also:
                also(writer)

    def containers(self) -> list[ContainerSummary]:
        """The newest first."""
        return [container_summary(record) for record in self._records()]

    def _records(self) -> list[ContainerRecord]:
        rows = self._store.database.rows(
            "select id, name, image_id, image_name, created, config, state from container"
            " order by created desc"
        )
        return [_record(row) for row in rows]

    def _find_container(self, name: str) -> ContainerRecord:
        records = self._records()
        for record in records:
            if name in (record.name, record.id):
                return record
        found = [r for r in records if name and r.id.startswith(name)]
        if not found:
            raise NoSuchContainer(name)
        if len(found) > 1:
            raise AmbiguousId(name, tuple(record.id[:12] for record in found))
        return found[0]

    def container(self, name: str, progress: Progress | None = None) -> Container:
        """By name, ID or a prefix of one. The same object each time while the engine is open."""
        record = self._find_container(name)
        with self._lock:
            known = self._containers.get(record.id)
        if known is None:
            lower = self._lower(self.image(record.image_id), progress or Progress())
            known = self._open_container(record, lower)
        known.record = record
        return known

    def _open_container(self, record: ContainerRecord, lower: Lower) -> Container:
        with self._lock:
            if record.id not in self._containers:
                directory = self._container_directory(record.id)
                opened = Container(self._store, record, directory, lower.overlay, self.limits)
                self._containers[record.id] = opened
            return self._containers[record.id]

    def _container_directory(self, key: str) -> Path:
        return self.root / "containers" / key

    def rename_container(self, name: str, new: str) -> None:
        record = self._find_container(name)
        if new == record.name:
            raise RenameToSameName(new)
        new = self._new_name(new)
        with self._store.database.writing() as writer:
            _require_free(writer, new)
            query = "update container set name = ? where id = ?"
            if not writer.execute(query, (new, record.id)).rowcount:
                raise NoSuchContainer(name)

    def remove_container(self, name: str) -> ContainerSummary:
        """A container with its layer and its log, for good."""
        self._store.require_writable()
        record = self._find_container(name)
        directory = self._container_directory(record.id)
        with alone_with(directory):
            self._store.make_room(
                lambda writer: writer.execute("delete from writable where id = ?", (record.id,))
            )
        with self._lock:
            self._containers.pop(record.id, None)
        with contextlib.suppress(StorageFailed):  # what is held just now goes with a collection
            remove_tree(directory)
        return container_summary(record)

    def preview_commit(self, name: str) -> list[LayerEntry]:
        """Exactly the entries, in their order, that the layer of a commit would have now."""
        container = self.container(name)
        container.refresh()
        return container.layer_entries()

    def commit(
        self,
        name: str,
        reference: str | None = None,
        message: str = "",
        author: str = "",
        changes: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> CommitResult:
        """A new image: the container's image with its changes as one more layer.

        Without changes of files the image has one more line of history and no more layer.
        """
        parsed = new_reference(reference) if reference else None
        self._store.require_writable()
        container = self.container(name)
        run = apply_changes(image_parameters(container.record.run), changes)
        request = CommitRequest(parsed, message, author, now_text(), run)
        parent = self.image(container.image_id)
        with self._store.lease() as lease:
            layer, entry_count = self._put_layer(container, lease, progress or Progress())
            image_id = add_child(self._store, parent, request, layer, lease)
        diff_id = DiffID(layer.digest) if layer else None  # a new layer is plain
        return CommitResult(image_id, parsed, layer, diff_id, entry_count)

    def _put_layer(
        self, container: Container, lease: str, progress: Progress
    ) -> tuple[Descriptor | None, int]:
        """The container's changes as a blob (None without any), and how many entries it has."""
        spool = self._store.blobs.temporary()
        try:
            with container.still(), host_errors(self.root), spool.open("xb") as sink:
                entries = container.layer_entries()
                write_layer(entries, container.files, sink, progress)
            if not entries:
                return None, 0
            with spool.open("rb") as source:
                digest, size = self._store.put(source, "the new layer", lease, progress)
        finally:
            spool.unlink(missing_ok=True)
        return Descriptor(media.OCI_LAYER, digest, size), len(entries)

    def export(self, name: str, path: Path, progress: Progress | None = None) -> None:
        """A container's merged files as one tar, which appears whole or not at all."""
        with new_file(path) as sink:
            self.export_stream(name, sink, progress)

    def export_stream(self, name: str, sink: BinaryIO, progress: Progress | None = None) -> None:
        """The same into a stream; what Docker prepares in a container for its mounts is in it."""
        self.container(name).export(sink, progress)


def _require_free(writer: sqlite3.Connection, name: str) -> None:
    query = "select id from container where name = ?"
    for (owner,) in writer.execute(query, (name,)).fetchall():
        raise ContainerNameInUse(name, owner)


def _record(row: tuple[object, ...]) -> ContainerRecord:
    key, name, image, title, made, config, state = map(str, row)
    run = cast("dict[str, Any]", json.loads(config))
    host = HostConfig.from_json(run.pop(HOST_CONFIG, None))
    return ContainerRecord(
        key, name, ImageID(image), title, made, run, host, State.from_json(state)
    )


def _shown_name(asked: str, image: BlobImage) -> str:
    """How the container's table names its image: as it was asked for, if that is a name of it."""
    reference = Reference.parse_or_none(asked)
    return asked if reference in image.references else image.image_id.short
