"""Commands on containers."""

import os
import sys
from argparse import Namespace
from pathlib import Path

from layerlab.cli import open_engine
from layerlab.cli.output import Bar, print_json_lines, print_table, shorten, since_text
from layerlab.container import Container, Edit, StepKind
from layerlab.errors import (
    InvalidPath,
    NoSuchContainer,
    NoSuchFile,
    NoSuchPath,
    NotADirectory,
)
from layerlab.model import LayerPath, clean, join, parent, shown

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
    if (source is None) == (destination is None):
        raise InvalidPath(arguments.destination, "exactly one side must be CONTAINER:PATH")
    with open_engine(arguments) as engine, Bar() as bar:
        if source:
            container, text = engine.container(source[0], bar), source[1]
            _copy_out(container, text, arguments.destination, bar, follow=arguments.follow_link)
        elif destination:
            container, text = engine.container(destination[0], bar), destination[1]
            _copy_in(container, text, arguments.source, bar, follow=arguments.follow_link)


def _split(text: str) -> tuple[str, str] | None:
    """`c1:/path` as container and path; a host path (also `C:\\…`) is None."""
    name, colon, path = text.partition(":")
    is_host = not colon or len(name) < 2 or "/" in name or "\\" in name or name == "."
    return None if is_host else (name, path)


def _copy_out(container: Container, text: str, target: str, bar: Bar, *, follow: bool) -> None:
    view = container.view()
    path = view.resolve(parent(clean(text)))
    path = join(path, clean(text).rpartition("/")[2]) if clean(text) else path
    if follow or _names_a_directory(text):
        path = view.resolve(path)
    is_directory = view.get(path).is_directory
    if _names_a_directory(text) and not is_directory:
        raise NotADirectory(shown(path))
    if target == "-":
        container.write_tar(path, sys.stdout.buffer)
        return
    destination = Path(target)
    if _names_a_directory(target) and not (is_directory or destination.is_dir()):
        raise NoSuchFile(target)
    if is_directory and _means_contents(text) and destination.is_dir():
        for child in view.list(path):
            container.copy_out(child.path, destination, bar)
    else:
        container.copy_out(path, destination, bar)


def _copy_in(container: Container, text: str, source: str, bar: Bar, *, follow: bool) -> None:
    if source == "-":
        container.copy_in_tar(sys.stdin.buffer, clean(text), bar)
        return
    host = Path(source).resolve() if follow or _names_a_directory(source) else Path(source)
    container.copy_in(host, _landing(container, source, host, text), bar)


def _landing(container: Container, source: str, host: Path, text: str) -> LayerPath:
    """Into a directory that is there, else under that name; `DIR/.` means its contents.

    Source: moby pkg/archive/copy.go, PrepareArchiveCopy.
    """
    path = clean(text)
    view = container.view()
    is_directory = host.is_dir() and not host.is_symlink()
    try:
        there = view.get(view.resolve(path))
    except NoSuchPath:
        if _names_a_directory(text) and not is_directory:
            raise NoSuchPath(f"container {container.name}", shown(path)) from None
        return path
    if there.is_directory:
        return path if is_directory and _means_contents(source) else join(path, _base_name(host))
    if is_directory or _names_a_directory(text):
        raise NotADirectory(shown(path))
    return path


def _base_name(host: Path) -> str:
    return host.resolve().name if host.name in ("", "..") else host.name


def _names_a_directory(text: str) -> bool:
    """Whether what is typed can only mean a directory: `DIR/`, `DIR/.`, `.`"""
    return text.endswith(("/", os.sep)) or _means_contents(text)


def _means_contents(text: str) -> bool:
    return text == "." or text.endswith(("/.", f"{os.sep}."))


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
