"""Where the specification is silent: Layerlab does what the policy table says it does.

What the tools do is held by tests/peers/test_policy.py, with the same layers.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from layerlab.errors import DamagedTar
from layerlab.facade import Engine
from layerlab.rules import POLICIES, RULES, SENTENCES
from layerlab.rules.policy import Evidence
from support.applied import Files, files_of_view, write_image
from support.policy_cases import CASES, Case

PROJECT = Path(__file__).parents[2]
ROWS = {row.id: row for row in POLICIES if row.evidence is Evidence.RUN}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.policy)
def test_layerlab_does_what_its_cell_says(tmp_path: Path, case: Case) -> None:
    image = write_image(case.layers, tmp_path / "image", case.media_type, case.config)
    assert case.tell(_opened(image, tmp_path / "root")) == ROWS[case.policy].layerlab


def _opened(image: Path, root: Path) -> Files | None:
    with Engine(root) as engine, engine.open(image / "archive.tar") as archive:
        try:
            return files_of_view(engine.stack(archive.images[0]).view())
        except DamagedTar:
            return None


def test_every_row_that_is_run_has_its_case() -> None:
    assert sorted(case.policy for case in CASES) == sorted(ROWS)


def test_no_two_rules_have_one_id() -> None:
    assert len(RULES) == len(SENTENCES) + len(POLICIES)


def test_the_documentation_has_the_table() -> None:
    """Made by resources/make_policy.py; the guides lead to it."""
    command = [sys.executable, str(PROJECT / "resources" / "make_policy.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for guide in ("guide.en.md", "guide.ko.md"):
        assert "policy.md" in (PROJECT / "docs" / guide).read_text("utf-8")
