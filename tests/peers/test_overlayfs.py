"""The container against the kernel's own overlayfs: the same operations, the same tree.

Random sequences of file operations are done in a container and on a real overlay mount over the
same lower layers; after each the merged trees are equal, and at the end the committed layer over
the base gives that tree again.
"""

import contextlib
import os
import random
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from layerlab.container import Container
from layerlab.errors import EngineError
from layerlab.facade import Engine
from layerlab.model import Kind, LayerPath
from layerlab.overlay import View
from support.images import directory, file, hardlink, symlink, write_archive

SEQUENCES = int(os.environ.get("LAYERLAB_OVERLAY_SEQUENCES", "25"))
LENGTH = 40

LOWER = [
    [
        directory("d"),
        directory("d/e"),
        directory("d/e/f"),
        file("d/a", b"a"),
        file("d/b", b"bb", 0o600, uid=1, gid=2),
        file("d/e/c", b"ccc"),
        file("d/e/f/x", b"x", 0o4755),
        hardlink("d/h", "d/a"),
        symlink("l", "d/e"),
        symlink("d/s", "e/f"),
        file("g", b"gggg"),
    ],
    [
        directory("d"),
        file("d/b", b"b2"),
        directory("k"),
        file("k/m", b"m"),
        file("d/e/.wh.c"),
        file("z", b"z"),
    ],
]
NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "k", "l", "m", "s", "x", "z", "n"]

pytestmark = pytest.mark.peer


