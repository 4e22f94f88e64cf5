"""The lifecycle of containers, line by line as the real daemon tells it.

Different by intention, and so not compared:
- what is printed of a main command that stands (`tail -f`) is nothing here;
- attached to a main command that never ends, Docker waits, and here that is told;
- an image that only stopped containers use is untagged by `rmi -f` here, and stays for them;
- Docker pulls an image that is not there; here it is refused;
- `-e NAME` takes a variable away here; Docker's client puts its own in.
"""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from support.peers.daemons import Docker, running_docker
from support.peers.tools import need, run
from support.peers.transcripts import Ours, Theirs, begins_alike, state

IMAGE = "example.org/life:1"
TOOLS = ["cat", "echo", "env", "false", "id", "ls", "pwd", "sh", "sleep", "tail", "touch", "true"]
PASSWD = "root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/tmp:/bin/sh\n"


@pytest.fixture(scope="module")
def docker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Docker]:
    """A daemon of its own: `prune` takes what others' tests need."""
    with running_docker(tmp_path_factory.mktemp("docker")) as found:
        yield found


@pytest.fixture(scope="module")
def image_tar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """busybox, whatever it needs, and some files."""
    need("docker", "busybox", "ldd")
    folder = tmp_path_factory.mktemp("life")
    root = folder / "fs"
    for name in ("bin", "etc", "tmp", "root"):
        (root / name).mkdir(parents=True)
    program = Path(run("which", "busybox").strip())
    libraries = [word for word in run("ldd", str(program)).split() if word.startswith("/")]
    for source, target in [(program, "bin/busybox"), *((Path(p), p[1:]) for p in libraries)]:
        (root / target).parent.mkdir(parents=True, exist_ok=True)
        (root / target).write_bytes(source.resolve().read_bytes())
        (root / target).chmod(0o755)
    for tool in TOOLS:
        (root / "bin" / tool).symlink_to("busybox")
    (root / "etc/passwd").write_text(PASSWD)
    (root / "etc/group").write_text("root:x:0:\ndaemon:x:1:\n")
    (root / "etc/notes").write_text("no program\n")
    with tarfile.open(folder / "fs.tar", "w") as archive:
        archive.add(root, ".")
    return folder / "fs.tar"


@pytest.fixture
def sides(docker: Docker, image_tar: Path, tmp_path: Path) -> Iterator[tuple[Ours, Theirs]]:
    change = ("--change", 'CMD ["sh"]')
    docker("import", *change, str(image_tar), IMAGE)
    with Engine(tmp_path / "root") as engine:
        engine.import_image(image_tar, IMAGE, changes=change[1:])
        yield Ours(engine, tmp_path), Theirs(docker)
    for kind in ("container", "image"):
        docker(kind, "prune", "--force")
    left = docker("ps", "--all", "--quiet").split()
    if left:
        docker("rm", "--force", *left)
    if IMAGE in docker("images", "--format", "{{.Repository}}:{{.Tag}}").split():
        docker("rmi", "--force", IMAGE)


LIFE = """
create --network none --name c1 IMAGE sleep 1000
ps
ps -a
pause c1
unpause c1
exec c1 true
kill c1
stop -t 0 c1
start c1
ps
start c1
pause c1
ps
exec c1 true
pause c1
start c1
rm c1
unpause c1
unpause c1
rm c1
kill -s TERM c1
kill -s BOGUS c1
restart -t 0 c1
pause c1
stop -t 0 c1
ps -a
stop -t 0 c1
pause c1
start c1
pause c1
restart -t 0 c1
kill c1
ps -a
rename c1 c1
create --network none --name c2 IMAGE true
rename c1 c2
rename c1 'a b'
rename c1 a
rename nope c3
rename c1 c3
ps -a
start c3 nope c2
rm c2 nope c3
rm -f c3 nope
ps -a
"""

MISSING = """
start nope
stop nope
restart nope
pause nope
unpause nope
kill nope
rm nope
rename nope c1
logs nope
wait nope
inspect nope
exec nope true
"""

