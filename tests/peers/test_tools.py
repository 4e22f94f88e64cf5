"""The built-in shell's tools and the machine's own, call by call on the same tree."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.peers.chroot_tools import WORK, Outcome, install, make_tree, run_in, snapshot
from support.peers.tool_cases import CASES, PEERS, Case
from support.plain_files import PlainFiles
from support.tool_calls import call_tool

OURS = " (the built-in shell's"


@pytest.fixture(scope="module")
def real_root(scratch: Path) -> Iterator[Path]:
    root = scratch / "tools-root"
    install(root, PEERS)
    return root


def _told(data: bytes, case: Case) -> str:
    """As text; the order in which a directory is read is nobody's promise."""
    text = data.decode("utf-8", "surrogateescape")
    return "\n".join(sorted(text.split("\n"))) if case.any_order else text


def _errors(data: bytes, case: Case) -> str:
    """Of wrong usage the first line, up to where we name our help."""
    text = data.decode("utf-8", "surrogateescape")
    if OURS in text or "\nTry '" in text or "--help' for more" in text:
        return text.partition("\n")[0].partition(OURS)[0]
    return "\n".join(sorted(text.split("\n"))) if case.any_order else text.removesuffix("\n")


def _by_the_peer(root: Path, case: Case) -> Outcome:
    make_tree(root)
    began_ns = time.time_ns() - 10_000_000
    for words in case.before:
        run_in(root, words, b"")
    stdout, stderr, status = run_in(root, case.words, case.stdin)
    return Outcome(_told(stdout, case), _errors(stderr, case), status, snapshot(root, began_ns))


def _by_ours(root: Path, case: Case) -> Outcome:
    make_tree(root)
    began_ns = time.time_ns() - 10_000_000
    files = PlainFiles(root)
    for words in case.before:
        call_tool(files, words, directory=WORK)
    stdout, stderr, status = call_tool(files, case.words, case.stdin, directory=WORK)
    return Outcome(_told(stdout, case), _errors(stderr, case), status, snapshot(root, began_ns))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_equals_the_real_tool(case: Case, real_root: Path, tmp_path: Path) -> None:
    expected = _by_the_peer(real_root, case)
    assert _by_ours(tmp_path, case) == expected
