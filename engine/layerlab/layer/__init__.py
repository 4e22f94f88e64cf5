"""One layer, looked at alone: its index, and the contents of its files."""

from layerlab.layer.build import build_index
from layerlab.layer.content import open_content
from layerlab.layer.index import LayerIndex
from layerlab.layer.index_file import open_index, write_index

__all__ = ["LayerIndex", "build_index", "open_content", "open_index", "write_index"]
