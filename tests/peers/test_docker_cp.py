"""`cp` against Docker's, both ways, by the table in `support.peers.copies`: the same files in the
container, the same files outside, the same refusals.

Different by intention, and so not compared:
- a copy that fails half-way leaves nothing here, and what it had copied there;
- out of a container set-ID bits, capabilities and devices stay behind here, and a directory stays
  its owner's;
- a symbolic link that leads out of what is copied: Docker 20.10 refuses all, here it is copied;
- names that begin with `.wh.`, which could not be committed, are refused here;
- a link that leads to itself: Docker replaces it, here that is an error.
"""

import contextlib
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from layerlab.cli import main
from layerlab.errors import EngineError
from layerlab.facade import Engine
from layerlab.image import BlobImage
from support.peers.copies import (
    COPIES_IN,
    COPIES_OUT,
    LONG_AGO,
    Copying,
    make_destination,
    make_host_files,
    make_image_files,
)
from support.peers.daemons import Docker
from support.peers.tar_streams import STREAMS, Stream
from support.peers.tools import need, output_of, status_of
from support.peers.trees import FileTree, Leaf, assert_same, host_tree, tar_tree, view_tree

IMAGE = "example.org/copies:1"
COMMITTED = "example.org/copied:1"
CHANGES = ("USER daemon", 'CMD ["sh"]')
PREPARED = (".dockerenv", "dev", "etc/hostname", "etc/hosts", "etc/mtab", "etc/resolv.conf")
"""What Docker prepares in a container, with `proc` and `sys`."""


@pytest.fixture(scope="module")
def image_tar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need("docker")
    folder = tmp_path_factory.mktemp("copies")
    make_image_files(folder / "fs")
    with tarfile.open(folder / "fs.tar", "w", format=tarfile.PAX_FORMAT) as archive:
        archive.add(folder / "fs", ".")
    return folder / "fs.tar"


@pytest.fixture(scope="module")
def image(docker: Docker, image_tar: Path) -> str:
    changes = [word for change in CHANGES for word in ("--change", change)]
    docker("import", *changes, str(image_tar), IMAGE)
    return IMAGE


