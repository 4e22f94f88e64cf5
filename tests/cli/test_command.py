"""The command as a program: exit statuses, where it says what, what it imports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.commands import Run

ENGINE = Path(__file__).parents[2] / "engine"


def variables(**more: str) -> dict[str, str]:
    """The environment of a program, in which it finds this checkout first."""
    path = os.pathsep.join(filter(None, (str(ENGINE), os.environ.get("PYTHONPATH"))))
    found = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", **more}
    found.pop("LAYERLAB_DEBUG", None)
    return found


def program(
    *words: str | Path, root: Path | None = None, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    if root:
        environment["LAYERLAB_ROOT"] = str(root)
    command = [sys.executable, "-m", "layerlab", *map(str, words)]
    environment = variables(**environment)
    return subprocess.run(command, capture_output=True, input=stdin, env=environment, check=False)


def test_done_is_0(archive: Path, tmp_path: Path) -> None:
    done = program("load", "-i", archive, root=tmp_path / "r")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"Loaded image: t:1\n", b"")


def test_failed_is_1_with_one_line(tmp_path: Path) -> None:
    done = program("cat", "nope", "/x", root=tmp_path / "r")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"Error: No such image: nope")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["nope"],
        ["load", "--nope"],
        ["save", "t:1"],
        ["save", "-o", "x"],
        ["save", "--format", "zip", "-o", "x", "t:1"],
        ["images", "--format", "xml"],
        ["tag", "t:1"],
        ["rename", "c1"],
        ["ls"],
        ["ls", "--layer", "two", "t:1"],
        ["--root"],
    ],
)
def test_wrong_usage_is_2(run: Run, root: Path, words: list[str]) -> None:
    said = run(*words)
    assert (said.status, said.out) == (2, "")
    assert said.err.startswith("layerlab")
    assert "--help" in said.err
    assert not root.exists()


def test_root_comes_before_the_environment(archive: Path, tmp_path: Path) -> None:
    program("--root", tmp_path / "a", "load", "-i", archive, root=tmp_path / "b")
    assert (tmp_path / "a" / "oci-layout").exists()
    assert not (tmp_path / "b").exists()


def test_without_a_root_the_users_data_directory_is_taken(archive: Path, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("XDG_DATA_HOME is of Linux")
    done = program("load", "-i", archive, LAYERLAB_ROOT="", XDG_DATA_HOME=str(tmp_path / "data"))
    assert done.returncode == 0
    assert (tmp_path / "data" / "layerlab" / "oci-layout").exists()


class TestLimits:
    def test_low_one_is_told_with_its_name(self, run: Run, archive: Path) -> None:
        said = run("--limit", "entries=6", "load", "-i", archive)
        assert said.status == 1
        assert "--limit entries=" in said.err
        assert run("--limit=entries=1k", "load", "-i", archive).status == 0

    def test_environment_is_changed_by_the_option(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LAYERLAB_LIMITS", "layers=1,entries=6")
        assert "--limit layers=" in run("load", "-i", archive).err
        assert "--limit entries=" in run("--limit", "layers=9", "load", "-i", archive).err
        high = ("--limit", "layers=9", "--limit", "entries=1M")
        assert run(*high, "load", "-i", archive).status == 0

    @pytest.mark.parametrize("setting", ["entries", "entries=x", "nothing=1"])
    def test_wrong_one_is_wrong_usage_and_lists_the_names(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, setting: str
    ) -> None:
        said = run("--limit", setting, "images")
        assert (said.status, said.out) == (2, "")
        assert "entries" in said.err
        monkeypatch.setenv("LAYERLAB_LIMITS", setting)
        said = run("images")
        assert (said.status, said.out) == (2, "")
        assert "LAYERLAB_LIMITS" in said.err


def test_a_root_that_is_a_file(archive: Path, tmp_path: Path) -> None:
    done = program("images", root=archive)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"Error: ")
    assert str(archive).encode() in done.stderr


def test_bytes_go_through_untouched(archive: Path, tmp_path: Path) -> None:
    root = tmp_path / "r"
    data = bytes(range(256)) * 10
    (tmp_path / "f").write_bytes(data)
    program("load", root=root, stdin=archive.read_bytes())
    program("create", "--name", "c1", "t:1", root=root)
    program("cp", tmp_path / "f", "c1:/f", root=root)
    assert program("cat", "c1", "/f", root=root).stdout == data


@pytest.mark.skipif(os.name == "nt", reason="there are no such names on Windows")
def test_names_that_are_no_text(archive: Path, tmp_path: Path) -> None:
    root, name = tmp_path / "r", os.fsdecode(b"\xff\xfe")
    (tmp_path / "f").write_bytes(b"x")
    program("load", "-i", archive, root=root)
    program("create", "--name", "c1", "t:1", root=root)
    assert program("cp", tmp_path / "f", f"c1:/etc/{name}", root=root).returncode == 0
    assert b"\xff\xfe\n" in program("ls", "c1", "/etc", root=root).stdout
    assert program("cat", "c1", f"/etc/{name}", root=root).stdout == b"x"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_that_goes_away_is_no_traceback(archive: Path, tmp_path: Path) -> None:
    root = tmp_path / "r"
    program("load", "-i", archive, root=root)
    command = f"{sys.executable} -m layerlab export c1 | true"
    program("create", "--name", "c1", "t:1", root=root)
    (tmp_path / "big").write_bytes(bytes(1 << 20))
    program("cp", tmp_path / "big", "c1:/big", root=root)
    environment = variables(LAYERLAB_ROOT=str(root))
    done = subprocess.run(command, shell=True, capture_output=True, env=environment, check=False)
    assert done.stderr == b""


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["load", "--help"], ["nope"]])
def test_help_imports_next_to_nothing(words: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from layerlab.cli import main\n"
        "try:\n"
        f"    main({words!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        "print('MODULES', *sorted(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=variables(),
    )
    modules = set(done.stdout.rpartition("MODULES")[2].split())
    heavy = {"PySide6", "numpy", "zstandard", "sqlite3", "pygments", "layerlab.facade"}
    assert not modules & heavy


def test_commands_import_no_window(archive: Path, tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from layerlab.cli import main\n"
        f"main(['--root', {str(tmp_path / 'r')!r}, 'load', '-i', {str(archive)!r}])\n"
        "print('MODULES', *sorted(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=variables(),
    )
    modules = done.stdout.rpartition("MODULES")[2].split()
    assert not [name for name in modules if name.startswith(("PySide6", "layerlab_gui"))]


def test_help_names_every_command(run: Run) -> None:
    said = run("--help")
    assert said.status == 0
    names = (
        "load save images history inspect tag rmi create ps rm rename cp diff commit export"
        " undo redo log jump label branch ls tree cat why verify gui"
    )
    assert [name for name in names.split() if f"    {name} " not in said.out] == []


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("layerlab ")


def test_two_programs_at_once(archive: Path, tmp_path: Path) -> None:
    """Both load into one root; neither waits for ever nor breaks the other's work."""
    root = tmp_path / "r"
    environment = variables(LAYERLAB_ROOT=str(root))
    command = [sys.executable, "-m", "layerlab", "load", "-i", str(archive)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        for _ in range(4)
    ]
    told = [process.communicate() for process in running]
    assert told == [(b"Loaded image: t:1\n", b"")] * 4
    assert program("verify", "t:1", root=root).returncode == 0


class TestTwoWords:
    """`docker image ls` and `docker images` are one command."""

    @pytest.mark.parametrize(
        ("alias", "name"),
        [("image ls", "images"), ("image rm t:1", "rmi t:1"), ("container ls -a -q", "ps -a -q")],
    )
    def test_an_alias_does_what_its_command_does(self, created: Run, alias: str, name: str) -> None:
        assert created(*alias.split()) == created(*name.split())

    def test_a_group_alone_is_wrong_usage(self, run: Run) -> None:
        said = run("image")
        assert said.status == 2
        assert "'image' is not a layerlab command" in said.err

    def test_what_a_group_does_not_have_is_named_whole(self, run: Run) -> None:
        assert "'container fly' is not a layerlab command" in run("container", "fly").err


def test_a_window_that_can_not_open_its_store_says_why(run: Run, root: Path) -> None:
    root.mkdir()
    (root / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
    (root / "layerlab.db").write_bytes(b"no database" * 1000)
    said = run("gui", "--screenshot", root / "picture.png")
    assert said.status == 1
    assert said.err.startswith(f"Error: The database {root / 'layerlab.db'} is damaged")
