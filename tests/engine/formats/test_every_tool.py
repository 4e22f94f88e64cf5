"""The archive of every tool that writes one, put together here in that tool's shape.

The documentation's table of archive kinds points here: a kind is a function, whose docstring says
which tool and version write so and where that is from. Everything that a kind does in its own way
is in its function; what is the same for all is checked by the tests at the end.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from layerlab.facade import ArtifactKind, Engine
from layerlab.formats import choosing
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    Layout,
    Link,
    config_of,
    digest_of,
    dump,
    hex_of,
    packed,
    v1_id,
    v1_members,
    write_tar,
)
from support.images import directory, file, layer_tar, symlink

LAYERS = (
    layer_tar([directory("etc"), file("etc/motd", b"hello\n"), file("etc/old", b"old")]),
    layer_tar([symlink("bin", "usr/bin"), file("usr/bin/app", b"app", 0o755)]),
    layer_tar([file("etc/.wh.old"), file("etc/new", b"new")]),
)
FILES = ["bin", "etc", "etc/motd", "etc/new", "usr", "usr/bin", "usr/bin/app"]
CREATED = "2024-05-06T07:08:09.123456789Z"
CONFIG = config_of(
    LAYERS,
    created=CREATED,
    config={"Cmd": ["app"], "Env": ["PATH=/usr/bin"]},
    history=[
        {"created": CREATED, "created_by": "COPY etc /etc # buildkit"},
        {"created": CREATED, "created_by": "ENV PATH=/usr/bin", "empty_layer": True},
        {"created": CREATED, "created_by": "COPY app /usr/bin # buildkit"},
        {"created": CREATED, "created_by": "RUN |0 /bin/sh -c rm /etc/old # buildkit"},
    ],
)
DOCKER = "application/vnd.docker"
CONTAINERD_NAME = "io.containerd.image.name"
REF_NAME = "org.opencontainers.image.ref.name"
AMD64 = {"architecture": "amd64", "os": "linux"}

Members = list[tuple[str, bytes | Link]]


@dataclass(frozen=True, slots=True)
class Kind:
    """Members in their order, and what must be read of them."""

    members: Members
    names: tuple[str, ...] = ("lab/app:1",)
    image_id: str = digest_of(CONFIG)
    layer_count: int = 3
    keeps_manifest: bool = False
    absent: tuple[str, ...] = ()
    artifacts: tuple[ArtifactKind, ...] = ()


def manifest_json(**row: Any) -> tuple[str, bytes]:
    return "manifest.json", dump([row])


def blob(data: bytes) -> str:
    return f"blobs/sha256/{hex_of(data)}"


def in_order(members: Mapping[str, bytes]) -> Members:
    return sorted(members.items())


# Docker -----------------------------------------------------------------------------------------


def docker_1_9() -> Kind:
    """Docker before 1.10: v1, no manifest.json. moby image/spec/v1.md."""
    step = {"created": CREATED, "docker_version": "1.9.1", "os": "linux", "architecture": "amd64"}
    members = v1_members([step] * 3, {"lab/app": {"1": v1_id(3)}}, LAYERS)
    rootfs = {"type": "layers", "diff_ids": [*map(digest_of, LAYERS)]}
    config = {
        "architecture": "amd64",
        "created": CREATED,
        "docker_version": "1.9.1",
        "history": [{"created": CREATED}] * 3,
        "os": "linux",
        "rootfs": rootfs,
    }
    made = json.dumps(config, separators=(",", ":"))
    return Kind([*members.items()], image_id=digest_of(made.encode()))


def docker_1_10() -> Kind:
    """Docker 1.10 to 24: v1 directories with synthetic IDs, manifest.json, a symbolic link for a
    layer that is saved twice. moby v24 image/tarexport/save.go."""
    layers = (*LAYERS, LAYERS[1])
    config = config_of(layers)
    members: Members = []
    for number, layer in enumerate(layers, start=1):
        key = v1_id(number)
        tar = Link(f"../{v1_id(2)}/layer.tar") if number == 4 else layer
        members += [(f"{key}/VERSION", b"1.0"), (f"{key}/json", b"{}"), (f"{key}/layer.tar", tar)]
    names = [f"{v1_id(number)}/layer.tar" for number in range(1, 5)]
    name = f"{hex_of(config)}.json"
    members += [
        (name, config),
        manifest_json(Config=name, RepoTags=["lab/app:1"], Layers=names),
        ("repositories", dump({"lab/app": {"1": v1_id(4)}})),
    ]
    return Kind(members, image_id=digest_of(config), layer_count=4)


def _graphdriver(order: list[int], *, is_named: bool = True) -> Layout:
    layout = Layout()
    config = layout.put(CONFIG_TYPE, CONFIG)
    layers = [layout.put(LAYER_TYPE, layer) for layer in LAYERS]
    names = {CONTAINERD_NAME: "docker.io/lab/app:1", REF_NAME: "1"}
    more = {"annotations": names} if is_named else {}
    layout.list(layout.manifest_of(config, [layers[place] for place in order], **more))
    layout.put("", b'{"id":"the v1 document of a layer, which nothing refers to"}')
    return layout


def _hybrid(layout: Layout, tags: list[str] | None, index: bytes | None = None) -> Members:
    sources = {
        digest_of(layer): {"mediaType": LAYER_TYPE, "size": len(layer), "digest": digest_of(layer)}
        for layer in LAYERS
    }
    members = layout.members()
    members["index.json"] = index or members["index.json"]
    row = manifest_json(
        Config=blob(CONFIG), RepoTags=tags, Layers=[*map(blob, LAYERS)], LayerSources=sources
    )
    repositories = dump({"lab/app": {"1": hex_of(LAYERS[-1])}})
    return [*members.items(), row, ("repositories", repositories)]


def docker_25_rc() -> Kind:
    """Docker 25.0.0-rc: an OCI manifest with no layers. moby#47065."""
    return Kind(_hybrid(_graphdriver([]), ["lab/app:1"]))


