"""Commands that look into an image, a container, or an archive that is opened in place."""

import contextlib
import shutil
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from layerlab.commands import Terminal
from layerlab.commands.arguments import wanted_platform
from layerlab.commands.output import print_json_lines
from layerlab.errors import (
    NoSuchContainer,
    NoSuchEdit,
    NoSuchImage,
    NoSuchPlatform,
    NotFound,
    SeveralImages,
    UnknownFormat,
)
from layerlab.facade import Archive, Stack, VolumeStack
from layerlab.image import BlobImage, Image
from layerlab.model import Entry, Kind, LayerPath, clean, join, parent, shown
from layerlab.overlay import Node, Reason, TrailStep, Verdict, View
from layerlab.rules import RULES, Rule, SpecSentence

_REASONS = {
    Reason.NEWER: "the newer entry of layer {layer}",
    Reason.WHITEOUT: "the whiteout of layer {layer}",
    Reason.OPAQUE: "the opaque directory of layer {layer}",
    Reason.PARENT_WHITEOUT: "the whiteout of a directory above it in layer {layer}",
    Reason.PARENT_REPLACED: "layer {layer}, where a directory above it is none any more",
}


@contextlib.contextmanager
def _opened(arguments: Namespace, terminal: Terminal) -> Iterator[Stack | VolumeStack]:
    """A container or image by name, a volume as `volume:NAME`; else an archive by path, with one
    image in it.

    Of an image for several platforms, the wanted one or the host's.
    """
    wanted = wanted_platform(arguments)
    with terminal.engine() as engine, contextlib.ExitStack() as open_files:
        volume = engine.volume_named(arguments.target)
        if volume:
            yield engine.volume_stack(volume)
            return
        with terminal.progress() as bar:
            try:
                stack = engine.stack(arguments.target, bar)
            except (NoSuchImage, NoSuchContainer):
                path = terminal.path(arguments.target)
                if not path.exists():
                    raise
                archive = open_files.enter_context(engine.open(path, bar))
                choice = archive.choose(wanted)
                stack = engine.stack(_only_image(archive, choice.images), bar)
                if choice.others and wanted is None:
                    _say_choice(stack.image, choice.others, terminal)
        found = stack.image.platform
        if wanted and found.normalised not in wanted.runs():
            raise NoSuchPlatform(arguments.target, str(wanted), (str(found),))
        yield stack


def _only_image(archive: Archive, images: Sequence[BlobImage]) -> BlobImage:
    if not images:
        raise UnknownFormat(str(archive.path), "an archive without images")
    if len(images) != 1:
        raise SeveralImages(str(archive.path), len(images))
    return images[0]


def _say_choice(image: Image, others: Sequence[Image], terminal: Terminal) -> None:
    rest = ", ".join(str(other.platform) for other in others)
    terminal.warn(f"Shown is {image.platform}; --platform chooses of: {rest}")


def _view(stack: Stack | VolumeStack, arguments: Namespace) -> View:
    at = getattr(arguments, "at", None)
    if at is not None:
        if isinstance(stack, Stack) and stack.container is None:
            raise NoSuchEdit(arguments.target, at)
        stack = stack.as_of(at)
    return stack.view(alone=arguments.layer, mounted=not arguments.unmounted)


def _real(view: View, text: str) -> LayerPath:
    path = clean(text)
    return view.resolve(path) if path else path


def _with_real_parent(view: View, path: LayerPath) -> LayerPath:
    """Links in the parents followed; a path that is gone stays as it is typed."""
    try:
        return join(view.resolve(parent(path)), path.rpartition("/")[2]) if path else path
    except NotFound:
        return path


def ls(arguments: Namespace, terminal: Terminal) -> None:
    with _opened(arguments, terminal) as stack:
        view = _view(stack, arguments)
        path = _real(view, arguments.path)
        node = view.get(path)
        nodes = view.list(path) if node.is_directory else [node]
        if arguments.format == "json":
            print_json_lines(terminal, map(_row, nodes))
            return
        for node in nodes:
            terminal.print(_long(node) if arguments.long else _name(node))


def _name(node: Node) -> str:
    if node.kind is Kind.WHITEOUT and not node.name.startswith(".wh."):
        return f".wh.{node.name}"
    return node.name


def _long(node: Node) -> str:
    entry = node.entry
    link = f" -> {entry.link}" if entry.kind is Kind.SYMLINK else ""
    owner = f"{entry.uid}:{entry.gid}"
    layer = node.mount or (f"layer {node.layer}" if node.layer else "no layer")
    return (
        f"{entry.mode_text} {owner:>9} {entry.size:>10} {_time(entry)} {layer:<8} "
        f"{_name(node)}{link}"
    )


