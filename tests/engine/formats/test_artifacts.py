"""What is no image: listed as what it is, never loaded, and in nobody's way."""

from pathlib import Path
from typing import Any

import pytest

from layerlab.facade import Artifact, ArtifactKind, Engine
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    LAYERS,
    Layout,
    config_of,
    digest_of,
    dump,
    write_tar,
)

EMPTY_TYPE = "application/vnd.oci.empty.v1+json"
REF_NAME = "org.opencontainers.image.ref.name"


def artifact_of(
    layout: Layout, config_type: str, layer_types: list[str], **more: Any
) -> dict[str, Any]:
    config = layout.put(config_type, b"{}" if config_type != CONFIG_TYPE else config_of(()))
    layers = [layout.put(kind, kind.encode()) for kind in layer_types]
    fields = {"schemaVersion": 2, "config": config, "layers": layers, **more}
    return layout.put("application/vnd.oci.image.manifest.v1+json", dump(fields))


def read(engine: Engine, tmp_path: Path, layout: Layout) -> tuple[list[str], list[Artifact]]:
    path = write_tar(tmp_path / "a.tar", layout.members())
    with engine.open(path) as archive:
        found = [str(image.image_id) for image in archive.images]
        artifacts = list(archive.artifacts)
    assert [str(one.image_id) for one in engine.load(path).images] == found
    return found, artifacts


@pytest.mark.parametrize(
    ("config_type", "layer_types", "more", "kind"),
    [
        (
            CONFIG_TYPE,
            ["application/vnd.dev.cosign.simplesigning.v1+json"],
            {},
            ArtifactKind.SIGNATURE,
        ),
        (CONFIG_TYPE, ["application/vnd.dsse.envelope.v1+json"], {}, ArtifactKind.ATTESTATION),
        (CONFIG_TYPE, ["text/spdx+json"], {}, ArtifactKind.SBOM),
        (CONFIG_TYPE, ["application/vnd.cyclonedx+xml"], {}, ArtifactKind.SBOM),
        (
            EMPTY_TYPE,
            ["application/jose+json"],
            {"artifactType": "application/vnd.cncf.notary.signature"},
            ArtifactKind.SIGNATURE,
        ),
        (
            EMPTY_TYPE,
            ["application/vnd.dev.sigstore.bundle.v0.3+json"],
            {"artifactType": "application/vnd.dev.sigstore.bundle.v0.3+json"},
            ArtifactKind.SIGNATURE,
        ),
        (
            "application/vnd.cncf.helm.config.v1+json",
            ["application/vnd.cncf.helm.chart.content.v1.tar+gzip"],
            {},
            ArtifactKind.HELM_CHART,
        ),
        (
            "application/vnd.wasm.config.v0+json",
            ["application/wasm"],
            {},
            ArtifactKind.WASM,
        ),
        (CONFIG_TYPE, ["application/vnd.wasm.content.layer.v1+wasm"], {}, ArtifactKind.WASM),
        (EMPTY_TYPE, ["text/plain"], {"artifactType": "example/thing"}, ArtifactKind.OTHER),
        ("application/vnd.example+json", [LAYER_TYPE], {}, ArtifactKind.OTHER),
    ],
)
def test_kinds(
    engine: Engine,
    tmp_path: Path,
    config_type: str,
    layer_types: list[str],
    more: dict[str, Any],
    kind: ArtifactKind,
) -> None:
    layout = Layout()
    entry = artifact_of(layout, config_type, layer_types, **more)
    layout.list({**entry, "annotations": {REF_NAME: "sha256-ab.sig"}}, layout.manifest())

    images, (artifact,) = read(engine, tmp_path, layout)

    assert images == [digest_of(config_of(LAYERS))]
    assert artifact.kind is kind
    telling = layer_types[0] if config_type == CONFIG_TYPE else config_type
    assert artifact.artifact_type == more.get("artifactType", telling)
    assert artifact.read(artifact.layers[0]) == layer_types[0].encode()
    assert artifact.names == ("sha256-ab.sig",)
    assert [layer.media_type for layer in artifact.layers] == layer_types
    assert artifact.size_bytes == sum(map(len, layer_types))


def test_attestations_of_buildkit(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    image = layout.manifest(platform={"os": "linux", "architecture": "amd64"})
    types = ["https://slsa.dev/provenance/v0.2", "https://spdx.dev/Document"]
    layers = [
        layout.put(
            "application/vnd.in-toto+json",
            kind.encode(),
            annotations={"in-toto.io/predicate-type": kind},
        )
        for kind in types
    ]
    attestation = layout.manifest_of(
        layout.put(CONFIG_TYPE, config_of([b"{}", b"{}"])),
        layers,
        platform={"os": "unknown", "architecture": "unknown"},
        annotations={
            "vnd.docker.reference.type": "attestation-manifest",
            "vnd.docker.reference.digest": image["digest"],
        },
    )
    layout.list(layout.index([image, attestation], annotations={REF_NAME: "t:1"}))

    images, (artifact,) = read(engine, tmp_path, layout)

    assert images == [digest_of(config_of(LAYERS))]
    assert artifact.kind is ArtifactKind.ATTESTATION
    assert artifact.subject == image["digest"]
    assert artifact.predicate_types == tuple(types)
    assert artifact.names == ()


def test_the_subject_is_what_it_speaks_of(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    image = layout.manifest()
    entry = artifact_of(
        layout, EMPTY_TYPE, ["text/plain"], artifactType="example/note", subject=image
    )
    _, (artifact,) = read(engine, tmp_path, layout.list(image, entry))
    assert artifact.subject == image["digest"]


def test_a_blob_of_any_type_may_be_listed(engine: Engine, tmp_path: Path) -> None:
    """It is not read: it may be large, or absent."""
    layout = Layout()
    blob = layout.put("application/octet-stream", b"\0" * 100, artifactType="example/blob")
    far = {"mediaType": "text/plain", "digest": digest_of(b"elsewhere"), "size": 1 << 40}
    images, artifacts = read(engine, tmp_path, layout.list(blob, far, layout.manifest()))
    assert len(images) == 1
    assert [(one.kind, one.artifact_type) for one in artifacts] == [
        (ArtifactKind.OTHER, "example/blob"),
        (ArtifactKind.OTHER, "text/plain"),
    ]


def test_one_that_is_listed_twice_is_there_once(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    entry = artifact_of(layout, EMPTY_TYPE, ["text/plain"])
    layout.list(*({**entry, "annotations": {REF_NAME: name}} for name in ("a", "b", "a")))
    images, (artifact,) = read(engine, tmp_path, layout)
    assert images == []
    assert artifact.names == ("a", "b")


def test_an_image_with_one_odd_layer_is_an_image(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    config = layout.put(CONFIG_TYPE, config_of(LAYERS[:2]))
    layers = [layout.put(LAYER_TYPE, LAYERS[0]), layout.put("text/plain", LAYERS[1])]
    images, artifacts = read(engine, tmp_path, layout.list(layout.manifest_of(config, layers)))
    assert (len(images), artifacts) == (1, [])
