"""`run`, `start`, `stop` …, `ps`, `logs`, `system df`, prune; compared with Docker in `peers`."""

import json
from pathlib import Path

import pytest

from support.commands import Run

SLEEP = ("sh", "-c", "while :; do :; done")


def started(run: Run, *words: str) -> Run:
    assert run("run", "-d", *words).status == 0
    return run


def test_run_prints_what_the_command_prints(loaded: Run) -> None:
    said = loaded("run", "--rm", "t:1", "sh", "-c", "echo out; echo err >&2; exit 7")
    assert (said.status, said.out, said.err) == (7, "out\n", "err\n")
    assert loaded("ps", "-aq").out == ""


def test_run_with_options(loaded: Run, tmp_path: Path) -> None:
    (tmp_path / "env").write_text("# a comment\n\nFROM_FILE=1\nBOTH=file\n")
    options = ("--env-file", str(tmp_path / "env"), "-e", "BOTH=word", "-w", "/srv", "-h", "host")
    script = "echo $FROM_FILE $BOTH $HOSTNAME; pwd"
    said = loaded("run", "--name", "c1", *options, "-l", "a=b", "t:1", "sh", "-c", script)
    assert said.out == "1 word host\n/srv\n"
    (found,) = json.loads(loaded("inspect", "c1").out)
    assert found["Config"]["Labels"] == {"a": "b"}
    assert found["State"]["Status"] == "exited"
    assert loaded("diff", "c1").lines == ["A /srv"]


def test_run_of_what_the_image_lacks(loaded: Run) -> None:
    said = loaded("run", "--name", "c1", "t:1", "/nosuch/x")
    assert said.status == 127
    reason = 'exec: "/nosuch/x": stat /nosuch/x: no such file or directory'
    assert said.err == f"Error: unable to start container process: {reason}\n"
    assert loaded("start", "c1").status == 1


@pytest.mark.parametrize(
    "words",
    [
        ("-p", "80:80", "t:1"),
        ("--publish=80:80", "t:1"),
        ("-P", "t:1"),
        ("--network", "host", "t:1"),
        ("--privileged", "t:1"),
        ("--restart", "always", "t:1"),
        ("-m", "1g", "t:1"),
    ],
)
@pytest.mark.parametrize("command", ["run", "create"])
def test_what_can_not_be_done_is_refused(loaded: Run, command: str, words: tuple[str, ...]) -> None:
    said = loaded(command, *words)
    assert said.status == 2
    assert words[0].partition("=")[0] in said.err
    assert loaded("ps", "-aq").out == ""


def test_what_stands_says_so(loaded: Run) -> None:
    said = loaded("run", "-d", "--name", "c1", "t:1", *SLEEP)
    assert said.err == (
        "c1 runs, but its main command waits for ever, so it is not executed:"
        " sh -c while :; do :; done\n"
    )
    (row,) = map(json.loads, loaded("ps", "--format", "json").lines)
    assert (row["State"], row["Status"]) == ("running", "Up Less than a second")
    (found,) = json.loads(loaded("inspect", "c1").out)
    assert found["State"]["Standing"] == "waits"
    assert loaded("exec", "c1", "cat", "/etc/motd").out == "welcome again\n"


def test_several_at_once(loaded: Run) -> None:
    started(loaded, "--name", "c1", "t:1", *SLEEP)
    started(loaded, "--name", "c2", "t:1", *SLEEP)
    for command in ("pause", "unpause", "restart", "stop", "start", "kill"):
        said = loaded(command, "c1", "nope", "c2")
        assert (said.status, said.lines) == (1, ["c1", "c2"]), command
        assert "Error: No such container: nope\n" in said.err
    assert loaded("wait", "c1", "c2").lines == ["137", "137"]
    said = loaded("rm", "c1", "nope", "c2")
    assert (said.status, said.lines) == (1, ["c1", "c2"])


