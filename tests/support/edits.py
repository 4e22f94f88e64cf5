"""Random edits of a container, for tests by Hypothesis, and an image to begin with."""

import contextlib
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from layerlab.container import Container
from layerlab.errors import EngineError
from layerlab.model import Entry, Kind, LayerPath, parent
from layerlab.model.entry import OPAQUE_NAME, WHITEOUT_PREFIX
from support.images import Item, directory, file, symlink

Change = Callable[[Container], object]

LAYERS: tuple[tuple[Item, ...], ...] = (
    (
        directory("a"),
        directory("a/a"),
        file("a/a/a", b"deep"),
        file("a/b", b"ab", 0o4755),
        (Entry(LayerPath("a/c"), Kind.HARDLINK, 0o4755, link="a/b", mtime_ns=10**18), b""),
        directory("b", 0o1777),
        file("b/a", b"ba"),
        symlink("b/b", "../a"),
        file("c", b"c"),
    ),
    (
        directory("a"),
        file("a/.wh.c"),
        directory("b"),
        file("b/.wh..wh..opq"),
        file("b/c", b"bc", uid=5, gid=6),
        symlink("link", "a"),
    ),
)

_names = st.sampled_from(["a", "b", "c", "link", "new"])
_paths = st.lists(_names, min_size=1, max_size=3).map(lambda parts: LayerPath("/".join(parts)))
_bytes = st.binary(max_size=5)


def _change(name: str, *arguments: st.SearchStrategy[Any], **named: object) -> Any:
    """`name` is the container's method."""

    def build(*values: object) -> Change:
        return lambda container: getattr(container, name)(*values, **named)

    return st.builds(build, *arguments)


def planted(path: LayerPath, marker: str) -> Change:
    """Another program puts a whiteout or an opaque marker in the container layer's directory."""

    def plant(container: Container) -> None:
        folder = container.upper_path / parent(path)
        if folder.is_dir():
            name = path.rpartition("/")[2] if marker == WHITEOUT_PREFIX else ""
            (folder / f"{marker}{name}").touch()
            container.refresh()

    return plant


changes = st.lists(
    st.one_of(
        _change("write", _paths, _bytes),
        _change("append", _paths, _bytes),
        _change("make_directory", _paths),
        _change("symlink", _paths, _names),
        _change("link", _paths, _paths),
        _change("rename", _paths, _paths),
        _change("delete", _paths, recursive=True),
        _change("chmod", _paths, st.sampled_from([0o700, 0o4711, 0o1777])),
        _change("chown", _paths, st.integers(0, 3), st.integers(0, 3)),
        _change("utime", _paths, st.integers(0, 9).map(lambda n: n * 10**9)),
        st.builds(planted, _paths, st.sampled_from([WHITEOUT_PREFIX, OPAQUE_NAME])),
        _change("set_xattr", _paths, st.just("user.x"), _bytes.filter(bool)),
    ),
    min_size=1,
    max_size=25,
)


def apply(container: Container, wanted: list[Change]) -> None:
    """What can't be done is passed over."""
    for change in wanted:
        with contextlib.suppress(EngineError):
            change(container)
