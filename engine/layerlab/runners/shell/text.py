"""Text as the shell has it: one character a byte, as dash works on bytes.

`${#x}`, `?` in a pattern and IFS count bytes, and no text is ever undecodable. Everything outside
of the shell (a tool's words, paths, the environment) is UTF-8 with `surrogateescape`: it is turned
at the rim, and nowhere else.
"""

from layerlab.model import LayerPath, clean


def inner(text: str) -> str:
    """From UTF-8 with `surrogateescape`."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")


def outer(text: str) -> str:
    """To UTF-8 with `surrogateescape`."""
    return text if text.isascii() else text.encode("latin-1").decode("utf-8", "surrogateescape")


def absolute(directory: str, path: str) -> LayerPath:
    """A path of a script as `Files` want it. `..` is taken by its letters, as `cd -L` does."""
    return clean(outer(path if path.startswith("/") else f"/{directory}/{path}"))
