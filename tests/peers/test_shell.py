"""The built-in shell, Debian's dash and busybox: the same script in the same directory."""

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings

from layerlab.container.host_files import HostFiles
from layerlab.errors import CommandStopped
from layerlab.runners.shell.parser import parse
from layerlab.runners.shell.source import SyntaxFault
from support.peers.chroot_tools import ENVIRONMENT, WORK, Snapshot, install, run_in, snapshot
from support.peers.script_strategies import SCRIPTS as SCRIPTS_AT_RANDOM
from support.peers.shell_scripts import BUSYBOX_DIFFERS, Script, scripts
from support.peers.tools import need
from support.shell import run

TOOLS = ("dash", "busybox", "cat", "touch", "mkdir", "ln", "chmod", "echo")
DEVICES = {"null": (1, 3), "zero": (1, 5), "full": (1, 7)}
SCRIPTS = list(scripts())

_LINE = re.compile(r"^(\S+): \d+: (?=(?:eval: )?Syntax|.*: not found$)", re.MULTILINE)

Seen = tuple[int, str, str, dict[str, Snapshot]]
"""Status, stdout, stderr, and the tree afterwards."""


@pytest.fixture(scope="module")
def root(scratch: Path) -> Iterator[Path]:
    root = scratch / "shell-root"
    install(root, TOOLS)
    (root / "bin/sh").symlink_to("dash")
    (root / "dev").mkdir()
    for name, numbers in DEVICES.items():
        os.mknod(root / "dev" / name, stat.S_IFCHR | 0o666, os.makedev(*numbers))
        os.chmod(root / "dev" / name, 0o666)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        (root / "dev" / name).symlink_to(f"/proc/self/fd/{number}")
    (root / "root").mkdir()
    (root / "etc").mkdir()
    (root / "etc/passwd").write_text("root:x:0:0::/root:/bin/sh\n")
    return root


def fresh(root: Path) -> None:
    shutil.rmtree(root / WORK, ignore_errors=True)
    (root / WORK).mkdir()


def theirs(root: Path, *words: str) -> Seen:
    fresh(root)
    out, err, status = run_in(root, words, b"")
    return status, out.decode("latin-1"), _error(err.decode("latin-1")), _tree(root)


def ours(root: Path, text: str) -> Seen:
    fresh(root)
    files = HostFiles(root, "test")
    found = run(files, "sh", "-c", text, environment=ENVIRONMENT, directory=f"/{WORK}")
    out, err = (each.encode("utf-8", "surrogateescape") for each in (found.out, found.err))
    return found.status, out.decode("latin-1"), _error(err.decode("latin-1")), _tree(root)


def _tree(root: Path) -> dict[str, Snapshot]:
    """Without its times: all of it is new."""
    return snapshot(HostFiles(root, "test"), began_ns=0)


def _error(text: str) -> str:
    """Without what is ours alone, and without the line of a syntax error: dash reads ahead."""
    text = re.sub(r"^The Linux runner .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r": not in the built-in shell$", ": not found", text, flags=re.MULTILINE)
    return _LINE.sub(r"\1: ", text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.title)
def test_script_as_dash_runs_it(root: Path, script: Script) -> None:
    assert ours(root, script.text) == theirs(root, "sh", "-c", script.text)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.title)
def test_dash_and_busybox_agree_where_nothing_else_is_said(root: Path, script: Script) -> None:
    dash = theirs(root, "sh", "-c", script.text)
    busybox = theirs(root, "/bin/busybox", "sh", "-c", script.text)
    agree = (dash[:2], dash[3]) == (busybox[:2], busybox[3])
    assert agree is (script.title not in BUSYBOX_DIFFERS)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(text=SCRIPTS_AT_RANDOM)
def test_random_script_as_dash_runs_it(root: Path, text: str) -> None:
    try:
        found = ours(root, text)
    except CommandStopped:
        # Functions that call themselves without an end: dash has no better answer.
        reject()
    assert found == theirs(root, "sh", "-c", text)


SYSTEM = ("/usr/bin", "/usr/sbin", "/etc/init.d", "/var/lib/dpkg/info")


def _fault(data: bytes) -> str:
    try:
        parse(data.decode("latin-1"))
    except SyntaxFault as fault:
        return f"Syntax error: {fault.text}"
    return ""


def test_scripts_of_the_system_are_parsed_as_dash_does() -> None:
    need("dash")
    checked = 0
    for path in (path for folder in SYSTEM for path in sorted(Path(folder).glob("*"))):
        data = path.read_bytes() if path.is_file() else b""
        if not data.startswith((b"#!/bin/sh", b"#! /bin/sh")):
            continue
        words = ["dash", "-n", str(path)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert _fault(data) in done.stderr, path
        assert bool(_fault(data)) is bool(done.returncode), path
        checked += 1
    assert checked > 20
