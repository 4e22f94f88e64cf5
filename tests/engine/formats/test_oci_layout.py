"""OCI image layouts, as directories and in a tar: what is read, what is passed over, what is
refused. Spec: image-spec image-layout.md, image-index.md, manifest.md."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from layerlab.errors import (
    DamagedArchive,
    DiffIdMismatch,
    DigestMismatch,
    EngineError,
    InvalidDocument,
    LimitExceeded,
    MissingBlob,
    SizeMismatch,
    UnknownFormat,
)
from layerlab.facade import Engine
from layerlab.words import explain
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    LAYERS,
    Layout,
    config_of,
    digest_of,
    dump,
    hex_of,
    packed,
    write_directory,
    write_tar,
)

CONTAINERD_NAME = "io.containerd.image.name"
REF_NAME = "org.opencontainers.image.ref.name"
Write = Callable[[Layout], Path]


@pytest.fixture(params=["directory", "archive"])
def write(request: pytest.FixtureRequest, tmp_path: Path) -> Write:
    def make(layout: Layout) -> Path:
        if request.param == "directory":
            return write_directory(tmp_path / "layout", layout.members())
        return write_tar(tmp_path / "layout.tar", layout.members())

    return make


def ids(engine: Engine, path: Path) -> list[str]:
    with engine.open(path) as archive:
        return [str(image.image_id) for image in archive.images]


def names(engine: Engine, path: Path) -> list[list[str]]:
    with engine.open(path) as archive:
        return [[ref.familiar for ref in image.references] for image in archive.images]


def told(error: EngineError) -> str:
    sentence = explain(error)
    assert "\n" not in sentence
    return sentence


ID = digest_of(config_of(LAYERS))


def test_the_plain_case(engine: Engine, write: Write) -> None:
    layout = Layout()
    path = write(layout.list(layout.manifest()))

    assert ids(engine, path) == [ID]
    (loaded,) = engine.load(path).images
    assert engine.verify(loaded.image_id) == []
    assert engine.inspect(ID)["Descriptor"]["digest"] == layout.entries[0]["digest"]
    assert [n.path for n in engine.stack(ID).view().walk()] == ["layer-1", "layer-2", "layer-3"]


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        ({}, []),
        ({REF_NAME: "latest"}, []),
        ({REF_NAME: "1.27"}, []),
        ({REF_NAME: "t:1"}, ["t:1"]),
        ({REF_NAME: "example.org/a/b:2"}, ["example.org/a/b:2"]),
        ({CONTAINERD_NAME: "docker.io/library/t:1", REF_NAME: "1"}, ["t:1"]),
        ({CONTAINERD_NAME: "no name", REF_NAME: "1"}, []),
    ],
)
def test_names(
    engine: Engine, write: Write, annotations: dict[str, str], expected: list[str]
) -> None:
    layout = Layout()
    path = write(layout.list(layout.manifest(annotations=annotations)))
    assert names(engine, path) == [expected]


def test_an_entry_for_each_name_is_one_image(engine: Engine, write: Write) -> None:
    layout = Layout()
    path = write(
        layout.list(*[layout.manifest(annotations={CONTAINERD_NAME: f"t:{n}"}) for n in (1, 2)])
    )
    assert names(engine, path) == [["t:1", "t:2"]]


def test_indexes_may_be_nested(engine: Engine, write: Write) -> None:
    layout = Layout()
    platform = {"os": "linux", "architecture": "amd64"}
    inner = layout.index([layout.manifest(platform=platform)])
    path = write(layout.list(layout.index([inner], annotations={CONTAINERD_NAME: "t:1"})))
    assert ids(engine, path) == [ID]
    assert names(engine, path) == [["t:1"]]


def test_indexes_are_not_followed_for_ever(engine: Engine, write: Write) -> None:
    layout = Layout()
    entry = layout.manifest()
    for _ in range(50):
        entry = layout.index([entry])
    with pytest.raises(LimitExceeded) as caught:
        engine.open(write(layout.list(entry)))
    assert "nested indexes" in told(caught.value)


def test_attestations_are_passed_over(engine: Engine, write: Write) -> None:
    layout = Layout()
    image = layout.manifest(platform={"os": "linux", "architecture": "amd64"})
    attestation = layout.manifest_of(
        layout.put(CONFIG_TYPE, dump({"rootfs": {"diff_ids": [digest_of(b"{}")]}})),
        [layout.put("application/vnd.in-toto+json", b"{}")],
        platform={"os": "unknown", "architecture": "unknown"},
        annotations={
            "vnd.docker.reference.type": "attestation-manifest",
            "vnd.docker.reference.digest": image["digest"],
        },
    )
    path = write(layout.list(layout.index([image, attestation])))
    assert ids(engine, path) == [ID]


def test_other_artifacts_are_passed_over(engine: Engine, write: Write) -> None:
    layout = Layout()
    empty = layout.put("application/vnd.oci.empty.v1+json", b"{}")
    artifact = layout.manifest_of(empty, [layout.put("text/plain", b"hello")])
    unknown = layout.put("application/vnd.example.thing+json", b'{"hello": 1}')
    path = write(layout.list(artifact, unknown, layout.manifest()))
    assert ids(engine, path) == [ID]


def test_platforms_that_were_left_out_are_passed_over(engine: Engine, write: Write) -> None:
    """As Docker's containerd store saves a multi-platform image of which it has one platform."""
    layout = Layout()
    here = layout.manifest(platform={"os": "linux", "architecture": "amd64"})
    missing = {**here, "digest": digest_of(b"not here"), "platform": {"os": "linux"}}
    path = write(layout.list(layout.index([missing, here])))
    assert ids(engine, path) == [ID]


