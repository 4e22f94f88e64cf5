"""OCI layouts on the disk, of parts that are as odd as a test wants them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from layerlab.facade import Engine
from support.archives import CONFIG_TYPE, LAYER_TYPE, LAYERS, Layout, config_of, write_directory


def entry_of(
    layout: Layout,
    config: bytes | None = None,
    layers: Sequence[bytes] = LAYERS,
    **more: Any,
) -> dict[str, Any]:
    """The descriptor of an image whose config is of these bytes."""
    described = [layout.put(LAYER_TYPE, layer) for layer in layers]
    data = config_of(layers) if config is None else config
    return layout.manifest_of(layout.put(CONFIG_TYPE, data), described, **more)


def write_layout(layout: Layout, folder: Path, *entries: dict[str, Any]) -> Path:
    return write_directory(folder, layout.list(*entries).members())


def image_ids(engine: Engine, path: Path) -> list[str]:
    with engine.open(path) as archive:
        return [str(image.image_id) for image in archive.images]


def names(engine: Engine, path: Path) -> list[list[str]]:
    with engine.open(path) as archive:
        return [[str(name) for name in image.references] for image in archive.images]