RUNS = """
run --network none --name c1 IMAGE false
run --network none --name c1 IMAGE true
run --network none --name c2 IMAGE nosuch
start c2
start -a c2
logs c2
run --network none --name c3 IMAGE /etc/notes
run --network none --name c4 IMAGE /nosuch/x
run --network none --name c5 IMAGE /etc
ps -a
run --network none --rm IMAGE sh -c 'echo out; exit 7'
run --network none --rm IMAGE nosuch
run --network none --name 'a b' IMAGE true
run --network none -w rel IMAGE pwd
run --network none --entrypoint echo IMAGE hi
run --network none --entrypoint '' IMAGE echo x
run --network none --hostname h IMAGE sh -c 'echo $HOSTNAME $HOME $PATH'
run --network none -e A=1 -e PATH=/bin IMAGE sh -c 'echo $A $PATH'
run --network none -u daemon -w /new/dir IMAGE sh -c 'id -u; pwd; echo $HOME'
run --network none -u 12:34 IMAGE sh -c 'id -u; id -g'
run --network none -u nobody --name c6 IMAGE true
run --network none -d --name c7 IMAGE sh -c 'echo one; echo two; exit 3'
wait c7
logs c7
logs --tail 1 c7
logs -t c7
start -a c7
logs c7
wait c7 c1
run --network none -d --name c8 IMAGE
wait c8
run --network none -dit --name c9 IMAGE
run --network none -di --name c10 IMAGE cat
run --network none -d --name c11 IMAGE cat
wait c11
ps -a
ps -a -f name=c1
ps -a -f status=exited -f exited=3
ps -f status=bogus
ps -f bogus=1
ps -a -f exited=1
ps -a -f ancestor=nope
ps -n 2
ps -l
logs --since bogus c7
start -a c1 c7
run --network none -d --rm --name c12 IMAGE sleep 1000
stop -t 0 c12
container prune -f
stop -t 0 c9 c10
container prune -f
"""

IMAGES = """
create --network none --name c1 IMAGE true
rmi IMAGE
tag IMAGE t:2
rmi IMAGE
rmi t:2
tag t:2 IMAGE
create --network none --name c2 IMAGE sleep 1000
start c2
rmi t:2
image prune -f
image prune -a -f
rmi nope nope2
rmi -f nope
stop -t 0 c2
rm c1 c2
image prune -f
rmi IMAGE
image prune -a -f
"""


@pytest.mark.parametrize(
    "transcript", [LIFE, MISSING, RUNS, IMAGES], ids=["life", "missing", "runs", "images"]
)
def test_a_transcript(sides: tuple[Ours, Theirs], transcript: str) -> None:
    ours, theirs = sides
    different = []
    for line in transcript.replace("IMAGE", IMAGE).strip().splitlines():
        said, expected = ours(line), theirs(line)
        names = {f"c{number}" for number in range(1, 13)} & set(line.split())
        states = [{name: state(side, name) for name in names} for side in sides]
        same = (said.status, said.out) == (expected.status, expected.out)
        if not (same and begins_alike(said.sentences, expected.sentences)):
            different.append(f"$ {line}\nours:   {said}\ndocker: {expected}")
        if states[0] != states[1]:
            different.append(f"$ {line}\nours:   {states[0]}\ndocker: {states[1]}")
    assert not different, "\n\n".join(different)


def test_an_id_of_an_image_in_use(sides: tuple[Ours, Theirs]) -> None:
    told = []
    for side in sides:
        (key,) = side("images -q --no-trunc").out.splitlines()[:1]
        assert key == "sha256:<id>"
        short = _short_id(side)
        lines = [f"rmi {short}"]
        side(f"create --network none --name c1 {IMAGE} sleep 1000")
        told.append([side(line) for line in lines])
        side("start c1")
        told[-1] += [side(f"rmi {short}"), side(f"rmi -f {short}")]
        side("rm -f c1")
        side(f"tag {IMAGE} other/name:1")
        told[-1] += [side(f"rmi {short}"), side(f"rmi {IMAGE}"), side(f"rmi {short}")]
    for said, expected in zip(*told, strict=True):
        assert (said.status, said.out) == (expected.status, expected.out)
        assert begins_alike(said.sentences, expected.sentences), (said, expected)


def _short_id(side: Ours | Theirs) -> str:
    if isinstance(side, Ours):
        return side.engine.image(IMAGE).image_id.short
    return side.docker("images", "--quiet", IMAGE).strip()


def test_what_takes_space(sides: tuple[Ours, Theirs]) -> None:
    """But for the cache: Docker's last line is the build cache's."""
    told = []
    for side in sides:
        side(f"create --network none --name c1 {IMAGE} true")
        side(f"run --network none --name c2 {IMAGE} sh -c 'echo 12345 > /tmp/f'")
        side("commit c2 made:1")
        side(f"run -d --network none --name c3 {IMAGE} sleep 1000")
        told.append([line for line in side("system df").out.splitlines() if "Cache" not in line])
        side("rm -f c1 c2 c3")
        side("rmi made:1")
    assert told[0] == told[1]
