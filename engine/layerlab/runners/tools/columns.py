"""Names side by side, as `ls -C` and `ls -x` lay them out."""

from collections.abc import Iterator, Sequence
from unicodedata import combining, east_asian_width

GAP = 2
TAB = 8
NARROWEST = 1 + GAP


def width_of(text: str, in_utf8: bool = False) -> int:
    """On a terminal; what is not printed takes no room, and a Korean letter that of two."""
    if not in_utf8:
        return sum(" " <= letter < "\x7f" for letter in text)
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if not letter.isprintable() or combining(letter):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def in_columns(
    names: Sequence[str], width: int, *, by_lines: bool = False, in_utf8: bool = False
) -> Iterator[str]:
    """The lines; names run down the columns, or along the lines with `by_lines`.

    The gaps are filled with tabs where these fit. Source: coreutils ls.c, calculate_columns.
    """
    sizes = [width_of(name, in_utf8) + GAP for name in names]
    count, widths = _fitting(sizes, width, by_lines)
    rows = -(-len(names) // count)
    for row in range(rows):
        line, at, begin = "", 0, 0
        for column in range(count):
            index = row * count + column if by_lines else column * rows + row
            if index >= len(names):
                break
            line += _gap(at, begin) + names[index]
            at = begin + width_of(names[index], in_utf8)
            begin += widths[column]
        yield line


def _fitting(sizes: Sequence[int], width: int, by_lines: bool) -> tuple[int, list[int]]:
    """The most columns that fit, and how wide each is."""
    most = max(min(width // NARROWEST, len(sizes)), 1)
    for count in range(most, 1, -1):
        rows = -(-len(sizes) // count)
        widths = [NARROWEST] * count
        for index, size in enumerate(sizes):
            column = index % count if by_lines else index // rows
            is_last = column == count - 1
            widths[column] = max(widths[column], size - GAP if is_last else size)
        if sum(widths) < width:
            return count, widths
    return 1, [max(sizes, default=0)]


def _gap(at: int, to: int) -> str:
    text = ""
    while at < to:
        if to // TAB > (at + 1) // TAB:
            text += "\t"
            at += TAB - at % TAB
        else:
            text += " "
            at += 1
    return text


def in_a_row(names: Sequence[str], width: int, *, in_utf8: bool = False) -> Iterator[str]:
    """`ls -m`: a comma and a blank after each, and lines as long as they may be."""
    line = ""
    for number, name in enumerate(names):
        part = name + ("," if number < len(names) - 1 else "")
        if line and width_of(f"{line} {part}", in_utf8) >= width:
            yield line
            line = part
        else:
            line = f"{line} {part}" if line else part
    yield line
