"""What a frame of the stage costs, and how soon a high stack is drawn, without a graphics card.

    python benchmarks/stage.py

A scene with 30 layers in 1600 by 1000 pixels, drawn by the processor (Qt's offscreen platform):
60 frames a second leave 16.7 ms for each. The clock runs in real time, so that a beat that ends
late or a frame that is left out would show. Then an image of 127 layers is opened in the real
window, for the first time and again: 300 ms are the bar until all its slabs are drawn.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "engine"))

from map import write_archive
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from layerlab.facade import Engine
from layerlab_gui.app import Program, application, prepare
from layerlab_gui.running import settle
from layerlab_gui.settings import Settings
from layerlab_gui.stage.model import BEAT_MS, StageModel
from layerlab_gui.stage.picture.canvas import StageCanvas
from layerlab_gui.stage.scene import (
    Beat,
    Move,
    MoveKind,
    Pile,
    PileKind,
    Scene,
    Slab,
    SlabKind,
    Still,
)
from layerlab_gui.tasks.archives import OpenArchive
from layerlab_gui.theme import LIGHT
from layerlab_gui.views.stage_pane import StageArea
from layerlab_gui.workspace import Workspace

SIZE = (1600, 1000)
LAYERS, MOST = 30, 127
FRAME_MS = 1000 / 60
FILES_A_LAYER = 40


class Timed(StageCanvas):
    """Notes how long each drawing takes, in milliseconds."""

    def __init__(self, model: StageModel) -> None:
        self.times: list[float] = []
        super().__init__(model, LIGHT)

    def paintEvent(self, event: object) -> None:  # noqa: N802
        start = time.perf_counter()
        super().paintEvent(event)
        self.times.append((time.perf_counter() - start) * 1000)


def stack(count: int) -> tuple[Slab, ...]:
    return tuple(
        Slab(f"layer:{n}", SlabKind.LAYER, n, f"RUN step-{n} && more of it", 7919 * n**3 % 10**8)
        for n in range(1, count + 1)
    )


def still(slabs: Sequence[Slab], own_bytes: int) -> Still:
    own = Slab("own", SlabKind.CONTAINER, len(slabs) + 1, "Container c1", own_bytes)
    return Still((Pile("pile", PileKind.CONTAINER, "c1", (*slabs, own)),))


def copy_up() -> Scene:
    """Beats that move, one that makes a slab grow, and one that adds one below all."""
    slabs = stack(LAYERS - 1)
    before, after = still(slabs, 0), still(slabs, 50_000_000)
    kinds = (MoveKind.DIRECTORY, MoveKind.METADATA, MoveKind.DATA, MoveKind.WRITE)
    moves = [Move(kind, "index.html", "layer:2", "own", 615) for kind in kinds]
    beats = [Beat(move.kind, before, (move,)) for move in moves]
    beats[-1] = Beat("grown", after, (moves[-1],))
    base = Slab("base", SlabKind.LAYER, 1, "ADD rootfs", 10**8)
    numbered = tuple(replace(slab, number=slab.number + 1) for slab in slabs)
    beats.append(Beat("raised", still((base, *numbered), 50_000_000)))
    return Scene("copy-up", "", before, tuple(beats))


def shown(model: StageModel) -> Timed:
    canvas = Timed(model)
    area = StageArea(canvas)
    area.resize(*SIZE)
    area.show()
    canvas.area = area  # type: ignore[attr-defined]
    QApplication.processEvents()
    return canvas


def play(model: StageModel) -> float:
    """Seconds that the scene took."""
    loop = QEventLoop()
    model.finished.connect(loop.quit)
    start = time.perf_counter()
    model.load(copy_up())
    loop.exec()
    return time.perf_counter() - start


def open_high_stack(folder: Path) -> None:
    """From the wish to open until the stage has drawn the last slab, as the user waits."""
    archive = folder / "high.tar"
    first = (range(n * FILES_A_LAYER, (n + 1) * FILES_A_LAYER) for n in range(MOST))
    write_archive(archive, list(first))
    for words in ("for the first time", "again"):
        app = application()
        workspace = Workspace(Engine(folder / "root"), Settings())
        program = Program(app, workspace)
        window = program.window
        window.resize(*SIZE)
        window.show()
        window.actions_["stage"].trigger()
        settle(app, workspace)
        start = time.perf_counter()
        workspace.start(OpenArchive(workspace, archive))
        while len(window.stage_pane.canvas.layout_.slabs) < MOST:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        window.stage_pane.canvas.repaint()
        took = (time.perf_counter() - start) * 1000
        print(f"an image of {MOST} layers opened {words}, until it is drawn: {took:.0f} ms")
        settle(app, workspace)
        program.close()


def main() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    prepare(application(), "en")
    model = StageModel()
    canvas = shown(model)
    canvas.times.clear()
    took = play(model)
    times, wanted = sorted(canvas.times), len(model.beats) * BEAT_MS / 1000
    p95 = times[int(len(times) * 0.95)]
    print(f"{LAYERS} layers, {SIZE[0]}x{SIZE[1]}, {len(model.beats)} beats: {len(times)} frames")
    print(f"  median {statistics.median(times):.1f} ms, p95 {p95:.1f}, most {times[-1]:.1f}")
    print(f"  {len(times) / took:.0f} frames a second; {took:.2f} s for {wanted:.2f} s of beats")
    print(f"  p95 of a frame's {FRAME_MS:.1f} ms: {p95 / FRAME_MS:.0%}")
    model.clear()
    start = time.perf_counter()
    canvas.show_still(still(stack(MOST), 0))
    canvas.repaint()
    print(f"{MOST} layers laid out and drawn: {(time.perf_counter() - start) * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        open_high_stack(Path(folder))


if __name__ == "__main__":
    main()
