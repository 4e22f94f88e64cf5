"""Archives of Docker before 1.10: the image IDs are those that Docker gives when it loads them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from layerlab.facade import Engine
from support.archives import LAYERS, packed, v1_id, v1_members, write_tar
from support.peers.daemons import Docker

RUN: dict[str, Any] = {
    "Hostname": "8d3c6b9f1c1c",
    "User": "",
    "Memory": 0,
    "PortSpecs": None,
    "ExposedPorts": {"80/tcp": {}, "443/tcp": {}},
    "Tty": False,
    "Env": ["PATH=/bin", "QUOTED=<&> \u2028 \b\f é"],
    "Cmd": ["/bin/sh", "-c", '#(nop) CMD ["/bin/sh"]'],
    "Image": "busybox",
    "Volumes": {"/data": {}, "/b": {}},
    "WorkingDir": "/w",
    "Entrypoint": None,
    "OnBuild": [],
    "Labels": {"b": "2", "a": "1 < 2"},
}
STEP: dict[str, Any] = {
    "created": "2014-05-06T07:08:09.120000000Z",
    "container": "ab" * 32,
    "container_config": RUN,
    "author": "Somebody <some@body>",
    "architecture": "amd64",
    "os": "linux",
    "Size": 12345,
}
KINDS: dict[str, Mapping[str, Any] | bytes] = {
    "docker 0.7": {**STEP, "docker_version": "0.7.2", "config": RUN},
    "docker 1.6": {**STEP, "docker_version": "1.6.0", "config": None, "comment": "by hand"},
    "docker 1.8.2": {**STEP, "docker_version": "1.8.2", "config": {**RUN, "StopSignal": "9"}},
    "docker 1.8.3": {**STEP, "docker_version": "1.8.3", "config": RUN, "unknown": [1.50, 1e3]},
    "docker 1.9": {**STEP, "docker_version": "1.9.1", "config": RUN, "throwaway": True},
    "no version": {"created": "2015-01-01T00:00:00.5+02:00", "os": "linux"},
    "no time": {"docker_version": "1.9.1"},
    "words as text": {**STEP, "config": {"Cmd": "one text", "Entrypoint": ["a"]}},
    "keys in another case": {"Created": STEP["created"], "OS": "linux", "Config": {"cmd": ["x"]}},
    "health": {
        **STEP,
        "config": {"Healthcheck": {"Test": ["NONE"], "Retries": 3}, "StopTimeout": 0},
    },
}
AS_WRITTEN = (
    b'{ "id": "%s", "parent": "%s",\n\t"created" : "2016-02-03T04:05:06.7Z", '
    b'"docker_version":"1.9.1", "text": "a \\u00e9 \\/ <b> & \xe2\x80\xa8", "n": 1.0e+2, '
    b'"twice": 1, "twice": {"b" : 1, "a":[ 1 , 2 ]}, "os":"linux" }'
)


@pytest.mark.parametrize("kind", KINDS)
def test_image_ids_are_dockers(kind: str, docker: Docker, engine: Engine, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "a.tar", v1_members([KINDS[kind]] * 3, {"lab/v1": {"1": v1_id(3)}}))
    assert _ours(engine, path) == _dockers(docker, path)


def test_a_document_is_kept_letter_by_letter(
    docker: Docker, engine: Engine, tmp_path: Path
) -> None:
    top = AS_WRITTEN % (v1_id(2).encode(), v1_id(1).encode())
    members = v1_members([KINDS["docker 1.9"], top], {"lab/v1": {"1": v1_id(2)}})
    path = write_tar(tmp_path / "a.tar", members)
    assert _ours(engine, path) == _dockers(docker, path)


def test_layers_of_no_bytes_and_compressed_ones(
    docker: Docker, engine: Engine, tmp_path: Path
) -> None:
    layers = [LAYERS[0], b"", packed(LAYERS[1])]
    names = {"lab/v1": {"1": v1_id(3), "older": v1_id(1)}}
    path = write_tar(tmp_path / "a.tar", v1_members([KINDS["docker 1.9"]] * 3, names, layers))
    assert _ours(engine, path) == _dockers(docker, path)


def _ours(engine: Engine, path: Path) -> dict[str, dict[str, Any]]:
    engine.load(path)
    found = {}
    for image in engine.images():
        assert engine.verify(image.image_id) == []
        for name in image.references:
            found[name.familiar] = _facts(engine.inspect(name.familiar))
    return found


def _dockers(docker: Docker, path: Path) -> dict[str, dict[str, Any]]:
    docker("load", "--quiet", "--input", str(path))
    names = docker("images", "--format", "{{.Repository}}:{{.Tag}}", "lab/v1").split()
    try:
        return {name: _facts(json.loads(docker("image", "inspect", name))[0]) for name in names}
    finally:
        docker("rmi", "--force", *names)


def _facts(inspected: dict[str, Any]) -> dict[str, Any]:
    return {"id": inspected["Id"], "layers": inspected["RootFS"]["Layers"]}
