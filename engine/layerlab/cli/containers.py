"""Commands on containers."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from layerlab.cli import open_engine
from layerlab.cli.output import Bar, print_json_lines, print_table, shorten, since_text
from layerlab.container import Container, Edit, StepKind
from layerlab.errors import InvalidPath, NoSuchContainer
from layerlab.model import LayerPath, shown

ID_LENGTH = 12
COMMAND_LENGTH = 20


def create(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        with Bar() as bar:
            made = engine.create(arguments.image, arguments.name, arguments.cmd, arguments.env, bar)
        print(made.id)


def ps(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        found = [c for c in engine.containers() if arguments.all or c.state == "running"]
    rows = [
        {
            "ID": row.id if arguments.no_trunc else row.id[:ID_LENGTH],
            "Image": row.image_name,
            "Command": f'"{shorten(" ".join(row.command), COMMAND_LENGTH)}"',
            "CreatedAt": row.created,
            "RunningFor": since_text(row.created),
            "Status": row.state.capitalize(),
            "State": row.state,
            "Ports": "",
            "Names": row.name,
        }
        for row in found
    ]
    if arguments.quiet:
        for row in rows:
            print(row["ID"])
    elif arguments.format == "json":
        print_json_lines(rows)
    else:
        columns = ("ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names")
        print_table(
            ("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"),
            [[row[column] for column in columns] for row in rows],
        )


def rm(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        for name in arguments.container:
            try:
                engine.remove_container(name)
            except NoSuchContainer:
                if not arguments.force:
                    raise
            print(name)


def rename(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        engine.rename_container(arguments.container, arguments.name)


def cp(arguments: Namespace) -> None:
    """`cp SRC CONTAINER:PATH` or `cp CONTAINER:PATH DST`; `-` is a tar stream."""
    source, destination = _split(arguments.source), _split(arguments.destination)
    if source and destination:
        raise InvalidPath(arguments.destination, "copying between containers is not supported")
    with open_engine(arguments) as engine, Bar(quiet=arguments.quiet) as bar:
        if source:
            left_out = _copy_out(engine.container(source[0], bar), source[1], arguments, bar)
        elif destination:
            left_out = ()
            _copy_in(engine.container(destination[0], bar), destination[1], arguments, bar)
        else:
            raise InvalidPath(arguments.destination, "one side must be CONTAINER:PATH")
    for path in left_out:
        print(f"Left out {shown(path)}: the host has no place for it", file=sys.stderr)


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
    container: Container, source: str, arguments: Namespace, bar: Bar
) -> tuple[LayerPath, ...]:
    follow = arguments.follow_link
    if arguments.destination == "-":
        container.write_tar(source, sys.stdout.buffer, bar, follow=follow)
        return ()
    return container.copy_out(source, arguments.destination, bar, follow=follow).left_out


def _copy_in(container: Container, target: str, arguments: Namespace, bar: Bar) -> None:
    as_user = arguments.archive
    if arguments.source == "-":
        container.copy_in_tar(sys.stdin.buffer, target, bar, as_user=as_user)
    else:
        follow = arguments.follow_link
        container.copy_in(arguments.source, target, bar, follow=follow, as_user=as_user)


def diff(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        container = engine.container(arguments.container)
        rows = container.diff()
    if arguments.format == "json":
        print_json_lines({"Kind": row.change.value, "Path": shown(row.path)} for row in rows)
    else:
        for row in rows:
            print(row)


def commit(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        with Bar() as bar:
            result = engine.commit(
                arguments.container,
                arguments.reference,
                arguments.message,
                arguments.author,
                arguments.change,
                bar,
            )
        print(result.image_id)


def export(arguments: Namespace) -> None:
    with open_engine(arguments) as engine, Bar() as bar:
        if arguments.output:
            engine.export(arguments.container, Path(arguments.output), bar)
        else:
            engine.export_stream(arguments.container, sys.stdout.buffer, bar)


def undo(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        print(edit_text(engine.container(arguments.container).undo()))


def redo(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        print(edit_text(engine.container(arguments.container).redo()))


def log(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        edits = engine.container(arguments.container).edits()
    if arguments.format == "json":
        print_json_lines({"number": edit.number, **edit.to_json()} for edit in edits)
        return
    for edit in edits:
        print(f"{edit.number:>4}  {edit.made_at}  {edit_text(edit)}")


def edit_text(edit: Edit) -> str:
    """`write /etc/motd: copied up 615 B from layer 2, wrote 630 B`."""
    other = f" → {shown(edit.other)}" if edit.other is not None else ""
    parts = []
    if edit.copied_up_from is not None:
        parts.append(f"copied up {edit.copied_up_bytes} B from layer {edit.copied_up_from}")
    wrote = sum(step.size_bytes for step in edit.steps if step.kind is StepKind.WRITE)
    if wrote:
        parts.append(f"wrote {wrote} B")
    if any(step.kind is StepKind.WHITEOUT for step in edit.steps):
        parts.append("left a whiteout")
    told = f": {', '.join(parts)}" if parts else ""
    return f"{edit.verb.value} {shown(edit.path)}{other}{told}"
