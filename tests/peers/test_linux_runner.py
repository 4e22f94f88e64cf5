"""The Linux runner with Debian's own programs, and against Docker's containers."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.container import parse_volume
from layerlab.container.options import CreateOptions
from layerlab.errors import NoSuchUser
from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.peers import outcomes
from support.peers.daemons import Docker
from support.peers.linux import (
    IMAGE,
    execute,
    need_linux_runner,
    new_container,
    sh,
)
from support.peers.operations import OPERATIONS, Operation, change_script
from support.peers.outcomes import Outcome
from support.peers.programs import PROGRAMS
from support.peers.trees import assert_same, tar_tree
from support.running import let_run

NOT_OF_THE_CONTAINER = frozenset({"etc/hostname", "etc/hosts", "etc/resolv.conf"})
"""Docker mounts its own over them, and exports those."""


@pytest.fixture(scope="module")
def machine(debian: Path, scratch: Path) -> Iterator[Engine]:
    """With Debian as an image, whose layers are unpacked once for all tests."""
    with Engine(scratch / "linux") as engine:
        engine.import_image(debian, IMAGE)
        need_linux_runner(engine)
        yield engine


@pytest.fixture
def c1(machine: Engine) -> str:
    return new_container(machine)


# as Docker ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def our_outcome(prepared_archive: Path, scratch: Path) -> Outcome:
    with Engine(scratch / "linux-operations") as engine:
        engine.load(prepared_archive)
        engine.create(outcomes.IMAGE, "ops", ("sh", "-c", change_script()))
        let_run(engine, "ops")
        done = sh(engine, "ops", change_script())
        assert (done.status, done.stderr) == (0, "mknod: c: Operation not permitted\n")
        return outcomes.our_outcome(engine, "ops", scratch / "by-linux.tar")


SPECIAL = "/t/special-files"
"""A user namespace has no devices."""
COMPARED = [operation for operation in OPERATIONS if operation.directory != SPECIAL]


@pytest.mark.parametrize("operation", COMPARED, ids=lambda operation: operation.name)
def test_an_operation_leaves_what_it_leaves_in_docker(
    operation: Operation, our_outcome: Outcome, docker_outcome: Outcome, docker: Docker
) -> None:
    where = operation.directory
    assert our_outcome.diff_below(where) == docker_outcome.diff_below(where)
    if docker.driver == "overlay2":
        assert our_outcome.layer_below(where) == docker_outcome.layer_below(where)


def test_operations_leave_nothing_else(our_outcome: Outcome, docker_outcome: Outcome) -> None:
    theirs = docker_outcome.diff - docker_outcome.diff_below(SPECIAL)
    assert our_outcome.diff - our_outcome.diff_below(SPECIAL) == theirs


@pytest.fixture(scope="module")
def docker_programs(docker: Docker, debian: Path, scratch: Path) -> tuple[set[str], Path]:
    """What `docker diff` prints after them, and the files of the container."""
    docker("import", str(debian), IMAGE)
    docker("run", "--name", "programs", "--network", "none", IMAGE, "sh", "-c", PROGRAMS)
    lines = set(docker("diff", "programs").splitlines())
    exported = scratch / "programs.tar"
    docker("export", "--output", str(exported), "programs")
    docker("rm", "programs")
    return lines, exported


def test_programs_leave_what_they_leave_in_docker(
    machine: Engine, c1: str, docker_programs: tuple[set[str], Path], tmp_path: Path
) -> None:
    lines, exported = docker_programs
    done = sh(machine, c1, PROGRAMS)
    assert (done.status, done.stderr) == (0, "")
    assert set(map(str, machine.container(c1).diff())) == lines
    machine.export(c1, tmp_path / "ours.tar")
    trees = []
    for path in (tmp_path / "ours.tar", exported):
        with tarfile.open(path, errors="surrogateescape") as archive:
            trees.append(tar_tree(archive).without_times().without(NOT_OF_THE_CONTAINER))
    assert_same(*trees)


# what a command is told and tells ----------------------------------------------------------------


def test_status_and_streams(machine: Engine, c1: str) -> None:
    done = sh(machine, c1, "cat; echo oops >&2; exit 3", stdin=b"said")
    assert (done.status, done.stdout, done.stderr) == (3, "said", "oops\n")


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("nosuch",), 127, 'exec: "nosuch": executable file not found in $PATH\n'),
        (("/no/such",), 127, 'exec: "/no/such": stat /no/such: no such file or directory\n'),
        (("/etc/passwd",), 126, 'exec: "/etc/passwd": permission denied\n'),
        (("/etc",), 126, 'exec: "/etc": permission denied\n'),
        (("sh", "-c", "kill -9 $$"), 137, ""),
        (("sh", "-c", "kill -TERM $$"), 143, ""),
    ],
)
def test_statuses_are_a_shells(
    machine: Engine, c1: str, words: tuple[str, ...], status: int, told: str
) -> None:
    done = execute(machine, c1, *words)
    assert (done.status, done.stderr) == (status, told)


def test_a_script_without_its_interpreter(machine: Engine, c1: str) -> None:
    sh(machine, c1, "printf '#!/no/such\\n' > /x; printf junk > /y; chmod 755 /x /y")
    done = execute(machine, c1, "/x")
    assert (done.status, done.stderr) == (127, "exec /x: no such file or directory\n")
    done = execute(machine, c1, "/y")
    assert (done.status, done.stderr) == (126, "exec /y: exec format error\n")


def test_users(machine: Engine, c1: str) -> None:
    assert execute(machine, c1, "id").stdout == "uid=0(root) gid=0(root) groups=0(root)\n"
    done = sh(machine, c1, "id; touch /tmp/mine; touch /srv/mine; ls /root", user="games")
    assert done.stdout == "uid=5(games) gid=60(games) groups=60(games)\n"
    assert done.stderr.count("Permission denied") == 2
    entry = machine.container(c1).view().get(LayerPath("tmp/mine")).entry
    assert (entry.uid, entry.gid) == (5, 60)
    assert sh(machine, c1, "id -u; id -g", user="4711:12").stdout == "4711\n12\n"
    with pytest.raises(NoSuchUser):
        execute(machine, c1, "id", user="nobody-here")


def test_where_it_runs(machine: Engine, c1: str) -> None:
    script = "hostname; pwd; cat /etc/hostname; wc -l < /etc/hosts; echo $HOME; readlink /etc/mtab"
    host = machine.container(c1).id[:12]
    lines = f"{host}\n/\n{host}\n6\n/root\n/proc/mounts\n"
    assert sh(machine, c1, script).stdout == lines


def test_a_terminal(machine: Engine, c1: str) -> None:
    script = "tty; test -t 0 && test -t 2 && stty size; read line; echo got $line >&2"
    done = sh(machine, c1, script, stdin=b"hello\n", is_terminal=True)
    assert done.status == 0
    lines = done.stdout.split("\r\n")
    assert {"/dev/pts/0", "24 80"} < set(lines)
    assert lines[-2:] == ["got hello", ""]


def test_what_it_mounts_is_in_no_diff(machine: Engine, c1: str) -> None:
    script = "echo x >> /etc/hosts; echo y > /etc/resolv.conf; touch /dev/shm/x /dev/y; echo > /z"
    assert sh(machine, c1, script).status == 0
    assert list(map(str, machine.container(c1).diff())) == ["A /z"]


def test_a_command_that_changes_nothing_is_no_edit(machine: Engine, c1: str) -> None:
    assert sh(machine, c1, "ls -lR /etc > /dev/null").status == 0
    assert list(machine.container(c1).edits()) == []


# one command after the other ---------------------------------------------------------------------


def test_hard_links_of_the_container_layer_stay_one_file(machine: Engine, c1: str) -> None:
    sh(machine, c1, "echo one > /a; ln /a /b; mkdir /d; ln /a /d/c")
    sh(machine, c1, "echo two >> /b; chmod 600 /d/c")
    view = machine.container(c1).view()
    assert {view.read(LayerPath(path)) for path in ("a", "b", "d/c")} == {b"one\ntwo\n"}
    assert {view.get(LayerPath(path)).entry.mode for path in ("a", "b", "d/c")} == {0o600}
    sh(machine, c1, "mv /b /e; rm /a; echo new > /a; ln /e /f")
    view = machine.container(c1).view()
    assert view.read(LayerPath("a")) == b"new\n"
    assert view.inode(LayerPath("e")) == view.inode(LayerPath("f")) == view.inode(LayerPath("d/c"))


def test_what_was_deleted_stays_so(machine: Engine, c1: str) -> None:
    sh(machine, c1, "rm -r /etc/cron.daily /etc/issue; mkdir /etc/cron.daily")
    done = sh(machine, c1, "ls /etc/cron.daily /etc/issue; touch /etc/cron.daily/x; rmdir /mnt")
    assert (done.stdout, done.stderr.count("No such file")) == ("/etc/cron.daily:\n", 1)
    sh(machine, c1, "mkdir /mnt; echo > /mnt/x; rm -r /etc/cron.daily; echo > /etc/cron.daily")
    lines = set(map(str, machine.container(c1).diff()))
    assert {"C /etc/cron.daily", "D /etc/issue", "A /mnt/x"} <= lines


def test_an_edit_says_what_was_written(machine: Engine, c1: str) -> None:
    sh(machine, c1, "echo more >> /etc/issue")
    (edit,) = machine.container(c1).edits()
    assert (edit.runner, edit.size_bytes) == ("linux", 5)
    container = machine.container(c1)
    container.undo()
    assert container.diff() == []
    container.redo()
    assert execute(machine, c1, "tail", "-n1", "/etc/issue").stdout == "more\n"


def test_a_copy_up_without_a_change(machine: Engine, c1: str) -> None:
    """It is in the layer and not in the diff, as in Docker."""
    sh(machine, c1, "chmod $(stat -c %a /etc/issue) /etc/issue; chmod 755 /etc/apt")
    container = machine.container(c1)
    assert container.diff() == []
    assert {"etc/issue", "etc/apt"} <= set(container.upper.records)


def written_out(engine: Engine) -> dict[str, int]:
    """The container layers that are kept as they were written out for a command."""
    return {path.name: path.stat().st_ino for path in engine.unpacked.glob("*/uppers/*")}


def test_looking_writes_the_container_layer_out_once(machine: Engine, c1: str) -> None:
    before = written_out(machine).items()
    assert sh(machine, c1, "echo one > /srv/f").status == 0
    assert written_out(machine).items() == before
    assert sh(machine, c1, "cat /srv/f").stdout == "one\n"
    (kept,) = written_out(machine).items() - before
    assert sh(machine, c1, "cat /srv/f; ls -d /srv").stdout == "one\n/srv\n"
    assert written_out(machine).items() - before == {kept}
    sh(machine, c1, "chmod 700 /")
    assert written_out(machine).items() == before


def test_changes_from_elsewhere_are_seen(machine: Engine, c1: str) -> None:
    """Also where size and time are as before; and going back."""
    path, container = LayerPath("srv/f"), machine.container(c1)
    for data in (b"one\n", b"two\n"):
        container.write(path, data)
        container.utime(path, 10**18)
        assert sh(machine, c1, "cat /srv/f").stdout == data.decode()
    container.undo()
    container.undo()
    assert sh(machine, c1, "cat /srv/f").stdout == "one\n"
    container = machine.container(c1)
    container.delete(path)
    assert sh(machine, c1, "cat /srv/f").status == 1


# mounts -------------------------------------------------------------------------------------------


@pytest.fixture
def mounted(machine: Engine, tmp_path: Path) -> str:
    """A new volume at /etc/apt, a folder of the host, and a file of it that can't be changed."""
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.joinpath("there").write_text("of the host\n")
    mounts = (
        parse_volume("data:/etc/apt"),
        parse_volume(f"{folder}:/mnt/folder"),
        parse_volume(f"{folder}/there:/mnt/file:ro"),
    )
    options = CreateOptions(mounts=mounts)
    name = machine.create(IMAGE, command=("sleep", "infinity"), options=options).name
    let_run(machine, name)
    return name


