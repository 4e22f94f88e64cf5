"""`volume …`, and what other commands do with volumes. Against Docker: tests/peers."""

import json
import re
from pathlib import Path

import pytest

from support.commands import Run


@pytest.fixture
def mounted(loaded: Run) -> Run:
    """With the container `c1`, which mounts the volume `data` at /opt/d."""
    loaded("create", "--name", "c1", "-v", "data:/opt/d", "t:1", "sh")
    return loaded


def test_create_prints_the_name(run: Run) -> None:
    assert run("volume", "create", "--label", "k=v", "--label", "l", "data").lines == ["data"]
    (made,) = run("volume", "create").lines
    assert re.fullmatch("[0-9a-f]{64}", made)
    (told,) = json.loads(run("volume", "inspect", "data").out)
    assert (told["Name"], told["Labels"], told["Driver"]) == ("data", {"k": "v", "l": ""}, "local")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("create", "x"), "Error: create x: volume name is too short"),
        (("create", "-d", "nfs", "data"), "Error: create data: error looking up volume plugin nfs"),
        (("create", "-o", "a=b", "data"), 'Error: create data: invalid option: "a"'),
        (("rm", "nope"), "Error: get nope: no such volume"),
        (("ls", "-f", "xx=1"), "Error: Invalid filter 'xx'"),
    ],
)
def test_refusals_are_worded_as_dockers(run: Run, words: tuple[str, ...], told: str) -> None:
    said = run("volume", *words)
    assert said.status == 1
    assert said.err.startswith(told)


def test_ls_is_a_table(mounted: Run) -> None:
    mounted("volume", "create", "--label", "k=v", "other")
    assert mounted("volume", "ls").lines == [
        "DRIVER    VOLUME NAME",
        "local     data",
        "local     other",
    ]
    assert mounted("volume", "list", "-q", "-f", "dangling=true").lines == ["other"]
    (row,) = map(json.loads, mounted("volume", "ls", "--format", "json", "-f", "label=k").lines)
    assert (row["Name"], row["Labels"], row["Links"]) == ("other", "k=v", "N/A")


def test_inspect_shows_those_that_are_there(mounted: Run) -> None:
    said = mounted("volume", "inspect", "data", "nope")
    assert said.status == 1
    assert [told["Name"] for told in json.loads(said.out)] == ["data"]
    assert said.err == "Error: get nope: no such volume\n"


def test_rm_removes_what_it_can(mounted: Run) -> None:
    mounted("volume", "create", "other")
    said = mounted("volume", "rm", "data", "other", "nope")
    assert (said.status, said.lines) == (1, ["other"])
    first, second = said.err.splitlines()
    assert re.match(r"Error: remove data: volume is in use - \[[0-9a-f]{64}\]", first)
    assert second == "Error: get nope: no such volume"
    assert mounted("volume", "rm", "-f", "nope").lines == ["nope"]


def test_prune_asks_first(mounted: Run) -> None:
    (name,) = mounted("volume", "create").lines
    said = mounted("volume", "prune", stdin=b"n\n")
    assert (said.status, said.err) == (1, "Error: volume prune has been cancelled\n")
    said = mounted("volume", "prune", stdin=b"y\n")
    assert said.lines == ["Deleted Volumes:", name, "", "Total reclaimed space: 0B"]
    mounted("rm", "c1")
    assert mounted("volume", "prune", "-f").lines == ["Total reclaimed space: 0B"]
    assert mounted("volume", "prune", "-a", "-f").lines == [
        "Deleted Volumes:",
        "data",
        "",
        "Total reclaimed space: 4B",
    ]


def test_what_is_mounted_is_seen_and_what_it_covers(mounted: Run, tmp_path: Path) -> None:
    tmp_path.joinpath("new").write_bytes(b"new\n")
    mounted("cp", tmp_path / "new", "c1:/opt/d")
    assert mounted("ls", "c1", "/opt/d").lines == ["a", "c", "new"]
    assert mounted("ls", "--unmounted", "c1", "/opt/d").lines == ["a", "c"]
    assert mounted("cat", "c1", "/opt/d/new").out == "new\n"
    assert mounted("diff", "c1").out == ""
    assert mounted("why", "c1", "/opt/d/a").lines[:2] == [
        "volume data: mounted here, seen, -rw-r--r-- 4 B",
        "layer 1: covered by what is mounted over it, -rw-r--r-- 4 B",
    ]
    assert "volume data" in mounted("ls", "-l", "c1", "/opt/d").out


def test_a_volume_is_a_target_of_its_own(mounted: Run) -> None:
    assert mounted("ls", "volume:data").lines == ["a", "c"]
    assert mounted("cat", "volume:data", "/a").out == "aaaa"
    assert mounted("tree", "volume:data").lines == ["/", "├── a", "└── c"]
    assert mounted("why", "volume:data", "/a").lines[0].startswith("volume data: seen")
    assert len(mounted("log", "volume:data").lines) == 1
    mounted("undo", "volume:data")
    assert mounted("ls", "volume:data").lines == []
    mounted("redo", "volume:data")
    assert mounted("ls", "volume:data").lines == ["a", "c"]
    assert mounted("ls", "volume:nope").status == 1


def test_mounts_are_typed_as_in_docker(loaded: Run, tmp_path: Path) -> None:
    tmp_path.joinpath("host").mkdir()
    tmp_path.joinpath("host", "f").write_bytes(b"host's")
    loaded(
        *("create", "--name", "c1", "-v", f"{tmp_path}/host:/mnt:ro"),
        *("--mount", "src=data,dst=/data,readonly", "-v", "/made-up", "t:1", "sh"),
    )
    loaded("create", "--name", "c2", "--volumes-from", "c1", "t:1", "sh")
    assert loaded("cat", "c2", "/mnt/f").out == "host's"
    (told,) = json.loads(loaded("inspect", "c1").out)
    assert told["HostConfig"]["Binds"] == [f"{tmp_path}/host:/mnt:ro"]
    assert [(m["Type"], m["Destination"], m["RW"]) for m in told["Mounts"]] == [
        ("bind", "/mnt", False),
        ("volume", "/data", False),
        ("volume", "/made-up", True),
    ]
    said = loaded("cp", tmp_path / "host/f", "c1:/data/")
    assert said.err.startswith("Error: mounted volume is marked read-only")
    loaded("rm", "c1")
    loaded("rm", "-v", "c2")
    assert loaded("volume", "ls", "-q").lines == ["data"]


def test_a_mount_that_is_wrong(loaded: Run) -> None:
    said = loaded("create", "-v", "aa:/x", "-v", "bb:/x", "t:1")
    assert (said.status, said.err) == (1, "Error: Duplicate mount point: /x\n")
    said = loaded("create", "--mount", "type=tmpfs,dst=/x", "t:1")
    assert said.err == (
        'Error: invalid mount config for type "tmpfs": this type is not supported here\n'
    )
