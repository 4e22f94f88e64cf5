"""Files as a user may use them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.errors import NotPermitted, PermissionDenied
from layerlab.model import Entry, Kind, LayerPath
from layerlab.runners import Files, Opening
from layerlab.runners.permitted import EXECUTE, READ, WRITE, may, permitted
from layerlab.runners.shell.tool import Identity
from support.shell import script

ADA = Identity(1000, 1000, (5,))
ROOT = Identity()


def path(text: str) -> LayerPath:
    return LayerPath(text)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Root's files, a directory of Ada's, a sticky one, and one that nobody else may enter."""
    tmp_path.chmod(0o755)
    made = HostFiles(tmp_path, "test")
    for name, mode, uid, gid in (
        ("home", 0o755, 1000, 1000),
        ("tmp", 0o1777, 0, 0),
        ("secret", 0o700, 0, 0),
        ("crew", 0o775, 0, 5),
    ):
        made.make_directory(path(name), mode)
        made.chmod(path(name), mode)
        made.chown(path(name), uid, gid)
    for name, mode, uid in (
        ("etc", 0o644, 0),
        ("shadow", 0o640, 0),
        ("home/mine", 0o644, 1000),
        ("home/roots", 0o644, 0),
        ("tmp/roots", 0o666, 0),
        ("tmp/mine", 0o600, 1000),
        ("secret/x", 0o666, 0),
    ):
        made.open_to_write(path(name), Opening.TRUNCATE).close()
        made.chmod(path(name), mode)
        made.chown(path(name), uid, uid)
    return made


@pytest.mark.parametrize(
    ("mode", "uid", "gid", "wanted", "allowed"),
    [
        (0o400, 1000, 0, READ, True),
        (0o077, 1000, 1000, READ, False),
        (0o040, 0, 1000, READ, True),
        (0o040, 0, 5, READ, True),
        (0o404, 0, 5, READ, False),
        (0o004, 0, 0, READ, True),
        (0o006, 0, 0, READ | WRITE, True),
        (0o004, 0, 0, READ | WRITE, False),
        (0o001, 0, 0, EXECUTE, True),
        (0o770, 0, 0, EXECUTE, False),
    ],
)
def test_bits(mode: int, uid: int, gid: int, wanted: int, allowed: bool) -> None:
    entry = Entry(path("f"), Kind.FILE, mode, uid, gid)
    assert may(ADA, entry, wanted) is allowed
    assert may(ROOT, entry, READ | WRITE)


def test_root_executes_what_somebody_may_execute() -> None:
    assert not may(ROOT, Entry(path("f"), Kind.FILE, 0o644), EXECUTE)
    assert may(ROOT, Entry(path("f"), Kind.FILE, 0o645), EXECUTE)
    assert may(ROOT, Entry(path("d"), Kind.DIRECTORY, 0o000), EXECUTE)


def test_root_has_the_files_themselves(files: Files) -> None:
    assert permitted(files, ROOT) is files


Action = Callable[[Files], object]


@pytest.mark.parametrize(
    "action",
    [
        lambda f: f.open(path("etc")),
        lambda f: f.names(path("")),
        lambda f: f.find(path("secret")),
        lambda f: f.open_to_write(path("home/new"), Opening.EXCLUSIVE),
        lambda f: f.open_to_write(path("home/mine"), Opening.IN_PLACE),
        lambda f: f.open_to_write(path("tmp/roots"), Opening.APPEND),
        lambda f: f.open_to_write(path("crew/new"), Opening.TRUNCATE),
        lambda f: f.make_directory(path("tmp/d")),
        lambda f: f.remove(path("home/roots")),
        lambda f: f.remove(path("tmp/mine")),
        lambda f: f.rename(path("home/roots"), path("home/r")),
        lambda f: f.chmod(path("home/mine"), 0o600),
        lambda f: f.chown(path("home/mine"), 1000, 5),
        lambda f: f.set_time(path("tmp/roots"), 0),
        lambda f: f.truncate(path("home/mine"), 0),
        lambda f: f.symlink(path("home/l"), "x"),
        lambda f: f.link(path("home/l"), path("home/mine")),
        lambda f: f.make_fifo(path("home/p")),
    ],
)
def test_allowed(files: Files, action: Action) -> None:
    found = action(permitted(files, ADA))
    if hasattr(found, "close"):
        found.close()


@pytest.mark.parametrize(
    "action",
    [
        lambda f: f.open(path("shadow")),
        lambda f: f.find(path("secret/x")),
        lambda f: f.resolve(path("secret/x")),
        lambda f: f.open(path("secret/x")),
        lambda f: f.names(path("secret")),
        lambda f: f.identity(path("secret/x")),
        lambda f: f.open_to_write(path("new"), Opening.TRUNCATE),
        lambda f: f.open_to_write(path("new"), Opening.EXCLUSIVE),
        lambda f: f.open_to_write(path("etc"), Opening.APPEND),
        lambda f: f.open_to_write(path("home/roots"), Opening.TRUNCATE),
        lambda f: f.truncate(path("etc"), 0),
        lambda f: f.make_directory(path("d")),
        lambda f: f.make_fifo(path("p")),
        lambda f: f.symlink(path("l"), "etc"),
        lambda f: f.link(path("l"), path("etc")),
        lambda f: f.rename(path("home/mine"), path("mine")),
        lambda f: f.rename(path("etc"), path("home/etc")),
        lambda f: f.remove(path("etc")),
        lambda f: f.remove(path("home"), recursive=True),
        lambda f: f.set_time(path("etc"), 0),
        lambda f: f.set_xattr(path("etc"), "user.a", b""),
    ],
)
def test_denied(files: Files, action: Action) -> None:
    with pytest.raises(PermissionDenied):
        action(permitted(files, ADA))


@pytest.mark.parametrize(
    "action",
    [
        lambda f: f.remove(path("tmp/roots")),
        lambda f: f.rename(path("tmp/roots"), path("tmp/r")),
        lambda f: f.rename(path("home/mine"), path("tmp/roots")),
        lambda f: f.chmod(path("tmp/roots"), 0o777),
        lambda f: f.chown(path("home/mine"), 0, 1000),
        lambda f: f.chown(path("home/mine"), 1000, 0),
        lambda f: f.chown(path("etc"), 1000, 1000),
    ],
)
def test_of_the_owner_alone(files: Files, action: Action) -> None:
    with pytest.raises(NotPermitted):
        action(permitted(files, ADA))


def test_a_tree_is_removed_where_each_directory_allows_it(files: Files) -> None:
    files.make_directory(path("home/d"))
    files.make_directory(path("home/d/empty"))
    files.chown(path("home/d"), 1000, 1000)
    permitted(files, ADA).remove(path("home/d"), recursive=True)
    assert files.find(path("home/d")) is None
    files.make_directory(path("home/d"))
    files.make_directory(path("home/d/full"))
    with pytest.raises(PermissionDenied):
        permitted(files, ADA).remove(path("home/d"), recursive=True)


def test_the_shell_of_a_user(files: Files) -> None:
    text = (
        "echo a >/etc; cat /shadow; cd /secret; echo ok >/home/new; [ -r /shadow ] || echo no;"
        " [ -w /home ] && echo yes; echo x >/dev/null && echo null"
    )
    found = script(files, text, user="1000:1000")
    assert found.out == "no\nyes\nnull\n"
    assert found.err.splitlines() == [
        "sh: 1: cannot create /etc: Permission denied",
        "cat: /shadow: Permission denied",
        "sh: 1: cd: can't cd to /secret",
    ]