def test_filters_of_ps(loaded: Run) -> None:
    started(loaded, "--name", "c1", "-l", "k=v", "t:1", *SLEEP)
    loaded("run", "--name", "c2", "-v", "data:/d", "t:1", "sh", "-c", "exit 3")
    loaded("create", "--name", "c3", "t:1")

    def names(*words: str) -> list[str]:
        return [json.loads(line)["Names"] for line in loaded("ps", "--format=json", *words).lines]

    assert names() == ["c1"]
    assert names("-a") == ["c3", "c2", "c1"]
    assert names("-l") == ["c3"]
    assert names("-n", "2") == ["c3", "c2"]
    assert names("-a", "-f", "status=created") == ["c3"]
    assert names("-f", "status=exited") == ["c2"]
    assert names("-a", "-f", "status=created", "-f", "status=exited") == ["c3", "c2"]
    assert names("-a", "-f", "exited=3") == ["c2"]
    assert names("-a", "-f", "label=k") == names("-a", "-f", "label=k=v") == ["c1"]
    assert names("-a", "-f", "label=k=x") == []
    assert names("-a", "-f", "volume=data") == names("-a", "-f", "volume=/d") == ["c2"]
    assert names("-a", "-f", "name=^/c[12]$") == ["c2", "c1"]
    assert len(names("-a", "-f", "ancestor=t:1")) == 3
    assert names("-a", "-f", "ancestor=nope") == []
    for wrong in ("bogus=1", "status=up", "exited=x", "bad"):
        assert loaded("ps", "-f", wrong).status == 1


def test_sizes_of_ps(created: Run) -> None:
    created("cp", __file__, "c1:/etc/new")
    size = Path(__file__).stat().st_size
    (row,) = map(json.loads, created("ps", "-as", "--format", "json").lines)
    assert row["Size"].startswith(f"{size / 1000:.3g}kB (virtual ")
    assert created("ps", "-as").lines[0].endswith("SIZE")


def test_logs(loaded: Run) -> None:
    loaded("run", "--name", "c1", "t:1", "sh", "-c", "echo one; echo bad >&2; echo two")
    said = loaded("logs", "c1")
    assert (said.out, said.err) == ("one\ntwo\n", "bad\n")
    assert loaded("logs", "--tail", "1", "c1").out == "two\n"
    assert loaded("logs", "--tail", "0", "c1").out == ""
    assert loaded("logs", "-f", "c1").out == "one\ntwo\n"
    assert loaded("logs", "--since", "1h", "c1").out == "one\ntwo\n"
    assert loaded("logs", "--since", "4102444800", "c1").out == ""
    assert loaded("logs", "--until", "2001-01-01", "c1").out == ""
    first = loaded("logs", "-t", "c1").lines[0]
    assert first.endswith("Z one")
    said = loaded("logs", "--since", "bogus", "c1")
    assert (said.status, said.err.count("\n")) == (1, 1)


def test_system_df(created: Run) -> None:
    created("cp", __file__, "c1:/etc/new")
    listed = map(json.loads, created("system", "df", "--format=json").lines)
    rows = {row["Type"]: row for row in listed}
    assert rows["Images"]["TotalCount"] == rows["Images"]["Active"] == "1"
    assert rows["Containers"]["Active"] == "0"
    assert rows["Containers"]["Reclaimable"].endswith("(100%)")
    assert set(rows) == {"Images", "Containers", "Local Volumes", "Layer Cache"}
    assert created("system", "df").lines[0].split()[:3] == ["TYPE", "TOTAL", "ACTIVE"]
    whole = created("system", "df", "-v").out
    assert "SHARED SIZE" in whole
    assert "c1" in whole


@pytest.mark.parametrize("command", ["container", "image", "system"])
def test_a_prune_asks_first(created: Run, command: str) -> None:
    said = created(command, "prune")
    assert said.status == 1
    assert "cancelled" in said.err
    assert created("ps", "-aq").out
    assert created(command, "prune", stdin=b"y\n").status == 0


def test_prunes(created: Run) -> None:
    key = json.loads(created("inspect", "c1").out)[0]["Id"]
    said = created("container", "prune", "-f")
    assert said.lines == ["Deleted Containers:", key, "", "Total reclaimed space: 0B"]
    assert created("image", "prune", "-f").lines == ["Total reclaimed space: 0B"]
    lines = created("image", "prune", "-af").lines
    assert lines[:2] == ["Deleted Images:", "untagged: t:1"]
    assert created("images", "-q").out == ""
    assert created("system", "prune", "-af", "--volumes").lines == ["Total reclaimed space: 0B"]


def test_run_of_what_stands_prints_its_id_as_if_detached(loaded: Run) -> None:
    said = loaded("run", "--name", "c9", "--runner", "shell", "t:1", "sleep", "1000")
    assert said.status == 0
    assert said.out == loaded("ps", "-q", "--no-trunc").out
    assert "is not executed" in said.err
