"""An image made by real tools, once for all tests, and daemons that run while they do."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from support.peers import outcomes
from support.peers.daemons import Containerd, Docker, running_containerd, running_docker
from support.peers.images import Storage, make_odd_files, make_source, new_storage, umoci_tree
from support.peers.kernel import TOLD
from support.peers.operations import change_script, prepare_script
from support.peers.outcomes import IMAGE, Outcome
from support.peers.tools import need, run
from support.peers.trees import FileTree

LEFT_OUT = ("doc", "locale", "man", "i18n", "zoneinfo")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.peer)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """What random tests did, and how it is repeated, also where nothing failed."""
    told = config.stash.get(TOLD, None)
    if told:
        terminalreporter.write_line(told)


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("peers")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path / "store") as made:
        yield made


# images -----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def debian(scratch: Path) -> Path:
    """A root file system of Debian's essential packages and `useradd`, as a tar."""
    need("mmdebstrap")
    target = scratch / "debian.tar"
    options = [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in LEFT_OUT]
    command = [
        "mmdebstrap",
        "--quiet",
        "--variant=essential",
        "--include=passwd",
        *options,
        "bookworm",
        str(target),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mmdebstrap: {done.stderr.strip().rpartition(chr(10))[2]}")
    return target


@pytest.fixture(scope="session")
def storage(scratch: Path) -> Iterator[Storage]:
    need("buildah", "podman", "skopeo", "umoci")
    with new_storage(scratch / "storage") as made:
        yield made


@pytest.fixture(scope="session")
def prepared(storage: Storage, debian: Path, scratch: Path) -> str:
    """Debian with some files copied in, and with what the operations begin with."""
    folder = scratch / "source"
    make_source(folder)
    storage.add_layer(
        "scratch", "localhost/base", lambda c: storage.buildah("add", "--quiet", c, str(debian))
    )
    storage.add_layer(
        "localhost/base",
        "localhost/copied",
        lambda c: storage.buildah("copy", "--quiet", c, str(folder), "/opt/app"),
    )
    return storage.add_layer(
        "localhost/copied", "localhost/prepared", lambda c: storage.shell(c, prepare_script())
    )


@pytest.fixture(scope="session")
def prepared_archive(storage: Storage, prepared: str, scratch: Path) -> Path:
    need("skopeo")
    path = scratch / "prepared.tar"
    source = storage.skopeo_name(prepared)
    run("skopeo", "--insecure-policy", "copy", "-q", source, f"docker-archive:{path}:{IMAGE}")
    return path


@pytest.fixture(scope="session")
def docker_outcome(docker: Docker, prepared_archive: Path, scratch: Path) -> Outcome:
    """All operations by a shell in a container of Docker's."""
    docker("load", "--input", str(prepared_archive))
    return outcomes.docker_outcome(docker, IMAGE, change_script(), scratch / "by-docker.tar")


@pytest.fixture(scope="session")
def lab(storage: Storage, prepared: str) -> str:
    """All of that with the operations' changes, and files that are hard to get right."""
    changed = storage.add_layer(
        prepared, "localhost/changed", lambda c: storage.shell(c, change_script())
    )
    return storage.add_layer(
        changed, "localhost/lab", lambda c: make_odd_files(Path(storage.buildah("mount", c)))
    )


@pytest.fixture(scope="session")
def lab_layout(storage: Storage, lab: str, scratch: Path) -> Path:
    """The image as an OCI layout of skopeo's, under the tag `lab`."""
    layout = scratch / "lab-layout"
    run("skopeo", "--insecure-policy", "copy", "-q", storage.skopeo_name(lab), f"oci:{layout}:lab")
    return layout


@pytest.fixture(scope="session")
def lab_tree(lab_layout: Path, scratch: Path) -> FileTree:
    """The image as umoci unpacks it."""
    return umoci_tree(f"{lab_layout}:lab", scratch / "lab-unpacked")


# daemons ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def docker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Docker]:
    with running_docker(tmp_path_factory.mktemp("docker")) as found:
        yield found


@pytest.fixture(scope="session")
def containerd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Containerd]:
    with running_containerd(tmp_path_factory.mktemp("ctr")) as found:
        yield found
