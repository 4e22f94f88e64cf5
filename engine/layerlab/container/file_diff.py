"""What a layer changed within one file: the lines of a text, or what else can be said of it.

Works on two views, so that it serves a container against its image, any earlier state of it, and
one layer of an image against those below. A unified diff as `diff -u` writes it; a file that is not
there has no lines. Source: POSIX diff, -u output.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from layerlab.container.reasons import Reason, reasons
from layerlab.model import Entry, LayerPath
from layerlab.overlay import View, find_entry

TEXT_BYTES = 1 << 20
TEXT_LINES = 20_000
"""Above either on one side there is no text diff."""

DIGEST_BYTES = 64 << 20
"""Larger files are not read for their digests."""

CONTEXT_LINES = 3

Decode = Callable[[bytes], str | None]
"""The text that bytes are, with newlines as line ends; None where they are none."""


@dataclass(frozen=True, slots=True)
class Line:
    """`sign` is a space, `+`, `-`, or `\\` for the remark that a last line has no end. Lines are
    numbered from 1 in the file before (`old`) and after (`new`)."""

    sign: str
    text: str
    old: int | None = None
    new: int | None = None


@dataclass(frozen=True, slots=True)
class Hunk:
    """Changed lines with the equal ones around them."""

    header: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class TextDiff:
    hunks: tuple[Hunk, ...]


@dataclass(frozen=True, slots=True)
class BinaryDiff:
    """Bytes that are no text on at least one side, as `sha256:…`; None for a file that is not
    there."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class TooLarge:
    """More than is compared."""

    limit_bytes: int


@dataclass(frozen=True, slots=True)
class SameContent:
    """No byte differs, or there are none."""


@dataclass(frozen=True, slots=True)
class FileDiff:
    """`reasons` name CONTENT exactly, where it was read; they are empty for a path that is only on
    one side."""

    before: Entry | None
    after: Entry | None
    reasons: tuple[Reason, ...]
    content: TextDiff | BinaryDiff | TooLarge | SameContent


def utf8(data: bytes) -> str | None:
    try:
        return None if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return None


def file_diff(below: View, view: View, path: LayerPath, decode: Decode = utf8) -> FileDiff:
    """Of a path that need not be on either side."""
    before, after = find_entry(below, path), find_entry(view, path)
    content = _content(below, view, before, after, decode)
    why: tuple[Reason, ...] = ()
    if before is not None and after is not None:
        why = reasons(before, after)
        has_data = before.kind.has_data and after.kind.has_data
        if has_data and Reason.CONTENT not in why and not isinstance(content, SameContent):
            why = (Reason.CONTENT, *why)
    return FileDiff(before, after, why, content)


def _content(
    below: View, view: View, before: Entry | None, after: Entry | None, decode: Decode
) -> TextDiff | BinaryDiff | TooLarge | SameContent:
    sizes = [entry.size for entry in (before, after) if entry and entry.kind.has_data]
    largest = max(sizes, default=0)
    if largest > DIGEST_BYTES:
        return TooLarge(DIGEST_BYTES)
    old, new = _read(below, before), _read(view, after)
    if (old or b"") == (new or b""):
        return SameContent()
    if largest > TEXT_BYTES:
        is_binary = any(b"\0" in side for side in (old, new) if side)
        return BinaryDiff(_digest(old), _digest(new)) if is_binary else TooLarge(TEXT_BYTES)
    one, other = decode(old or b""), decode(new or b"")
    if one is None or other is None:
        return BinaryDiff(_digest(old), _digest(new))
    old_lines, new_lines = _lines(one), _lines(other)
    if max(len(old_lines), len(new_lines)) > TEXT_LINES:
        return TooLarge(TEXT_BYTES)
    return TextDiff(tuple(_hunks(old_lines, new_lines)))


def _read(view: View, entry: Entry | None) -> bytes | None:
    return view.read(entry.path) if entry is not None and entry.kind.has_data else None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else f"sha256:{hashlib.sha256(data).hexdigest()}"


def _lines(text: str) -> list[str]:
    """With their ends; only newlines end a line."""
    parts = text.split("\n")
    last = [parts[-1]] if parts[-1] else []
    return [part + "\n" for part in parts[:-1]] + last


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    matcher = SequenceMatcher(None, old, new)
    for group in matcher.get_grouped_opcodes(CONTEXT_LINES):
        first, last = group[0], group[-1]
        header = f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@"
        yield Hunk(header, tuple(_changed(old, new, group)))


def _range(start: int, end: int) -> str:
    """As POSIX has it: a range of one line is its number, an empty one stands after its line."""
    length = end - start
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _changed(
    old: Sequence[str], new: Sequence[str], group: Sequence[tuple[str, int, int, int, int]]
) -> Iterator[Line]:
    for tag, old_start, old_end, new_start, new_end in group:
        if tag == "equal":
            for at, number in enumerate(range(old_start, old_end)):
                yield from _line(" ", old[number], number + 1, new_start + at + 1)
            continue
        for number in range(old_start, old_end):
            yield from _line("-", old[number], number + 1, None)
        for number in range(new_start, new_end):
            yield from _line("+", new[number], None, number + 1)


def _line(sign: str, text: str, old: int | None, new: int | None) -> Iterator[Line]:
    yield Line(sign, text.removesuffix("\n"), old, new)
    if not text.endswith("\n"):
        yield Line("\\", "No newline at end of file")
