"""What the chosen layer changed of a path, read on a worker as one value for the window."""

from collections.abc import Iterator
from dataclasses import dataclass

from layerlab.container.file_diff import (
    BinaryDiff,
    FileDiff,
    Hunk,
    TextDiff,
    TooLarge,
    file_diff,
)
from layerlab.model import LayerPath
from layerlab.overlay import Change
from layerlab_gui import content
from layerlab_gui.content import LONG_LINE_CHARACTERS
from layerlab_gui.i18n import size, translate
from layerlab_gui.models.reasons import values
from layerlab_gui.models.rows import change_word, printable
from layerlab_gui.target import Source
from layerlab_gui.widgets.diff_view import HUNK, DiffLine


@dataclass(frozen=True)
class Difference:
    """`facts` are the attributes that differ, a line each. Without lines of text `note` says why
    there are none."""

    path: LayerPath
    facts: tuple[str, ...] = ()
    lines: tuple[DiffLine, ...] = ()
    note: str = ""


def read_difference(source: Source, path: LayerPath) -> Difference:
    """Between the files up to the chosen layer and those below it."""
    stack, layer = source.stack, source.layer
    below, here = (stack.view(upto=n, mounted=False) for n in (layer - 1, layer))
    found = file_diff(below, here, path, _decode)
    facts = tuple(_facts(found))
    if isinstance(found.content, TextDiff) and found.content.hunks:
        return Difference(path, facts, tuple(_lines(found.content.hunks)))
    return Difference(path, facts, note=_note(found))


def _decode(data: bytes) -> str | None:
    decoded = content.decode(data)
    return None if decoded is None else data.decode(decoded.encoding)


def _facts(found: FileDiff) -> Iterator[str]:
    before, after = found.before, found.after
    entry = after or before
    if before is not None and after is not None:
        for reason in found.reasons:
            yield values(reason, before, after)
    elif entry is not None:
        word = change_word(Change.DELETED if after is None else Change.ADDED)
        yield f"{word} · {size(entry.size)}" if entry.kind.has_data else word


def _lines(hunks: tuple[Hunk, ...]) -> Iterator[DiffLine]:
    """Line ends of two characters are only shown where some lines have them and others not."""
    texts = [line.text for hunk in hunks for line in hunk.lines if line.sign != "\\"]
    hidden = "\r" if all(text.endswith("\r") for text in texts) else ""
    for hunk in hunks:
        yield DiffLine(HUNK, hunk.header)
        for line in hunk.lines:
            yield DiffLine(line.sign, _shown(line.text.removesuffix(hidden)), line.old, line.new)


def _shown(text: str) -> str:
    """For one line of the screen."""
    cut = text if len(text) <= LONG_LINE_CHARACTERS else text[:LONG_LINE_CHARACTERS] + "…"
    return "\t".join(printable(part) for part in cut.split("\t"))


def _note(found: FileDiff) -> str:
    what, entry = found.content, found.after or found.before
    if entry is None:
        return translate("Diff", "Nothing is at this path, here or below.")
    if isinstance(what, TooLarge):
        text = translate("Diff", "Too large to be compared: more than {size}.")
        return text.format(size=size(what.limit_bytes))
    if isinstance(what, BinaryDiff):
        none = translate("Diff", "none")
        text = translate("Diff", "These bytes are no text.\n\nbefore: {before}\n\nafter: {after}")
        return text.format(before=what.before or none, after=what.after or none)
    if isinstance(what, TextDiff):
        return translate("Diff", "The text is the same; only how it is encoded differs.")
    return _unchanged(found)


def _unchanged(found: FileDiff) -> str:
    """No byte differs."""
    if found.before is None or found.after is None:
        return translate("Diff", "It has no content to compare.")
    if found.after.is_directory:
        return translate("Diff", "A directory: choose a path in it.")
    if found.reasons:
        return translate("Diff", "Only what is listed above differs; the content is the same.")
    return translate("Diff", "The chosen layer did not change it.")
