"""Commands on images."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from layerlab.cli import CommandFailed, open_engine, wanted_platform
from layerlab.cli.output import Bar, print_json_lines, print_table, shorten, since_text, size_text
from layerlab.errors import InvalidPath, NoSuchImage
from layerlab.facade import Engine, Fault, ImageSummary, LoadResult, SaveFormat
from layerlab.model import Reference
from layerlab.words import explain

NONE = "<none>"
CREATED_BY_LENGTH = 45


def load(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        with Bar(quiet=arguments.quiet) as bar:
            result = _load(engine, arguments, bar)
        _print_loaded(result)


def _load(engine: Engine, arguments: Namespace, bar: Bar) -> LoadResult:
    platform = wanted_platform(arguments)
    everything = arguments.all_platforms
    if arguments.input and arguments.input != "-":
        path = Path(arguments.input)
        return engine.load(path, bar, platform=platform, all_platforms=everything)
    stream = sys.stdin.buffer
    return engine.load_stream(stream, bar, platform=platform, all_platforms=everything)


def _print_loaded(result: LoadResult) -> None:
    for image in result.images:
        for reference, owner in image.moved.items():
            text = f"The image {reference.familiar} already exists"
            print(f"{text}, renaming the old one with ID {owner} to empty string", file=sys.stderr)
        for reference in image.references:
            print(f"Loaded image: {reference.familiar}")
        if not image.references:
            print(f"Loaded image ID: {image.image_id}")
    if not result.images:
        print(f"Nothing is loaded: {result.path} has no images", file=sys.stderr)
    if result.other_platforms:
        others = ", ".join(result.other_platforms)
        print(f"Not loaded: {others} (see --platform and --all-platforms)", file=sys.stderr)


def save(arguments: Namespace) -> None:
    form = SaveFormat(arguments.format)
    with open_engine(arguments) as engine, Bar() as bar:
        engine.save(arguments.image, Path(arguments.output), form, bar)


def import_image(arguments: Namespace) -> None:
    """`import FILE|- [REF]`."""
    if arguments.file.startswith(("http://", "https://")):
        raise InvalidPath(
            arguments.file, "nothing is fetched here; download it and import the file"
        )
    source = sys.stdin.buffer if arguments.file == "-" else Path(arguments.file)
    platform = wanted_platform(arguments)
    with open_engine(arguments) as engine:
        with Bar() as bar:
            result = engine.import_image(
                source,
                arguments.reference,
                arguments.message,
                arguments.change,
                platform,
                bar,
            )
        print(result.image_id)


def images(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        rows = list(_image_rows(engine.images(), whole=arguments.no_trunc))
    if arguments.quiet:
        print(*dict.fromkeys(row["ID"] for row in rows), sep="\n", end="\n" if rows else "")
    elif arguments.format == "json":
        print_json_lines(rows)
    else:
        print_table(
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


def history(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
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
        print(*(row["ID"] for row in table), sep="\n")
    elif arguments.format == "json":
        print_json_lines(table)
    else:
        columns = ("ID", "CreatedSince", "CreatedBy", "Size", "Comment")
        print_table(
            ("IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"),
            [[row[column] for column in columns] for row in table],
        )


def inspect(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        found = [_inspect(engine, name) for name in arguments.objects]
    print(json.dumps(found, indent=4, ensure_ascii=False))


def _inspect(engine: Engine, name: str) -> dict[str, Any]:
    """A container or image by name; else an archive by path."""
    try:
        return engine.inspect(name)
    except NoSuchImage:
        if not Path(name).exists():
            raise
    with Bar() as bar:
        return engine.inspect_archive(Path(name), bar)


def tag(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        engine.tag(arguments.image, arguments.reference)


def rmi(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        for name in arguments.image:
            removed = engine.remove_image(name, force=arguments.force)
            for reference in removed.untagged:
                print(f"Untagged: {reference.familiar}")
            for image_id in removed.deleted:
                print(f"Deleted: {image_id}")


def verify(arguments: Namespace) -> None:
    with open_engine(arguments) as engine:
        faults, right = _verify(engine, arguments.target)
    for fault in faults:
        print(f"{fault.object}: {explain(fault.error)}")
    if faults:
        raise CommandFailed
    print(right)


def _verify(engine: Engine, target: str | None) -> tuple[Sequence[Fault], str]:
    """What is wrong, and what to say where nothing is."""
    with Bar() as bar:
        if target is None:
            report = engine.verify_store(bar)
            right = f"{engine.root}: images, containers and the database are right"
            if report.leftovers:
                right += f"; left over, and swept by the next rmi: {len(report.leftovers)}"
            return report.faults, right
        right = f"{target}: all digests, sizes and diff IDs are right"
        if Path(target).exists():
            return engine.verify_archive(Path(target), bar), right
        return engine.verify(target, bar), right