def test_dockers_media_types(engine: Engine, write: Write) -> None:
    layout = Layout()
    docker = "application/vnd.docker"
    config = layout.put(f"{docker}.container.image.v1+json", config_of(LAYERS))
    blobs = [layout.put(f"{docker}.image.rootfs.diff.tar.gzip", packed(layer)) for layer in LAYERS]
    manifest = {"schemaVersion": 2, "config": config, "layers": blobs}
    entry = layout.put(f"{docker}.distribution.manifest.v2+json", dump(manifest))
    listed = layout.put(
        f"{docker}.distribution.manifest.list.v2+json", dump({"manifests": [entry]})
    )
    path = write(layout.list(listed))
    assert ids(engine, path) == [ID]
    engine.load(path)
    assert engine.verify(ID) == []


def test_the_bytes_decide_how_a_layer_is_compressed(engine: Engine, write: Write) -> None:
    layout = Layout()
    config = layout.put(CONFIG_TYPE, config_of(LAYERS[:1]))
    mislabelled = layout.put(LAYER_TYPE, packed(LAYERS[0]))
    path = write(layout.list(layout.manifest_of(config, [mislabelled])))
    (loaded,) = engine.load(path).images
    assert [n.path for n in engine.stack(loaded.image_id).view().walk()] == ["layer-1"]


def test_optional_fields_may_be_null(engine: Engine, write: Write) -> None:
    layout = Layout()
    config = config_of(LAYERS[:1], history=None, config=None, created=None, author=None)
    entry = layout.manifest_of(
        layout.put(CONFIG_TYPE, config), [layout.put(LAYER_TYPE, LAYERS[0], annotations=None)]
    )
    path = write(layout.list({**entry, "annotations": None, "platform": None}))
    (loaded,) = engine.load(path).images
    assert engine.history(loaded.image_id)[0].layer == 1
    assert engine.inspect(loaded.image_id)["Config"] == {}


