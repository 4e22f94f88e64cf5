"""`Files` of every kind, with `support.files.THINGS` in them."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from layerlab.facade import Engine
from layerlab.runners import Files
from support.files import THINGS, draft_files
from support.images import layer_tar, write_archive


@pytest.fixture(params=["lower", "upper"])
def files(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[Files]:
    """Over a container: all of it in its image, or all of it made in the container layer."""
    image = THINGS if request.param == "lower" else ()
    engine.load(write_archive(tmp_path / "image.tar", [image]))
    engine.create("t:1", "c1")
    if request.param == "upper":
        engine.container("c1").copy_in_tar(BytesIO(layer_tar(THINGS)), "/")
    with draft_files(engine.container("c1"), tmp_path / "drafts") as made:
        yield made
