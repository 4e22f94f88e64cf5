"""Which main commands end by themselves."""

import pytest

from layerlab.container.main_command import NESTED, Standing, standing

WAITS, INPUT, SERVES = Standing.WAITS, Standing.INPUT, Standing.SERVES


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], None),
        (["true"], None),
        (["echo", "sleep", "infinity"], None),
        (["sleep", "infinity"], WAITS),
        (["/bin/sleep", "inf"], WAITS),
        (["sleep", "1000"], WAITS),
        (["sleep", "1m"], WAITS),
        (["sleep", "30", "30"], WAITS),
        (["sleep", "0.1d"], WAITS),
        (["sleep", "59"], None),
        (["sleep"], None),
        (["sleep", "x"], None),
        (["sleep", "1w"], None),
        (["busybox", "sleep", "1h"], WAITS),
        (["tail", "-f", "/dev/null"], WAITS),
        (["tail", "/var/log/x", "-F"], WAITS),
        (["tail", "-fn0", "x"], WAITS),
        (["tail", "--follow=name", "x"], WAITS),
        (["tail", "-n5", "file"], None),
        (["tail", "-c", "5", "file"], None),
        (["nginx", "-g", "daemon off;"], SERVES),
        (["/docker-entrypoint.sh", "nginx", "-g", "daemon off;"], SERVES),
        (["docker-entrypoint.sh", "postgres"], SERVES),
        (["docker-entrypoint.sh", "true"], None),
        (["tini", "-v", "--", "redis-server"], SERVES),
        (["env", "-i", "A=1", "sleep", "inf"], WAITS),
        (["gosu", "web", "httpd"], SERVES),
        (["su-exec", "web:web", "true"], None),
        (["sh", "-c", "sleep infinity"], WAITS),
        (["sh", "-c", "exec sleep infinity"], WAITS),
        (["sh", "-ec", "echo hi; exec tail -f /dev/null"], WAITS),
        (["bash", "-lc", "while true; do date; sleep 1; done"], WAITS),
        (["sh", "-c", "while :; do sleep 1; done"], WAITS),
        (["sh", "-c", "until false\ndo sleep 1\ndone"], WAITS),
        (["sh", "-c", "trap : TERM INT; sleep infinity & wait"], WAITS),
        (["sh", "-c", "sleep infinity & echo started"], None),
        (["sh", "-c", "if true; then nginx; fi"], SERVES),
        (["sh", "-c", "for i in 1 2; do sleep 1; done"], None),
        (["sh", "-c", "while read x; do echo $x; done"], None),
        (["sh", "-c", "echo 'sleep infinity'"], None),
        (["sh", "-c", "echo 'open"], None),
        (["sh", "-c"], None),
        (["sh", "script.sh", "-c", "sleep inf"], None),
        (["sh", "-c", "sh -c 'sleep 1d'"], WAITS),
        (["exec"] * (NESTED + 1) + ["nginx"], None),
        (["env"], None),
    ],
)
@pytest.mark.parametrize("waits_for_input", [True, False])
def test_a_command(words: list[str], expected: Standing | None, waits_for_input: bool) -> None:
    assert standing(words, waits_for_input=waits_for_input) == expected


@pytest.mark.parametrize(
    "words", [["sh"], ["/bin/bash", "-l"], ["python3"], ["cat"], ["cat", "-"], ["busybox", "sh"]]
)
def test_what_reads_its_input(words: list[str]) -> None:
    assert standing(words, waits_for_input=True) == INPUT
    assert standing(words, waits_for_input=False) is None


@pytest.mark.parametrize("words", [["cat", "f"], ["sh", "f"], ["python3", "-c", "1"], ["busybox"]])
def test_what_reads_none(words: list[str]) -> None:
    assert standing(words, waits_for_input=True) is None
