"""How long edits, undo and the log take, beside git with as many files and commits, in one run.

    python benchmarks/editing.py [--entries N] [--edits N]

By default an image of 250,000 entries, and a log of 10,000 edits over a hundred files. Aims: an
edit of one file visible in 50 ms, the log open in 200 ms, an undo in 20 ms; a diff that grows with
its changes, not with the image. Each figure is the median of several, on the disk of the temporary
directory, with everything flushed that has to last (git flushes less). Trust the ratios.
"""

import argparse
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "engine"))

from layerlab.facade import Engine
from layerlab.model import Entry, Kind, LayerPath, parent
from layerlab.streams.tar_writer import TarWriter

ROUNDS = 15
FILES_IN_A_DIRECTORY = 50
EDITED_FILES = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=250_000, metavar="N")
    parser.add_argument("--edits", type=int, default=10_000, metavar="N")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        make_files(place / "files.tar", arguments.entries)
        print(f"{'':<50}{'ours':>10}{'git':>12}{'ratio':>9}")
        with Engine(place / "root") as engine:
            engine.import_image(place / "files.tar", "big:1")
            engine.create("big:1", "c1")
            git = Git(place / "git", arguments.entries)
            measure_edits(engine, git, arguments.entries)
            make_log(engine, git, arguments.edits)
            measure_diff(engine)
        measure_log(place / "root", git, arguments.edits)


def name(number: int) -> str:
    return f"usr/share/package-{number // FILES_IN_A_DIRECTORY}/file-{number}.txt"


def make_files(path: Path, count: int) -> None:
    with path.open("wb") as sink:
        writer = TarWriter(sink)
        for number in range(count):
            writer.add(Entry(LayerPath(name(number)), Kind.FILE, mtime_ns=10**18))
        writer.finish()


class Git:
    """A repository with the same names, in its index only: git needs no files to commit."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        subprocess.run(["git", "init", "-q", folder], check=True)
        blob = self("hash-object", "-w", "--stdin", data=b"")
        lines = "".join(f"100644 {blob}\t{name(number)}\n" for number in range(count))
        self("update-index", "--index-info", data=lines.encode())
        self("commit", "-q", "-m", "files")

    def __call__(self, *words: str, data: bytes = b"") -> str:
        settings = ("-c", "user.name=b", "-c", "user.email=b", "-c", "gc.auto=0")
        command = ["git", "-C", str(self._folder), *settings, *words]
        return (
            subprocess.run(command, input=data, check=True, capture_output=True)
            .stdout.decode()
            .strip()
        )

    def write(self, path: str, data: bytes) -> None:
        blob = self("hash-object", "-w", "--stdin", data=data)
        self("update-index", "--cacheinfo", f"100644,{blob},{path}")
        self("commit", "-q", "-m", f"write {path}")

    def write_many(self, count: int) -> None:
        """Commits of a branch of its own, with the few files that they change."""
        commits = b"".join(
            b"commit refs/heads/log\ncommitter b <b> %d +0000\ndata 4\nedit\n" % number
            + b"M 100644 inline file-%d\ndata 6\n%06d\n\n" % (number % EDITED_FILES, number)
            for number in range(count)
        )
        self("fast-import", "--quiet", data=commits)
        self("symbolic-ref", "HEAD", "refs/heads/log")
        self("reset", "-q", "--hard")


def measure_edits(engine: Engine, git: Git, entries: int) -> None:
    container = engine.container("c1")
    numbers = itertools.count(entries // 2)

    def edit(data: bytes) -> None:
        path = LayerPath(name(next(numbers)))
        container.write(path, data)
        view = engine.stack("c1").view()
        assert view.read(path) == data
        view.list(parent(path))

    what = f"an edit of one of {entries:,} files, until it is seen"
    show(what, of(lambda: edit(b"new")), of(lambda: git.write(name(next(numbers)), b"new")))
    show("… and its undo", of(container.undo), None)


def make_log(engine: Engine, git: Git, count: int) -> None:
    container = engine.container("c1")
    container.jump(0)
    started = time.perf_counter()
    for number in range(count):
        container.write(LayerPath(name(number % EDITED_FILES)), b"%06d" % number)
    each = (time.perf_counter() - started) / count
    print(f"{f'{count:,} edits, each':<50}{each * 1000:>7.1f} ms")
    git.write_many(count)


def measure_diff(engine: Engine) -> None:
    """Of a hundred changes, and of ten times as many."""
    container = engine.container("c1")
    few = of(container.diff)
    for number in range(EDITED_FILES, 10 * EDITED_FILES):
        container.write(LayerPath(name(number)), b"x")
    many = of(container.diff)
    print(f"{f'diff of {EDITED_FILES} files':<50}{few * 1000:>7.1f} ms")
    print(
        f"{f'… of {10 * EDITED_FILES}':<50}{many * 1000:>7.1f} ms, {many / few:.1f} times as long"
    )
    container.jump(container.head - 9 * EDITED_FILES)


def measure_log(root: Path, git: Git, count: int) -> None:
    def open_log() -> None:
        with Engine(root) as engine:
            edits = engine.container("c1").all_edits()
            assert len(edits) >= count
            list(edits[-50:])  # what a list shows

    def whole_log() -> None:
        with Engine(root) as engine:
            list(engine.container("c1").all_edits())

    listed = of(lambda: git("log", "--format=%h %s"))
    show(f"open a log of {count:,} edits, the last 50 shown", of(open_log), listed)
    show("… and all of it", of(whole_log), listed)
    with Engine(root) as engine:
        container = engine.container("c1")
        reset = of(lambda: git("reset", "-q", "--hard", "HEAD~1"))
        show("undo of one of them", of(container.undo), reset)
        show("redo", of(container.redo), None)
        first, last = itertools.count(), itertools.count(container.head - ROUNDS - 1)
        show("the files as of a first edit", of(lambda: container.view_at(next(first))), None)
        show("… of a last one", of(lambda: container.view_at(next(last))), None)


def of(work: Callable[[], object]) -> float:
    """Seconds, the median."""
    return statistics.median(_once(work) for _ in range(ROUNDS))


def _once(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def show(what: str, ours: float, git: float | None) -> None:
    peer = f"{git * 1000:>9.1f} ms{ours / git:>7.2f} x" if git else ""
    print(f"{what:<50}{ours * 1000:>7.1f} ms{peer}")


if __name__ == "__main__":
    main()