def test_mounts(machine: Engine, mounted: str, tmp_path: Path) -> None:
    script = "ls /etc/apt; cat /mnt/file; echo no > /mnt/file; echo own > /mnt/folder/new; "
    script += "cd /etc/apt; echo x > made; ln made again; rm -r preferences.d; "
    script += "chown mail apt.conf.d; echo > /y"
    done = sh(machine, mounted, script)
    assert "apt.conf.d" in done.stdout
    assert done.stdout.endswith("of the host\n")
    assert "Read-only file system" in done.stderr
    assert (tmp_path / "folder" / "new").read_text() == "own\n"
    container = machine.container(mounted)
    assert [str(row) for row in container.diff() if "/mnt" not in str(row)] == ["A /y"]
    view = machine.volume("data").view()
    assert view.read(LayerPath("again")) == b"x\n"
    assert view.inode(LayerPath("again")) == view.inode(LayerPath("made"))
    assert not view.has(LayerPath("preferences.d"))
    assert view.get(LayerPath("apt.conf.d")).entry.uid == 8
    (edit,) = machine.volume("data").edits()[-1:]
    assert edit.runner == "linux"


def test_a_volume_is_seen_by_the_next_command(machine: Engine, mounted: str) -> None:
    sh(machine, mounted, "echo one > /etc/apt/f; ln /etc/apt/f /etc/apt/g")
    sh(machine, mounted, "echo two >> /etc/apt/g; mv /etc/apt/f /etc/apt/h")
    assert sh(machine, mounted, "cat /etc/apt/h").stdout == "one\ntwo\n"