def docker_25_0() -> Kind:
    """Docker 25.0.0: the OCI manifest's layers in random order. moby#47150."""
    return Kind(_hybrid(_graphdriver([2, 0, 1]), ["lab/app:1"]))


def docker_25_0_untagged() -> Kind:
    """Docker 25.0.0 to 25.0.2, saved by ID: `"manifests": null`. moby#47210."""
    index = b'{"schemaVersion": 2, "manifests": null}'
    return Kind(_hybrid(_graphdriver([0, 1, 2]), None, index), names=())


def docker_25_to_28() -> Kind:
    """Docker 25.0.3 to 28: hybrid, layers uncompressed and named by their diff IDs.
    moby v28 image/tarexport/save.go."""
    return Kind(_hybrid(_graphdriver([0, 1, 2]), ["lab/app:1"]), keeps_manifest=True)


def docker_25_to_28_untagged() -> Kind:
    """The same, saved by ID."""
    layout = _graphdriver([0, 1, 2], is_named=False)
    return Kind(_hybrid(layout, None), names=(), keeps_manifest=True)


def _several_platforms(layout: Layout) -> dict[str, Any]:
    """An index: the image, one for a platform that was left out, and the image's attestation."""
    config = layout.put(CONFIG_TYPE, CONFIG)
    layers = [layout.put(f"{LAYER_TYPE}+gzip", packed(layer)) for layer in LAYERS]
    image = layout.manifest_of(config, layers, platform=AMD64)
    absent = {
        **image,
        "digest": digest_of(b"arm64"),
        "platform": {"architecture": "arm64", "os": "linux", "variant": "v8"},
    }
    statement = layout.put("application/vnd.in-toto+json", b'{"_type": "statement"}')
    attestation = layout.manifest_of(
        layout.put(CONFIG_TYPE, config_of([b'{"_type": "statement"}'])),
        [statement],
        platform={"architecture": "unknown", "os": "unknown"},
        annotations={
            "vnd.docker.reference.digest": image["digest"],
            "vnd.docker.reference.type": "attestation-manifest",
        },
    )
    names = {CONTAINERD_NAME: "docker.io/lab/app:1", REF_NAME: "1"}
    return layout.index([absent, image, attestation], annotations=names)


