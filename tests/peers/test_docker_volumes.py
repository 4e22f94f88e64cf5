"""Volumes and mounts against Docker's: the same commands typed for a daemon and for `layerlab`.

IDs, times and the store's folder are the run's own. Where Docker 20.10 differs from later versions
we do as these: an anonymous volume has a label, and `volume prune` takes only such ones without -a.
"""

import io
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import layerlab
from layerlab.facade import Engine
from support.peers.daemons import Docker
from support.peers.trees import FileTree, assert_same, host_tree, view_tree

PLAIN, DECLARED = "example.org/plain:1", "example.org/declared:1"
NAMED = ("data", "labelled", "named", "link", "over", "inner", "outer", "bare")


@dataclass(frozen=True, slots=True)
class Answer:
    succeeded: bool
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that commands are typed for; `store` is where its volumes are."""

    command: tuple[str, ...]
    store: Path
    folder: Path

    @property
    def is_docker(self) -> bool:
        return self.command[0] == "docker"

    def __call__(self, *words: str) -> Answer:
        done = subprocess.run(
            [*self.command, *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(Path(layerlab.__file__).parents[1])},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Answer(done.returncode == 0, self._bare(done.stdout), self._bare(done.stderr))

    def _bare(self, text: str) -> str:
        text = text.replace(str(self.folder), "FOLDER")
        text = re.sub(r'"[^"]*/volumes/[^"]*/_data"', '"MOUNTPOINT"', text)
        text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME", text)
        text = re.sub(r"/[^ ]*/merged/", "/", text)
        return re.sub(r"\b[0-9a-f]{64}\b", "ID", text)

    def json(self, *words: str) -> Any:
        return json.loads(self(*words).out)


@pytest.fixture(scope="module")
def archive(scratch: Path) -> Path:
    """A root file system with files of every kind where volumes will be mounted."""
    path = scratch / "volumes.tar"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        for member, data in _members():
            member.mtime = 1_000_000_000
            tar.addfile(member, io.BytesIO(data) if data is not None else None)
    return path


def _members() -> Iterable[tuple[tarfile.TarInfo, bytes | None]]:
    yield _member("bin", tarfile.DIRTYPE), None
    yield _member("data", tarfile.DIRTYPE, 0o2750, 5, 6), None
    yield _member("data/one", tarfile.REGTYPE, 0o4755, 7, 8, size=3), b"one"
    yield _member("data/two", tarfile.LNKTYPE, 0o4755, 7, 8, linkname="data/one"), None
    yield _member("data/link", tarfile.SYMTYPE, linkname="/etc/motd"), None
    yield _member("data/broken", tarfile.SYMTYPE, linkname="nowhere"), None
    yield _member("data/fifo", tarfile.FIFOTYPE, 0o620), None
    yield _member("data/null", tarfile.CHRTYPE, 0o666, devmajor=1, devminor=3), None
    yield _member("data/empty", tarfile.DIRTYPE, 0o1777, 9), None
    yield _member("data/deep", tarfile.DIRTYPE, 0o700), None
    yield _member("data/deep/er", tarfile.DIRTYPE, 0o700), None
    yield _member("data/deep/er/file", size=4), b"deep"
    yield _member(os.fsdecode(b"data/not-utf8-\xff"), size=1), b"x"
    yield _member("data/new\nline", size=1), b"y"
    yield _member("bare", tarfile.DIRTYPE, 0o711, 11, 12), None
    yield _member("etc/motd", size=3), b"hi\n"
    yield _member("ldata", tarfile.SYMTYPE, linkname="data"), None
    yield _member("dangling", tarfile.SYMTYPE, linkname="made/here"), None


def _member(
    name: str,
    kind: bytes = tarfile.REGTYPE,
    mode: int = 0o644,
    uid: int = 0,
    gid: int = 0,
    **more: Any,
) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.mode, member.uid, member.gid = kind, mode, uid, gid
    for field, value in more.items():
        setattr(member, field, value)
    return member


@pytest.fixture(scope="module")
def sides(docker: Docker, archive: Path, scratch: Path) -> tuple[Side, Side]:
    """Docker and us, each with both images and a folder of the same files."""
    theirs = ("docker", "--host", f"unix://{docker.socket}")
    ours = (sys.executable, "-m", "layerlab", "--root", str(scratch / "our-volumes"))
    folder = scratch / "volumes-folder"
    (folder / "host").mkdir(parents=True)
    (folder / "host" / "f").write_bytes(b"host's")
    (folder / "f").write_bytes(b"copied")
    os.utime(folder / "f", (1_000_000_000, 1_000_000_000))
    both = (
        Side(theirs, docker.socket.parent / docker.driver, folder),
        Side(ours, scratch / "our-volumes", folder),
    )
    for side in both:
        for change, name in (("LABEL a=b", PLAIN), ("VOLUME /data /declared/new", DECLARED)):
            command = ["-c", change, "-c", 'CMD ["x"]', str(archive), name]
            assert side("import", *command).succeeded
    return both


def _same(sides: tuple[Side, Side], *words: str) -> Answer:
    """Types a command on both sides; what both printed."""
    theirs, ours = (side(*words) for side in sides)
    assert theirs.succeeded == ours.succeeded, (theirs, ours)
    assert theirs.out == ours.out
    return ours


def _same_refusal(sides: tuple[Side, Side], *words: str) -> None:
    """Both fail with the same words: after what each begins with, and before what we add."""
    theirs, ours = (side(*words) for side in sides)
    assert not theirs.succeeded
    assert not ours.succeeded
    line = next(filter(None, theirs.err.splitlines()))
    told = re.sub(r"^(Error response from daemon|docker): ", "", line)
    assert told in ours.err.removeprefix("Error: "), (told, ours.err)


REFUSED = (
    ("volume", "create", "x"),
    ("volume", "create", "a/b"),
    ("volume", "create", "-d", "zz", "data"),
    ("volume", "create", "-o", "a=b", "data"),
    ("volume", "rm", "nope"),
    ("volume", "inspect", "nope"),
    ("volume", "ls", "-f", "xx=1"),
    ("volume", "ls", "-f", "dangling=maybe"),
    *(
        ("create", "-v", text, PLAIN)
        for text in (
            "aa:/x:b:c",
            "/x:ro",
            "aa:/x:xx",
            "aa:/x:ro,rw",
            "aa::/x",
            ":/x",
            "/x:",
            "/x:/",
            "aa:/",
            "/x:rel",
            "aa:rel",
            "/x:/c:nocopy",
            "aa:/c:rshared",
            "a/b:/c",
            "aa!:/c",
            "~x:/c",
            "/etc/motd",
        )
    ),
    *(
        ("create", "--mount", text, PLAIN)
        for text in (
            "type=bind,src=/nope,dst=/x",
            "type=bind,src=rel,dst=/x",
            "type=bind,dst=/x",
            "type=bind,src=/etc,dst=/x,volume-nocopy",
            "src=aa,dst=/x,bind-propagation=shared",
            "type=bind,src=/etc,dst=/x,bind-propagation=xx",
            "type=xx,dst=/x",
            "src=aa,dst=rel",
            "src=aa,dst=/",
            "src=a/b,dst=/x",
            'src=aa,dst="/x"',
            "src=aa,dst=/x,nope",
        )
    ),
    ("create", "-v", "aa:/x", "-v", "bb:/x/", PLAIN),
    ("create", "-v", "aa:/x", "--mount", "src=bb,dst=/x", PLAIN),
    ("create", "--mount", "src=aa,dst=/x", "--mount", "src=bb,dst=/x", PLAIN),
    ("create", "--volumes-from", "nope", PLAIN),
    ("create", "--volumes-from", "nope:xx", PLAIN),
)

REWORDED = {":/x", "/x:", "aa::/x", 'src=aa,dst="/x"'}
"""Faults of the form that the two commands tell in other words."""


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_refusals(sides: tuple[Side, Side], words: tuple[str, ...]) -> None:
    if REWORDED.isdisjoint(words):
        _same_refusal(sides, *words)
    else:
        assert not any(side(*words).succeeded for side in sides)


def test_volumes_by_themselves(sides: tuple[Side, Side]) -> None:
    _forget(sides)
    assert _same(sides, "volume", "create", "data").out == "data\n"
    _same(sides, "volume", "create", "--label", "a=b", "--label", "c", "labelled")
    _same(sides, "volume", "create", "data")
    _same(sides, "volume", "create", "data10")
    _same(sides, "volume", "create", "data2")
    for options in ("", "-q", "-f name=data2 -q", "-f label=a", "-f label=a=c", "-f dangling=0"):
        _same(sides, "volume", "ls", *options.split())
    (theirs,), (ours,) = (side.json("volume", "inspect", "labelled") for side in sides)
    assert ours == theirs
    assert _same(sides, "volume", "rm", "data", "data2", "data10", "labelled").succeeded
    _same(sides, "volume", "rm", "-f", "data")


def _forget(sides: tuple[Side, Side]) -> None:
    """What an earlier command left: Docker keeps named volumes of containers that it refused."""
    for side in sides:
        for container in side(
            "ps", "-a", "--format", "{{json .}}" if side.is_docker else "json"
        ).out.splitlines():
            side("rm", "-f", json.loads(container)["Names"])
        side("volume", "prune", "-f", *([] if side.is_docker else ["-a"]))


@pytest.fixture(scope="module")
def played(sides: tuple[Side, Side]) -> tuple[Side, Side]:
    """Containers with mounts of all kinds, and files that were copied into them."""
    _forget(sides)
    for side in sides:
        host = f"{side.folder}/host"
        for words in (
            ("--name", "c1", DECLARED),
            ("--name", "c2", "-v", "named:/data:ro", "-v", f"{host}:/mnt/host", PLAIN),
            ("--name", "c3", "--mount", "src=bare,dst=/data,volume-nocopy,volume-label=k=v", PLAIN),
            ("--name", "c4", "-v", "link:/ldata", "-v", "over:/bare", PLAIN),
            ("--name", "c5", "-v", "inner:/out/in/deep", "-v", "outer:/out", PLAIN),
            ("--name", "c6", "--volumes-from", "c2", "--volumes-from", "c3:ro", PLAIN),
            ("--name", "c7", "-v", f"{side.folder}/f:/etc/conf/f:ro", PLAIN),
            ("--name", "c8", "-v", "data:/dangling", "-v", "/typed", DECLARED),
        ):
            answer = side("create", *words)
            assert answer.succeeded, answer
        for target in ("c1:/data", "c1:/declared/new/f", "c3:/etc", "c4:/ldata/deep/", "c5:/out"):
            answer = side("cp", "f", target)
            assert answer.succeeded, (target, answer)
        for target in ("c7:/bin/f", "c8:/dangling/", "c6:/etc/motd"):
            assert side("cp", "f", target).succeeded
        for target in ("c2:/data", "c2:/data/one", "c6:/data/", "c7:/etc/conf/f"):
            assert not side("cp", "f", target).succeeded
    return sides


CONTAINERS = [f"c{number}" for number in range(1, 9)]


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_is_mounted(played: tuple[Side, Side], name: str) -> None:
    theirs, ours = (side.json("inspect", name)[0] for side in played)
    assert _mounts(ours) == _mounts(theirs)
    for field in ("Binds", "Mounts", "VolumesFrom"):
        assert _bare(ours["HostConfig"].get(field)) == _bare(theirs["HostConfig"].get(field))
    assert ours["Config"].get("Volumes") == theirs["Config"]["Volumes"]


def _mounts(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Docker's are in no order."""
    return sorted(told["Mounts"], key=lambda mount: str(mount["Destination"]))


