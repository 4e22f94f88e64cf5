"""`container prune`, `image prune`, `system prune`."""

from argparse import Namespace
from collections.abc import Sequence

from layerlab.commands import CommandFailed, Terminal
from layerlab.commands.disk_usage import DIGITS
from layerlab.commands.output import size_text
from layerlab.facade import Engine, RemovedImage

CONTAINERS = "all stopped containers"
DANGLING = "all dangling images"
UNUSED = "all images without at least one container associated to them"
VOLUMES = "all anonymous volumes not used by at least one container"
_SURE = "Are you sure you want to continue? [y/N] "


def containers(arguments: Namespace, terminal: Terminal) -> None:
    _confirm(arguments, terminal, f"WARNING! This will remove {CONTAINERS}.\n")
    with terminal.engine() as engine:
        _print_total(_prune_containers(engine, terminal), terminal)


def images(arguments: Namespace, terminal: Terminal) -> None:
    what = UNUSED if arguments.all else DANGLING
    _confirm(arguments, terminal, f"WARNING! This will remove {what}.\n")
    with terminal.engine() as engine:
        _print_total(_prune_images(engine, arguments, terminal), terminal)


def system(arguments: Namespace, terminal: Terminal) -> None:
    what = [CONTAINERS, *([VOLUMES] if arguments.volumes else [])]
    what.append(UNUSED if arguments.all else DANGLING)
    lines = "".join(f"  - {text}\n" for text in what)
    _confirm(arguments, terminal, f"WARNING! This will remove:\n{lines}\n")
    with terminal.engine() as engine:
        size_bytes = _prune_containers(engine, terminal)
        if arguments.volumes:
            pruned = engine.prune_volumes()
            _print_group("Deleted Volumes:", pruned.names, terminal)
            size_bytes += pruned.reclaimed_bytes
        size_bytes += _prune_images(engine, arguments, terminal)
        _print_total(size_bytes, terminal)


def _confirm(arguments: Namespace, terminal: Terminal, warning: str) -> None:
    """Raises `CommandFailed` where a person says no, or nobody says anything."""
    if arguments.force:
        return
    if terminal.ask(f"{warning}{_SURE}").strip().lower() not in ("y", "yes"):
        terminal.warn(f"Error: {arguments.command} has been cancelled")
        raise CommandFailed


def _prune_containers(engine: Engine, terminal: Terminal) -> int:
    pruned = engine.prune_containers()
    _print_group("Deleted Containers:", pruned.ids, terminal)
    return pruned.size_bytes


def _prune_images(engine: Engine, arguments: Namespace, terminal: Terminal) -> int:
    removed = engine.prune_images(everything=arguments.all)
    lines = [line for image in removed for line in removed_lines(image)]
    lowered = [f"{line[0].lower()}{line[1:]}" for line in lines]
    _print_group("Deleted Images:", lowered, terminal)
    return sum(image.layers_bytes for image in removed)


def removed_lines(removed: RemovedImage) -> list[str]:
    """What Docker tells of an image that goes: names, the image, its layers by chain ID."""
    return [
        *(f"Untagged: {reference.familiar}" for reference in removed.untagged),
        *(f"Deleted: {image_id}" for image_id in removed.deleted),
        *(f"Deleted: {chain_id}" for chain_id in removed.layers),
    ]


def _print_group(title: str, lines: Sequence[str], terminal: Terminal) -> None:
    if lines:
        terminal.print("\n".join([title, *lines, ""]))


def _print_total(size_bytes: int, terminal: Terminal) -> None:
    terminal.print(f"Total reclaimed space: {size_text(size_bytes, DIGITS)}")
