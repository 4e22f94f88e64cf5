"""Commands on volumes."""

import json
from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import Any

from layerlab.commands import CommandFailed, Terminal
from layerlab.commands.output import print_json_lines, print_table, size_text
from layerlab.container import MountSpec, parse_mount, parse_volume
from layerlab.errors import EngineError, NoSuchVolume
from layerlab.facade import VolumeSummary
from layerlab.facade.volume_filters import parse_filters
from layerlab.words import explain

_OURS = "anonymous local volumes not used by at least one container."
_ALL = "all local volumes not used by at least one container."
WARNING = "WARNING! This will remove {what}\nAre you sure you want to continue? [y/N] "


def wanted_mounts(arguments: Namespace, terminal: Terminal) -> list[MountSpec]:
    """What `-v` and `--mount` say; relative paths of the host are the terminal's."""
    volumes = [parse_volume(text, terminal.host_path) for text in arguments.volumes]
    return [*volumes, *(parse_mount(text, terminal.host_path) for text in arguments.mounts)]


def create(arguments: Namespace, terminal: Terminal) -> None:
    labels, options = pairs(arguments.label), pairs(arguments.opt)
    with terminal.engine() as engine:
        made = engine.create_volume(arguments.name, labels, arguments.driver, options)
        terminal.print(made.name)


def pairs(words: Iterable[str]) -> dict[str, str]:
    return {name: value for name, _, value in (word.partition("=") for word in words)}


def ls(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        found = engine.volumes(parse_filters(arguments.filters))
    if arguments.quiet:
        for volume in found:
            terminal.print(volume.name)
    elif arguments.format == "json":
        print_json_lines(terminal, map(_row, found))
    else:
        rows = [("local", volume.name) for volume in found]
        print_table(terminal, ("DRIVER", "VOLUME NAME"), rows)


def _row(volume: VolumeSummary) -> dict[str, str]:
    """What only `system df` knows is `N/A`, as in Docker; so is what clusters have."""
    return {
        "Availability": "N/A",
        "Driver": "local",
        "Group": "N/A",
        "Labels": ",".join(sorted(f"{name}={value}" for name, value in volume.labels.items())),
        "Links": "N/A",
        "Mountpoint": str(volume.mountpoint),
        "Name": volume.name,
        "Scope": "local",
        "Size": "N/A",
        "Status": "N/A",
    }


def inspect(arguments: Namespace, terminal: Terminal) -> None:
    """Those that are there are shown, also where others are not."""
    found: list[dict[str, Any]] = []
    failed: list[EngineError] = []
    with terminal.engine() as engine:
        for name in arguments.volume:
            try:
                found.append(engine.inspect_volume(name))
            except NoSuchVolume as error:
                failed.append(error)
    terminal.print(json.dumps(found, indent=4, ensure_ascii=False))
    _fail(failed, terminal)


def rm(arguments: Namespace, terminal: Terminal) -> None:
    """Each by itself: those that can be removed are."""
    failed: list[EngineError] = []
    with terminal.engine() as engine:
        for name in arguments.volume:
            try:
                engine.remove_volume(name)
            except EngineError as error:
                if not (arguments.force and isinstance(error, NoSuchVolume)):
                    failed.append(error)
                    continue
            terminal.print(name)
    _fail(failed, terminal)


def _fail(errors: Sequence[EngineError], terminal: Terminal) -> None:
    for error in errors:
        terminal.warn(f"Error: {explain(error)}")
    if errors:
        raise CommandFailed


def prune(arguments: Namespace, terminal: Terminal) -> None:
    warning = WARNING.format(what=_ALL if arguments.all else _OURS)
    if not arguments.force and terminal.ask(warning).strip().lower() not in ("y", "yes"):
        terminal.warn("Error: volume prune has been cancelled")
        raise CommandFailed
    with terminal.engine() as engine:
        pruned = engine.prune_volumes(all=arguments.all, filters=parse_filters(arguments.filters))
    if pruned.names:
        terminal.print("Deleted Volumes:")
        for name in pruned.names:
            terminal.print(name)
        terminal.print()
    terminal.print(f"Total reclaimed space: {size_text(pruned.reclaimed_bytes)}")
