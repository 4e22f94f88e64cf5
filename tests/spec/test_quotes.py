"""The tests of this folder bear the sentences that they hold, and miss none that is quoted."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.rules import SENTENCES

OURS = {"test_policy.py", "test_quotes.py"}


def _tests() -> Iterator[tuple[str, str, str]]:
    """File, name and sentence (the first paragraph) of each test."""
    for file in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                paragraph = (ast.get_docstring(node) or "").partition("\n\n")[0]
                yield file.name, node.name, " ".join(paragraph.split())


TESTS = [test for test in _tests() if test[0] not in OURS]


@pytest.mark.parametrize(("file", "name", "sentence"), TESTS, ids=lambda text: text[:40])
def test_a_test_is_named_after_its_sentence(file: str, name: str, sentence: str) -> None:
    """The name's words are words of the sentence, in its order."""
    assert file.startswith("test_")
    words = iter(re.findall(r"[a-z0-9]+", sentence.lower()))
    missing = [word for word in name.removeprefix("test_").split("_") if word not in words]
    assert missing == [], sentence


def test_every_sentence_that_is_quoted_has_a_test() -> None:
    held = {sentence for _, _, sentence in TESTS}
    assert [one.id for one in SENTENCES if one.text not in held] == []
