"""Commands on what was done to containers and volumes: their changes and their logs."""

import shlex
from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from layerlab.commands import Terminal
from layerlab.commands.output import print_json_lines, print_table
from layerlab.container import Container, DiffRow, Edit, StepKind, Verb
from layerlab.container.file_diff import BinaryDiff, FileDiff, Line, TextDiff, TooLarge, file_diff
from layerlab.errors import InvalidPath
from layerlab.model import LayerPath, clean, shown

REMARK = "\\"
"""The sign of a line that is of neither file."""


def diff(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        container = engine.container(arguments.container)
        container.refresh()
        if arguments.path is not None:
            _diff_file(container, arguments, terminal)
            return
        at = arguments.at
        rows = container.diff() if at is None else container.diff_at(at)
        if arguments.format == "json":
            print_json_lines(terminal, map(_diff_json, rows))
            return
        for row in rows:
            why = f"  {', '.join(row.reasons)}" if arguments.why and row.reasons else ""
            terminal.print(f"{row}{why}")


def _diff_json(row: DiffRow) -> dict[str, Any]:
    return {
        "Kind": row.change.value,
        "Path": shown(row.path),
        "Reasons": [reason.value for reason in row.reasons],
    }


def _diff_file(container: Container, arguments: Namespace, terminal: Terminal) -> None:
    """Of the container's own files: what is mounted over them is not its change."""
    path = clean(arguments.path)
    view = container.view_at(container.head if arguments.at is None else arguments.at)
    found = file_diff(container.lower, view, path)
    if arguments.format == "json":
        lines = list(_unified(path, found))
        row = {"Path": shown(path), "Reasons": list(found.reasons), "Diff": lines}
        print_json_lines(terminal, [row])
        return
    if arguments.why and found.reasons:
        terminal.print(", ".join(found.reasons))
    for line in _unified(path, found):
        terminal.print(line)


def _unified(path: LayerPath, found: FileDiff) -> Iterator[str]:
    """As `diff -u` prints it; nothing where no byte differs."""
    match found.content:
        case TextDiff(hunks):
            yield f"--- {shown(path) if found.before else '/dev/null'}"
            yield f"+++ {shown(path) if found.after else '/dev/null'}"
            for hunk in hunks:
                yield hunk.header
                yield from map(_line, hunk.lines)
        case BinaryDiff(before, after):
            yield f"Binary files differ: {before or 'absent'}, {after or 'absent'}"
        case TooLarge(limit):
            yield f"{shown(path)} has more than {limit} bytes: its lines are not compared"


def _line(line: Line) -> str:
    space = " " if line.sign == REMARK else ""
    return f"{line.sign}{space}{line.text}"


def log(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        layer = engine.writable(arguments.container)
        head, done = layer.head, layer.edits()
        edits = layer.all_edits() if arguments.all else done
    ways = {number for number, _ in done.links}
    if arguments.format == "json":
        print_json_lines(terminal, (_edit_json(edit, head, ways) for edit in edits))
    elif arguments.all:
        rows = [
            (
                f"{edit.number}{' *' if edit.number == head else ''}",
                str(edit.parent or "-"),
                "" if edit.number in ways else "undone",
                edit.made_at,
                _labelled(edit),
            )
            for edit in edits
        ]
        print_table(terminal, ("EDIT", "ON", "", "MADE AT", "WHAT"), rows)
    else:
        for edit in edits:
            terminal.print(f"{edit.number:>4}  {edit.made_at}  {_labelled(edit)}")


def _edit_json(edit: Edit, head: int, done: set[int]) -> dict[str, Any]:
    return {
        "number": edit.number,
        "parent": edit.parent,
        "label": edit.label,
        "current": edit.number == head,
        "done": edit.number in done,
        **edit.to_json(),
    }


def _labelled(edit: Edit) -> str:
    return f"{edit_text(edit)}  [{edit.label}]" if edit.label else edit_text(edit)


def undo(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        terminal.print(edit_text(engine.writable(arguments.container).undo()))


def redo(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        terminal.print(edit_text(engine.writable(arguments.container).redo()))


def jump(arguments: Namespace, terminal: Terminal) -> None:
    """A line for each edit that was taken or brought back."""
    with terminal.engine() as engine, terminal.progress() as bar:
        done = engine.writable(arguments.container).jump(arguments.number, bar)
    for edit in done.undone:
        terminal.print(f"undo {edit.number}: {edit_text(edit)}")
    for edit in done.redone:
        terminal.print(f"redo {edit.number}: {edit_text(edit)}")


def label(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        engine.writable(arguments.container).label(arguments.number, arguments.text)


def branch(arguments: Namespace, terminal: Terminal) -> None:
    """Prints the new container's ID, as `create` does."""
    source, at, number = arguments.source.partition("@")
    if at and not number.isdecimal():
        raise InvalidPath(arguments.source, "behind the @ is the number of an edit")
    with terminal.engine() as engine:
        with terminal.progress() as bar:
            made = engine.branch(source, int(number) if at else None, arguments.name, bar)
        terminal.print(made.id)


def edit_text(edit: Edit) -> str:
    """`write /etc/motd: copied up 615 B from layer 2, wrote 630 B`."""
    parts = []
    if edit.copied_up_from is not None:
        parts.append(f"copied up {edit.copied_up_bytes} B from layer {edit.copied_up_from}")
    wrote = sum(step.size_bytes for step in edit.steps if step.kind is StepKind.WRITE)
    if wrote:
        parts.append(f"wrote {wrote} B")
    if any(step.kind is StepKind.WHITEOUT for step in edit.steps):
        parts.append("left a whiteout")
    if edit.lost:
        parts.append(f"can't be undone, {shown(edit.lost[0])} was not kept")
    told = f": {', '.join(parts)}" if parts else ""
    return f"{edit.verb.value} {_object(edit)}{told}"


def _object(edit: Edit) -> str:
    if edit.verb is Verb.EXEC:
        return shlex.join(edit.command).replace("\n", "⏎") + f" ({edit.runner})"
    if edit.verb is Verb.BRANCH:
        return f"{len(edit.steps)} paths, {edit.size_bytes} B"
    if edit.verb is Verb.EXTERNAL and len(edit.steps) > 1:
        return f"{shown(edit.path)} and {len(edit.steps) - 1} more"
    return shown(edit.path) + (f" → {shown(edit.other)}" if edit.other is not None else "")
