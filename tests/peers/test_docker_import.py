"""`import` against Docker's: the same tars give the same diff IDs and configs, and what is refused
there is refused here; what is imported here, Docker and Podman run.

Not compared of the configs: times, what only Docker's own store uses (`container_config`,
`docker_version`), and fields that are empty.
"""

import bz2
import gzip
import json
import lzma
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import zstandard

from layerlab.errors import BadInput
from layerlab.facade import Engine
from support.peers.daemons import Docker
from support.peers.images import Storage, make_source
from support.peers.tools import run, status_of

CHANGES = ("ENV A=1 B='x y'", 'CMD ["sh", "-l"]', "EXPOSE 80 53/udp", "LABEL a=b", "USER 7:8")
NAME = "example.org/imported:1"


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A tar as GNU or Python make it: names begin with `./`, formats are mixed."""
    folder = tmp_path_factory.mktemp("flat")
    make_source(folder / "fs")
    with tarfile.open(folder / "fs.tar", "w", format=tarfile.GNU_FORMAT) as archive:
        archive.add(folder / "fs", ".")
    return (folder / "fs.tar").read_bytes()


def _sources(flat: bytes) -> Mapping[str, bytes]:
    return {
        "plain": flat,
        "gzip": gzip.compress(flat),
        "bzip2": bz2.compress(flat),
        "xz": lzma.compress(flat),
        "empty": b"",
        "with more after its end": flat + b"more".ljust(1024, b"\0"),
    }


def _broken(flat: bytes) -> Mapping[str, bytes]:
    return {
        "text": b"a text and no tar\n" * 100,
        "cut": flat[:-9000],
        "cut gzip": gzip.compress(flat)[:-100],
    }


def _config_by_docker(docker: Docker, image: str, folder: Path) -> dict[str, Any]:
    docker("save", "--output", str(folder / "saved.tar"), image)
    with tarfile.open(folder / "saved.tar") as archive:
        manifest = archive.extractfile("manifest.json")
        assert manifest
        ((row,)) = json.load(manifest)
        config = archive.extractfile(row["Config"])
        assert config
        found: dict[str, Any] = json.load(config)
    return found


def _compared(config: Mapping[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in config.items() if k not in ("container_config", "docker_version")}
    kept["history"] = [{**line, "created": ""} for line in kept["history"]]
    kept["config"] = {key: value for key, value in kept["config"].items() if value}
    return {**kept, "created": ""}


@pytest.mark.parametrize("kind", _sources(b""))
def test_the_same_image(
    docker: Docker, engine: Engine, flat: bytes, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "fs.tar"
    path.write_bytes(_sources(flat)[kind])
    changes = [word for change in CHANGES for word in ("--change", change)]
    theirs = docker("import", *changes, "--message", "why", str(path)).strip()
    engine.import_image(path, NAME, "why", CHANGES)
    ours = json.loads(engine.image(NAME).config.data)
    assert _compared(ours) == _compared(_config_by_docker(docker, theirs, tmp_path))


@pytest.mark.parametrize("kind", _broken(b""))
def test_the_same_refusals(
    docker: Docker, engine: Engine, flat: bytes, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "fs.tar"
    path.write_bytes(_broken(flat)[kind])
    assert status_of("docker", "--host", f"unix://{docker.socket}", "import", path) == 1
    with pytest.raises(BadInput):
        engine.import_image(path)
    assert not engine.images()


@pytest.mark.parametrize("kind", ["plain", "gzip", "xz", "zstd"])
def test_docker_and_podman_load_what_was_imported(
    docker: Docker, storage: Storage, engine: Engine, flat: bytes, tmp_path: Path, kind: str
) -> None:
    """Docker reads zstd since its version 23: there it is skopeo that reads the layer."""
    path = tmp_path / "fs.tar"
    data = zstandard.compress(flat) if kind == "zstd" else _sources(flat)[kind]
    path.write_bytes(data)
    image_id = engine.import_image(path, NAME, changes=CHANGES).image_id
    engine.save([NAME], tmp_path / "saved.tar")
    if kind == "zstd":
        target = tmp_path / "copied"
        source = f"docker-archive:{tmp_path}/saved.tar"
        run("skopeo", "--insecure-policy", "copy", "-q", source, f"oci:{target}:1")
        return
    docker("load", "--input", str(tmp_path / "saved.tar"))
    assert docker("image", "inspect", "--format", "{{.Id}}", NAME).strip() == image_id
    storage.podman("load", "--quiet", "--input", str(tmp_path / "saved.tar"))
    assert storage.podman("image", "inspect", "--format", "{{.Id}}", NAME) == image_id.hex
    storage.podman("rmi", NAME)
    docker("rmi", NAME)
