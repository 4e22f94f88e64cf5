"""The console's commands are what a person could type."""

import shlex
from pathlib import Path

import pytest

from layerlab.commands.grammar import parse
from layerlab.model import LayerPath
from layerlab_gui import commands
from layerlab_gui.i18n import size
from layerlab_gui.tasks.progressing import seconds_left

ODD = LayerPath("a dir/it's")


def test_paths_are_quoted_for_the_shell() -> None:
    assert commands.delete("c1", ODD, True) == "docker exec c1 rm -r '/a dir/it'\"'\"'s'"
    assert commands.chmod("c1", LayerPath("x"), 0o600) == "docker exec c1 chmod 600 /x"


def test_commit_and_save() -> None:
    assert commands.commit("c1", "a:1", "hi there", "") == "docker commit -m 'hi there' c1 a:1"
    assert commands.save(["a:1"], Path("/tmp/a.tar")) == "docker save -o a.tar a:1"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (commands.jump("c1", 0), {"container": "c1", "number": 0}),
        (commands.label("c1", 2, "an 'odd' one"), {"number": 2, "text": "an 'odd' one"}),
        (commands.label("c1", 2, ""), {"container": "c1", "text": ""}),
        (commands.branch("c1", 3, "c2"), {"source": "c1@3", "name": "c2"}),
    ],
)
def test_commands_on_the_history_are_understood(line: str, expected: dict[str, object]) -> None:
    words = shlex.split(line)
    assert words[0] == "layerlab"
    assert expected.items() <= vars(parse(words[1:])).items()


def test_sizes_as_docker_prints_them() -> None:
    assert [size(n) for n in (0, 615, 1190, 20_100_000)] == [
        "0 B",
        "615 B",
        "1.19 kB",
        "20.1 MB",
    ]


def test_time_left() -> None:
    assert seconds_left(50, 100, 2.0) == 2.0
    assert seconds_left(0, 100, 2.0) is None
    assert seconds_left(5, 0, 2.0) is None
