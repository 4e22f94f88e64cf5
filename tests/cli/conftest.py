"""The `layerlab` command, called in this process, on a root of its own."""

import io
import sys
from pathlib import Path

import pytest

from layerlab.cli import main
from support.commands import Run, Said
from support.images import directory, file, hardlink, symlink, write_archive

LAYERS = (
    [
        directory("etc"),
        file("etc/motd", b"welcome\n"),
        file("etc/passwd", b"root:x:0:0\n", 0o600),
        symlink("etc/link", "motd"),
        directory("opt"),
        directory("opt/d"),
        file("opt/d/a", b"aaaa"),
        file("opt/d/b", b"bb"),
        hardlink("opt/d/c", "opt/d/a"),
    ],
    [
        directory("etc"),
        file("etc/motd", b"welcome again\n"),
        directory("opt"),
        directory("opt/d"),
        file("opt/d/.wh.b"),
    ],
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LAYERLAB_ROOT", str(tmp_path / "root"))
    monkeypatch.delenv("LAYERLAB_DEBUG", raising=False)
    return tmp_path / "root"


@pytest.fixture
def run(
    root: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Runs a command; one that fails says so in one line, and prints no traceback."""

    def call(*words: str | Path, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as ended:
            status = int(ended.code or 0)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        said = Said(status, out.decode("utf-8", "surrogateescape"), err.decode())
        assert "Traceback" not in said.err
        if status == 1 and not said.out:
            assert said.err.startswith("Error: ")
            assert said.err.count("\n") == 1
        return said

    return call


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "in.tar", LAYERS, "t:1")


@pytest.fixture
def loaded(run: Run, archive: Path) -> Run:
    """With the image `t:1`."""
    assert run("load", "-i", archive).status == 0
    return run


@pytest.fixture
def created(loaded: Run) -> Run:
    """With the image `t:1` and its container `c1`."""
    assert loaded("create", "--name", "c1", "t:1").status == 0
    return loaded
