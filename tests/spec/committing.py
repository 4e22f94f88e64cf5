"""The layer that a commit makes, as its tar has it."""

from collections.abc import Callable

from layerlab.facade import Engine
from layerlab.streams.tar_reader import Header, read_headers

Commit = Callable[[], list[Header]]
"""Commits the container `c1` to `t:2`, and gives the new layer's headers."""


def commit_of(engine: Engine) -> Commit:
    def commit() -> list[Header]:
        engine.commit("c1", "t:2")
        with engine.image("t:2").layers[-1].open_blob() as blob:
            return list(read_headers(blob, "the new layer"))

    return commit
