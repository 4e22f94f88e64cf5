"""`system df`: what takes space on the disk."""

from argparse import Namespace
from collections.abc import Iterable

from layerlab.commands import Terminal
from layerlab.commands.listing import COMMAND_LENGTH, ID_LENGTH
from layerlab.commands.output import (
    NONE,
    command_text,
    print_json_lines,
    print_table,
    shorten,
    since_text,
    size_text,
    status_text,
)
from layerlab.facade import ContainerUsage, DiskUsage, ImageUsage, UsageTotal
from layerlab.facade.volumes import VolumeUsage

DIGITS = 4
"""Docker shows one more digit here than in its other tables."""


def df(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine, terminal.progress():
        usage = engine.disk_usage()
    if arguments.format == "json":
        print_json_lines(terminal, (_json(name, total) for name, total in _totals(usage)))
    elif arguments.verbose:
        _print_all(usage, terminal)
    else:
        rows = [
            (
                name,
                str(total.count),
                str(total.active),
                _size(total.size_bytes),
                _reclaimable(total),
            )
            for name, total in _totals(usage)
        ]
        print_table(terminal, ("TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE"), rows)


def _totals(usage: DiskUsage) -> list[tuple[str, UsageTotal]]:
    """Docker's lines, and what is ours: the cache."""
    return [
        ("Images", usage.of_images),
        ("Containers", usage.of_containers),
        ("Local Volumes", usage.of_volumes),
        ("Layer Cache", usage.of_caches),
    ]


def _json(name: str, total: UsageTotal) -> dict[str, str]:
    return {
        "Type": name,
        "TotalCount": str(total.count),
        "Active": str(total.active),
        "Size": _size(total.size_bytes),
        "Reclaimable": _reclaimable(total),
    }


def _size(size_bytes: int) -> str:
    return size_text(size_bytes, DIGITS)


def _reclaimable(total: UsageTotal) -> str:
    percent = total.reclaimable_percent
    size = _size(total.reclaimable_bytes)
    return size if percent is None else f"{size} ({percent}%)"


def _print_all(usage: DiskUsage, terminal: Terminal) -> None:
    terminal.print("Images space usage:\n")
    titles = "REPOSITORY|TAG|IMAGE ID|CREATED|SIZE|SHARED SIZE|UNIQUE SIZE|CONTAINERS"
    print_table(terminal, titles.split("|"), _image_rows(usage.images))
    terminal.print("\nContainers space usage:\n")
    titles = "CONTAINER ID|IMAGE|COMMAND|LOCAL VOLUMES|SIZE|CREATED|STATUS|NAMES"
    print_table(terminal, titles.split("|"), map(_container_row, usage.containers))
    terminal.print("\nLocal Volumes space usage:\n")
    print_table(terminal, ("VOLUME NAME", "LINKS", "SIZE"), map(_volume_row, usage.volumes))
    terminal.print(f"\nLayer indexes usage: {_size(usage.index_bytes)}")
    terminal.print(f"Unpacked layers usage: {_size(usage.unpacked_bytes)}")
    terminal.print(f"Container logs usage: {_size(usage.log_bytes)}")


def _image_rows(images: Iterable[ImageUsage]) -> Iterable[tuple[str, ...]]:
    for usage in images:
        for reference in usage.image.references or (None,):
            yield (
                reference.familiar_repository if reference else NONE,
                (reference.tag if reference else None) or NONE,
                usage.image.image_id.short,
                since_text(usage.image.created),
                _size(usage.shared_bytes + usage.unique_bytes),
                _size(usage.shared_bytes),
                _size(usage.unique_bytes),
                str(usage.containers),
            )


def _container_row(usage: ContainerUsage) -> tuple[str, ...]:
    container = usage.container
    return (
        container.id[:ID_LENGTH],
        container.image_name,
        f'"{shorten(command_text(container.command), COMMAND_LENGTH)}"',
        str(usage.volumes),
        "damaged" if usage.size_bytes is None else _size(usage.size_bytes),
        since_text(container.created),
        status_text(container.state),
        container.name,
    )


def _volume_row(usage: VolumeUsage) -> tuple[str, ...]:
    volume = usage.volume
    size = "damaged" if usage.size_bytes is None else _size(usage.size_bytes)
    return volume.name, str(len(volume.containers)), size
