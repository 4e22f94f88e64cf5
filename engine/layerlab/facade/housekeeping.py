"""What things cost on the disk, and containers that are done: `system df`, `container prune`."""

import contextlib
from collections import Counter
from dataclasses import dataclass

from layerlab.container.output import OutputLog
from layerlab.errors import BadInput, NotFound, RemovalOfRunningContainer
from layerlab.facade.describing import ContainerSummary
from layerlab.facade.disk_usage import ContainerUsage, DiskUsage, image_usages
from layerlab.facade.lifecycle import Lifecycle
from layerlab.model import ImageID
from layerlab.runners.linux.cache import size_bytes as unpacked_bytes


@dataclass(frozen=True, slots=True)
class PrunedContainers:
    """The IDs of those that were removed, and what their layers took."""

    ids: tuple[str, ...]
    size_bytes: int


class Housekeeping(Lifecycle):
    def disk_usage(self) -> DiskUsage:
        """What everything in the store takes, measured now."""
        records = self._store.images()
        stacks = {record.image_id: self._stack_of(record) for record in records}
        containers = self.containers()
        counts = Counter(container.image_id for container in containers)
        images, layers_bytes = image_usages(self.images(), stacks, counts)
        logs = [OutputLog(self._container_directory(row.id), row.id) for row in containers]
        indexes = self._indexes.file_sizes()
        return DiskUsage(
            images,
            layers_bytes,
            tuple(self._usage_of(row) for row in containers),
            tuple(self.volume_usages()),
            sum(log.size_bytes for log in logs),
            len(indexes),
            sum(indexes),
            unpacked_bytes(self.unpacked),
        )

    def container_sizes(self, name: str) -> tuple[int, int]:
        """The bytes of a container's own layer, and with its image's."""
        record = self._find_container(name)
        own = self._layer_bytes(record.id) or 0
        images = (image for image in self._store.images() if image.image_id == record.image_id)
        return own, own + sum(size for image in images for _, size in self._stack_of(image))

    def containers_of(self, image_id: ImageID) -> tuple[ContainerUsage, ...]:
        """All that stand on an image's layers, the newest first, each with what its layer takes."""
        containers = (row for row in self.containers() if row.image_id == image_id)
        return tuple(map(self._usage_of, containers))

    def prune_containers(self) -> PrunedContainers:
        """All that do not run, with their layers and logs."""
        ids, size_bytes = [], 0
        for record in self._records():
            if record.state.is_running:
                continue
            taken = self._layer_bytes(record.id) or 0
            with contextlib.suppress(NotFound, RemovalOfRunningContainer):
                self.remove_container(record.id)
                ids.append(record.id)
                size_bytes += taken
        return PrunedContainers(tuple(ids), size_bytes)

    def _usage_of(self, container: ContainerSummary) -> ContainerUsage:
        mounts = [mount for mount in self._mounts_of(container.id) if mount.volume]
        return ContainerUsage(container, self._layer_bytes(container.id), len(mounts))

    def _layer_bytes(self, key: str) -> int | None:
        """None of a container that is damaged, or gone by now."""
        with contextlib.suppress(BadInput, NotFound):
            return self.container(key).size_bytes
        return None
