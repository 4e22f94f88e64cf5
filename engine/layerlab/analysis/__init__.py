"""What is asked of all files of an image at once: where its bytes are."""

from layerlab.analysis.rows import ROOT_ROW, Rows
from layerlab.analysis.usage import Usage, unseen_bytes, usage

__all__ = ["ROOT_ROW", "Rows", "Usage", "unseen_bytes", "usage"]
