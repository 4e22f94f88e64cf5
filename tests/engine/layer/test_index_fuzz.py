"""A changed index file is never believed unnoticed: not opened, or told by whoever verifies."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layerlab.layer import build_index, open_index, write_index
from layerlab.layer.columns import FIELDS
from layerlab.layer.index import LayerIndex
from layerlab.layer.index_file import is_damaged
from support.images import BASE, layer_tar


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def index() -> LayerIndex:
    return build_index(io.BytesIO(layer_tar(BASE)), "x")


@given(
    changes=st.dictionaries(st.integers(0, 1 << 16), st.integers(0, 255), min_size=1, max_size=4),
    cut=st.none() | st.integers(0, 1 << 12),
    more=st.binary(max_size=9),
)
@settings(max_examples=200, deadline=None)
def test_changed_bytes(folder: Path, changes: dict[int, int], cut: int | None, more: bytes) -> None:
    path = folder / "x.index"
    good = index()
    write_index(good, path)
    data = bytearray(path.read_bytes())
    for at, value in changes.items():
        data[at % len(data)] = value
    path.write_bytes(bytes(data[:cut]) + more)
    opened = open_index(path)
    if opened is None or is_damaged(path):
        return
    assert opened.totals == good.totals
    for field in FIELDS:  # only what fills up between the columns was changed
        assert np.array_equal(getattr(opened.columns, field), getattr(good.columns, field))
