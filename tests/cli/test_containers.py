"""`create`, `ps`, `rm`, `rename`, `cp`, `commit`, `export`."""

import io
import json
import re
import tarfile
from pathlib import Path

import pytest

from support.commands import Run


def test_create_prints_the_id(loaded: Run) -> None:
    said = loaded("create", "--name", "c1", "t:1", "sh", "-c", "exit 3")
    assert re.fullmatch(r"[0-9a-f]{64}\n", said.out)
    (found,) = json.loads(loaded("inspect", "c1").out)
    assert found["Id"] == said.out.strip()
    assert [found["Path"], *found["Args"]] == ["sh", "-c", "exit 3"]


def test_create_without_a_name_makes_one_up(loaded: Run) -> None:
    loaded("create", "t:1")
    (row,) = map(json.loads, loaded("ps", "-a", "--format", "json").lines)
    assert re.fullmatch(r"[a-z]+_[a-z]+\d*", row["Names"])


def test_create_with_variables(loaded: Run) -> None:
    loaded("create", "--name", "c1", "-e", "A=1", "--env", "PATH=/x", "t:1")
    (found,) = json.loads(loaded("inspect", "c1").out)
    assert found["Config"]["Env"] == ["PATH=/x", "A=1"]


@pytest.mark.parametrize("name", ["c1", "a", "-a", "ä", "a b", "a/b"])
def test_create_with_a_name_that_is_taken_or_none(created: Run, name: str) -> None:
    said = created("create", f"--name={name}", "t:1")
    assert said.status == 1
    assert name in said.err


def test_create_from_an_unknown_image(run: Run) -> None:
    said = run("create", "nope")
    assert said.status == 1
    assert said.err.startswith("Error: No such image: nope")


def test_ps_lists_containers(created: Run) -> None:
    assert created("ps").lines == [
        "CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES"
    ]
    head, row = created("ps", "-a").lines
    assert head.startswith("CONTAINER ID")
    assert row.split()[1] == "t:1"
    assert row.endswith("c1")
    assert "Created" in row
    (found,) = created("ps", "-a", "-q").lines
    assert re.fullmatch(r"[0-9a-f]{12}", found)
    (whole,) = created("ps", "-aq", "--no-trunc").lines
    assert re.fullmatch(r"[0-9a-f]{64}", whole)
    (fields,) = map(json.loads, created("ps", "-a", "--format", "json").lines)
    assert (fields["Image"], fields["Names"], fields["State"]) == ("t:1", "c1", "created")


def test_a_container_is_found_by_a_prefix_of_its_id(created: Run) -> None:
    (found,) = created("ps", "-aq").lines
    assert created("diff", found[:6]).status == 0


def test_rename_and_rm(created: Run) -> None:
    assert created("rename", "c1", "c2").out == ""
    assert created("diff", "c1").err == "Error: No such container: c1\n"
    assert created("rm", "c2").out == "c2\n"
    assert created("ps", "-aq").out == ""
    assert created("rm", "c2").status == 1
    assert created("rm", "-f", "c2").status == 0


# cp ---------------------------------------------------------------------------------------------


def test_cp_a_file_in_and_out(created: Run, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"hello")
    assert created("cp", tmp_path / "f", "c1:/etc/new").status == 0
    assert created("cat", "c1", "/etc/new").out == "hello"
    assert created("cp", "c1:/etc/motd", tmp_path / "motd").status == 0
    assert (tmp_path / "motd").read_bytes() == b"welcome again\n"


def test_cp_into_a_directory(created: Run, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"hello")
    created("cp", tmp_path / "f", "c1:/etc")
    created("cp", tmp_path / "f", "c1:/opt/d/")
    assert created("diff", "c1").lines == ["C /etc", "A /etc/f", "C /opt", "C /opt/d", "A /opt/d/f"]
    (tmp_path / "out").mkdir()
    created("cp", "c1:/etc/f", tmp_path / "out")
    assert (tmp_path / "out" / "f").read_bytes() == b"hello"


def test_cp_a_directory(created: Run, tmp_path: Path) -> None:
    (tmp_path / "d" / "sub").mkdir(parents=True)
    (tmp_path / "d" / "sub" / "f").write_bytes(b"hello")
    created("cp", tmp_path / "d", "c1:/opt/new")
    created("cp", tmp_path / "d", "c1:/etc")
    assert created("cat", "c1", "/opt/new/sub/f").out == "hello"
    assert created("cat", "c1", "/etc/d/sub/f").out == "hello"
    created("cp", "c1:/etc/d", tmp_path / "back")
    assert (tmp_path / "back" / "sub" / "f").read_bytes() == b"hello"


