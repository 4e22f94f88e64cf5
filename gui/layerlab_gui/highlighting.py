"""Which parts of a text are what, by Pygments, as spans that a worker makes.

Qt's highlighter only looks spans up: lexing on the window's thread would block it.
"""

from dataclasses import dataclass

from pygments.lexers import get_lexer_for_filename, guess_lexer
from pygments.lexers.special import TextLexer
from pygments.token import Token
from pygments.util import ClassNotFound

from layerlab_gui.content import LONG_LINE_CHARACTERS

LIMIT_CHARACTERS = 128 << 10
_GROUPS = (
    (Token.Comment, "comment"),
    (Token.Literal.String, "string"),
    (Token.Literal.Number, "number"),
    (Token.Keyword, "keyword"),
    (Token.Name.Tag, "keyword"),
    (Token.Name.Builtin, "keyword"),
    (Token.Name.Attribute, "name"),
    (Token.Name.Function, "name"),
    (Token.Name.Class, "name"),
    (Token.Name.Variable, "name"),
    (Token.Operator.Word, "keyword"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """`length` characters of one line from `start`, all of one group."""

    start: int
    length: int
    group: str


Lines = tuple[tuple[Span, ...], ...]


def spans(text: str, name: str) -> Lines:
    """For each line its spans, for a long one none; for a very long text, or of no known language,
    not even lines."""
    if len(text) > LIMIT_CHARACTERS:
        return ()
    lexer = _lexer(text, name)
    if isinstance(lexer, TextLexer):
        return ()
    lines: list[list[Span]] = [[]]
    column = 0
    for _, token, value in lexer.get_tokens_unprocessed(text):
        group = next((g for kind, g in _GROUPS if token in kind), "")
        for number, part in enumerate(value.split("\n")):
            if number:
                lines.append([])
                column = 0
            if group and part:
                lines[-1].append(Span(column, len(part), group))
            column += len(part)
    shown = zip(lines, text.split("\n"), strict=False)
    return tuple(tuple(line) if len(part) <= LONG_LINE_CHARACTERS else () for line, part in shown)


def _lexer(text: str, name: str):  # type: ignore[no-untyped-def]
    try:
        return get_lexer_for_filename(name, text[:4096])
    except ClassNotFound:
        pass
    if not text.startswith(("#!", "<?xml", "<!DOCTYPE", "<html", "{")):
        return TextLexer()
    try:
        return guess_lexer(text[:4096])
    except ClassNotFound:
        return TextLexer()
