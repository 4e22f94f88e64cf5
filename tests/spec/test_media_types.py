"""Spec: image-spec v1.1.1, media-types.md, Compatibility Matrix.

Media Type Conflicts is about what a registry says of a blob.
"""

from pathlib import Path

from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.archives import LAYERS, Layout, config_of, digest_of, dump, packed
from support.layouts import write_layout

DOCKER = "application/vnd.docker"


def _docker_image(layout: Layout) -> dict[str, object]:
    config = layout.put(f"{DOCKER}.container.image.v1+json", config_of(LAYERS))
    blobs = [layout.put(f"{DOCKER}.image.rootfs.diff.tar.gzip", packed(layer)) for layer in LAYERS]
    manifest = {"schemaVersion": 2, "config": config, "layers": blobs}
    return layout.put(f"{DOCKER}.distribution.manifest.v2+json", dump(manifest))


def test_backwards_and_forwards_compatible_when_possible(engine: Engine, tmp_path: Path) -> None:
    """The OCI Image Specification strives to be backwards and forwards compatible when possible."""
    layout = Layout()
    listed = dump({"schemaVersion": 2, "manifests": [_docker_image(layout)]})
    entry = layout.put(f"{DOCKER}.distribution.manifest.list.v2+json", listed)
    (loaded,) = engine.load(write_layout(layout, tmp_path / "l", entry)).images
    assert loaded.image_id == digest_of(config_of(LAYERS))
    assert engine.verify(str(loaded.image_id)) == []


def test_interchangeable_and_fully_compatible_mime_types(engine: Engine, tmp_path: Path) -> None:
    """Interchangeable and fully compatible mime-types:"""
    layout = Layout()
    entry = _docker_image(layout)
    (loaded,) = engine.load(write_layout(layout, tmp_path / "l", entry)).images
    engine.create(str(loaded.image_id), "c1")
    engine.container("c1").create(LayerPath("new"))
    engine.commit("c1", "t:2")
    manifest = engine.image("t:2").manifest
    assert manifest is not None
    assert {layer.media_type for layer in manifest.layers[:-1]} == {
        "application/vnd.oci.image.layer.v1.tar+gzip"
    }
