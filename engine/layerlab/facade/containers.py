"""Actions on containers: create, find, name, remove, commit, export."""

import contextlib
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

from layerlab.container import CommitResult, Container, ContainerRecord, LayerEntry
from layerlab.container.changes import apply_changes
from layerlab.container.changeset import write_layer
from layerlab.container.commit import CommitRequest, add_child
from layerlab.container.guard import alone_with
from layerlab.container.options import (
    DEFAULT_OPTIONS,
    CreateOptions,
    execution_parameters,
    image_parameters,
)
from layerlab.container.state import State
from layerlab.errors import (
    AmbiguousId,
    NoSuchContainer,
    NoSuchImage,
    NoSuchPath,
    NoSuchVolume,
    NotADirectory,
    RenameToSameName,
    StorageFailed,
)
from layerlab.facade.container_filters import passes, require_valid
from layerlab.facade.container_records import read_state, require_free
from layerlab.facade.core import new_reference
from layerlab.facade.describing import ContainerSummary, container_summary
from layerlab.facade.mounting import Mounting, insert_mounts
from layerlab.facade.stack import Lower
from layerlab.facade.volume_filters import NO_FILTERS, Filters
from layerlab.host import host_errors, new_file, remove_tree
from layerlab.image import BlobImage
from layerlab.model import Descriptor, DiffID, ImageID, Reference, clean, media, shown
from layerlab.overlay import View
from layerlab.progress import Progress
from layerlab.store import now_text


class Containers(Mounting):
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
        """A container of an image: nothing is copied, but into empty volumes that it mounts. A name
        is made up where none is given.

        A working directory that the image lacks is made. Raises `MissingBlob` for an image that
        lacks a layer; `DuplicateMountPoint`, `MountOverFile`, `InvalidMountConfig`.
        """
        self._store.require_writable()
        found = self.image(image)
        found.require_whole()
        key = secrets.token_hex(32)
        options = replace(options, env=(*env, *options.env))
        run = execution_parameters(found.config.run, command, options, key)
        lower = self._lower(found, progress or Progress())
        record = ContainerRecord(
            key,
            self._new_name(name),
            found.image_id,
            _shown_name(image, found),
            now_text(),
            run,
            options.host,
        )
        files = lower.overlay.view(len(lower.overlay.layers))
        while not self._insert_mounted(record, options, files, progress or Progress()):
            pass  # somebody removed a volume before the container was there that mounts it
        return container_summary(record)

    def _insert_mounted(
        self,
        record: ContainerRecord,
        options: CreateOptions,
        files: View,
        progress: Progress,
    ) -> bool:
        """The container with its volumes; False where one of these is gone already."""
        plans = self._plan_mounts(options, record.run.get("Volumes") or (), files)
        with self._volumes_made(plans, files, progress):
            try:
                self._insert(record, lambda writer: insert_mounts(writer, record.id, plans))
            except NoSuchVolume:
                return False
            try:
                self._make_working_directory(record)
            except BaseException:
                self._discard(record)
                raise
        return True

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

    def containers(self, filters: Filters = NO_FILTERS) -> list[ContainerSummary]:
        """The newest first. A name that their image has no more is no name of it: then its ID.

        `filters` are Docker's: see `container_filters`. Raises `InvalidFilter`.
        """
        require_valid(filters)
        ancestors = self._descendants(filters.get("ancestor", ()))
        owners = {
            str(reference): image.image_id
            for image in self._store.images()
            for reference in image.references
        }
        return [
            _shown(container_summary(record), owners)
            for record in self._records()
            if passes(record, filters, ancestors, partial(self._mounted_names, record.id))
        ]

    def container_summary(self, name: str) -> ContainerSummary:
        """By name, ID or a prefix of one."""
        return container_summary(self._find_container(name))

    def _descendants(self, names: Iterable[str]) -> set[ImageID]:
        """Images, and those that were committed from them; unknown names are none."""
        found: set[ImageID] = set()
        for name in names:
            with contextlib.suppress(NoSuchImage, AmbiguousId):
                found.add(self._store.find_image(name).image_id)
        for image in reversed(self._store.images()):  # the oldest first
            if image.parent in found:
                found.add(image.image_id)
        return found

    def _mounted_names(self, key: str) -> set[str]:
        mounts = self._mounts_of(key)
        names = {mount.volume.record.name for mount in mounts if mount.volume}
        return names | {mount.spec.destination for mount in mounts}

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
                mounts = self._mounts_of(record.id)
                opened = Container(
                    self._store, record, directory, lower.overlay, self.limits, mounts
                )
                self._containers[record.id] = opened
            return self._containers[record.id]

    def rename_container(self, name: str, new: str) -> None:
        record = self._find_container(name)
        if new == record.name:
            raise RenameToSameName(new)
        new = self._new_name(new)
        with self._store.database.writing() as writer:
            require_free(writer, new)
            query = "update container set name = ? where id = ?"
            if not writer.execute(query, (new, record.id)).rowcount:
                raise NoSuchContainer(name)

    def _discard(
        self,
        record: ContainerRecord,
        require: Callable[[State], None] = lambda _: None,
        *,
        volumes: bool = False,
    ) -> None:
        """A container with its layer and its log, if its state is as it is required to be.

        With `volumes`, and where it removes itself, also its anonymous ones that are unused then.
        """
        has_to_go = volumes or record.host.auto_remove
        anonymous = self.anonymous_volumes_of(record.id) if has_to_go else ()

        def delete(writer: sqlite3.Connection) -> None:
            require(read_state(writer, record))
            writer.execute("delete from writable where id = ?", (record.id,))

        directory = self._container_directory(record.id)
        with alone_with(directory):
            self._store.make_room(delete)
        with self._lock:
            self._containers.pop(record.id, None)
        with contextlib.suppress(StorageFailed):  # what is held just now goes with a collection
            remove_tree(directory)
        self.remove_unused_volumes(anonymous)

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


def _shown(summary: ContainerSummary, owners: Mapping[str, ImageID]) -> ContainerSummary:
    reference = Reference.parse_or_none(summary.image_name)
    if reference is None or owners.get(str(reference)) == summary.image_id:
        return summary
    return replace(summary, image_name=summary.image_id.short)


def _shown_name(asked: str, image: BlobImage) -> str:
    """How the container's table names its image: as it was asked for, if that is a name of it."""
    reference = Reference.parse_or_none(asked)
    return asked if reference in image.references else image.image_id.short
