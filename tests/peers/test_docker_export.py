"""`export` against Docker's, entry by entry, of images and of containers with changes.

Not compared: the order of entries, which is a directory's on the disk there, and the times of what
Docker prepares for its mounts and of the directories that these are in.
"""

import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from layerlab.container import Container
from layerlab.facade import Engine
from layerlab.model import clean
from support.images import Item, directory, file, hardlink, layer_tar, symlink
from support.peers.daemons import Docker
from support.peers.trees import FileTree, assert_same, tar_tree

IMAGE = "example.org/exported:1"
PREPARED = {
    *("", ".dockerenv", "dev", "dev/console", "dev/pts", "dev/shm", "proc", "sys"),
    *("etc", "etc/hostname", "etc/hosts", "etc/mtab", "etc/resolv.conf"),
}

BARE: tuple[Item, ...] = (file("only", b"a file\n"),)
OWN_FILES: tuple[Item, ...] = (
    directory("etc", 0o751, uid=3),
    file("etc/hosts", b"127.0.0.1 own\n", 0o600),
    hardlink("etc/same", "etc/hosts"),
    symlink("etc/mtab", "../proc/self/mounts"),
    directory("etc/resolv.conf"),
    directory("dev", 0o700),
    file("dev/console", b"own"),
    symlink("dev/shm", "/run/shm"),
    directory("proc", 0o555, gid=4),
    file("sys", b"a file"),
    file(".dockerenv", b"own", 0o600),
)
LINKED_DIRECTORIES: tuple[Item, ...] = (
    directory("real"),
    file("real/hosts", b"linked\n"),
    symlink("etc", "real"),
    symlink("dev", "/real"),
)
IMAGES = {"bare": BARE, "own files": OWN_FILES, "linked directories": LINKED_DIRECTORIES}


def _tree(tar: bytes) -> FileTree:
    with tarfile.open(fileobj=BytesIO(tar), errors="surrogateescape") as archive:
        tree = tar_tree(archive)
    for path in PREPARED & tree.leaves.keys():
        tree.leaves[path] = replace(tree.leaves[path], mtime=0)
    return tree


def _exported(container: Container) -> FileTree:
    sink = BytesIO()
    container.export(sink)
    return _tree(sink.getvalue())


def _docker_export(docker: Docker, name: str, folder: Path) -> FileTree:
    docker("export", "--output", str(folder / "export.tar"), name)
    return _tree((folder / "export.tar").read_bytes())


@pytest.mark.parametrize("kind", IMAGES)
def test_an_untouched_container(docker: Docker, engine: Engine, tmp_path: Path, kind: str) -> None:
    (tmp_path / "fs.tar").write_bytes(layer_tar(IMAGES[kind]))
    docker("import", "--change", 'CMD ["x"]', str(tmp_path / "fs.tar"), IMAGE)
    engine.import_image(tmp_path / "fs.tar", IMAGE)
    theirs = docker("create", IMAGE).strip()
    ours = engine.container(engine.create(IMAGE).name)
    assert_same(_exported(ours), _docker_export(docker, theirs, tmp_path))
    assert not ours.diff()
    docker("rm", theirs)


def _edits(container: Container) -> None:
    container.write(clean("/opt/new"), b"new\n")
    container.link(clean("/opt/again"), clean("/opt/new"))
    container.delete(clean("/etc/debian_version"))
    container.delete(clean("/var/lib"), recursive=True)
    container.chmod(clean("/usr/bin/env"), 0o4711)


def test_a_container_with_changes(
    docker: Docker, engine: Engine, debian: Path, tmp_path: Path
) -> None:
    """A whole root file system of Debian's."""
    docker("import", str(debian), IMAGE)
    engine.import_image(debian, IMAGE)
    script = (
        "echo new > /opt/new; ln /opt/new /opt/again; rm /etc/debian_version; rm -r /var/lib;"
        " chmod 4711 /usr/bin/env; touch -d @1000000000 /opt/new"
    )
    theirs = "exported"
    docker("run", "--name", theirs, "--network", "none", IMAGE, "sh", "-c", script)
    ours = engine.container(engine.create(IMAGE).name)
    _edits(ours)
    changed = ("opt", "var", "opt/new", "opt/again")
    assert_same(
        _without_times(_exported(ours), changed),
        _without_times(_docker_export(docker, theirs, tmp_path), changed),
    )
    docker("rm", theirs)


def _without_times(tree: FileTree, paths: tuple[str, ...]) -> FileTree:
    for path in paths:
        tree.leaves[path] = replace(tree.leaves[path], mtime=0)
    return tree


def test_what_the_container_has_there_itself(
    docker: Docker, engine: Engine, tmp_path: Path
) -> None:
    """Written from outside: in a running container Docker has its mounts there."""
    (tmp_path / "fs.tar").write_bytes(layer_tar(OWN_FILES))
    docker("import", "--change", 'CMD ["x"]', str(tmp_path / "fs.tar"), IMAGE)
    engine.import_image(tmp_path / "fs.tar", IMAGE)
    theirs = docker("create", IMAGE).strip()
    ours = engine.container(engine.create(IMAGE).name)
    (tmp_path / "mine").write_bytes(b"mine\n")
    for target in ("/etc/hosts", "/dev/console", "/.dockerenv"):
        docker("cp", str(tmp_path / "mine"), f"{theirs}:{target}")
        ours.copy_in(tmp_path / "mine", target)
    assert_same(_exported(ours), _docker_export(docker, theirs, tmp_path))
    docker("rm", theirs)


def test_the_same_bytes_each_time(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "fs.tar").write_bytes(layer_tar(OWN_FILES))
    engine.import_image(tmp_path / "fs.tar", IMAGE)
    name = engine.create(IMAGE).name
    engine.export(name, tmp_path / "1.tar")
    engine.export(name, tmp_path / "2.tar")
    assert (tmp_path / "1.tar").read_bytes() == (tmp_path / "2.tar").read_bytes()


def test_an_export_is_imported_again(docker: Docker, engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "fs.tar").write_bytes(layer_tar(OWN_FILES))
    engine.import_image(tmp_path / "fs.tar", IMAGE)
    made = engine.container(engine.create(IMAGE).name)
    engine.export(made.name, tmp_path / "export.tar")
    again = engine.import_image(tmp_path / "export.tar")
    assert docker("import", str(tmp_path / "export.tar")).startswith("sha256:")
    back = engine.container(engine.create(str(again.image_id)).name)
    assert_same(_exported(back), _exported(made))