def _time(entry: Entry) -> str:
    try:
        return datetime.fromtimestamp(entry.mtime_ns // 10**9, UTC).strftime("%Y-%m-%d %H:%M")
    except (OverflowError, ValueError, OSError):
        return f"{entry.mtime_ns // 10**9:>16}"


def _row(node: Node) -> dict[str, Any]:
    entry = node.entry
    return {
        "Name": node.name,
        "Path": shown(node.path),
        "Kind": node.kind.name.lower(),
        "Mode": entry.mode_text,
        "Uid": entry.uid,
        "Gid": entry.gid,
        "Size": entry.size,
        "ModTimeNs": entry.mtime_ns,
        "Link": entry.link,
        "Layer": node.layer,
        "Mount": node.mount,
        "Change": node.change.value,
    }


def tree(arguments: Namespace, terminal: Terminal) -> None:
    with _opened(arguments, terminal) as stack:
        view = _view(stack, arguments)
        path = _real(view, arguments.path)
        terminal.print(shown(path))
        _print_tree(terminal, view, path, "")


def _print_tree(terminal: Terminal, view: View, path: LayerPath, indent: str) -> None:
    nodes = view.list(path)
    for node in nodes:
        is_last = node is nodes[-1]
        link = f" -> {node.entry.link}" if node.kind is Kind.SYMLINK else ""
        terminal.print(f"{indent}{'└── ' if is_last else '├── '}{_name(node)}{link}")
        if node.is_directory:
            _print_tree(terminal, view, node.path, indent + ("    " if is_last else "│   "))


def cat(arguments: Namespace, terminal: Terminal) -> None:
    with _opened(arguments, terminal) as stack:
        view = _view(stack, arguments)
        with view.open(_real(view, arguments.path)) as stream:
            shutil.copyfileobj(stream, terminal.stdout, 1 << 20)


def why(arguments: Namespace, terminal: Terminal) -> None:
    with _opened(arguments, terminal) as stack:
        view = stack.view(mounted=not arguments.unmounted)
        path = _with_real_parent(view, clean(arguments.path))
        steps = view.trail(path)
        told = [step for step in steps if step.verdict is not Verdict.ABSENT]
        if not told:
            view.get(path)
        if arguments.format == "json":
            print_json_lines(terminal, map(_step_row, steps))
            return
        for step in told:
            terminal.print(f"{_speaker(stack, step)}: {_verdict(step)}")
            if step.rule:
                terminal.print(f"    {_told(RULES[step.rule])}")


def _speaker(stack: Stack | VolumeStack, step: TrailStep) -> str:
    if step.mount:
        return step.mount
    if isinstance(stack, VolumeStack):
        return stack.volume.title
    return "container layer" if stack.card(step.layer).is_container else f"layer {step.layer}"


def _told(rule: Rule) -> str:
    if isinstance(rule, SpecSentence):
        return f"“{rule.text}” ({rule.place})"
    return f"the specification is silent ({rule.place}): {rule.text}"


def _step_row(step: TrailStep) -> dict[str, Any]:
    entry = step.entry
    rule = RULES.get(step.rule)
    return {
        "Layer": step.layer,
        "Mount": step.mount,
        "Verdict": step.verdict.value,
        "Size": entry.size if entry else None,
        "Mode": entry.mode_text if entry else None,
        "HiddenBy": step.hidden_by,
        "Reason": step.reason.value,
        "Rule": step.rule,
        "Quote": rule.text if rule else "",
        "Section": rule.place if rule else "",
    }


def _verdict(step: TrailStep) -> str:
    by = _REASONS.get(step.reason, "").format(layer=step.hidden_by)
    what = f"{step.entry.mode_text} {step.entry.size} B" if step.entry else ""
    match step.verdict:
        case Verdict.SEEN:
            return f"seen, {what}"
        case Verdict.MERGED:
            return f"merged, {what}"
        case Verdict.HIDDEN:
            return f"hidden by {by}, {what}"
        case Verdict.WHITEOUT:
            return "whiteout" + (f", itself hidden by {by}" if by else "")
        case Verdict.OPAQUE:
            return "opaque directory above it" + (f", itself hidden by {by}" if by else "")
        case Verdict.MISSING:
            return "missing: what it says of the path is not known"
        case Verdict.ABSENT:
            return "not here"
        case Verdict.MOUNTED:
            return f"mounted here, seen, {what}" if what else "mounted here, and has no such path"
        case Verdict.COVERED:
            return f"covered by what is mounted over it, {what}"
