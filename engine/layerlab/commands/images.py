"""Commands on images."""

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import Any

from layerlab.commands import CommandFailed, Terminal
from layerlab.commands.arguments import wanted_platform
from layerlab.commands.output import (
    NONE,
    print_json_lines,
    print_table,
    shorten,
    since_text,
    size_text,
)
from layerlab.commands.pruning import removed_lines
from layerlab.commands.several import complain
from layerlab.errors import EngineError, InvalidPath, NoSuchImage, NoSuchObject
from layerlab.facade import Engine, Fault, ImageSummary, LoadResult, SaveFormat
from layerlab.model import Reference
from layerlab.progress import Progress
from layerlab.words import explain

CREATED_BY_LENGTH = 45


def load(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        with terminal.progress(quiet=arguments.quiet) as bar:
            result = _load(engine, arguments, terminal, bar)
        _print_loaded(result, terminal)


def _load(engine: Engine, arguments: Namespace, terminal: Terminal, bar: Progress) -> LoadResult:
    platform = wanted_platform(arguments)
    everything = arguments.all_platforms
    if arguments.input and arguments.input != "-":
        path = terminal.path(arguments.input)
        return engine.load(path, bar, platform=platform, all_platforms=everything)
    stream = terminal.stdin
    return engine.load_stream(stream, bar, platform=platform, all_platforms=everything)


def _print_loaded(result: LoadResult, terminal: Terminal) -> None:
    for image in result.images:
        for reference, owner in image.moved.items():
            text = f"The image {reference.familiar} already exists"
            terminal.warn(f"{text}, renaming the old one with ID {owner} to empty string")
        for reference in image.references:
            terminal.print(f"Loaded image: {reference.familiar}")
        if not image.references:
            terminal.print(f"Loaded image ID: {image.image_id}")
    if not result.images:
        terminal.warn(f"Nothing is loaded: {result.path} has no images")
    if result.other_platforms:
        others = ", ".join(result.other_platforms)
        terminal.warn(f"Not loaded: {others} (see --platform and --all-platforms)")


def save(arguments: Namespace, terminal: Terminal) -> None:
    form = SaveFormat(arguments.format)
    with terminal.engine() as engine, terminal.progress() as bar:
        engine.save(arguments.image, terminal.path(arguments.output), form, bar)


def import_image(arguments: Namespace, terminal: Terminal) -> None:
    """`import FILE|- [REF]`."""
    if arguments.file.startswith(("http://", "https://")):
        raise InvalidPath(
            arguments.file, "nothing is fetched here; download it and import the file"
        )
    source = terminal.stdin if arguments.file == "-" else terminal.path(arguments.file)
    platform = wanted_platform(arguments)
    with terminal.engine() as engine:
        with terminal.progress() as bar:
            result = engine.import_image(
                source,
                arguments.reference,
                arguments.message,
                arguments.change,
                platform,
                bar,
            )
        terminal.print(result.image_id)


def images(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        rows = list(_image_rows(engine.images(), whole=arguments.no_trunc))
    if arguments.quiet:
        for key in dict.fromkeys(row["ID"] for row in rows):
            terminal.print(key)
    elif arguments.format == "json":
        print_json_lines(terminal, rows)
    else:
        print_table(
            terminal,
            ("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"),
            [
                (row["Repository"], row["Tag"], row["ID"], row["CreatedSince"], row["Size"])
                for row in rows
            ],
        )


def _image_rows(summaries: list[ImageSummary], *, whole: bool) -> Iterator[dict[str, str]]:
    """A row for each name, in Docker's field names; an image without a name has one row."""
    for image in summaries:
        names: list[Reference | None] = [*image.references] or [None]
        for reference in names:
            yield {
                "Containers": "N/A",
                "CreatedAt": image.created,
                "CreatedSince": since_text(image.created),
                "Digest": NONE,
                "ID": str(image.image_id) if whole else image.image_id.short,
                "Repository": reference.familiar_repository if reference else NONE,
                "Size": "damaged" if image.is_damaged else size_text(image.size_bytes),
                "Tag": (reference.tag if reference else None) or NONE,
            }


def history(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        rows = engine.history(arguments.image)
    table: list[dict[str, str]] = []
    for row in rows:
        by = row.created_by if arguments.no_trunc else shorten(row.created_by, CREATED_BY_LENGTH)
        image_id = "<missing>"
        if row.image_id:
            image_id = str(row.image_id) if arguments.no_trunc else row.image_id.short
        table.append(
            {
                "Comment": row.comment,
                "CreatedAt": row.created,
                "CreatedBy": by,
                "CreatedSince": since_text(row.created),
                "ID": image_id,
                "Size": size_text(row.size_bytes),
            }
        )
    if arguments.quiet:
        for line in table:
            terminal.print(line["ID"])
    elif arguments.format == "json":
        print_json_lines(terminal, table)
    else:
        columns = ("ID", "CreatedSince", "CreatedBy", "Size", "Comment")
        print_table(
            terminal,
            ("IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"),
            [[row[column] for column in columns] for row in table],
        )


def inspect(arguments: Namespace, terminal: Terminal) -> None:
    """Those that are there are shown, also where others are not."""
    found: list[dict[str, Any]] = []
    failed: list[EngineError] = []
    with terminal.engine() as engine:
        for name in arguments.objects:
            try:
                found.append(_inspect(engine, name, terminal))
            except EngineError as error:
                failed.append(error)
    terminal.print(json.dumps(found, indent=4, ensure_ascii=False))
    for failure in failed:
        complain(failure, terminal)
    if failed:
        raise CommandFailed


def _inspect(engine: Engine, name: str, terminal: Terminal) -> dict[str, Any]:
    """A container or image by name; else an archive by path."""
    try:
        return engine.inspect(name)
    except NoSuchImage as error:
        if not terminal.path(name).exists():
            raise NoSuchObject(name) from error
    with terminal.progress() as bar:
        return engine.inspect_archive(terminal.path(name), bar)


def tag(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        engine.tag(arguments.image, arguments.reference)


def rmi(arguments: Namespace, terminal: Terminal) -> None:
    """Each by itself; with `-f` one that is absent is told, and no failure, as in Docker."""
    has_failed = False
    with terminal.engine() as engine:
        for name in arguments.image:
            try:
                removed = engine.remove_image(name, force=arguments.force)
            except EngineError as error:
                complain(error, terminal)
                has_failed |= not (arguments.force and isinstance(error, NoSuchImage))
                continue
            for line in removed_lines(removed):
                terminal.print(line)
    if has_failed:
        raise CommandFailed


def verify(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        faults, right = _verify(engine, arguments.target, terminal)
    for fault in faults:
        terminal.print(f"{fault.object}: {explain(fault.error)}")
    if faults:
        raise CommandFailed
    terminal.print(right)


def _verify(engine: Engine, target: str | None, terminal: Terminal) -> tuple[Sequence[Fault], str]:
    """What is wrong, and what to say where nothing is."""
    with terminal.progress() as bar:
        if target is None:
            report = engine.verify_store(bar)
            right = f"{engine.root}: images, containers and the database are right"
            if report.leftovers:
                right += f"; left over, and swept by the next rmi: {len(report.leftovers)}"
            return report.faults, right
        right = f"{target}: all digests, sizes and diff IDs are right"
        if terminal.path(target).exists():
            return engine.verify_archive(terminal.path(target), bar), right
        return engine.verify(target, bar), right
