"""`--change` of commit and import against Docker's: the same configs, the same refusals.

Docker 20.10 has no STOPSIGNAL here and refuses an interval or retries of 0, which later versions
take. Empty fields are not compared.
"""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from layerlab.container.changes import apply_changes
from layerlab.errors import InvalidChange
from support.images import file, layer_tar
from support.peers.change_table import BASE_CHANGES, CHANGES, REFUSED
from support.peers.daemons import Docker
from support.peers.tools import status_of

IMAGE = "example.org/changes:1"


@pytest.fixture(scope="module")
def container(docker: Docker, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("changes") / "fs.tar"
    path.write_bytes(layer_tar([file("f")]))
    docker("import", *_flags(BASE_CHANGES), str(path), IMAGE)
    return docker("create", IMAGE).strip()


def _flags(changes: Sequence[str]) -> list[str]:
    return [word for change in changes for word in ("--change", change)]


def _compared(config: dict[str, Any]) -> dict[str, Any]:
    """Without Docker's own fields of a container, whose host name is its ID."""
    left_out = ("Hostname", "Image")
    return {key: value for key, value in config.items() if value and key not in left_out}


@pytest.mark.parametrize("changes", CHANGES, ids=" ; ".join)
def test_the_same_config(docker: Docker, container: str, changes: tuple[str, ...]) -> None:
    image = docker("commit", *_flags(changes), container).strip()
    theirs = json.loads(docker("image", "inspect", "--format", "{{json .Config}}", image))
    ours = apply_changes(apply_changes({}, BASE_CHANGES), changes)
    assert _compared(ours) == _compared(theirs)


@pytest.mark.parametrize("changes", REFUSED, ids=" ; ".join)
def test_the_same_refusals(docker: Docker, container: str, changes: tuple[str, ...]) -> None:
    command = ["docker", "--host", f"unix://{docker.socket}", "commit", *_flags(changes)]
    assert status_of(*command, container) != 0
    with pytest.raises(InvalidChange):
        apply_changes(apply_changes({}, BASE_CHANGES), changes)