def docker_29() -> Kind:
    """Docker 29's containerd store: a nested index, platforms whose blobs are absent,
    attestations, layers as they were pulled. containerd core/images/archive/exporter.go."""
    layout = Layout()
    layout.list(_several_platforms(layout))
    row = manifest_json(
        Config=blob(CONFIG),
        RepoTags=["lab/app:1"],
        Layers=[blob(packed(layer)) for layer in LAYERS],
    )
    return Kind(
        in_order(dict([*layout.members().items(), row])),
        keeps_manifest=True,
        absent=("linux/arm64/v8",),
        artifacts=(ArtifactKind.ATTESTATION,),
    )


def buildkit_oci() -> Kind:
    """BuildKit `type=oci`: the same without manifest.json, and a created annotation."""
    layout = Layout()
    index = _several_platforms(layout)
    index["annotations"]["org.opencontainers.image.created"] = CREATED
    return Kind(
        in_order(layout.list(index).members()),
        keeps_manifest=True,
        absent=("linux/arm64/v8",),
        artifacts=(ArtifactKind.ATTESTATION,),
    )


def buildkit_docker() -> Kind:
    """BuildKit `type=docker`: containerd's exporter for one platform."""
    layout = Layout()
    config = layout.put(CONFIG_TYPE, CONFIG)
    layers = [layout.put(f"{LAYER_TYPE}+gzip", packed(layer)) for layer in LAYERS]
    names = {
        CONTAINERD_NAME: "docker.io/lab/app:1",
        "org.opencontainers.image.created": CREATED,
        REF_NAME: "1",
    }
    layout.list(layout.manifest_of(config, layers, annotations=names))
    row = manifest_json(
        Config=blob(CONFIG),
        RepoTags=["docker.io/lab/app:1"],
        Layers=[blob(packed(layer)) for layer in LAYERS],
    )
    return Kind(in_order(dict([*layout.members().items(), row])), keeps_manifest=True)


# Podman, Buildah, skopeo ------------------------------------------------------------------------


def podman_docker_archive() -> Kind:
    """`podman save`: layers in the root, v1 directories with symbolic links, manifest.json and
    repositories last, whole names. Podman 4.3."""
    members: Members = [(f"{hex_of(layer)}.tar", layer) for layer in LAYERS]
    for number, layer in enumerate(LAYERS, start=1):
        key = v1_id(number)
        link = Link(f"../{hex_of(layer)}.tar")
        members += [(f"{key}/VERSION", b"1.0"), (f"{key}/layer.tar", link), (f"{key}/json", b"{}")]
    name = f"{hex_of(CONFIG)}.json"
    layers = [f"{hex_of(layer)}.tar" for layer in LAYERS]
    members += [
        (name, CONFIG),
        manifest_json(Config=name, RepoTags=["localhost/lab/app:1"], Layers=layers),
        ("repositories", dump({"localhost/lab/app": {"1": v1_id(3)}})),
    ]
    return Kind(members, names=("localhost/lab/app:1",))


def _layout(name: str | None, pack: Callable[[bytes], bytes] = packed) -> Members:
    layout = Layout()
    config = layout.put(CONFIG_TYPE, CONFIG)
    layers = [layout.put(f"{LAYER_TYPE}+gzip", pack(layer)) for layer in LAYERS]
    more = {"annotations": {REF_NAME: name}} if name else {}
    return [*layout.list(layout.manifest_of(config, layers, **more)).members().items()]