@pytest.fixture(scope="module")
def root(image_tar: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("store")
    with Engine(root) as engine:
        engine.import_image(image_tar, IMAGE, changes=CHANGES)
    return root


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("host")
    make_host_files(folder)
    return folder


@contextlib.contextmanager
def _container(docker: Docker, image: str) -> Iterator[str]:
    name = docker("create", image).strip()
    try:
        yield name
    finally:
        docker("rm", name)


def _docker_cp(docker: Docker, name: str, copying: Copying, folder: Path) -> int:
    words = [_in_container(word, name) for word in copying.words]
    return status_of("docker", "--host", f"unix://{docker.socket}", "cp", *words, cwd=folder)


def _in_container(word: str, name: str) -> str:
    return f"{name}{word}" if word.startswith(":") else word


def _our_cp(root: Path, name: str, copying: Copying, folder: Path) -> int:
    words = [_in_container(word, name) for word in copying.words]
    with contextlib.chdir(folder):
        return main(["--root", str(root), "cp", *words])


def _exported(docker: Docker, name: str, folder: Path) -> FileTree:
    path = folder / "export.tar"
    docker("export", "--output", str(path), name)
    with tarfile.open(path, errors="surrogateescape") as archive:
        tree = tar_tree(archive)
    paths = [p for p in tree.leaves if p in PREPARED or p.split("/")[0] in ("dev", "proc", "sys")]
    for path_of_docker in paths:
        del tree.leaves[path_of_docker]
    return tree


def _old(tree: FileTree) -> FileTree:
    """Times of long ago are compared, those of the copy itself are not; nor is what Docker changes
    to prepare its mounts, `/etc` and the root.
    """
    tree = tree.without({"", "etc"})
    leaves = {
        path: leaf if leaf.mtime == LONG_AGO else replace(leaf, mtime=0)
        for path, leaf in tree.leaves.items()
    }
    return FileTree(leaves, tree.names_of)


@pytest.mark.parametrize("copying", COPIES_IN, ids=str)
def test_into_a_container(
    docker: Docker, image: str, root: Path, host: Path, tmp_path: Path, copying: Copying
) -> None:
    with Engine(root) as engine:
        ours = engine.create(image).name
    with _container(docker, image) as theirs:
        statuses = (_our_cp(root, ours, copying, host), _docker_cp(docker, theirs, copying, host))
        assert statuses == ((1, 1) if copying.refused else (0, 0))
        with Engine(root) as engine:
            container = engine.container(ours)
            if copying.refused:
                assert not container.diff()
                return
            view = container.view()
            assert_same(_old(view_tree(view)), _old(_exported(docker, theirs, tmp_path)))


@pytest.mark.parametrize("stream", STREAMS, ids=str)
def test_a_tar_into_a_container(
    docker: Docker, image: str, root: Path, tmp_path: Path, stream: Stream
) -> None:
    (tmp_path / "in.tar").write_bytes(stream.data)
    with Engine(root) as engine, _container(docker, image) as theirs:
        container = engine.container(engine.create(image).name)
        words = ["docker", "--host", f"unix://{docker.socket}", "cp", "-"]
        with (tmp_path / "in.tar").open("rb") as source:
            status = status_of(*words, f"{theirs}:{stream.target}", stdin=source)
        assert (status != 0) == stream.refused
        if stream.refused or stream.refused_here:
            with pytest.raises(EngineError):
                container.copy_in_tar(BytesIO(stream.data), stream.target)
            assert not container.diff()
            return
        container.copy_in_tar(BytesIO(stream.data), stream.target)
        found = view_tree(container.view())
        assert_same(_old(found), _old(_exported(docker, theirs, tmp_path)))


@pytest.mark.parametrize("copying", COPIES_OUT, ids=str)
def test_out_of_a_container(
    docker: Docker, image: str, root: Path, tmp_path: Path, copying: Copying
) -> None:
    with Engine(root) as engine:
        ours = engine.create(image).name
    for name in ("ours", "theirs"):
        make_destination(tmp_path / name)
    with _container(docker, image) as theirs:
        statuses = (
            _our_cp(root, ours, copying, tmp_path / "ours"),
            _docker_cp(docker, theirs, copying, tmp_path / "theirs"),
        )
    assert statuses == ((1, 1) if copying.refused else (0, 0))
    if not copying.refused:
        found = [_outside(host_tree(tmp_path / name)) for name in ("ours", "theirs")]
        assert_same(_old(found[0]), _old(found[1]))


def _outside(tree: FileTree) -> FileTree:
    leaves = {
        path: _harmless(leaf)
        for path, leaf in tree.leaves.items()
        if not leaf.kind.endswith("device")
    }
    return FileTree(leaves, tree.names_of)


def _harmless(leaf: Leaf) -> Leaf:
    own = 0o700 if leaf.kind == "directory" else 0
    return replace(leaf, mode=leaf.mode & 0o777 | own, capability=b"")


@pytest.mark.parametrize(
    "source", ["/etc", "/etc/", "/etc/.", "/etc/motd", "/ldst", "/ldst/", "/tree", "/dst/.."]
)
@pytest.mark.parametrize("flags", ["", "-L"])
def test_out_as_a_tar(docker: Docker, image: str, root: Path, source: str, flags: str) -> None:
    sink = BytesIO()
    with Engine(root) as engine:
        made = engine.container(engine.create(image).name)
        made.write_tar(source, sink, follow=bool(flags))
    with _container(docker, image) as name:
        words = ["docker", "--host", f"unix://{docker.socket}", "cp", *flags.split()]
        theirs = _tree(output_of(*words, f"{name}:{source}", "-"))
    paths = [path for path in theirs.leaves if _is_prepared(path, source)]
    assert_same(_old(_tree(sink.getvalue())), _old(theirs.without(paths)))


def _tree(tar: bytes) -> FileTree:
    with tarfile.open(fileobj=BytesIO(tar), errors="surrogateescape") as archive:
        return tar_tree(archive)


def _is_prepared(path: str, source: str) -> bool:
    """With the directories that it changed by that: `etc` and the root."""
    in_root = {"/etc": path, "/etc/": path, "/etc/.": f"etc/{path}".rstrip("/"), "/dst/..": path}
    whole = in_root.get(source)
    if whole is None:
        return False
    return whole in ("", "etc", *PREPARED) or whole.split("/")[0] in ("dev", "proc", "sys")


@pytest.mark.parametrize("copying", [Copying("d", ":/dst"), Copying("capable", ":/dst/f")], ids=str)
def test_a_commit_of_what_was_copied(
    docker: Docker, image: str, root: Path, host: Path, tmp_path: Path, copying: Copying
) -> None:
    """The layers have the same entries: odd names, special files, capabilities, hard links.

    Which of a file's names comes first is not compared.
    """
    with Engine(root) as engine:
        ours = engine.create(image).name
    with _container(docker, image) as theirs:
        assert _our_cp(root, ours, copying, host) == _docker_cp(docker, theirs, copying, host) == 0
        docker("commit", theirs, COMMITTED)
    docker("save", "--output", str(tmp_path / "theirs.tar"), COMMITTED)
    docker("rmi", COMMITTED)
    with Engine(root) as engine, engine.open(tmp_path / "theirs.tar") as archive:
        engine.commit(ours, COMMITTED)
        images = (engine.image(COMMITTED), archive.images[0])
        assert_same(*(_old(_layer_tree(one)) for one in images))


def _layer_tree(image: BlobImage) -> FileTree:
    with image.layers[-1].open_blob() as blob:
        return _tree(blob.read())
