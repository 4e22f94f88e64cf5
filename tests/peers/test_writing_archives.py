"""What is saved here is loaded by skopeo, podman, containerd and Docker: the same image ID, the
same layers, the same files.

umoci gives the same trees in everything. Not compared with the others:
- times before 1970, which Docker, containerd and podman set to 1970 when they unpack (the layers
  keep them: an image that is saved again has them);
- the root directory's own attributes: where no layer has an entry for it, each makes it in its own
  way, and `docker export` has none;
- the files that Docker makes for every container (`MADE_BY_DOCKER`).
"""

import json
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from layerlab.facade import Engine, SaveFormat
from layerlab.model import LayerPath
from support.peers.daemons import Containerd, Docker
from support.peers.images import new_storage, umoci_tree
from support.peers.operations import OPERATIONS
from support.peers.tools import need, run
from support.peers.trees import FileTree, assert_same, host_tree, tar_tree, view_tree

NAMES = {"loaded": "example.org/lab:1", "committed": "example.org/lab/edited:2"}
SKOPEO = ("skopeo", "--insecure-policy")

# What `docker create` puts over the image's files, and the directories that these are in.
MADE_BY_DOCKER = (
    "",
    ".dockerenv",
    "dev",
    "dev/console",
    "dev/pts",
    "dev/shm",
    "etc",
    "etc/hostname",
    "etc/hosts",
    "etc/mtab",
    "etc/resolv.conf",
    "proc",
    "sys",
)


@dataclass(frozen=True, slots=True)
class Saved:
    """An image of ours: its archives, and what must come out of them."""

    name: str
    image_id: str
    manifest_digest: str
    diff_ids: tuple[str, ...]
    tree: FileTree
    archives: dict[SaveFormat, Path]

    @property
    def layout(self) -> str:
        return f"{self.archives[SaveFormat.OCI_DIR]}:{self.name.rpartition(':')[2]}"


@pytest.fixture(scope="module", params=list(NAMES))
def saved(
    request: pytest.FixtureRequest, lab_layout: Path, tmp_path_factory: pytest.TempPathFactory
) -> Saved:
    """The image made by buildah as it was loaded, and one that was committed here on top of it."""
    folder = tmp_path_factory.mktemp(request.param)
    name = NAMES[request.param]
    with Engine(folder / "store") as engine:
        (loaded,) = engine.load(lab_layout).images
        if request.param == "loaded":
            engine.tag(loaded.image_id, name)
        else:
            engine.create(loaded.image_id, "c1")
            edit(engine)
            engine.commit("c1", name, message="edited", author="a teacher")
        archives = {form: folder / form.value for form in SaveFormat}
        for form, path in archives.items():
            engine.save([name], path, form)
        image = engine.image(name)
        return Saved(
            name,
            str(image.image_id),
            engine.inspect(name)["Descriptor"]["digest"],
            tuple(map(str, image.config.diff_ids)),
            view_tree(engine.stack(name).view()),
            archives,
        )


def edit(engine: Engine) -> None:
    """All operations, some of them for the second time, and changes among the system's files."""
    container = engine.container("c1")
    for operation in OPERATIONS:
        container.delete(LayerPath(operation.directory[1:]), recursive=True)
        container.make_directory(LayerPath(operation.directory[1:]))
    container.write(LayerPath("etc/issue"), b"edited\n")
    container.append(LayerPath("etc/passwd"), "학생:x:1000:1000::/home:/bin/sh\n".encode())
    container.delete(LayerPath("etc/issue.net"))
    container.delete(LayerPath("usr/share/perl5"), recursive=True)
    container.delete(LayerPath("opt/app/conf.d"), recursive=True)
    container.make_directory(LayerPath("opt/app/conf.d"))
    container.write(LayerPath("opt/app/conf.d/new.conf"), b"new\n")
    container.chmod(LayerPath("usr/bin/perl"), 0o4711)
    container.chown(LayerPath("opt/app"), 1000, 100)
    container.rename(LayerPath("opt/app/안내.txt"), LayerPath("opt/app/notes.txt"))
    container.rename(LayerPath("opt/odd/deep-000"), LayerPath("opt/odd/moved"))
    container.symlink(LayerPath("opt/app/perl"), "/usr/bin/perl")
    container.link(LayerPath("opt/app/linked"), LayerPath("opt/app/hello"))
    container.write(LayerPath("opt/app/새 파일"), b"\0\1\2" * 100_000)


