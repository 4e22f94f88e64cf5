"""How soon an archive's tree is there, beside `tar -t` over its layers, in one run.

    python benchmarks/archive.py ARCHIVE

ARCHIVE is a docker-archive with plain layers. The tree is there when the root of the merged view
is listed; everything from opening the file on counts, but not the start of the interpreter.
"""

import json
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from index import of, of_command, warm

from layerlab.facade import Engine, Stack
from layerlab.model import ROOT


def main(archive: Path) -> None:
    warm(archive)
    with tarfile.open(archive) as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest
        layers = [name for row in json.load(manifest) for name in row["Layers"]]
    print(f"{archive.name}: {archive.stat().st_size / 1e6:,.0f} MB, {len(layers)} layers")
    script = 'for layer in "$@"; do tar -xOf "$0" "$layer" | tar -t; done'
    floor = of_command(["sh", "-c", script, archive, *layers])
    print(floor.row("tar -xO ARCHIVE LAYER | tar -t, each layer"))
    with tempfile.TemporaryDirectory() as folder:
        print(of(lambda: first_look(archive, folder)).row("opened for the first time", floor))
        with Engine(Path(folder) / "kept") as engine:
            look(engine, archive)
        print(of(lambda: again(archive, folder)).row("opened again, indexes kept", floor))
        with Engine(Path(folder) / "kept") as engine:
            measure_lists(look(engine, archive))


def first_look(archive: Path, folder: str) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as root, Engine(Path(root)) as engine:
        look(engine, archive)


def again(archive: Path, folder: str) -> None:
    with Engine(Path(folder) / "kept") as engine:
        look(engine, archive)


def look(engine: Engine, archive: Path) -> Stack:
    stack = engine.stack(engine.open(archive).images[0])
    stack.view().list(ROOT)
    return stack


def measure_lists(stack: Stack) -> None:
    """The slowest directory to unfold, of all."""
    view = stack.view()
    times = []
    for node in view.walk():
        if node.is_directory:
            began = time.perf_counter()
            count = len(view.list(node.path))
            times.append((time.perf_counter() - began, count))
    slowest, count = max(times)
    print(f"  slowest of {len(times):,} directories: {slowest * 1000:.1f} ms, {count:,} entries")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
