"""`--change`: instructions on a config; `tests/peers` holds the same against Docker's."""

import pytest

from layerlab.container.changes import apply_changes
from layerlab.container.shell_words import BadWord, expand, split_words
from layerlab.errors import InvalidChange
from support.peers.change_table import BASE_CHANGES, REFUSED

BASE = apply_changes({}, BASE_CHANGES)


def test_the_config_that_is_changed_stays_as_it_was() -> None:
    before = repr(BASE)
    apply_changes(BASE, ["ENV A=2", "EXPOSE 1", "LABEL x=y", "ONBUILD RUN x"])
    assert repr(BASE) == before


@pytest.mark.parametrize(
    ("changes", "key", "value"),
    [
        (["ENV A=2 B=$A"], "Env", ["A=2", "PATH=/bin", "EMPTY=", "B=1"]),
        (["ENV PATH=$PATH:/x", "ENV PATH=$PATH:/y"], "Env", ["A=1", "PATH=/bin:/x:/y", "EMPTY="]),
        (["CMD a $A"], "Cmd", ["/bin/sh", "-c", "a $A"]),
        (['CMD ["a"]', 'ENTRYPOINT ["e"]'], "Cmd", ["a"]),
        (['ENTRYPOINT ["e"]'], "Cmd", None),
        (["ENTRYPOINT []"], "Cmd", ["old", "arg"]),
        (["WORKDIR ../up"], "WorkingDir", "/srv/up"),
        (["EXPOSE 8000-8001/udp"], "ExposedPorts", {"80/tcp": {}, "8000/udp": {}, "8001/udp": {}}),
        (["STOPSIGNAL SIGUSR1"], "StopSignal", "SIGUSR1"),
        (
            ["HEALTHCHECK NONE"],
            "Healthcheck",
            {"Test": ["NONE"], "Interval": 7 * 10**9, "Retries": 9},
        ),
        (
            ["HEALTHCHECK --start-interval=1.5s CMD x"],
            "Healthcheck",
            {
                "Test": ["CMD-SHELL", "x"],
                "Interval": 7 * 10**9,
                "Retries": 9,
                "StartInterval": 1_500_000_000,
            },
        ),
        (["# comment", "", "USER x"], "User", "x"),
        (["USER \\", "x"], "User", "x"),
    ],
)
def test_a_change(changes: list[str], key: str, value: object) -> None:
    assert apply_changes(BASE, changes)[key] == value


@pytest.mark.parametrize("changes", REFUSED, ids=" ; ".join)
def test_what_is_refused(changes: tuple[str, ...]) -> None:
    with pytest.raises(InvalidChange):
        apply_changes(BASE, changes)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a b\tc", ["a", "b", "c"]),
        ("A='x y' B=\"p q\"", ["A='x y'", 'B="p q"']),
        ("a\\ b c", ["a\\ b", "c"]),
        ('"a\\" b" c', ['"a\\" b"', "c"]),
        ("'a\\' b", ["'a\\'", "b"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("$A${A}", "11"),
        ("'$A'\"$A\"\\$A", "$A1$A"),
        ("${NO:-x}${A:-x}${A:+y}${NO:+y}${NO-z}${E-z}${E:-w}", "x1yzw"),
        ("${NO:-$A'q'}", "1q"),
        ("$ a$", "$ a$"),
        ('"\\x\\""', '\\x"'),
        ("a\\", "a"),
    ],
)
def test_a_word_worked_out(word: str, value: str) -> None:
    assert expand(word, {"A": "1", "E": ""}) == value


@pytest.mark.parametrize("word", ["'a", '"a', "${A", "${}", "${A:x}", "${NO?}", "${NO:-x"])
def test_a_word_that_can_not_be_worked_out(word: str) -> None:
    with pytest.raises(BadWord):
        expand(word, {"A": "1"})
