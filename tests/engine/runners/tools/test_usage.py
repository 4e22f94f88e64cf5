"""Words as POSIX utilities and getopt_long read them."""

import pytest

from layerlab.runners.tools.usage import Option, UnknownUsage, Usage, parse

USAGE = Usage(
    "tool",
    "[OPTION]...",
    "For tests.",
    (
        Option("-a, --all", "a switch"),
        Option("-m, --mode=MODE", "with an argument"),
        Option("--color[=WHEN]", "an argument that may be left out"),
        Option("--collect", "another long one"),
    ),
)


def test_letters_in_one_word_with_an_argument() -> None:
    arguments = parse(USAGE, ["-am700", "x"])
    assert arguments.given == (("a", ""), ("m", "700"))
    assert arguments.operands == ("x",)


def test_options_stand_between_operands_up_to_two_dashes() -> None:
    arguments = parse(USAGE, ["x", "-a", "--", "-a", "-"])
    assert arguments.operands == ("x", "-a", "-")


def test_options_in_order_end_at_the_first_operand() -> None:
    usage = Usage("tool", "", "", USAGE.options, in_order=True)
    assert parse(usage, ["-a", "x", "-a"]).operands == ("x", "-a")


@pytest.mark.parametrize(
    ("words", "value"),
    [(["--mode=7"], "7"), (["--mode", "7"], "7"), (["--mo=7"], "7"), (["-m", "7"], "7")],
)
def test_an_argument_beside_or_behind(words: list[str], value: str) -> None:
    assert parse(USAGE, words).value("m") == value


def test_an_argument_that_may_be_left_out_is_never_the_next_word() -> None:
    arguments = parse(USAGE, ["--color", "never"])
    assert (arguments.value("color"), arguments.operands) == ("", ("never",))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("-q", "invalid option -- 'q'"),
        ("--nope", "unrecognized option '--nope'"),
        ("--all=1", "option '--all' doesn't allow an argument"),
        ("-m", "option requires an argument -- 'm'"),
        ("--mode", "option '--mode' requires an argument"),
        ("--col", "option '--col' is ambiguous; possibilities: '--color' '--collect'"),
    ],
)
def test_what_is_unknown_is_refused_in_getopts_words(word: str, text: str) -> None:
    with pytest.raises(UnknownUsage) as caught:
        parse(USAGE, [word])
    assert str(caught.value) == text


def test_the_last_of_options_that_override_one_another() -> None:
    arguments = parse(USAGE, ["-a", "--collect"])
    assert arguments.last("a", "collect") == "collect"
    assert arguments.last("m") == ""
