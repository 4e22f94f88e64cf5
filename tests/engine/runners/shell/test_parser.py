"""The syntax tree, where things stand, and what is refused."""

import pytest

from layerlab.runners.shell.parser import parse
from layerlab.runners.shell.source import SyntaxFault
from layerlab.runners.shell.syntax import (
    Assignment,
    Chain,
    CommandSubstitution,
    Function,
    Group,
    HereDocument,
    Literal,
    Parameter,
    Pipeline,
    Redirected,
    Redirection,
    Simple,
    Span,
    Subshell,
    Word,
)


def only(text: str) -> object:
    (command,) = parse(text)
    return command


def words(text: str) -> list[Word]:
    command = only(text)
    assert isinstance(command, Simple)
    return list(command.words)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a", (Literal("a"),)),
        ("a'b'", (Literal("a"), Literal("b", quoted=True))),
        ("a\\b", (Literal("a"), Literal("b", quoted=True))),
        ("''", (Literal("", quoted=True),)),
        ('""', (Literal("", quoted=True),)),
        ('"a$b"', (Literal("a", quoted=True), Parameter("b", quoted=True))),
        ('"\\a\\$"', (Literal("\\a$", quoted=True),)),
        ("$a$1$12", (Parameter("a"), Parameter("1"), Parameter("1"), Literal("2"))),
        ("${12}", (Parameter("12"),)),
        ("${a:-b c}", (Parameter("a", ":-", (Literal("b c"),)),)),
        ("${#a}", (Parameter("a", "length"),)),
        ("${#}", (Parameter("#"),)),
        ("${#-a}", (Parameter("#", "-", (Literal("a"),)),)),
        ("${a%%*x}", (Parameter("a", "%%", (Literal("*x"),)),)),
        ("${a:1}", (Parameter("", "bad"),)),
        ("$'a\\tb'", (Literal("a\tb", quoted=True),)),
        ("$", (Literal("$"),)),
        ("a#b", (Literal("a#b"),)),
        ("a\\\nb", (Literal("a"), Literal("b"))),
    ],
)
def test_words(text: str, parts: tuple[object, ...]) -> None:
    (word,) = words(text)
    joined = word.parts
    if "\\\n" in text:
        assert word.plain == "ab" or joined == parts
    else:
        assert joined == parts


def test_spans_of_words() -> None:
    text = "echo  'a b'\n\n  x=1 cat <f"
    commands = parse(text)
    assert [c.span.line for c in commands] == [1, 3]
    first, second = commands
    assert isinstance(first, Simple)
    assert [text[w.span.start : w.span.end] for w in first.words] == ["echo", "'a b'"]
    assert isinstance(second, Simple)
    assert second.assignments == (Assignment("x", Word((Literal("1"),), Span(15, 18, 3))),)
    (redirection,) = second.redirections
    assert isinstance(redirection, Redirection)
    assert redirection.target.span == Span(24, 25, 3)


def test_shapes() -> None:
    assert isinstance(only("a | b"), Pipeline)
    assert isinstance(only("a && b || c"), Chain)
    assert isinstance(only("(a)"), Subshell)
    assert isinstance(only("{ a; }"), Group)
    assert isinstance(only("{ a; } >f"), Redirected)
    function = only("f() { a; }")
    assert isinstance(function, Function)
    assert function.name == "f"


def test_here_documents_come_with_the_next_line() -> None:
    command = only("cat <<A - 3<<'B'\n$x\nA\n$y\nB\n")
    assert isinstance(command, Simple)
    assert command.redirections == (
        HereDocument(0, "A", False, False, (Parameter("x", quoted=True), Literal("\n", True))),
        HereDocument(3, "B", True, False, (Literal("$y\n", True),)),
    )


def test_what_is_substituted_is_parsed_with_the_script() -> None:
    for text in ("$(a; b)", "`a; b`"):
        (part,) = words(text)[0].parts
        assert isinstance(part, CommandSubstitution)
        assert len(part.body) == 2


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\nfi", 2, '"fi" unexpected'),
        ("if a; fi", 1, '"fi" unexpected (expecting "then")'),
        ("a ;; b", 1, '";;" unexpected'),
        ("a | ; b", 1, '";" unexpected'),
        ("case a in b c) esac", 1, 'word unexpected (expecting ")")'),
        ("for i do; do", 1, '";" unexpected'),
        ("while a; do b; fi", 1, '"fi" unexpected (expecting "done")'),
        ("f-x() { a; }", 1, "Bad function name"),
        ("export() { a; }", 1, "Bad function name"),
        ("for a-b in c; do d; done", 1, "Bad for loop variable"),
        ("a <", 1, "end of file unexpected"),
        ("{ a; )", 1, '")" unexpected (expecting "}")'),
        ("a & b", 0, ""),
    ],
)
def test_refused(text: str, line: int, message: str) -> None:
    if not message:
        assert len(parse(text)) == 1
        return
    with pytest.raises(SyntaxFault) as fault:
        parse(text)
    assert (fault.value.line, fault.value.text) == (line, message)


@pytest.mark.parametrize(
    "text", ["if", "a |", "'", '"', "`a", "$(a", "${a", "$((1", "{ a", "(a", "f()", "a &&", "a <"]
)
def test_what_more_text_could_mend(text: str) -> None:
    with pytest.raises(SyntaxFault) as fault:
        parse(text)
    assert fault.value.at_end
