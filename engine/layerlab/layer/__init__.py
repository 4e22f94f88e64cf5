"""One layer, looked at alone: its index, and the contents of its files."""

from layerlab.layer.build import build_index
from layerlab.layer.content import open_content
from layerlab.layer.index import LayerIndex
from layerlab.layer.index_file import is_damaged, open_index, write_index

__all__ = ["LayerIndex", "build_index", "is_damaged", "open_content", "open_index", "write_index"]
