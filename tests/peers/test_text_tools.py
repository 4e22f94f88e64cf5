"""The built-in shell's text tools and the machine's own, call by call on the same input."""

import os
import stat
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.runners.tools import TOOLS
from support.peers.chroot_tools import WORK, install, make_tree, run_in
from support.peers.text_cases import CASES, PEERS, Case
from support.tool_calls import call_tool

pytestmark = pytest.mark.peer

OURS = " (the built-in shell's"
Told = tuple[bytes, str, int]


@pytest.fixture(scope="module")
def real_root(scratch: Path) -> Path:
    root = scratch / "text-tools-root"
    install(root, PEERS)
    (root / "dev").mkdir()
    os.mknod(root / "dev/null", stat.S_IFCHR | 0o666, os.makedev(1, 3))
    return root


def _told(stdout: bytes, stderr: bytes, status: int) -> Told:
    """Of wrong usage the first line, up to where each names its help."""
    text = stderr.decode("utf-8", "surrogateescape")
    if OURS in text or "\nTry '" in text or text.startswith("Usage: "):
        text = text.partition("\n")[0].partition(OURS)[0]
    return stdout, text, status


def _sorted(told: Told) -> Told:
    stdout, stderr, status = told
    return (
        b"".join(sorted(stdout.splitlines(True))),
        "".join(sorted(stderr.splitlines(True))),
        status,
    )


def _tree(root: Path) -> dict[str, tuple[int, bytes]]:
    """Modes and contents by path."""
    found = {}
    for path in (root / WORK).rglob("*"):
        seen = path.lstat()
        data = path.read_bytes() if stat.S_ISREG(seen.st_mode) else b""
        found[str(path.relative_to(root))] = seen.st_mode, data
    return found


@pytest.mark.parametrize("case", CASES, ids=str)
def test_equals_the_real_tool(case: Case, real_root: Path, tmp_path: Path) -> None:
    make_tree(real_root)
    expected = _told(*run_in(real_root, case.words, case.stdin))
    make_tree(tmp_path)
    files = HostFiles(tmp_path, "the tree")
    ours = _told(*call_tool(files, case.words, case.stdin, directory=WORK, is_pipe=True))
    if case.line.startswith("grep -r"):  # in whatever order a directory is read
        ours, expected = _sorted(ours), _sorted(expected)
    assert ours == expected
    assert _tree(tmp_path) == _tree(real_root)


@pytest.mark.parametrize("name", [name for name in PEERS if name not in ("echo", "false")])
def test_each_has_its_help(name: str, tmp_path: Path) -> None:
    stdout, _, status = call_tool(HostFiles(tmp_path, "nothing"), [name, "--help"])
    assert status == 0
    assert stdout.decode() == TOOLS[name].usage.text() + "\n"
