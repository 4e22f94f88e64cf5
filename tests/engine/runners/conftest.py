"""`Files` of every kind, with `support.files.THINGS` in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.facade import Engine
from layerlab.runners import Files
from support.files import beside_a_mount, mounted, on_the_host, over_lower, over_upper


@pytest.fixture(params=[over_lower, over_upper, on_the_host, mounted, beside_a_mount])
def files(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[Files]:
    with request.param(engine, tmp_path) as made:
        yield made
