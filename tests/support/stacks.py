"""Stacks of small layers as the engine sees them, without a store around them."""

import io
from collections.abc import Sequence

from layerlab.layer import LayerIndex, build_index, open_content
from layerlab.model import Kind
from layerlab.overlay import MergedView, Overlay, TreeLayer
from support.images import Item, layer_tar


def index_of(*items: Item) -> LayerIndex:
    return build_index(io.BytesIO(layer_tar(items)), "layer 1")


def overlay(*layers: Sequence[Item] | bytes) -> Overlay:
    """Layers, base first, by their items or as tars."""
    made = []
    for number, layer in enumerate(layers, start=1):
        stream = io.BytesIO(layer if isinstance(layer, bytes) else layer_tar(layer))
        index = build_index(stream, f"layer {number}")
        made.append(
            TreeLayer(
                number,
                index,
                lambda node, index=index, stream=stream: open_content(index, node, stream),
                index.data_offset,
            )
        )
    return Overlay(made)


def view(*layers: Sequence[Item] | bytes) -> MergedView:
    return overlay(*layers).view(len(layers))


def paths(merged: MergedView) -> list[str]:
    return [node.path for node in merged.walk()]


def kinds(merged: MergedView) -> dict[str, Kind]:
    return {node.path: node.kind for node in merged.walk()}