def _bare(mounts: list[Any] | None) -> list[Any] | None:
    """20.10's command asks for a driver of no name where later ones ask for none, and for what
    it was told in any order.
    """
    for mount in mounts or ():
        if isinstance(mount, dict):
            mount.get("VolumeOptions", {}).pop("DriverConfig", None)
    return sorted(mounts, key=str) if mounts else mounts


@pytest.mark.parametrize("name", CONTAINERS)
def test_diff(played: tuple[Side, Side], name: str) -> None:
    theirs, ours = (side("diff", name).out.splitlines() for side in played)
    assert ours == sorted(theirs, key=lambda line: line[2:])


@pytest.mark.parametrize("name", CONTAINERS)
def test_export(played: tuple[Side, Side], name: str) -> None:
    theirs, ours = (_exported(side, name) for side in played)
    assert ours == theirs


def _exported(side: Side, name: str) -> dict[str, tuple[int, int, int, int]]:
    target = side.folder / "exported.tar"
    assert side("export", "-o", str(target), name).succeeded
    with tarfile.open(target, errors="surrogateescape") as tar:
        return {
            member.name.rstrip("/"): (
                0o777 if member.issym() else member.mode & 0o7777,
                member.uid,
                member.gid,
                member.size,
            )
            for member in tar
        }


