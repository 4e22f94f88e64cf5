"""`exec` against the real daemon: the environment, the user, the directory, the status, refusals.

The same image runs in docker and here, where its own programs run by the Linux runner. Docker 20.10
has one status, 126, for all that can't be started; what a program that is not there ends with is
127 here, as in docker since 23.0.
"""

import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from layerlab.cli import main
from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.peers.daemons import Docker
from support.peers.tools import need, run
from support.running import let_run

IMAGE = "example.org/exec:1"
CHANGES = ("ENV A=1 B=2", "WORKDIR /made/here", 'CMD ["sleep","1000"]')
PASSWD = "root:x:0:0:root:/root:/bin/sh\nu:x:1000:1000::/home/u:/bin/sh\n"
GROUP = "root:x:0:\nu:x:1000:\nextra:x:1001:u\n"
PROGRAMS = ("sh", "env", "id", "pwd", "cat", "sleep", "touch", "stat")
FILES = {"etc/passwd": PASSWD, "etc/group": GROUP, "etc/motd": "welcome\n"}


@dataclass(frozen=True, slots=True)
class Said:
    status: int
    out: str
    err: str


@dataclass
class Twins:
    """The container `c1` in docker and here."""

    docker: Docker
    root: Path
    capture: pytest.CaptureFixture[bytes]
    monkeypatch: pytest.MonkeyPatch

    def theirs(self, *words: str) -> Said:
        command = ["docker", "--host", f"unix://{self.docker.socket}", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return Said(done.returncode, done.stdout, done.stderr)

    def ours(self, *words: str) -> Said:
        self.capture.readouterr()
        status = main(["--root", str(self.root), *words])
        out, err = self.capture.readouterr()
        return Said(status, out.decode(), err.decode())


@pytest.fixture(scope="module")
def image_tar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need("docker", "busybox")
    folder = tmp_path_factory.mktemp("exec")
    tree = folder / "tree"
    for directory in ("bin", "etc", "tmp", "root", "home/u"):
        (tree / directory).mkdir(parents=True)
    (tree / "tmp").chmod(0o1777)
    for name, text in FILES.items():
        (tree / name).write_text(text)
    _copy_program("/bin/busybox", tree)
    for name in PROGRAMS:
        (tree / "bin" / name).symlink_to("busybox")
    with tarfile.open(folder / "fs.tar", "w", format=tarfile.PAX_FORMAT) as archive:
        archive.add(tree, ".")
    return folder / "fs.tar"


def _copy_program(program: str, tree: Path) -> None:
    """With the libraries that it needs."""
    real = Path(program).resolve()
    (tree / "bin" / "busybox").write_bytes(real.read_bytes())
    (tree / "bin" / "busybox").chmod(0o755)
    said = subprocess.run(["ldd", str(real)], capture_output=True, text=True, check=False).stdout
    for word in said.split():
        if word.startswith("/"):
            place = tree / word.lstrip("/")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(Path(word).resolve().read_bytes())
            place.chmod(0o755)


@pytest.fixture(scope="module")
def root(docker: Docker, image_tar: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    changes = [word for change in CHANGES for word in ("--change", change)]
    docker("import", *changes, str(image_tar), IMAGE)
    folder = tmp_path_factory.mktemp("exec-root")
    archive = folder / "image.tar"
    docker("save", "-o", str(archive), IMAGE)
    with Engine(folder / "root") as engine:
        engine.load(archive)
        engine.create(IMAGE, "c1")
        let_run(engine)
    return folder / "root"


@pytest.fixture(scope="module")
def container(docker: Docker, root: Path) -> Iterator[str]:
    docker("run", "-d", "--name", "c1", "--network=none", IMAGE)
    yield "c1"
    docker("rm", "-f", "c1")


@pytest.fixture
def twins(
    docker: Docker,
    container: str,
    root: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> Twins:
    return Twins(docker, root, capfdbinary, monkeypatch)


ENVIRONMENTS = [
    (),
    ("-u", "u"),
    ("-u", "1000"),
    ("-u", "u:0"),
    ("-u", "4321"),
    ("-e", "A=9", "-e", "NEW=1", "-e", "EMPTY="),
    ("-e", "A"),
    ("-e", "LANG"),
    ("-e", "HOME=/x"),
    ("-e", "HOME="),
    ("-e", "BAD NAME=1"),
    ("-e", "PATH=/bin"),
]


@pytest.mark.parametrize("options", ENVIRONMENTS, ids=" ".join)
def test_the_environment(twins: Twins, options: tuple[str, ...]) -> None:
    twins.monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    theirs = twins.theirs("exec", *options, "c1", "env")
    ours = twins.ours("exec", "--runner", "linux", *options, "c1", "env")
    assert (ours.status, _without_host(ours.out)) == (0, _without_host(theirs.out))


def _without_host(text: str) -> list[str]:
    """Each container has another name, of twelve digits."""
    lines = text.splitlines()
    (host,) = [line for line in lines if line.startswith("HOSTNAME=")]
    assert len(host) == len("HOSTNAME=") + 12
    return sorted(line for line in lines if line != host)


@pytest.mark.parametrize("user", ["", "u", "1000", "u:0", "u:extra", "4321", "4321:7", ":7"])
def test_who_it_is(twins: Twins, user: str) -> None:
    options = ["-u", user] if user else []
    theirs = twins.theirs("exec", *options, "c1", "id")
    ours = twins.ours("exec", "--runner", "linux", *options, "c1", "id")
    assert (ours.status, ours.out) == (theirs.status, theirs.out)


@pytest.mark.parametrize("directory", ["", "/tmp", "/", "/etc/../tmp"])
def test_where_it_begins(twins: Twins, directory: str) -> None:
    options = ["-w", directory] if directory else []
    theirs = twins.theirs("exec", *options, "c1", "pwd")
    for runner in ("linux", "shell"):
        ours = twins.ours("exec", "--runner", runner, *options, "c1", "pwd")
        assert (ours.status, ours.out) == (theirs.status, theirs.out)


REFUSALS = [
    (("-w", "/nope"), "pwd", 'chdir to cwd ("/nope") set in config.json failed: no such file'),
    (("-w", "/etc/motd"), "pwd", 'chdir to cwd ("/etc/motd") set in config.json failed: not a d'),
    (("-u", "nobody"), "id", "unable to find user nobody: no matching entries in passwd file"),
    (("-u", "u:nogroup"), "id", "unable to find group nogroup: no matching entries in group file"),
]


@pytest.mark.parametrize(("options", "word", "told"), REFUSALS)
def test_what_cannot_be_started(
    twins: Twins, options: tuple[str, ...], word: str, told: str
) -> None:
    theirs = twins.theirs("exec", *options, "c1", word)
    ours = twins.ours("exec", *options, "c1", word)
    assert ours.status == theirs.status
    assert told in theirs.out + theirs.err
    assert told in ours.err


@pytest.mark.parametrize("script", ["exit 3", "true", "false", "kill -9 $$", "cat; echo $?"])
def test_the_status_is_the_commands(twins: Twins, script: str) -> None:
    theirs = twins.theirs("exec", "c1", "sh", "-c", script)
    ours = twins.ours("exec", "--runner", "linux", "c1", "sh", "-c", script)
    assert (ours.status, ours.out) == (theirs.status, theirs.out)


@pytest.mark.parametrize("runner", ["linux", "shell"])
def test_what_is_made_belongs_to_the_user(twins: Twins, runner: str) -> None:
    script = "umask 27; touch /tmp/mine"
    theirs = twins.theirs("exec", "-u", "u:extra", "c1", "sh", "-c", script)
    assert theirs.status == 0
    assert (
        twins.theirs("exec", "c1", "stat", "-c", "%u %g %a", "/tmp/mine").out == "1000 1001 640\n"
    )
    words = ("--runner", runner, "-u", "u:extra", "c1", "sh", "-c", f"rm -f /tmp/mine; {script}")
    assert twins.ours("exec", *words).status == 0
    with Engine(twins.root) as engine:
        entry = engine.container("c1").view().get(LayerPath("tmp/mine")).entry
    assert (entry.uid, entry.gid, entry.mode) == (1000, 1001, 0o640)


def test_a_container_that_does_not_run(twins: Twins) -> None:
    key = twins.docker("create", "--name", "c2", IMAGE).strip()
    theirs = twins.theirs("exec", "c2", "pwd")
    twins.ours("create", "--name", "c2", IMAGE)
    ours = twins.ours("exec", "c2", "pwd")
    assert ours.status == theirs.status == 1
    assert f"Container {key} is not running" in theirs.err
    with Engine(twins.root) as engine:
        assert f"Container {engine.container('c2').id} is not running" in ours.err
    run("docker", "--host", f"unix://{twins.docker.socket}", "rm", "c2")


def test_a_container_that_is_not_there(twins: Twins) -> None:
    theirs, ours = twins.theirs("exec", "c9", "pwd"), twins.ours("exec", "c9", "pwd")
    assert ours.status == theirs.status
    assert "No such container: c9" in theirs.err
    assert "No such container: c9" in ours.err
