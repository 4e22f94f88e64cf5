"""What is mounted in a container, in the window."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gui.driving import Driver
from layerlab.container import parse_volume
from layerlab.container.options import CreateOptions
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab_gui.stage.scene import Scene
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks import edits
from layerlab_gui.tasks.showing import Show

PAGE = LayerPath("opt/nginx/index.html")


@pytest.fixture
def mounted(make: Callable[..., Driver], sample_archive: Path, tmp_path: Path) -> Driver:
    """The container `c1` with the volume `data` over /opt/nginx, in front."""
    engine = Engine(tmp_path / "root")
    engine.load(sample_archive)
    mounts = [parse_volume("data:/opt/nginx")]
    engine.create(engine.image_names()[0], "c1", options=CreateOptions(mounts=mounts))
    driver = make(engine).start()
    driver.workspace.start(Show(driver.workspace, Target(TargetKind.CONTAINER, "c1")))
    driver.settle()
    assert driver.workspace.container is not None
    return driver


def test_the_tree_and_the_trail_tell_the_mount(mounted: Driver) -> None:
    mounted.choose(PAGE)
    trail = mounted.window.inspector.trail
    told = [trail.item(row).text() for row in range(trail.count())]
    assert told[0].startswith("volume data: ")
    assert told[0].endswith("mounted here, answers for all below")
    assert any("covered by the mount" in line for line in told[1:])
    row = mounted.window.files.model.find(PAGE)
    cells = [row.siblingAtColumn(column).data() for column in range(5)]
    assert "▣" in cells


def test_an_edit_in_a_volume_is_no_move_of_the_layers(mounted: Driver) -> None:
    played: list[Scene] = []
    mounted.workspace.played.connect(played.append)
    mounted.workspace.start(edits.Apply(mounted.workspace, edits.write("c1", PAGE, b"new\n")))
    mounted.settle()
    (scene,) = played
    beside, volume = scene.before.piles
    assert [pile.piles[0] for pile in (scene.before, *(b.after for b in scene.beats))] == [
        beside
    ] * (len(scene.beats) + 1)
    assert {move.target for beat in scene.beats for move in beat.moves} == {volume.slabs[0].key}
    assert "no layer is touched" in scene.opening
    assert mounted.said[-1].result.startswith("volume data: ")
    assert mounted.engine.volume("data").view().read(LayerPath("index.html")) == b"new\n"
    assert mounted.workspace.container.diff() == []
    assert mounted.failures == []