def test_volumes_have_the_same_files(played: tuple[Side, Side]) -> None:
    theirs, ours = played
    with Engine(ours.store) as engine:
        for name in ("named", "bare", "link", "over", "inner", "outer", "data"):
            found = view_tree(engine.volume(name).view())
            expected = host_tree(theirs.store / "volumes" / name / "_data")
            assert_same(_without_own_times(found), _without_own_times(expected))


def _without_own_times(tree: FileTree) -> FileTree:
    """Directories have the time of the copy, and what a refused `cp` left on their way."""
    return tree.without_times()


def test_files_keep_their_times(played: tuple[Side, Side]) -> None:
    theirs, ours = played
    with Engine(ours.store) as engine:
        found = view_tree(engine.volume("named").view()).leaves
    expected = host_tree(theirs.store / "volumes" / "named" / "_data").leaves
    files = [path for path, leaf in expected.items() if leaf.kind != "directory"]
    assert {p: found[p].mtime for p in files} == {p: expected[p].mtime for p in files}


def test_removing(played: tuple[Side, Side]) -> None:
    """The last of this file: it takes away what the others look at."""
    sides = played
    _same_refusal(sides, "volume", "rm", "named")
    _same(sides, "rm", "-v", "c1", "c8")
    _same(sides, "volume", "ls")
    _same(sides, "rm", "c2", "c3")
    _same_refusal(sides, "volume", "rm", "bare")
    _same(sides, "rm", "-v", "c6", "c4", "c5", "c7")
    _same(sides, "volume", "ls")
    _same(sides, "volume", "rm", "named", "bare", "link", "inner", "outer")
    theirs, ours = sides[0]("volume", "prune", "-f"), sides[1]("volume", "prune", "-a", "-f")
    assert sorted(ours.out.splitlines()) == sorted(theirs.out.splitlines())
    _same(sides, "volume", "ls")