@pytest.mark.parametrize("form", SaveFormat)
def test_skopeo_reads_and_copies_it(saved: Saved, form: SaveFormat, tmp_path: Path) -> None:
    need("skopeo")
    tag = saved.name.rpartition(":")[2]
    source = {
        SaveFormat.DOCKER_ARCHIVE: f"docker-archive:{saved.archives[form]}",
        SaveFormat.OCI_ARCHIVE: f"oci-archive:{saved.archives[form]}",
        SaveFormat.OCI_DIR: f"oci:{saved.archives[form]}:{tag}",
    }[form]

    told = json.loads(run(*SKOPEO, "inspect", source))
    run(*SKOPEO, "copy", "-q", source, f"dir:{tmp_path}/copy")
    manifest = json.loads((tmp_path / "copy" / "manifest.json").read_bytes())

    assert len(told["Layers"]) == len(saved.diff_ids)
    assert manifest["config"]["digest"] == saved.image_id
    config = json.loads((tmp_path / "copy" / saved.image_id.removeprefix("sha256:")).read_bytes())
    assert tuple(config["rootfs"]["diff_ids"]) == saved.diff_ids


def test_umoci_unpacks_the_same_files(saved: Saved, tmp_path: Path) -> None:
    need("umoci")
    assert_same(saved.tree, umoci_tree(saved.layout, tmp_path / "unpacked"))


@pytest.mark.parametrize("form", SaveFormat)
def test_podman_loads_it(saved: Saved, form: SaveFormat, tmp_path: Path) -> None:
    need("podman")
    name = saved.image_id if form is SaveFormat.OCI_DIR else saved.name
    with new_storage(tmp_path / "storage") as storage:
        storage.podman("load", "--quiet", "--input", str(saved.archives[form]))
        (image,) = json.loads(storage.podman("image", "inspect", name))
        theirs = host_tree(Path(storage.podman("image", "mount", name)))

    assert f"sha256:{image['Id']}" == saved.image_id
    assert tuple(image["RootFS"]["Layers"]) == saved.diff_ids
    assert_same(saved.tree.without({""}).since_1970(), theirs.without({""}))


@pytest.mark.parametrize("form", [SaveFormat.DOCKER_ARCHIVE, SaveFormat.OCI_ARCHIVE])
def test_containerd_imports_and_unpacks_it(
    saved: Saved, form: SaveFormat, containerd: Containerd, tmp_path: Path
) -> None:
    snapshotter = ("--snapshotter", containerd.snapshotter)
    containerd("images", "import", *snapshotter, str(saved.archives[form]))
    target = tmp_path / "mounted"
    target.mkdir()

    listed = containerd("images", "ls", f"name=={saved.name}")
    manifest = json.loads(containerd("content", "get", saved.manifest_digest))

    assert saved.manifest_digest in listed
    assert manifest["config"]["digest"] == saved.image_id
    config = json.loads(containerd("content", "get", saved.image_id))
    assert tuple(config["rootfs"]["diff_ids"]) == saved.diff_ids
    containerd("images", "mount", *snapshotter, saved.name, str(target))
    try:
        theirs = host_tree(target)
    finally:
        containerd("images", "unmount", *snapshotter, "--rm", str(target))
        containerd("images", "rm", "--sync", saved.name)
    assert_same(saved.tree.without({""}).since_1970(), theirs.without({""}))


def test_docker_loads_it(saved: Saved, docker: Docker, tmp_path: Path) -> None:
    told = docker("load", "--input", str(saved.archives[SaveFormat.DOCKER_ARCHIVE]))
    (image,) = json.loads(docker("image", "inspect", saved.name))
    container = docker("create", "--network", "none", saved.name, "true").strip()
    exported = tmp_path / "exported.tar"
    docker("export", "--output", str(exported), container)
    docker("rm", container)

    assert told.strip() == f"Loaded image: {saved.name}"
    assert image["Id"] == saved.image_id
    assert tuple(image["RootFS"]["Layers"]) == saved.diff_ids
    with tarfile.open(exported, errors="surrogateescape") as archive:
        theirs = tar_tree(archive)
    assert_same(saved.tree.without(MADE_BY_DOCKER).since_1970(), theirs.without(MADE_BY_DOCKER))
