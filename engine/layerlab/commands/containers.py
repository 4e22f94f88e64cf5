"""Commands on containers."""

import os
from argparse import Namespace

from layerlab.commands import Terminal
from layerlab.container import Container
from layerlab.errors import InvalidPath
from layerlab.model import LayerPath, shown
from layerlab.progress import Progress


def cp(arguments: Namespace, terminal: Terminal) -> None:
    """`cp SRC CONTAINER:PATH` or `cp CONTAINER:PATH DST`; `-` is a tar stream."""
    source, destination = _split(arguments.source), _split(arguments.destination)
    if source and destination:
        raise InvalidPath(arguments.destination, "copying between containers is not supported")
    with terminal.engine() as engine, terminal.progress(quiet=arguments.quiet) as bar:
        if source:
            left_out = _copy_out(
                engine.container(source[0], bar), source[1], arguments, terminal, bar
            )
        elif destination:
            left_out = ()
            _copy_in(
                engine.container(destination[0], bar), destination[1], arguments, terminal, bar
            )
        else:
            raise InvalidPath(arguments.destination, "one side must be CONTAINER:PATH")
    for path in left_out:
        terminal.warn(f"Left out {shown(path)}: the host has no place for it")


def _split(text: str) -> tuple[str, str] | None:
    """`c1:/path` as container and path; a host path (also `./a:b`, `C:\\…`) is None."""
    name, colon, path = text.partition(":")
    is_drive = os.name == "nt" and len(name) == 1
    if not colon or is_drive or "/" in name or "\\" in name or name.startswith("."):
        return None
    if not path:
        raise InvalidPath(text, "a container's path is missing")
    return name, path


def _copy_out(
    container: Container, source: str, arguments: Namespace, terminal: Terminal, bar: Progress
) -> tuple[LayerPath, ...]:
    follow = arguments.follow_link
    if arguments.destination == "-":
        container.write_tar(source, terminal.stdout, bar, follow=follow)
        return ()
    return container.copy_out(
        source, terminal.host_path(arguments.destination), bar, follow=follow
    ).left_out


def _copy_in(
    container: Container, target: str, arguments: Namespace, terminal: Terminal, bar: Progress
) -> None:
    as_user = arguments.archive
    if arguments.source == "-":
        container.copy_in_tar(terminal.stdin, target, bar, as_user=as_user)
    else:
        follow = arguments.follow_link
        container.copy_in(
            terminal.host_path(arguments.source), target, bar, follow=follow, as_user=as_user
        )


def commit(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        with terminal.progress() as bar:
            result = engine.commit(
                arguments.container,
                arguments.reference,
                arguments.message,
                arguments.author,
                arguments.change,
                bar,
            )
        terminal.print(result.image_id)


def export(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine, terminal.progress() as bar:
        if arguments.output:
            engine.export(arguments.container, terminal.path(arguments.output), bar)
        else:
            engine.export_stream(arguments.container, terminal.stdout, bar)
