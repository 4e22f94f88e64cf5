"""Spec: image-spec v1.1.1, layer.md, Non-Distributable Layers.

Nothing is uploaded or downloaded here, so what is said of `urls` and uploads has no test.
"""

from pathlib import Path

from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.archives import CONFIG_TYPE, LAYERS, Layout, config_of, packed, write_directory

NONDISTRIBUTABLE = "application/vnd.oci.image.layer.nondistributable.v1.tar"


def _layout(folder: Path) -> Path:
    layout = Layout()
    described = [
        layout.put(NONDISTRIBUTABLE, LAYERS[0], urls=["https://example.com/layer"]),
        layout.put(f"{NONDISTRIBUTABLE}+gzip", packed(LAYERS[1])),
    ]
    config = layout.put(CONFIG_TYPE, config_of(LAYERS[:2]))
    return write_directory(folder, layout.list(layout.manifest_of(config, described)).members())


def test_implementations_are_expected_to_support_preexisting_images(
    engine: Engine, tmp_path: Path
) -> None:
    """Implementations are expected to support preexisting images with non-distributable layers."""
    (loaded,) = engine.load(_layout(tmp_path / "layout")).images
    found = [node.path for node in engine.stack(loaded.image_id).view().walk()]
    assert found == ["layer-1", "layer-2"]
    assert engine.verify(loaded.image_id) == []


def test_implementations_should_not_produce_new_non_distributable_layers(
    engine: Engine, tmp_path: Path
) -> None:
    """Implementations SHOULD NOT produce new non-distributable layers."""
    (loaded,) = engine.load(_layout(tmp_path / "layout")).images
    engine.create(str(loaded.image_id), "c1")
    engine.container("c1").create(LayerPath("new"))
    engine.commit("c1", "t:2")
    manifest = engine.image("t:2").manifest
    assert manifest is not None
    assert "nondistributable" not in manifest.layers[-1].media_type
