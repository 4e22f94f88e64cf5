"""The policy table's columns, tool by tool: what each makes of a row's layers is what its cell
says. Spec: none; that is why there is a table.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.rules import POLICIES, TOOLS, Policy
from layerlab.rules.policy import Evidence
from support.applied import Files, write_image
from support.peers import appliers
from support.peers.appliers import Applier, Refused
from support.peers.daemons import Containerd, Docker
from support.peers.images import new_storage
from support.peers.tools import need
from support.policy_cases import CASES, Case

ROWS: dict[str, Policy] = {row.id: row for row in POLICIES if row.evidence is Evidence.RUN}


@pytest.fixture(scope="session")
def images(scratch: Path) -> dict[str, Path]:
    folder = scratch / "policy"
    return {
        case.policy: write_image(case.layers, folder / case.policy, case.media_type, case.config)
        for case in CASES
    }


@pytest.fixture(scope="session")
def docker_applies(docker: Docker) -> Applier:
    if docker.driver != "overlay2":
        pytest.skip(f"the table is of overlay2, and Docker has {docker.driver} here")
    return appliers.docker(docker)


@pytest.fixture(scope="session")
def containerd_applies(containerd: Containerd) -> Applier:
    if containerd.snapshotter != "overlayfs":
        pytest.skip(f"the table is of overlayfs, and containerd has {containerd.snapshotter} here")
    return appliers.containerd(containerd)


@pytest.fixture(scope="session")
def podman_applies(scratch: Path) -> Iterator[Applier]:
    need("podman")
    with new_storage(scratch / "overlay", "overlay") as storage:
        yield appliers.podman(storage)


@pytest.fixture(scope="session")
def podman_vfs_applies(scratch: Path) -> Iterator[Applier]:
    need("podman")
    with new_storage(scratch / "vfs") as storage:
        yield appliers.podman(storage)


@pytest.fixture(scope="session")
def umoci_applies() -> Applier:
    need("umoci")
    return appliers.umoci


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.policy)
def test_the_tool_does_what_its_cell_says(
    request: pytest.FixtureRequest, images: dict[str, Path], case: Case, tool: str
) -> None:
    apply: Applier = request.getfixturevalue(f"{tool}_applies")
    files: Files | None = None
    said = ""
    try:
        files = apply(images[case.policy])
    except Refused as refusal:
        said = str(refusal)
    assert case.tell(files) == getattr(ROWS[case.policy].tools, tool), said
