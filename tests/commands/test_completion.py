"""What may follow is read off the grammar and the store."""

import pytest

from layerlab.commands.completion import complete_line
from layerlab.model import clean
from support.terminals import MemoryTerminal


def completed(terminal: MemoryTerminal, line: str) -> list[str]:
    """Each candidate as the whole line that it makes."""
    found = complete_line(line, len(line), terminal)
    return [line[: found.start] + candidate for candidate in found.candidates]


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("doc", "docker "),
        ("docker com", "docker commit "),
        ("docker container ren", "docker container rename "),
        ("docker diff c", "docker diff c1 "),
        ("docker history t", "docker history t:1 "),
        ("docker commit c", "docker commit c1 "),
        ("docker commit -m c", ""),
        ("docker commit -m 'a b' c", "docker commit -m 'a b' c1 "),
        ("docker save -o x --format oci-d", "docker save -o x --format oci-dir "),
        ("docker ps --no", "docker ps --no-trunc "),
        ("layerlab cat c1 /etc/m", "layerlab cat c1 /etc/motd "),
        ("layerlab cat t:1 /et", "layerlab cat t:1 /etc/"),
        ("layerlab ls c1 /etc/co", "layerlab ls c1 /etc/conf\\ d/"),
        ("layerlab cat c1 '/etc/conf d/", "layerlab cat c1 '/etc/conf d/it'\\''s' "),
        ("layerlab ls c1 /con", "layerlab ls c1 /conf/"),
        ("docker cp c", "docker cp c1:"),
        ("docker cp c1:/etc/m", "docker cp c1:/etc/motd "),
        ("docker cp fol", "docker cp folder/"),
        ("docker load -i a", "docker load -i a\\ b.tar "),
        ("docker load < a", "docker load < a\\ b.tar "),
        ("help di", "help diff "),
    ],
)
def test_the_one_candidate(terminal: MemoryTerminal, line: str, whole: str) -> None:
    assert completed(terminal, line) == ([whole] if whole else [])


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("docker volume ins", "docker volume inspect "),
        ("docker volume rm d", "docker volume rm data "),
        ("layerlab ls volume:", "layerlab ls volume:data "),
        ("layerlab cat volume:data /in", "layerlab cat volume:data /inner "),
        ("layerlab undo v", "layerlab undo volume:data "),
    ],
)
def test_a_volume(terminal: MemoryTerminal, line: str, whole: str) -> None:
    with terminal.engine() as engine:
        engine.create_volume("data")
        engine.volume("data").write(clean("inner"), b"")
    assert completed(terminal, line) == [whole]


def test_all_commands_follow_the_program(terminal: MemoryTerminal) -> None:
    found = completed(terminal, "docker ")
    assert "docker diff " in found
    assert "docker container " in found


@pytest.mark.parametrize("line", ["docker diff nope/", "ls ", "layerlab cat gone /", "a | "])
def test_nothing_follows(terminal: MemoryTerminal, line: str) -> None:
    assert completed(terminal, line) == []


def test_the_cursor_is_where_it_is(terminal: MemoryTerminal) -> None:
    found = complete_line("docker di c1", len("docker di"), terminal)
    assert (found.start, found.candidates) == (7, ("diff ",))