@pytest.mark.parametrize(
    ("source", "target", "lines"),
    [
        ("d", "/etc", ["C /etc", "A /etc/d", "A /etc/d/f"]),
        ("d/", "/etc", ["C /etc", "A /etc/d", "A /etc/d/f"]),
        ("d/.", "/etc", ["C /etc", "A /etc/f"]),
        ("d", "/new", ["A /new", "A /new/f"]),
        ("d", "/new/", ["A /new", "A /new/f"]),
        ("d/.", "/new", ["A /new", "A /new/f"]),
        ("d/f", "/etc/", ["C /etc", "A /etc/f"]),
        ("d/f", "/etc/link", ["C /etc", "C /etc/motd"]),
        ("link", "/etc", ["C /etc", "A /etc/link2"]),
    ],
)
def test_cp_lands_where_docker_puts_it(
    created: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    target: str,
    lines: list[str],
) -> None:
    """Each was tried with Docker 20.10."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "f").write_bytes(b"hello")
    (tmp_path / "link2").symlink_to("d")
    said = created("cp", "link2" if source == "link" else source, f"c1:{target}")
    assert (said.status, said.err) == (0, "")
    assert created("diff", "c1").lines == lines


def test_cp_from_here(created: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "f").write_bytes(b"hello")
    monkeypatch.chdir(tmp_path / "d")
    created("cp", ".", "c1:/etc")
    assert created("diff", "c1").lines == ["C /etc", "A /etc/f"]


@pytest.mark.parametrize(
    ("source", "target", "files"),
    [
        ("/etc", "new", ["new", "new/link", "new/motd", "new/passwd"]),
        ("/etc/.", "new", ["new", "new/link", "new/motd", "new/passwd"]),
        ("/opt/d", "there", ["there/d", "there/d/a", "there/d/c"]),
        ("/opt/d/.", "there", ["there/a", "there/c"]),
        ("/opt/d", "new/", ["new", "new/a", "new/c"]),
        ("/etc/motd", "there/", ["there/motd"]),
    ],
)
def test_cp_out_lands_where_docker_puts_it(
    created: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    target: str,
    files: list[str],
) -> None:
    here = tmp_path / "here"
    (here / "there").mkdir(parents=True)
    monkeypatch.chdir(here)
    said = created("cp", f"c1:{source}", target)
    assert (said.status, said.err) == (0, "")
    found = {one.relative_to(here).as_posix() for one in here.rglob("*")}
    assert found == {"there", *files}


def test_cp_a_tar_stream(created: Run) -> None:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        member = tarfile.TarInfo("x/y")
        member.size = 2
        archive.addfile(member, io.BytesIO(b"hi"))
    created("cp", "-", "c1:/opt", stdin=sink.getvalue())
    assert created("cat", "c1", "/opt/x/y").out == "hi"
    said = created("cp", "c1:/opt/x", "-")
    raw = said.out.encode("utf-8", "surrogateescape")
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        assert archive.getnames() == ["x", "x/y"]


def test_cp_tells_what_it_leaves_out(created: Run, tmp_path: Path) -> None:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        member = tarfile.TarInfo("null")
        member.type = tarfile.CHRTYPE
        archive.addfile(member)
    assert created("cp", "-q", "-", "c1:/opt/d", stdin=sink.getvalue()).status == 0
    said = created("cp", "-q", "c1:/opt/d", tmp_path / "out")
    assert said.status == 0
    assert said.err == "Left out /opt/d/null: the host has no place for it\n"
    assert not (tmp_path / "out" / "null").exists()


def test_cp_for_the_containers_user(created: Run, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"hello")
    created("commit", "-c", "USER 7:8", "c1", "t:user")
    created("create", "--name", "c2", "t:user")
    created("cp", "-a", tmp_path / "f", "c2:/f")
    assert created("ls", "-l", "c2", "/f").out.split()[1] == "7:8"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["c1:/etc/motd", "c1:/x"], "copying between containers is not supported"),
        (["here", "there"], "one side must be CONTAINER:PATH"),
        (["here", "c1:"], "a container's path is missing"),
        (["-", "c1:/etc/motd"], "/etc/motd is not a directory"),
        (["-", "c1:/nope"], "Could not find /nope in container c1"),
        (["c1:/nope", "-"], "Could not find /nope"),
    ],
)
def test_cp_that_is_refused_says_why(created: Run, words: list[str], told: str) -> None:
    said = created("cp", *words)
    assert said.status == 1
    assert told in said.err


def test_cp_of_a_symlink(created: Run, tmp_path: Path) -> None:
    created("cp", "c1:/etc/link", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    created("cp", "-L", "c1:/etc/link", tmp_path / "followed")
    assert (tmp_path / "followed").read_bytes() == b"welcome again\n"


@pytest.mark.parametrize(
    ("source", "target", "named"),
    [
        ("c1:/nope", "out", "/nope"),
        ("in", "c1:/nope/x/f", "/nope"),
        ("in", "c1:/nope/", "/nope"),
        ("in", "c1:/etc/motd/", "/etc/motd"),
        ("d", "c1:/etc/motd", "/etc/motd"),
        ("d/.", "c1:/etc/motd", "/etc/motd"),
        ("c1:/etc/motd/", "out", "/etc/motd"),
        ("c1:/etc/motd", "out/", "out"),
        ("c1:/etc", "in", "in"),
        ("none", "c1:/etc/f", "none"),
        ("in", "c2:/etc/f", "c2"),
        ("in", "out", "out"),
        ("c1:/etc/motd", "c1:/etc/f", "c1:/etc/f"),
        ("in", "c1:/etc/.wh.f", ".wh.f"),
    ],
)
def test_cp_that_can_not_be_done(
    created: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    target: str,
    named: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").write_bytes(b"hello")
    (tmp_path / "d").mkdir()
    said = created("cp", source, target)
    assert said.status == 1
    assert named in said.err
    assert created("diff", "c1").out == ""


# diff, commit, export ---------------------------------------------------------------------------


def change(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"hello")
    run("cp", tmp_path / "f", "c1:/etc/motd")
    run("cp", tmp_path / "f", "c1:/opt/new")


def test_commit(created: Run, tmp_path: Path) -> None:
    change(created, tmp_path)
    said = created(
        *("commit", "-m", "a message", "-a", "me", "-c", "ENV A=1", "-c", 'CMD ["x"]', "c1", "t:2")
    )
    assert re.fullmatch(r"sha256:[0-9a-f]{64}\n", said.out)
    (found,) = json.loads(created("inspect", "t:2").out)
    assert found["Id"] == said.out.strip()
    assert (found["Comment"], found["Author"]) == ("a message", "me")
    assert found["Config"]["Cmd"] == ["x"]
    assert "A=1" in found["Config"]["Env"]
    assert len(found["RootFS"]["Layers"]) == 3
    assert created("cat", "t:2", "/opt/new").out == "hello"
    assert created("cat", "t:1", "/etc/motd").out == "welcome again\n"


def test_commit_of_no_changes_makes_no_layer(created: Run) -> None:
    created("commit", "c1", "t:2")
    (found,) = json.loads(created("inspect", "t:2").out)
    assert len(found["RootFS"]["Layers"]) == 2
    assert len(created("history", "t:2").lines) == 1 + 3


@pytest.mark.parametrize("wrong", ["RUN x", "ENV", "EXPOSE x", "HEALTHCHECK"])
def test_commit_with_a_wrong_change(created: Run, wrong: str) -> None:
    said = created("commit", "-c", wrong, "c1", "t:2")
    assert said.status == 1
    assert wrong in said.err
    assert created("inspect", "t:2").status == 1


def test_commit_with_a_name_that_is_none(created: Run) -> None:
    said = created("commit", "c1", "NOT/A NAME")
    assert said.status == 1
    assert "NOT/A NAME" in said.err


def test_export(created: Run, tmp_path: Path) -> None:
    change(created, tmp_path)
    assert created("export", "-o", tmp_path / "out.tar", "c1").out == ""
    raw = created("export", "c1").out.encode("utf-8", "surrogateescape")
    assert raw == (tmp_path / "out.tar").read_bytes()
    with tarfile.open(tmp_path / "out.tar") as archive:
        members = {member.name: member for member in archive}
    assert members.keys() >= {"etc/motd", "opt/new", "opt/d/a", "opt/d/c", "etc/link"}
    assert "opt/d/b" not in members
    assert members["opt/d/c"].islnk()
    assert members["etc/passwd"].mode == 0o600
