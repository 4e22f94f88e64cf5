"""Layerlab's data: fonts and icons, and the pictures, samples and lessons beside them.

No code but the one function that says where a file is, so that nobody else builds such paths:
they differ between a checkout, an installed package and a bundle.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable


def path(*parts: str) -> Traversable:
    """Return the resource at these path segments, e.g. `path("icons", "layers.svg")`.

    It need not exist. Callers that must have a file on disk (Qt's font database does not)
    go through `importlib.resources.as_file`.
    """
    return files(__name__).joinpath(*parts)