def podman_oci_archive() -> Kind:
    """`podman save --format oci-archive NAME`: ref.name is the whole name. Podman 4.3."""
    return Kind(_layout("localhost/lab/app:1"), names=("localhost/lab/app:1",), keeps_manifest=True)


def podman_oci_archive_by_id() -> Kind:
    """The same by ID: an entry without annotations."""
    return Kind(_layout(None), names=(), keeps_manifest=True)


def skopeo_oci_archive() -> Kind:
    """`skopeo copy … oci-archive:FILE:TAG`: a tag alone, which is no name."""
    return Kind(_layout("1"), names=(), keeps_manifest=True)


def buildah_oci_archive() -> Kind:
    """`buildah push NAME oci-archive:FILE:lab/app:1`: what was typed."""
    return Kind(_layout("lab/app:1"), keeps_manifest=True)


# builders ---------------------------------------------------------------------------------------


def kaniko() -> Kind:
    """kaniko, crane and ko (go-containerregistry's tarball): a config named by its digest with a
    colon, gzip layers, one of them listed many times, the tag of a digest."""
    layers = (LAYERS[0], *[LAYERS[1]] * 5, LAYERS[2])
    config = config_of(layers)
    names = [f"{hex_of(packed(layer))}.tar.gz" for layer in layers]
    files = dict(zip(names, map(packed, layers), strict=True))
    row = manifest_json(Config=digest_of(config), RepoTags=["lab/app:i-was-a-digest"], Layers=names)
    return Kind(
        [(digest_of(config), config), *files.items(), row],
        names=("lab/app:i-was-a-digest",),
        image_id=digest_of(config),
        layer_count=7,
    )


def jib() -> Kind:
    """jib `buildTar`: keys in lower case, `config.json`, gzip layers."""
    names = [f"{hex_of(packed(layer))}.tar.gz" for layer in LAYERS]
    row = {"config": "config.json", "repoTags": ["lab/app:1"], "layers": names}
    files = zip(names, map(packed, LAYERS), strict=True)
    return Kind([*files, ("config.json", CONFIG), ("manifest.json", dump([row]))])


def rules_oci_docker() -> Kind:
    """rules_oci `oci_load`, docker format: blobs with an ending, and no layout."""
    names = [f"{blob(packed(layer))}.tar.gz" for layer in LAYERS]
    row = manifest_json(Config=blob(CONFIG), RepoTags=["lab/app:1", "lab/app:2"], Layers=names)
    files = zip(names, map(packed, LAYERS), strict=True)
    return Kind([row, (blob(CONFIG), CONFIG), *files], names=("lab/app:1", "lab/app:2"))


def rules_oci_oci() -> Kind:
    """The same, oci format: an entry for each tag, with the whole name in ref.name."""
    layout = Layout()
    config = layout.put(CONFIG_TYPE, CONFIG)
    layers = [layout.put(f"{LAYER_TYPE}+gzip", packed(layer)) for layer in LAYERS]
    for tag in ("lab/app:1", "lab/app:2"):
        layout.list(layout.manifest_of(config, layers, annotations={REF_NAME: tag}))
    members = [*layout.members().items()]
    return Kind(members, names=("lab/app:1", "lab/app:2"), keeps_manifest=True)


def nix() -> Kind:
    """nix `streamLayeredImage`: manifest.json last, absolute names in the layers, a history of
    times and comments only."""
    layers = (
        layer_tar([file("/etc/motd", b"hello\n"), file("/etc/old", b"old")]),
        layer_tar([symlink("/bin", "/usr/bin"), file("/usr/bin/app", b"app", 0o755)]),
        layer_tar([file("/etc/.wh.old"), file("/etc/new", b"new")]),
    )
    line = {"created": "1970-01-01T00:00:01+00:00", "comment": "store paths: ['/nix/store/x']"}
    config = config_of(layers, created="1970-01-01T00:00:01+00:00", history=[line] * 3)
    names = [f"{hex_of(layer)}/layer.tar" for layer in layers]
    name = f"{hex_of(config)}.json"
    members = [*zip(names, layers, strict=True), (name, config)]
    row = manifest_json(Config=name, RepoTags=["lab/app:1"], Layers=names)
    return Kind([*members, row], image_id=digest_of(config))