@dataclass
class Twin:
    """A container and an overlay mount that are to stay alike."""

    container: Container
    mount: Path
    done: int = 0
    told: list[str] = field(default_factory=list)

    def both(self, what: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
        """Both do it, or both refuse."""
        self.told.append(what)
        errors: list[str | None] = []
        for one in (ours, theirs):
            try:
                one()
                errors.append(None)
            except (EngineError, OSError, shutil.Error) as error:
                errors.append(repr(error))
        self.done += errors[0] is None
        assert (errors[0] is None) == (errors[1] is None), (errors, self.told)


@contextlib.contextmanager
def mounted(folder: Path, lowers: list[Path]) -> Iterator[Path]:
    places = {name: folder / name for name in ("upper", "work", "merged")}
    for place in places.values():
        place.mkdir()
    options = f"lowerdir={':'.join(map(str, lowers))},upperdir={places['upper']}"
    options += f",workdir={places['work']},index=off,metacopy=off,redirect_dir=off"
    command = ["mount", "-t", "overlay", "overlay", "-o", options, str(places["merged"])]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode:
        pytest.skip(f"no overlay mount here: {done.stderr.strip()}")
    try:
        yield places["merged"]
    finally:
        subprocess.run(["umount", str(places["merged"])], check=True)


def host_tree(root: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for folder, names, files in os.walk(root):
        for name in (*names, *files):
            path = Path(folder, name)
            status = path.lstat()
            mode = status.st_mode
            if stat.S_ISLNK(mode):
                body: object = os.readlink(path)
            else:
                body = path.read_bytes() if stat.S_ISREG(mode) else None
            owner = (status.st_uid, status.st_gid)
            bits = 0 if stat.S_ISLNK(mode) else stat.S_IMODE(mode)
            key = path.relative_to(root).as_posix()
            found[key] = (stat.S_IFMT(mode), bits, owner, body)
    return found


_FORMATS = {
    Kind.FILE: stat.S_IFREG,
    Kind.HARDLINK: stat.S_IFREG,
    Kind.DIRECTORY: stat.S_IFDIR,
    Kind.SYMLINK: stat.S_IFLNK,
}


def our_tree(view: View) -> dict[str, object]:
    found: dict[str, object] = {}
    for node in view.walk():
        entry = node.entry
        body: object = None
        if entry.kind is Kind.SYMLINK:
            body = entry.link
        elif entry.kind.has_data:
            body = view.read(node.path)
        bits = 0 if entry.kind is Kind.SYMLINK else entry.mode
        found[node.path] = (_FORMATS[entry.kind], bits, (entry.uid, entry.gid), body)
    return found


def move(mount: Path, old: str, new: str) -> None:
    """`mv -T`, which copies where rename(2) can't."""
    command = ["mv", "-T", "-f", "--", str(mount / old), str(mount / new)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise OSError(done.stderr)


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as stream:
        stream.write(data)


def step(twin: Twin, rng: random.Random) -> None:
    c, m = twin.container, twin.mount

    there = sorted(host_tree(m))

    def name() -> str:
        """Mostly what is there, or a new name beside it, so that most operations succeed."""
        if not there or rng.random() < 0.1:
            return "/".join(rng.choices(NAMES, k=rng.randint(1, 3)))
        found = rng.choice(there)
        if rng.random() < 0.5:
            return found
        above = found.rpartition("/")[0]
        new = rng.choice(NAMES)
        return f"{above}/{new}" if above else new

    path, other, data = name(), name(), rng.randbytes(rng.randint(0, 9))
    p, o = LayerPath(path), LayerPath(other)
    bits = rng.choice([0o644, 0o600, 0o755, 0o4755, 0o2755, 0o1777])
    owner = rng.choice([(0, 0), (1, 2), (1000, 1000)])
    choices: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        ("write", lambda: c.write(p, data), lambda: (m / path).write_bytes(data)),
        ("append", lambda: c.append(p, data), lambda: append(m / path, data)),
        ("mkdir", lambda: c.make_directory(p), lambda: (m / path).mkdir(0o755)),
        ("delete", lambda: c.delete(p, recursive=True), lambda: remove(m / path)),
        ("delete", lambda: c.delete(p, recursive=True), lambda: remove(m / path)),
        ("symlink", lambda: c.symlink(p, other), lambda: os.symlink(other, m / path)),
        ("link", lambda: c.link(p, o), lambda: os.link(m / other, m / path, follow_symlinks=False)),
        ("rename", lambda: c.rename(p, o), lambda: move(m, path, other)),
        ("chmod", lambda: c.chmod(p, bits), lambda: (m / path).chmod(bits)),
        ("chown", lambda: c.chown(p, *owner), lambda: os.chown(m / path, *owner)),
    ]
    if is_below(m, path, other):
        del choices[7]
    verb, ours, theirs = rng.choice(choices)
    twin.both(f"{verb} {path} {other} {bits:o} {owner}", ours, theirs)


def is_below(mount: Path, path: str, other: str) -> bool:
    """Moves onto or into itself or another name of itself: mv and rename(2) differ there."""
    real, target = os.path.realpath(mount / path), os.path.realpath(mount / other)
    with contextlib.suppress(OSError):
        if Path(real).samefile(target):
            return True
    return target == real or target.startswith(real + "/") or real.startswith(target + "/")


@pytest.mark.skipif(os.geteuid() != 0 if hasattr(os, "geteuid") else True, reason="needs root")
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_the_same_operations_give_the_same_tree(tmp_path: Path, seed: int) -> None:
    old = os.umask(0o022)
    rng = random.Random(seed)
    try:
        with Engine(tmp_path / "root") as engine:
            engine.load(write_archive(tmp_path / "a.tar", LOWER))
            engine.create("t:1", "c1")
            container = engine.container("c1")
            lower = tmp_path / "lower"
            lower.mkdir()
            unpack(container.lower, lower)
            with mounted(tmp_path, [lower]) as mount:
                twin = Twin(container, mount)
                assert our_tree(container.view()) == host_tree(mount)
                for _ in range(LENGTH):
                    step(twin, rng)
                    assert our_tree(container.view()) == host_tree(mount), (seed, twin.told)
                expected = host_tree(mount)
                assert twin.done > LENGTH / 5
            committed = engine.commit("c1", "t:2")
            assert our_tree(engine.stack("t:2").view()) == expected
            if committed.layer:
                while container.edits():
                    container.undo()
                assert our_tree(container.view()) == our_tree(container.lower)
    finally:
        os.umask(old)


def unpack(view: View, target: Path) -> None:
    """The lower layers as a plain directory, hard links and owners included."""
    first: dict[tuple[int, int], Path] = {}
    for node in view.walk():
        place, entry = target / node.path, node.entry
        if entry.is_directory:
            place.mkdir()
        elif entry.kind is Kind.SYMLINK:
            os.symlink(entry.link, place)
        elif view.inode(node.path) in first:
            os.link(first[view.inode(node.path)], place)
            continue
        else:
            first[view.inode(node.path)] = place
            place.write_bytes(view.read(node.path))
        os.lchown(place, entry.uid, entry.gid)
        if entry.kind is not Kind.SYMLINK:
            place.chmod(entry.mode)
