"""The built-in shell's tools and the machine's own, call by call on the same tree."""

import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from layerlab.container import Container
from layerlab.container.host_files import HostFiles
from layerlab.facade import Engine
from support.files import draft_files
from support.images import layer_tar, write_archive
from support.peers.chroot_tools import (
    WORK,
    Outcome,
    install,
    items_of,
    make_tree,
    run_in,
    snapshot,
)
from support.peers.tool_cases import CASES, PEERS, Case
from support.tool_calls import call_tool

NOT_KEPT = re.compile(
    r"^(Device: .*?Inode: \d+ +|Access: \d.*\n|Change: .*\n| Birth: .*\n)", re.MULTILINE
)
"""What stat(1) prints and layers don't have."""
OURS = " (the built-in shell's"


@pytest.fixture(scope="module")
def real_root(scratch: Path) -> Iterator[Path]:
    root = scratch / "tools-root"
    install(root, PEERS)
    return root


@pytest.fixture(scope="module")
def engine_of_tools(scratch: Path) -> Iterator[Engine]:
    """Two containers with the tree: `image` has it in its image, `upper` in its own layer."""
    folder = scratch / "tools-tree"
    make_tree(folder)
    items = items_of(folder)
    with Engine(scratch / "tools-store") as engine:
        engine.load(write_archive(scratch / "tools.tar", [items], "tree:1"))
        engine.load(write_archive(scratch / "empty.tar", [()], "empty:1"))
        engine.create("tree:1", "image")
        engine.create("empty:1", "upper")
        engine.container("upper").copy_in_tar(BytesIO(layer_tar(items)), "/")
        yield engine


def _told(data: bytes, case: Case) -> str:
    """As text; the order in which a directory is read is nobody's promise."""
    text = NOT_KEPT.sub("", data.decode("utf-8", "surrogateescape"))
    return "\n".join(sorted(text.split("\n"))) if case.any_order else text


def _errors(data: bytes, case: Case) -> str:
    """Of wrong usage the first line, up to where we name our help."""
    text = data.decode("utf-8", "surrogateescape")
    if OURS in text or "\nTry '" in text or "\nValid arg" in text:
        return text.partition("\n")[0].partition(OURS)[0]
    text = text.removesuffix("\n")
    return "\n".join(sorted(text.split("\n"))) if case.any_order else text


def _by_the_peer(root: Path, case: Case) -> Outcome:
    make_tree(root)
    began_ns = time.time_ns() - 10_000_000
    for words in case.before:
        run_in(root, words, b"")
    stdout, stderr, status = run_in(root, case.words, case.stdin)
    tree = snapshot(HostFiles(root, "the tree"), began_ns)
    return Outcome(_told(stdout, case), _errors(stderr, case), status, tree)


def _by_ours(container: Container, directory: Path, case: Case) -> Outcome:
    began_ns = time.time_ns() - 10_000_000
    with draft_files(container, directory) as files:
        for words in case.before:
            call_tool(files, words, directory=WORK)
        stdout, stderr, status = call_tool(files, case.words, case.stdin, directory=WORK)
        tree = snapshot(files, began_ns)
    return Outcome(_told(stdout, case), _errors(stderr, case), status, tree)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_equals_the_real_tool(
    case: Case, real_root: Path, engine_of_tools: Engine, tmp_path: Path
) -> None:
    expected = _by_the_peer(real_root, case)
    assert _by_ours(engine_of_tools.container("upper"), tmp_path, case) == expected
    if not case.tells_link_count:
        outcome = _by_ours(engine_of_tools.container("image"), tmp_path, case)
        assert outcome.without_link_counts() == expected.without_link_counts()
