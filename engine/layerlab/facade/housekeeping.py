"""What things cost on the disk, and containers that are done: `system df`, `container prune`."""

import contextlib
from collections import Counter
from dataclasses import dataclass

from layerlab.container.output import OutputLog
from layerlab.errors import BadInput, NotFound, RemovalOfRunningContainer
from layerlab.facade.disk_usage import ContainerUsage, DiskUsage, image_usages
from layerlab.facade.lifecycle import Lifecycle


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
            tuple(ContainerUsage(row, self._layer_bytes(row.id)) for row in containers),
            tuple(self.volume_usages()),
            sum(log.size_bytes for log in logs),
            len(indexes),
            sum(indexes),
        )

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

    def _layer_bytes(self, key: str) -> int | None:
        """None of a container that is damaged, or gone by now."""
        with contextlib.suppress(BadInput, NotFound):
            return self.container(key).size_bytes
        return None
