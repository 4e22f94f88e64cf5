"""`Files` of every kind, with `support.files.THINGS` in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from layerlab.runners import Files
from support.files import (
    beside_a_mount,
    mounted,
    on_the_host,
    over_lower,
    over_upper,
    with_devices,
)

KINDS = [
    over_lower,
    over_upper,
    on_the_host,
    mounted,
    beside_a_mount,
    with_devices,
]


@pytest.fixture(params=KINDS)
def files(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[Files]:
    with request.param(engine, tmp_path) as made:
        yield made
