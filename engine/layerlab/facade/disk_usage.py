"""`system df`: what images, containers, volumes and caches take, and what of it could be had back.

Sizes of layers are those of their files, as in Docker; the cache is what its files take.
Source: moby daemon/disk_usage.go, docker/cli cli/command/formatter/disk_usage.go.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layerlab.facade.describing import ContainerSummary, ImageSummary
from layerlab.facade.volumes import VolumeUsage
from layerlab.model import ChainID, ImageID


@dataclass(frozen=True, slots=True)
class ImageUsage:
    """`shared_bytes` are those of layers that other images have, too."""

    image: ImageSummary
    shared_bytes: int
    unique_bytes: int
    containers: int


@dataclass(frozen=True, slots=True)
class ContainerUsage:
    """`size_bytes` are the container layer's; None where it is damaged. `volumes` it mounts."""

    container: ContainerSummary
    size_bytes: int | None
    volumes: int


@dataclass(frozen=True, slots=True)
class UsageTotal:
    """One line: how many there are and are in use, what they take, what could be had back."""

    count: int
    active: int
    size_bytes: int
    reclaimable_bytes: int

    @property
    def reclaimable_percent(self) -> int | None:
        """None where there is nothing."""
        return self.reclaimable_bytes * 100 // self.size_bytes if self.size_bytes else None


@dataclass(frozen=True, slots=True)
class DiskUsage:
    """`layers_bytes` counts each layer once, `log_bytes` what main commands printed.

    `unpacked_bytes` is the Linux runner's cache.
    """

    images: tuple[ImageUsage, ...]
    layers_bytes: int
    containers: tuple[ContainerUsage, ...]
    volumes: tuple[VolumeUsage, ...]
    log_bytes: int
    index_count: int
    index_bytes: int
    unpacked_bytes: int

    @property
    def of_images(self) -> UsageTotal:
        """What is in use is what only images with containers have: so Docker reckons."""
        used = [usage for usage in self.images if usage.containers]
        reclaimable = self.layers_bytes - sum(usage.unique_bytes for usage in used)
        return UsageTotal(len(self.images), len(used), self.layers_bytes, reclaimable)

    @property
    def of_containers(self) -> UsageTotal:
        running = [usage for usage in self.containers if usage.container.state.is_running]
        size = sum(usage.size_bytes or 0 for usage in self.containers)
        in_use = sum(usage.size_bytes or 0 for usage in running)
        return UsageTotal(len(self.containers), len(running), size, size - in_use)

    @property
    def of_volumes(self) -> UsageTotal:
        """In use is what a container mounts, whether it runs or not."""
        used = [usage for usage in self.volumes if usage.volume.containers]
        size = sum(usage.size_bytes or 0 for usage in self.volumes)
        in_use = sum(usage.size_bytes or 0 for usage in used)
        return UsageTotal(len(self.volumes), len(used), size, size - in_use)

    @property
    def of_caches(self) -> UsageTotal:
        """The layers' indexes, and what is unpacked of them: made anew when it is needed."""
        size = self.index_bytes + self.unpacked_bytes
        return UsageTotal(self.index_count, 0, size, size)


Stacks = Mapping[ImageID, Sequence[tuple[ChainID, int]]]
"""Each image's layers, base first: chain ID and size in bytes."""


def image_usages(
    images: Sequence[ImageSummary], stacks: Stacks, containers: Mapping[ImageID, int]
) -> tuple[tuple[ImageUsage, ...], int]:
    """Of each image, and what all layers take, each counted once."""
    owners = Counter(chain for stack in stacks.values() for chain, _ in stack)
    sizes = {chain: size for stack in stacks.values() for chain, size in stack}
    usages = []
    for image in images:
        stack = stacks.get(image.image_id, ())
        shared = sum(size for chain, size in stack if owners[chain] > 1)
        whole = sum(size for _, size in stack)
        count = containers.get(image.image_id, 0)
        usages.append(ImageUsage(image, shared, whole - shared, count))
    return tuple(usages), sum(sizes.values())
