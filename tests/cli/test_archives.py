"""Archives at the command line: platforms, what is no image, what is missing, pipes."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from layerlab.formats import choosing
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    LAYERS,
    Layout,
    config_of,
    digest_of,
    docker_members,
    hex_of,
    write_tar,
)
from support.commands import Run

NAME = {"io.containerd.image.name": "docker.io/library/t:1"}


@pytest.fixture(autouse=True)
def host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "host_architecture", lambda: "x86_64")


def image_for(layout: Layout, number: int, architecture: str) -> dict[str, Any]:
    config = layout.put(CONFIG_TYPE, config_of(LAYERS[:number], architecture=architecture))
    layers = [layout.put(LAYER_TYPE, layer) for layer in LAYERS[:number]]
    platform = {"os": "linux", "architecture": architecture}
    return layout.manifest_of(config, layers, platform=platform)


@pytest.fixture
def several(tmp_path: Path) -> Path:
    """An image for three platforms, of which one was left out, with an attestation."""
    layout = Layout()
    arm, amd = image_for(layout, 1, "arm64"), image_for(layout, 2, "amd64")
    absent = {**arm, "digest": digest_of(b""), "platform": {"os": "linux", "architecture": "386"}}
    statement = layout.put(
        "application/vnd.in-toto+json", b"{}", annotations={"in-toto.io/predicate-type": "x/y"}
    )
    attestation = layout.manifest_of(
        layout.put(CONFIG_TYPE, config_of(())),
        [statement],
        platform={"os": "unknown", "architecture": "unknown"},
        annotations={
            "vnd.docker.reference.type": "attestation-manifest",
            "vnd.docker.reference.digest": amd["digest"],
        },
    )
    layout.list(layout.index([arm, amd, absent, attestation], annotations=NAME))
    return write_tar(tmp_path / "several.tar", layout.members())


def test_load_takes_the_hosts_platform_and_tells_of_others(run: Run, several: Path) -> None:
    said = run("load", "-i", several)
    assert said.out == "Loaded image: t:1\n"
    assert said.err == "Not loaded: linux/arm64 (see --platform and --all-platforms)\n"
    assert json.loads(run("inspect", "t:1").out)[0]["Architecture"] == "amd64"


def test_load_takes_the_platform_that_is_wanted(run: Run, several: Path) -> None:
    assert run("load", "--platform", "linux/arm64/v8", "-i", several).out == "Loaded image: t:1\n"
    assert json.loads(run("inspect", "t:1").out)[0]["Architecture"] == "arm64"


def test_load_takes_all(run: Run, several: Path) -> None:
    said = run("load", "--all-platforms", "-i", several)
    arm = digest_of(config_of(LAYERS[:1], architecture="arm64"))
    assert (said.lines, said.err) == (["Loaded image: t:1", f"Loaded image ID: {arm}"], "")


@pytest.mark.parametrize("command", [["load", "-i"], ["ls"]])
def test_a_platform_that_is_absent(run: Run, several: Path, command: list[str]) -> None:
    said = run(*command, several, "--platform", "linux/s390x")
    found = "linux/arm64, linux/amd64"
    assert said.status == 1
    assert said.err == f"Error: {several} has no image for linux/s390x, but for: {found}\n"


def test_what_is_no_platform(run: Run, several: Path) -> None:
    said = run("ls", several, "--platform", "linux/")
    assert said.status == 1
    assert said.err.startswith("Error: Invalid platform linux/: ")


def test_a_name_that_moves_is_told_in_dockers_words(run: Run, several: Path) -> None:
    run("load", "-i", several)
    said = run("load", "-i", several, "--platform", "linux/arm64")
    owner = digest_of(config_of(LAYERS[:2], architecture="amd64"))
    assert said.out == "Loaded image: t:1\n"
    assert said.err.splitlines()[0] == (
        f"The image t:1 already exists, renaming the old one with ID {owner} to empty string"
    )


@pytest.mark.parametrize("command", ["ls", "tree", "cat", "why"])
def test_the_platform_that_is_looked_into_is_told(run: Run, several: Path, command: str) -> None:
    words = [command, several, "/layer-1" if command in ("cat", "why") else "/"]
    said = run(*words)
    assert said.status == 0
    assert said.err == "Shown is linux/amd64; --platform chooses of: linux/arm64\n"
    assert run(*words, "--platform", "linux/arm64").err == ""


def test_the_wanted_platform_is_looked_into(run: Run, several: Path) -> None:
    assert run("ls", several).lines == ["layer-1", "layer-2"]
    assert run("ls", several, "--platform", "linux/arm64").lines == ["layer-1"]


def test_an_image_of_the_store_for_another_platform(loaded: Run) -> None:
    assert loaded("ls", "t:1", "--platform", "linux/amd64").status == 0
    said = loaded("ls", "t:1", "--platform", "linux/arm64")
    assert said.err == "Error: t:1 has no image for linux/arm64, but for: linux/amd64\n"


def test_an_archive_of_several_images(run: Run, tmp_path: Path) -> None:
    layout = Layout()
    layout.list(*(layout.manifest(LAYERS[:number]) for number in (1, 2)))
    path = write_tar(tmp_path / "two.tar", layout.members())
    said = run("ls", path)
    assert said.err == f"Error: {path} has 2 images. Load it, and name one of them.\n"


def test_an_archive_without_images(run: Run, tmp_path: Path) -> None:
    path = write_tar(tmp_path / "none.tar", {"manifest.json": b"[]"})
    assert "it is an archive without images" in run("ls", path).err
    said = run("load", "-i", path)
    assert (said.status, said.out) == (0, "")
    assert said.err == f"Nothing is loaded: {path} has no images\n"


def test_inspect_tells_what_is_in_an_archive(run: Run, several: Path) -> None:
    (told,) = json.loads(run("inspect", several).out)

    assert (told["Path"], told["Format"]) == (str(several), "oci-layout")
    assert [
        (image["Platform"], image["RepoTags"], len(image["Layers"])) for image in told["Images"]
    ] == [("linux/arm64", ["t:1"], 1), ("linux/amd64", ["t:1"], 2)]
    assert told["Images"][0]["Layers"][0] == {
        "DiffId": digest_of(LAYERS[0]),
        "Digest": digest_of(LAYERS[0]),
        "MediaType": LAYER_TYPE,
        "Size": len(LAYERS[0]),
        "Missing": False,
    }
    (artifact,) = told["Artifacts"]
    assert (artifact["Kind"], artifact["PredicateTypes"]) == ("attestation", ["x/y"])
    assert artifact["Subject"] == told["Images"][1]["Digest"]
    (absent,) = told["Absent"]
    assert (absent["Platform"], absent["Missing"]) == ("linux/386", digest_of(b""))
    assert absent["RepoTags"] == ["t:1"]


def test_inspect_takes_names_before_files(
    loaded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_tar(tmp_path / "t:1", docker_members())
    assert "Id" in json.loads(loaded("inspect", "t:1").out)[0]
    assert loaded("inspect", "nothing:1").err.startswith("Error: No such object: nothing:1")


def test_a_missing_layer_is_told(run: Run, tmp_path: Path) -> None:
    members = docker_members()
    del members[f"{hex_of(LAYERS[1])}/layer.tar"]
    path = write_tar(tmp_path / "a.tar", members)
    digest = digest_of(LAYERS[1])

    assert run("ls", path).lines == ["layer-1", "layer-3"]
    assert run("why", path, "/layer-1").lines == [
        "layer 2: missing: what it says of the path is not known",
        "layer 1: seen, -rw-r--r-- 1 B",
    ]
    assert json.loads(run("inspect", path).out)[0]["Images"][0]["Layers"][1]["Missing"] is True
    told = f"The blob {digest} of {path} is missing"
    assert run("load", "-i", path).err == f"Error: {told}\n"
    said = run("verify", path)
    assert (said.status, said.lines) == (1, [f"layer 2 of {path}: {told}"])
    assert run("images", "-q").out == ""


def test_load_from_a_pipe(run: Run, several: Path) -> None:
    said = run("load", stdin=gzip.compress(several.read_bytes()))
    assert said.out == "Loaded image: t:1\n"
    assert "what came from the pipe is no image archive" in run("load", stdin=b"").err


def test_text_that_is_no_text(run: Run, tmp_path: Path) -> None:
    """Half a surrogate pair, which JSON can write and nobody can print."""
    history = [{"created_by": "RUN \ud800"}]
    config = config_of(LAYERS[:1], history=history)
    members = docker_members(LAYERS[:1])
    name = next(iter(members))
    path = write_tar(tmp_path / "a.tar", {**members, name: config})
    assert run("load", "-i", path).status == 0
    assert "RUN \ufffd" in run("history", "t:1").out
