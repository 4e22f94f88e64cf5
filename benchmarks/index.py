"""How fast a layer is indexed, beside the tools that everybody has, on the same data in one run.

    python benchmarks/index.py [TARS…]

Without arguments it makes two layers in a temporary directory: one as images have them (10,000
entries, 430 MB) and one of small files (200,000 entries). Archives are plain or compressed layer
tars. Trust the ratios, and the CPU time more than the wall time.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "engine"))

from layerlab.layer import LayerIndex, build_index, open_content, open_index, write_index
from layerlab.model import Entry, Kind, LayerPath
from layerlab.streams.compressing import compress
from layerlab.streams.compression import Compression, sniff
from layerlab.streams.seekable import open_seekable
from layerlab.streams.tar_writer import TarWriter

ROUNDS = 3


@dataclass(frozen=True)
class Cost:
    wall: float
    cpu: float

    def row(self, label: str, floor: "Cost | None" = None) -> str:
        ratio = f"{self.wall / floor.wall:6.2f} x {self.cpu / floor.cpu:6.2f} x" if floor else ""
        return f"  {label:<44}{self.wall:8.3f} s{self.cpu:8.3f} s  {ratio}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tars", nargs="*", type=Path, metavar="TAR")
    paths = parser.parse_args().tars
    with tempfile.TemporaryDirectory() as folder:
        for path in paths or make_samples(Path(folder)):
            measure(path, Path(folder))


def make_samples(folder: Path) -> list[Path]:
    image = make_tar(folder / "image.tar", 10_000, typical)
    small = make_tar(folder / "small.tar", 200_000, small_only)
    return [image, small]


def typical(chance: random.Random) -> int:
    """Half the files below 2 kB, and most bytes in a few large ones."""
    return min(int(chance.paretovariate(0.62) * 700), 5 << 20)


def small_only(chance: random.Random) -> int:
    return chance.randrange(4000)


def make_tar(path: Path, entries: int, size: Callable[[random.Random], int]) -> Path:
    """Names and sizes as in a Debian root file system; contents that halve under gzip."""
    chance = random.Random(entries)
    block = b"".join(chance.randbytes(64) + b"some text, " * 6 for _ in range(1 << 15))
    with path.open("wb") as sink:
        writer = TarWriter(sink)
        for number in range(entries):
            folder = f"usr/share/doc/package-{number // 40}"
            if number % 40 == 0:
                writer.add(Entry(LayerPath(folder), Kind.DIRECTORY, 0o755))
            length = size(chance)
            start = chance.randrange(1 << 20)
            data = (block[start : start + length] * (length // (1 << 20) + 2))[:length]
            name = LayerPath(f"{folder}/file-{number}.txt")
            entry = Entry(name, Kind.FILE, size=length, mtime_ns=(10**9 + number) * 10**9)
            writer.add(entry, BytesIO(data))
        writer.finish()
    return path


def measure(path: Path, folder: Path) -> None:
    with path.open("rb") as file:
        is_plain = sniff(file.read(6)) is Compression.NONE
    print(f"\n{path.name}: {path.stat().st_size / 1e6:,.0f} MB")
    index = measure_plain(path) if is_plain else build(path)
    per_entry = index.columns.size_bytes / max(index.entry_count, 1)
    print(f"  {index.entry_count:,} entries, {per_entry:.1f} bytes an entry")
    stored = packed(path, folder) if is_plain else {path.suffix: path}
    for suffix, compressed in stored.items():
        measure_compressed(compressed, suffix)
    measure_looking(index, folder)


def measure_plain(path: Path) -> LayerIndex:
    print(f"  {'':<44}{'wall':>10}{'CPU':>10}      against the line above")
    warm(path)
    floor = of_command(["tar", "-tf", path])
    print(floor.row("tar -tf FILE"))
    print(of(lambda: build(path)).row("index, headers only", floor))
    floor = of_command(["sh", "-c", 'cat "$0" | tar -t', path])
    print(floor.row("cat | tar -t, as for a layer in an archive"))
    print(of(lambda: build(path)).row("index, headers only", floor))
    floor = of_command(["sha256sum", path])
    print(floor.row("sha256sum"))
    print(of(lambda: build(path, whole=True)).row("index and diff ID", floor))
    return build(path)


def packed(path: Path, folder: Path) -> dict[str, Path]:
    stored: dict[str, Path] = {}
    for suffix, kind in ((".gz", Compression.GZIP), (".zst", Compression.ZSTD)):
        stored[suffix] = folder / (path.name + suffix)
        with path.open("rb") as source, stored[suffix].open("wb") as sink:
            compress(source, sink, kind)
    return stored


def measure_compressed(path: Path, suffix: str) -> None:
    warm(path)
    tool = {".gz": "gzip", ".zst": "zstd", ".xz": "xz", ".bz2": "bzip2"}.get(suffix, "")
    floor = None
    if shutil.which(tool):
        print(of_command([tool, "-dc", path]).row(f"{tool} -dc"))
        floor = of_command(["sh", "-c", f'{tool} -dc "$0" | sha256sum', path])
        print(floor.row(f"{tool} -dc | sha256sum"))
    print(of(lambda: build(path)).row(f"index and diff ID of {suffix}", floor))
    with path.open("rb") as raw:
        tar = open_seekable(raw, path.name)
        print(of(lambda: build_index(tar, path.name), 1).row("the same, kept for reading", floor))
        tar.seek(0)
        print_reads(build_index(tar, path.name), tar)


def print_reads(index: LayerIndex, tar: object) -> None:
    """Small files from all over the tar, out of order."""
    files = [n for n in range(index.count) if index.kind(n) is Kind.FILE and index.size(n) < 50_000]
    chosen = random.Random(1).sample(files, min(20, len(files)))

    def read() -> None:
        for node in chosen:
            open_content(index, node, tar).read()  # type: ignore[arg-type]

    each = of(read, 1).wall / max(len(chosen), 1)
    print(f"  one small file of it: {each * 1000:.2f} ms")


def measure_looking(index: LayerIndex, folder: Path) -> None:
    path = folder / "layer.index"
    print(of(lambda: write_index(index, path)).row("write the index"))
    print(f"  open it: {of(lambda: open_index(path)).wall * 1000:.2f} ms")
    opened = open_index(path)
    assert opened is not None
    largest = max(range(opened.count), key=lambda node: len(opened.children(node)))
    for label, node in (("root", 0), ("largest directory", largest)):
        directory = opened.path(node)
        children = opened.children(node)
        started = time.perf_counter()
        for child in children:
            opened.entry(child, directory)
        taken = time.perf_counter() - started
        print(f"  list the {label}, {len(children):,} entries: {taken * 1000:.2f} ms")


def build(path: Path, *, whole: bool = False) -> LayerIndex:
    with path.open("rb") as stream:
        return build_index(stream, path.name, whole=whole)


def warm(path: Path) -> None:
    """Everything into the page cache: the disk is not what is measured."""
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 22):
            pass


def of(work: Callable[[], object], rounds: int = ROUNDS) -> Cost:
    return best(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def of_command(command: list[str | Path]) -> Cost:
    return best(_run(command) for _ in range(ROUNDS))


def _run(command: list[str | Path]) -> Cost:
    before, wall = os.times(), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return Cost(time.perf_counter() - wall, max(cpu, 0.01))


def best(costs: Iterable[Cost]) -> Cost:
    costs = list(costs)
    return Cost(min(c.wall for c in costs), min(c.cpu for c in costs))


if __name__ == "__main__":
    main()
