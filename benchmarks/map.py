"""How long the map of a large image takes, and how long the window is silent meanwhile.

    python benchmarks/map.py [--files N]

By default 250,000 files: in one layer, and in ten that overlap (each of nine replaces a tenth). The
bar is 500 ms from asking to the drawn map, all of it off the window's thread. Each figure is the
median of several; "alone" is without a window, so that its parts can be told apart.
"""

import argparse
import gzip
import hashlib
import io
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "engine"))

from heartbeat import Heart
from PySide6.QtCore import QEventLoop

from layerlab.facade import Engine
from layerlab.model import ROOT, Entry, Kind, LayerPath
from layerlab.progress import Progress
from layerlab.streams.tar_writer import TarWriter
from layerlab_gui import fonts
from layerlab_gui.app import Program, Start, application, prepare
from layerlab_gui.map.painter import rendered
from layerlab_gui.map.parts import measure
from layerlab_gui.map.picture import Shape, picture
from layerlab_gui.running import settle
from layerlab_gui.settings import Settings
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.target import Mode, Source
from layerlab_gui.theme import LIGHT
from layerlab_gui.workspace import Workspace

ROUNDS = 7
OVERLAYS = 9
FILES_IN_A_DIRECTORY = 50
LARGEST_BYTES = 3000
WINDOW, MAP = (1600, 1000), (800, 600)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=250_000, metavar="N")
    files = parser.parse_args().files
    app = application()
    prepare(app, "en")
    rng = random.Random(1)
    some = [sorted(rng.sample(range(files), files // 10)) for _ in range(OVERLAYS)]
    for title, layers in (("one layer", [range(files)]), ("ten layers", [range(files), *some])):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder) / "image.tar"
            write_archive(archive, layers)
            print(f"{files:,} files in {title}")
            measure_window(archive, Path(folder) / "root")


def write_archive(path: Path, layers: Sequence[Iterable[int]]) -> None:
    """A docker-archive of gzipped layers: the files are zeros, so that they take no room."""
    made = [layer(numbers) for numbers in layers]
    names = [f"{position}.tar.gz" for position in range(len(made))]
    config = {
        "architecture": "amd64",
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": [diff_id for diff_id, _ in made]},
    }
    manifest = [{"Config": "c.json", "RepoTags": ["big:1"], "Layers": names}]
    members = {
        "c.json": json.dumps(config).encode(),
        "manifest.json": json.dumps(manifest).encode(),
        **{name: data for name, (_, data) in zip(names, made, strict=True)},
    }
    with path.open("wb") as sink:
        writer = TarWriter(sink)
        for name, data in members.items():
            writer.add(Entry(LayerPath(name), Kind.FILE, size=len(data)), io.BytesIO(data))
        writer.finish()


class Digesting(io.RawIOBase):
    """Hands on what is written, and digests it."""

    def __init__(self, sink: gzip.GzipFile) -> None:
        self._sink = sink
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return self._sink.write(data)


def layer(numbers: Iterable[int]) -> tuple[str, bytes]:
    """Its diff ID, and its gzipped tar."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as zipped:
        sink = Digesting(zipped)
        writer = TarWriter(sink)
        for number in numbers:
            size = 1 + number * 7919 % LARGEST_BYTES
            entry = Entry(LayerPath(name(number)), Kind.FILE, size=size, mtime_ns=10**18)
            writer.add(entry, io.BytesIO(bytes(size)))
        writer.finish()
    return f"sha256:{sink.digest.hexdigest()}", packed.getvalue()


def name(number: int) -> str:
    package = number // FILES_IN_A_DIRECTORY
    return f"usr/share/group-{package // 100}/package-{package}/file-{number}.txt"


def measure_window(archive: Path, root: Path) -> None:
    app = application()
    workspace = Workspace(Engine(root), Settings())
    program = Program(app, workspace)
    failures: list[BaseException] = []
    workspace.failed.connect(failures.append)
    program.window.resize(*WINDOW)
    program.window.show()
    workspace.start(Start(workspace, [archive]))
    settle(app, workspace)
    pane, heart = program.window.files.map, Heart()
    for shape in Shape:
        pane.show_shape(shape)
        settle(app, workspace)
        times = [ask(workspace, heart, shape, mode) for mode in (Mode.LAYER, Mode.MERGED) * ROUNDS]
        print(f"  {shape}: asked until drawn, the files' tree included: {text(times[1::2])}")
        worst = sorted(heart.gaps[shape])[-2:]
        print(f"    silence of the window: {', '.join(f'{gap * 1000:.0f} ms' for gap in worst)}")
    heart.doing = ""
    source = workspace.source
    assert source is not None
    measure_alone(source)
    if failures:
        raise failures[0]
    program.close()


def ask(workspace: Workspace, heart: Heart, shape: Shape, mode: Mode) -> float:
    """Another mode is another map, measured anew."""
    pane = workspace.window.files.map
    loop = QEventLoop()
    pane.drawn.connect(loop.quit)
    heart.doing = shape
    began = time.perf_counter()
    workspace.select_mode(mode)
    loop.exec()
    took = time.perf_counter() - began
    heart.doing = ""
    pane.drawn.disconnect(loop.quit)
    settle(application(), workspace)
    return took


def measure_alone(source: Source) -> None:
    look = Look(LIGHT, fonts.interface())
    print(f"  alone, in {MAP[0]} x {MAP[1]}:")
    print(f"    bytes of all directories by layer: {of(lambda: measure(source, Progress()))}")
    measured = measure(source, Progress())
    for shape in Shape:
        found = picture(measured, ROOT, shape, MAP, look)
        print(f"    {shape}: {len(found.places):,} parts")
        print(f"      laid out: {of(lambda s=shape: picture(measured, ROOT, s, MAP, look))}")
        print(f"      painted:  {of(lambda p=found: rendered(p, look, 1.0))}")


def of(work: Callable[[], object]) -> str:
    times, cpu = [], []
    for _ in range(ROUNDS):
        began, cpu_began = time.perf_counter(), time.process_time()
        work()
        times.append(time.perf_counter() - began)
        cpu.append(time.process_time() - cpu_began)
    return f"{text(times)} ({statistics.median(cpu) * 1000:.0f} ms of CPU)"


def text(times: Sequence[float]) -> str:
    return f"{statistics.median(times) * 1000:.0f} ms, at most {max(times) * 1000:.0f} ms"


if __name__ == "__main__":
    main()