@pytest.mark.parametrize("pack", [bytes, packed])
def test_digests_of_another_algorithm(
    engine: Engine, write: Write, tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    """Spec: descriptor.md, Registered Algorithms. Diff IDs and image IDs stay as they are."""
    layout = Layout("sha512")
    layers = [layout.put(LAYER_TYPE, pack(layer)) for layer in LAYERS]
    config = layout.put(CONFIG_TYPE, config_of(LAYERS))
    entry = layout.manifest_of(config, layers, annotations={CONTAINERD_NAME: "t:1"})
    path = write(layout.list(entry))

    assert ids(engine, path) == [ID]
    assert engine.verify_archive(path) == []
    engine.load(path)
    assert engine.verify("t:1") == []
    assert [n.path for n in engine.stack("t:1").view().walk()] == ["layer-1", "layer-2", "layer-3"]
    assert engine.inspect("t:1")["Descriptor"]["digest"] == digest_of(layout.blobs[entry["digest"]])
    engine.save(["t:1"], tmp_path / "saved.tar")
    with Engine(tmp_path / "other") as other:
        other.load(tmp_path / "saved.tar")
        assert other.verify("t:1") == []


def test_a_wrong_digest_of_another_algorithm(engine: Engine, write: Write) -> None:
    layout = Layout("sha512")
    entry = layout.manifest()
    layout.blobs[entry["digest"]] = layout.blobs[entry["digest"]].replace(b"2", b"3", 1)
    with pytest.raises(DigestMismatch) as caught:
        engine.open(write(layout.list(entry)))
    assert entry["digest"] in told(caught.value)


# damage -----------------------------------------------------------------------------------------


def test_a_missing_manifest_is_named(engine: Engine, write: Write) -> None:
    layout = Layout()
    entry = layout.manifest()
    del layout.blobs[entry["digest"]]
    path = write(layout.list(entry))
    with pytest.raises(MissingBlob) as caught:
        engine.open(path)
    assert told(caught.value) == f"The blob {entry['digest']} of {path} is missing"


def test_a_missing_config_is_named(engine: Engine, write: Write) -> None:
    layout = Layout()
    entry = layout.manifest()
    del layout.blobs[ID]
    path = write(layout.list(entry))
    with pytest.raises(MissingBlob) as caught:
        engine.open(path)
    assert told(caught.value) == f"The blob {ID} of {path} is missing"


def test_a_missing_layer_is_named_when_it_is_read(engine: Engine, write: Write) -> None:
    """The other layers of such an archive can still be looked at."""
    layout = Layout()
    entry = layout.manifest()
    del layout.blobs[digest_of(LAYERS[1])]
    path = write(layout.list(entry))

    assert ids(engine, path) == [ID]
    with pytest.raises(MissingBlob) as caught:
        engine.load(path)
    assert told(caught.value) == f"The blob {digest_of(LAYERS[1])} of {path} is missing"
    assert engine.images() == []
    (fault,) = engine.verify_archive(path)
    assert fault.object == f"layer 2 of {path}"


@pytest.mark.parametrize("which", ["manifest", "config"])
def test_a_document_with_other_bytes_is_refused(engine: Engine, write: Write, which: str) -> None:
    layout = Layout()
    entry = layout.manifest()
    digest = entry["digest"] if which == "manifest" else ID
    layout.blobs[digest] = layout.blobs[digest].replace(b"a", b"b", 1)
    path = write(layout.list(entry))
    with pytest.raises(DigestMismatch) as caught:
        engine.open(path)
    assert digest in told(caught.value)
    assert str(path) in told(caught.value)


@pytest.mark.parametrize("which", ["manifest", "config"])
def test_a_document_of_another_size_is_refused(engine: Engine, write: Write, which: str) -> None:
    layout = Layout()
    entry = layout.manifest()
    digest = entry["digest"] if which == "manifest" else ID
    size = len(layout.blobs[digest])
    layout.blobs[digest] += b" "
    path = write(layout.list(entry))
    with pytest.raises(SizeMismatch) as caught:
        engine.open(path)
    assert f"it has {size + 1} bytes, but {size} are expected" in told(caught.value)
    assert digest in told(caught.value)


def test_a_layer_with_other_bytes_is_not_loaded(engine: Engine, write: Write) -> None:
    layout = Layout()
    entry = layout.manifest()
    digest = digest_of(LAYERS[2])
    layout.blobs[digest] = bytes(len(LAYERS[2]))
    path = write(layout.list(entry))

    with pytest.raises(DigestMismatch) as caught:
        engine.load(path)

    assert "layer 3" in told(caught.value)
    assert digest in told(caught.value)
    assert engine.images() == []


@pytest.mark.parametrize("more", [b"\0" * 512, b"x"])
def test_a_layer_of_another_size_is_not_loaded(engine: Engine, write: Write, more: bytes) -> None:
    layout = Layout()
    entry = layout.manifest()
    layout.blobs[digest_of(LAYERS[0])] += more
    path = write(layout.list(entry))

    with engine.open(path) as archive, pytest.raises(SizeMismatch):
        engine.stack(archive.images[0])
    with pytest.raises(SizeMismatch) as caught:
        engine.load(path)

    assert "layer 1" in told(caught.value)
    assert engine.images() == []


def test_a_layer_with_another_diff_id_is_not_loaded(engine: Engine, write: Write) -> None:
    """The blob is what its descriptor says, but not what the config says."""
    layout = Layout()
    config = layout.put(CONFIG_TYPE, config_of([LAYERS[0], LAYERS[1]]))
    blobs = [layout.put(LAYER_TYPE, packed(LAYERS[n])) for n in (0, 2)]
    path = write(layout.list(layout.manifest_of(config, blobs)))

    with pytest.raises(DiffIdMismatch) as caught:
        engine.load(path)

    assert told(caught.value) == (
        f"Layer 2 is damaged: its diff ID is {digest_of(LAYERS[2])}, but the config says"
        f" {digest_of(LAYERS[1])}"
    )
    assert engine.images() == []


def test_a_manifest_with_fewer_layers_than_its_config(engine: Engine, write: Write) -> None:
    layout = Layout()
    config = layout.put(CONFIG_TYPE, config_of(LAYERS))
    path = write(layout.list(layout.manifest_of(config, [layout.put(LAYER_TYPE, LAYERS[0])])))
    with pytest.raises(InvalidDocument) as caught:
        engine.open(path)
    assert told(caught.value) == f"{path} is invalid: 1 layers, but its config has 3"


@pytest.mark.parametrize(
    "entry",
    [
        {"digest": ID},
        {"digest": ID, "size": -1},
        {"digest": ID, "size": "7"},
        {"digest": ID, "size": 2.5},
        {"digest": "sha256:../../etc/passwd", "size": 1},
        {"digest": f"../../x:{'0' * 64}", "size": 1},
        {"digest": 7, "size": 1},
        {"size": 1},
    ],
)
def test_a_wrong_descriptor_is_named(engine: Engine, write: Write, entry: dict[str, Any]) -> None:
    path = write(Layout().list(entry))
    with pytest.raises(InvalidDocument) as caught:
        engine.open(path)
    assert f"index.json of {path}" in told(caught.value)


def test_a_descriptor_of_terabytes_is_not_read(engine: Engine, write: Write) -> None:
    layout = Layout()
    entry = {**layout.manifest(), "size": 1 << 42}
    with pytest.raises((LimitExceeded, SizeMismatch)) as caught:
        engine.open(write(layout.list(entry)))
    assert entry["digest"] in told(caught.value)


def test_a_directory_that_is_no_layout(engine: Engine, tmp_path: Path) -> None:
    folder = write_directory(tmp_path / "folder", {"a": b"a"})
    with pytest.raises(UnknownFormat) as caught:
        engine.open(folder)
    assert told(caught.value).startswith(f"{folder} is no image archive: it is a directory")


def test_links_do_not_lead_out_of_a_directory(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    folder = write_directory(tmp_path / "layout", layout.list(layout.manifest()).members())
    blob = folder / "blobs" / "sha256" / hex_of(LAYERS[0])
    blob.rename(tmp_path / "outside")
    blob.symlink_to(tmp_path / "outside")

    with pytest.raises(DamagedArchive) as caught:
        engine.load(folder)

    assert "leads out of the directory" in told(caught.value)
    assert engine.images() == []


@pytest.mark.parametrize("name", ["index.json", "oci-layout"])
def test_links_of_a_directory_that_lead_to_themselves(
    engine: Engine, tmp_path: Path, name: str
) -> None:
    layout = Layout()
    folder = write_directory(tmp_path / "layout", layout.list(layout.manifest()).members())
    (folder / name).unlink()
    (folder / name).symlink_to(name)

    with pytest.raises(EngineError) as caught:
        engine.open(folder)

    assert str(folder) in told(caught.value)
