"""A shell that goes on from line to line."""

import io
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.errors import CommandStopped, RunnerUnavailable
from layerlab.progress import Progress
from layerlab.runners import Bounds, Command, Files, Streams
from layerlab.runners.builtin import BuiltinShell
from layerlab.runners.shell.session import ShellSession
from support.files import put
from support.shell import BOUNDS, ENVIRONMENT, ground


class Talk:
    """A session with what it printed."""

    def __init__(self, files: Files, user: str = "") -> None:
        self.files = files
        command = Command(("sh",), ENVIRONMENT, "/", user, "c1")
        self.session: ShellSession = BuiltinShell().interpreter(ground(files), command)

    def say(self, text: str, bounds: Bounds = BOUNDS) -> str:
        """Everything that a line prints, in its order."""
        out = io.BytesIO()
        streams = Streams(io.BytesIO(), out, out, is_terminal=True)
        self.session.run(ground(self.files), text, streams, bounds, Progress())
        return out.getvalue().decode()


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return Talk(HostFiles(tmp_path, "test"))


def test_state_stays(talk: Talk) -> None:
    talk.say("x=1; f() { echo f$1; }; set -f; mkdir() { :; }; umask 077\n")
    talk.say("false\n")
    assert talk.say("echo $? $x $- `umask`; f 2\n") == "1 1 sif 0077\nf2\n"


def test_prompt(talk: Talk) -> None:
    assert talk.session.prompt == "0@c1:/# "
    put(talk.files, "etc-is-absent", b"")
    talk.say("PS1='$x> '\n")
    talk.say("x=5\n")
    assert talk.session.prompt == "5> "


def test_directory_in_the_prompt(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/passwd").write_text("root:x:0:0::/root:/bin/sh\n")
    talk = Talk(HostFiles(tmp_path, "test"))
    talk.say("cd d\n")
    assert talk.session.prompt == "root@c1:/d# "


def test_a_fault_ends_the_line_and_not_the_session(talk: Talk) -> None:
    assert talk.say("echo ${x?gone}; echo no\n") == "sh: 1: x: gone\n"
    assert talk.say("echo $?; (exit 3\n)\n") == "2\n"
    assert talk.say("echo $?\n") == "3\n"
    assert not talk.session.has_ended


def test_what_is_a_terminal(talk: Talk) -> None:
    text = "for n in 0 1 2 3; do [ -t $n ] && echo $n; done; [ -t 1 ] | cat; echo $?; [ -t 1 ] >f"
    assert talk.say(f"{text} || echo no\n") == "0\n1\n2\n0\nno\n"
    assert talk.say("read -p 'name? ' x; echo a | read -p no x\n") == "name? "


def test_exit_ends_it(talk: Talk) -> None:
    talk.say("trap 'echo bye $?' EXIT\n")
    assert talk.say("exit 4\n") == "bye 4\n"
    assert talk.session.has_ended


def test_what_a_stopped_line_did_is_forgotten(talk: Talk) -> None:
    talk.say("x=1\n")
    with pytest.raises(CommandStopped):
        talk.say("x=2; while :; do :; done\n", Bounds(seconds=0.1))
    assert talk.say("echo $x\n") == "1\n"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("echo a\n", False),
        ("echo 'a\n", True),
        ('echo "a\n', True),
        ("if true\n", True),
        ("if true; then echo; fi\n", False),
        ("a |\n", True),
        ("a &&\n", True),
        ("a \\\n", True),
        ("f() {\n", True),
        ("echo $(a\n", True),
        ("echo $((1\n", True),
        ("echo ${a\n", True),
        ("cat <<E\n", True),
        ("cat <<E\na\n", True),
        ("cat <<E\na\nE\n", False),
        ("case a in\n", True),
        ("fi\n", False),
        ("\n", False),
        ("# a comment\n", False),
    ],
)
def test_needs_more(talk: Talk, text: str, more: bool) -> None:
    assert talk.session.needs_more(text) is more


def test_completion(tmp_path: Path) -> None:
    for name in ("bin", "bin/dir", "bin/my files"):
        (tmp_path / name).mkdir()
    (tmp_path / "bin/program").write_text("")
    talk = Talk(HostFiles(tmp_path, "test"))
    talk.say("variable=1; function() { :; }\n")

    def candidates(text: str) -> tuple[str, ...]:
        found = talk.session.complete(talk.files, text, len(text))
        return tuple(text[: found.start] + candidate for candidate in found.candidates)

    assert candidates("func") == ("function",)
    assert candidates("unal; prog") == ("unal; program",)
    assert candidates("if expo") == ("if export",)
    assert candidates("echo $vari") == ("echo $variable",)
    assert candidates("echo ${vari") == ("echo ${variable}",)
    assert candidates("cat bi") == ("cat bin/",)
    assert candidates("cat bin/m") == ("cat bin/my\\ files/",)
    assert candidates('cat "bin/m') == ('cat "bin/my files/',)
    assert candidates("cat >bin/p") == ("cat >bin/program",)
    assert candidates("x=/bin/d") == ("x=/bin/dir/",)
    assert candidates("cat nowhere/x") == ()


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("$", "$"),
        ("${x?gone}", "${x?gone}"),
        ("$((1/0))", "$((1/0))"),
        ("$(", "$("),
        ("$(echo sub)> ", "sub> "),
        ("$? ", "1 "),
    ],
)
def test_prompts(talk: Talk, prompt: str, shown: str) -> None:
    talk.say(f"PS1='{prompt}'\n")
    talk.say("false\n")
    assert talk.session.prompt == shown
    assert talk.say("echo $?\n") == "1\n"


@pytest.mark.parametrize("words", [("sh", "-l"), ("/bin/sh", "-i"), ("dash", "-e")])
def test_options(tmp_path: Path, words: tuple[str, ...]) -> None:
    command = Command(words, ENVIRONMENT)
    session = BuiltinShell().interpreter(ground(HostFiles(tmp_path, "test")), command)
    assert not session.has_ended


def test_an_option_that_there_is_not(tmp_path: Path) -> None:
    command = Command(("sh", "-Z"), ENVIRONMENT)
    with pytest.raises(RunnerUnavailable, match="Illegal option -Z"):
        BuiltinShell().interpreter(ground(HostFiles(tmp_path, "test")), command)