def docker_media_types() -> Kind:
    """`skopeo copy --format v2s2 … oci:` is refused, but registries' mirrors keep such layouts:
    Docker's media types in an OCI layout."""
    layout = Layout()
    config = layout.put(f"{DOCKER}.container.image.v1+json", CONFIG)
    layers = [layout.put(f"{DOCKER}.image.rootfs.diff.tar.gzip", packed(layer)) for layer in LAYERS]
    fields = {"schemaVersion": 2, "config": config, "layers": layers}
    entry = layout.put(f"{DOCKER}.distribution.manifest.v2+json", dump(fields), platform=AMD64)
    listed = dump({"schemaVersion": 2, "manifests": [entry]})
    name = {REF_NAME: "lab/app:1"}
    layout.list(
        layout.put(f"{DOCKER}.distribution.manifest.list.v2+json", listed, annotations=name)
    )
    return Kind([*layout.members().items()], keeps_manifest=True)


KINDS: tuple[Callable[[], Kind], ...] = (
    docker_1_9,
    docker_1_10,
    docker_25_rc,
    docker_25_0,
    docker_25_0_untagged,
    docker_25_to_28,
    docker_25_to_28_untagged,
    docker_29,
    buildkit_oci,
    buildkit_docker,
    podman_docker_archive,
    podman_oci_archive,
    podman_oci_archive_by_id,
    skopeo_oci_archive,
    buildah_oci_archive,
    kaniko,
    jib,
    rules_oci_docker,
    rules_oci_oci,
    nix,
    docker_media_types,
)


@pytest.fixture(params=KINDS, ids=lambda make: make.__name__)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Kind:
    monkeypatch.setattr(choosing, "host_architecture", lambda: "x86_64")
    made: Kind = request.param()
    return made


@pytest.fixture
def path(kind: Kind, tmp_path: Path) -> Path:
    return write_tar(tmp_path / "archive.tar", kind.members)


def test_what_is_in_it(engine: Engine, kind: Kind, path: Path) -> None:
    with engine.open(path) as archive:
        (image,) = archive.images
        assert image.image_id == kind.image_id
        assert tuple(ref.familiar for ref in image.references) == kind.names
        assert len(image.layers) == kind.layer_count
        assert (image.manifest_data is not None) == kind.keeps_manifest
        assert tuple(str(one.platform) for one in archive.absent) == kind.absent
        assert tuple(one.kind for one in archive.artifacts) == kind.artifacts
        assert [node.path for node in engine.stack(image).view().walk()] == FILES
    assert engine.verify_archive(path) == []


def test_it_is_loaded(engine: Engine, kind: Kind, path: Path) -> None:
    (loaded,) = engine.load(path).images
    assert loaded.image_id == kind.image_id
    assert tuple(ref.familiar for ref in loaded.references) == kind.names
    assert engine.verify(loaded.image_id) == []
    assert [n.path for n in engine.stack(loaded.image_id).view().walk()] == FILES


def test_it_is_saved_and_read_again(engine: Engine, kind: Kind, path: Path, tmp_path: Path) -> None:
    """In Docker's form, which all kinds come to."""
    engine.load(path)
    engine.save(kind.names or [kind.image_id], tmp_path / "saved.tar")
    with Engine(tmp_path / "other") as other:
        (loaded,) = other.load(tmp_path / "saved.tar").images
        assert loaded.image_id == kind.image_id
        assert tuple(ref.familiar for ref in loaded.references) == kind.names
        assert other.verify(loaded.image_id) == []
