"""The built-in sample is what its script makes, and has one of each thing."""

import subprocess
import sys
from importlib.resources import as_file
from pathlib import Path

import pytest

import layerlab_resources
from layerlab.facade import Engine, Stack
from layerlab.model import Kind, clean
from layerlab.overlay import Verdict

SCRIPT = Path(__file__).parents[3] / "resources" / "make_samples.py"
NAME = "layerlab/sample:1"


@pytest.fixture
def stack(engine: Engine) -> Stack:
    with as_file(layerlab_resources.path("samples", "sample.tar")) as path:
        engine.load(path)
    return engine.stack(NAME)


def test_the_committed_file_is_what_the_script_makes() -> None:
    command = [sys.executable, str(SCRIPT), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_digest_is_right(engine: Engine, stack: Stack) -> None:
    assert engine.verify(NAME) == []


def test_the_page_that_lessons_change_is_in_layer_2(stack: Stack) -> None:
    node = stack.view().get(clean("/opt/nginx/index.html"))
    assert (node.layer, node.entry.size) == (2, 615)
    assert stack.view().read(node.path).startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("path", "verdicts"),
    [
        ("/etc/motd", {3: Verdict.SEEN, 1: Verdict.HIDDEN}),
        ("/opt/nginx/old.conf", {4: Verdict.WHITEOUT, 2: Verdict.HIDDEN}),
        ("/opt/nginx/conf.d/a.conf", {5: Verdict.OPAQUE, 2: Verdict.HIDDEN}),
        ("/opt/nginx/cache", {6: Verdict.SEEN, 2: Verdict.HIDDEN}),
        ("/opt/nginx/modules", {6: Verdict.SEEN, 2: Verdict.HIDDEN}),
        ("/opt/nginx/nginx", {8: Verdict.SEEN, 2: Verdict.HIDDEN}),
    ],
)
def test_what_the_layers_say(stack: Stack, path: str, verdicts: dict[int, Verdict]) -> None:
    steps = stack.view().trail(clean(path))
    told = {step.layer: step.verdict for step in steps if step.verdict is not Verdict.ABSENT}
    assert told == verdicts


@pytest.mark.parametrize("names", ["bin/busybox bin/cat bin/sh", "opt/tools/count opt/tools/tally"])
def test_hard_links(stack: Stack, names: str) -> None:
    view = stack.view()
    assert len({view.inode(clean(name)) for name in names.split()}) == 1


def test_texts_in_korean(stack: Stack) -> None:
    view = stack.view()
    assert "견본" in view.read(clean("usr/share/doc/안내.txt")).decode("utf-8")
    assert "인코딩" in view.read(clean("usr/share/doc/euc-kr.txt")).decode("euc-kr")


def test_a_picture(stack: Stack) -> None:
    assert stack.view().read(clean("opt/nginx/logo.png")).startswith(b"\x89PNG\r\n")


def test_links_lead_somewhere(stack: Stack) -> None:
    view = stack.view()
    for node in view.walk():
        if node.kind is Kind.SYMLINK and not node.entry.link.startswith("/dev/"):
            assert view.get(view.resolve(node.path))
