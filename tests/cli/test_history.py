"""`diff`, `log`, `undo`, `redo`, `jump`, `label`, `branch`, and `--at`."""

import json
from pathlib import Path

import pytest

from layerlab.facade import Engine
from support.commands import Run
from support.running import let_run


@pytest.fixture
def changed(created: Run, tmp_path: Path) -> Run:
    """`c1` has another `motd` (1) and a new file (2)."""
    copy(created, tmp_path, b"hello\n", "/etc/motd")
    copy(created, tmp_path, b"new", "/opt/new")
    return created


def copy(run: Run, tmp_path: Path, data: bytes, path: str) -> None:
    (tmp_path / "f").write_bytes(data)
    assert run("cp", tmp_path / "f", f"c1:{path}").status == 0


def json_lines(run: Run, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*words).lines]


# diff -------------------------------------------------------------------------------------------


def test_diff(changed: Run) -> None:
    assert changed("diff", "c1").lines == ["C /etc", "C /etc/motd", "C /opt", "A /opt/new"]
    rows = json_lines(changed, "diff", "--format", "json", "c1")
    assert rows[3] == {"Kind": "A", "Path": "/opt/new", "Reasons": []}
    assert rows[1]["Kind"] == "C"
    assert "content" in str(rows[1]["Reasons"])


def test_diff_tells_why(changed: Run) -> None:
    lines = changed("diff", "--why", "c1").lines
    assert lines[0] == "C /etc"
    assert lines[1].startswith("C /etc/motd  content, ")


def test_diff_of_a_file(changed: Run) -> None:
    said = changed("diff", "c1", "/etc/motd")
    assert said.lines == [
        "--- /etc/motd",
        "+++ /etc/motd",
        "@@ -1 +1 @@",
        "-welcome again",
        "+hello",
    ]
    assert changed("diff", "c1", "/opt/new").lines == [
        "--- /dev/null",
        "+++ /opt/new",
        "@@ -0,0 +1 @@",
        "+new",
        "\\ No newline at end of file",
    ]
    assert changed("diff", "c1", "/etc/passwd").out == ""
    (row,) = json_lines(changed, "diff", "--format", "json", "c1", "/etc/motd")
    assert row["Path"] == "/etc/motd"
    assert row["Diff"] == said.lines


def test_diff_of_bytes_and_of_what_is_large(changed: Run, tmp_path: Path) -> None:
    copy(changed, tmp_path, b"\0\1", "/etc/motd")
    assert changed("diff", "c1", "/etc/motd").out.startswith("Binary files differ: sha256:")
    copy(changed, tmp_path, b"line\n" * 300_000, "/etc/motd")
    said = changed("diff", "c1", "/etc/motd").out
    assert said == "/etc/motd has more than 1048576 bytes: its lines are not compared\n"


def test_diff_as_of_an_edit(changed: Run) -> None:
    assert changed("diff", "--at", "1", "c1").lines == ["C /etc", "C /etc/motd"]
    assert changed("diff", "--at", "0", "c1").out == ""
    assert changed("diff", "c1", "--at", "1", "/opt/new").out == ""
    said = changed("diff", "--at", "3", "c1")
    assert (said.status, said.err) == (1, "Error: The log of container c1 has no edit 3\n")


# looking back -----------------------------------------------------------------------------------


def test_the_files_as_of_an_edit(changed: Run) -> None:
    assert changed("cat", "--at", "0", "c1", "/etc/motd").out == "welcome again\n"
    assert changed("cat", "c1", "/etc/motd", "--at", "1").out == "hello\n"
    assert changed("ls", "c1", "/opt").lines == ["d", "new"]
    assert changed("ls", "--at", "1", "c1", "/opt").lines == ["d"]
    assert "new" not in changed("tree", "--at", "1", "c1").out
    assert changed("ls", "--layer", "3", "--at", "1", "c1").lines == ["etc"]
    assert changed("cat", "--at", "1", "c1", "/opt/new").status == 1


def test_an_image_has_no_log(changed: Run) -> None:
    said = changed("ls", "--at", "1", "t:1")
    assert (said.status, said.err) == (1, "Error: The log of t:1 has no edit 1\n")


def test_a_volume_has_one(changed: Run, tmp_path: Path) -> None:
    changed("volume", "create", "data")
    (tmp_path / "f").write_bytes(b"v")
    changed("create", "--name", "c2", "-v", "data:/data", "t:1")
    changed("cp", tmp_path / "f", "c2:/data/f")
    assert changed("ls", "volume:data").lines == ["f"]
    assert changed("ls", "--at", "0", "volume:data").out == ""
    assert "/f" in changed("undo", "volume:data").out
    assert changed("ls", "volume:data").out == ""


# the log ----------------------------------------------------------------------------------------


