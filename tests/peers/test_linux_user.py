"""The Linux runner of somebody who is not root, with and without subordinate user IDs."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from support.peers.linux import IMAGE, need_linux_runner, new_container, sh
from support.peers.linux_user import GID, UID, Asked, Told, run_as_user
from support.peers.programs import PROGRAMS
from support.peers.tools import need


@pytest.fixture
def place(debian: Path) -> Iterator[Path]:
    """A directory of theirs, with Debian in it."""
    need("unshare", "setpriv", "newuidmap")
    with tempfile.TemporaryDirectory(prefix="layerlab-user-") as folder:
        place = Path(folder)
        shutil.copyfile(debian, place / "debian.tar")
        os.chown(place, UID, GID)
        yield place


def ask(
    place: Path, *scripts: str, owners: tuple[str, ...] = (), user: str = "", subordinate: bool
) -> Told:
    tar = str(place / "debian.tar")
    asked = Asked(str(place / "store"), tar, list(scripts), list(owners), user)
    return run_as_user(place, asked, subordinate=subordinate)


def test_with_subordinate_ids_it_is_as_for_root(place: Path, debian: Path, tmp_path: Path) -> None:
    paths = ("home/ada", "srv/skel", "usr/local/bin/own", "var/mail", "etc/shadow", "srv/shared/f")
    told = ask(place, PROGRAMS, "true", owners=paths, subordinate=True)
    with Engine(tmp_path / "root") as engine:
        engine.import_image(debian, IMAGE)
        need_linux_runner(engine)
        name = new_container(engine)
        assert sh(engine, name, PROGRAMS).status == 0
        container = engine.container(name)
        view = container.view()
        entries = {path: view.get(view.resolve(path)).entry for path in paths}
        owners = {path: [entry.uid, entry.gid] for path, entry in entries.items()}
        diff = sorted(map(str, container.diff()))
    assert (told.status, told.stderr, told.diff, told.owners) == (0, "", diff, owners)
    assert told.is_clean


def test_other_users_need_subordinate_ids(place: Path) -> None:
    script = "id -un; touch /tmp/mine"
    told = ask(place, script, owners=("tmp/mine",), user="mail", subordinate=True)
    assert (told.status, told.stdout, told.owners["tmp/mine"]) == (0, "mail\n", [8, 8])


def test_without_them_all_files_are_roots_and_stay_whose_they_are(place: Path) -> None:
    paths = ("etc/shadow", "var/mail", "var/local", "etc/group", "new")
    script = "stat -c %U:%G /etc/shadow /var/mail; chown mail /new && echo changed"
    first = "chmod 600 /etc/shadow; touch /var/mail/x; chmod g-w /var/local; echo >> /etc/group"
    told = ask(place, f"{first}; touch /new", script, owners=paths, subordinate=False)
    assert told.stdout == "root:root\nroot:root\n"
    assert "Invalid argument" in told.stderr
    assert told.owners == {
        "etc/shadow": [0, 42],
        "var/mail": [0, 8],
        "var/local": [0, 50],
        "etc/group": [0, 0],
        "new": [0, 0],
    }
    assert told.is_clean
