"""Makes a store by the engine that is installed, for `version-N.tar.xz` beside this file.

    PYTHONPATH=OLD/engine:OLD/tests python tests/stores/make_store.py FILE

The files are of the last commits with database version 1 (0366556) and 2 (7a50020). What is in
them is told in `tests/safety/test_versions.py`. All times are whole seconds, since that is what
survives in a tar that Python reads.
"""

import os
import sys
import tarfile
import tempfile
import time
from pathlib import Path

from layerlab.container import Container
from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.images import BASE, write_archive

P = LayerPath


def main(target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_archive(place / "base.tar", [BASE])
        with Engine(place / "root") as engine:
            engine.load(place / "base.tar")
            for name in ("edited", "undone", "untouched", "killed"):
                engine.create("t:1", name)
            edit(engine.container("edited"))
            edit(engine.container("undone"))
            for _ in range(6):
                engine.container("undone").undo()
            engine.container("untouched")
            cut_short(engine.container("killed"))
        with tarfile.open(target, "w:xz", format=tarfile.PAX_FORMAT) as tar:
            tar.add(place / "root", "root")


def edit(container: Container) -> None:
    """Six edits that are done and two that are undone."""
    container.write(P("etc/motd"), b"first\n")
    container.append(P("etc/motd"), b"second\n")
    container.rename(P("opt/d"), P("opt/e"))
    container.create(P("etc/\udcff \u00e9"), b"an odd name")
    container.delete(P("usr"), recursive=True)
    container.link(P("opt/three"), P("opt/one"))
    container.chmod(P("opt/tool"), 0o700)
    container.symlink(P("link"), "opt/one")
    container.undo()
    container.undo()


def cut_short(container: Container) -> None:
    """An edit after an undone one that ends in its midst, as by a killed program."""
    container.write(P("etc/motd"), b"first\n")
    container.write(P("etc/motd"), b"second\n")
    container.undo()

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    container._log._place = end  # type: ignore[assignment]
    try:
        container.write(P("etc/motd"), b"third\n")
    except KeyboardInterrupt:
        return
    raise AssertionError("it was not cut short")


if __name__ == "__main__":
    os.umask(0o022)
    time.time_ns = lambda: 1_700_000_000 * 10**9
    main(Path(sys.argv[1]))