def test_undo_redo_and_log(changed: Run) -> None:
    assert [line.split()[0] for line in changed("log", "c1").lines] == ["1", "2"]
    assert "/opt/new" in changed("undo", "c1").out
    assert changed("diff", "c1").lines == ["C /etc", "C /etc/motd"]
    assert "/etc/motd" in changed("undo", "c1").out
    assert changed("diff", "c1").out == ""
    said = changed("undo", "c1")
    assert (said.status, said.err) == (1, "Error: There is nothing to undo in container c1\n")
    assert "/etc/motd" in changed("redo", "c1").out
    assert "/opt/new" in changed("redo", "c1").out
    assert changed("redo", "c1").err == "Error: There is nothing to redo in container c1\n"
    assert len(changed("diff", "c1").lines) == 4


def test_log_tells_what_was_copied_up(changed: Run) -> None:
    rows = json_lines(changed, "log", "--format", "json", "c1")
    assert [row["number"] for row in rows] == [1, 2]
    assert all(row.keys() >= {"verb", "path", "steps", "command"} for row in rows)


@pytest.fixture
def branched(changed: Run, tmp_path: Path) -> Run:
    """And on 1 another `motd` (3), with a label."""
    changed("undo", "c1")
    copy(changed, tmp_path, b"third\n", "/etc/motd")
    changed("label", "c1", "3", "another way")
    return changed


def test_log_of_all(branched: Run) -> None:
    assert len(branched("log", "c1").lines) == 2
    lines = [line.split() for line in branched("log", "--all", "c1").lines]
    assert [line[:2] for line in lines] == [["EDIT", "ON"], ["1", "-"], ["2", "1"], ["3", "*"]]
    assert lines[2][2] == "undone"
    assert branched("log", "--all", "c1").lines[3].endswith("[another way]")
    rows = json_lines(branched, "log", "-a", "--format", "json", "c1")
    told = [(r["number"], r["parent"], r["current"], r["done"], r["label"]) for r in rows]
    assert told == [
        (1, 0, False, True, ""),
        (2, 1, False, False, ""),
        (3, 1, True, True, "another way"),
    ]


def test_jump(branched: Run) -> None:
    lines = branched("jump", "c1", "2").lines
    assert [line.split(":")[0] for line in lines] == ["undo 3", "redo 2"]
    assert branched("cat", "c1", "/etc/motd").out == "hello\n"
    assert branched("jump", "c1", "2").out == ""
    assert len(branched("jump", "c1", "0").lines) == 2
    assert branched("diff", "c1").out == ""
    said = branched("jump", "c1", "4")
    assert (said.status, said.err) == (1, "Error: The log of container c1 has no edit 4\n")
    assert branched("jump", "c1", "x").status == 2


def test_label(branched: Run) -> None:
    assert branched("label", "c1", "3", "").out == ""
    assert "[" not in branched("log", "c1").out
    said = branched("label", "c1", "3", "two\nlines")
    assert said.status == 1
    assert "it is one line of at most 200 characters" in said.err
    assert branched("label", "c1", "9", "x").status == 1


def test_branch(branched: Run) -> None:
    assert len(branched("branch", "c1@2", "b1").out.strip()) == 64
    assert branched("cat", "b1", "/opt/new").out == "new"
    assert branched("log", "b1").lines[0].endswith("[c1@2]")
    branched("branch", "c1", "b2")
    assert branched("cat", "b2", "/etc/motd").out == "third\n"
    assert branched("undo", "b2").status == 0
    assert branched("diff", "b2").out == ""
    assert branched("branch", "c1@9", "b3").err == "Error: The log of container c1 has no edit 9\n"
    assert branched("branch", "c1@x", "b3").status == 1
    assert branched("branch", "c1@1", "b1").status == 1


def test_a_command_is_told_with_its_words(changed: Run, root: Path) -> None:
    with Engine(root) as engine:
        let_run(engine)
    assert changed("exec", "--runner", "shell", "c1", "touch", "/etc/a b").status == 0
    (*_, row) = json_lines(changed, "log", "--format", "json", "c1")
    assert row["command"] == ["touch", "/etc/a b"]
    assert "exec touch '/etc/a b' (" in changed("log", "c1").lines[-1]


def test_what_another_program_did_is_told(changed: Run, root: Path) -> None:
    (layer,) = root.glob("containers/*/layer")
    (layer / "etc/motd").unlink()
    (layer / "opt/new").unlink()
    (layer / "opt/big").write_bytes(b"big" * (1 << 20))
    changed("diff", "c1")
    assert changed("log", "c1").lines[-1].endswith("  external /etc/motd and 2 more")
    (layer / "opt/big").write_bytes(b"BIG" * (1 << 20))
    changed("diff", "c1")
    last = changed("log", "c1").lines[-1]
    assert "external /opt/big: wrote 3145728 B, can't be undone, /opt/big was not kept" in last
    said = changed("undo", "c1")
    assert said.status == 1
    assert "/opt/big" in said.err
