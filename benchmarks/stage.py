"""What a frame of the stage costs, and how soon a high stack is drawn, without a graphics card.

    python benchmarks/stage.py

A scene with 30 layers in 1600 by 1000 pixels, drawn by the processor (Qt's offscreen platform):
60 frames a second leave 16.7 ms for each. The clock runs in real time, so that a beat that ends
late or a frame that is left out would show.
"""

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from layerlab_gui.app import application, prepare
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
from layerlab_gui.theme import LIGHT
from layerlab_gui.views.stage_pane import StageArea

SIZE = (1600, 1000)
LAYERS, MOST = 30, 127
FRAME_MS = 1000 / 60


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
    print(f"{MOST} layers opened and drawn: {(time.perf_counter() - start) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
