"""Korean: every text of the window has its translation, with the same facts in it."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

from PySide6.QtCore import QTranslator

import layerlab_resources

FOLDER = Path(str(layerlab_resources.path("translations")))
FACTS = re.compile(r"\{(\w+)\}")


def _messages() -> list[tuple[str, str]]:
    tree = ET.parse(FOLDER / "layerlab_ko.ts")
    return [(m.findtext("source", ""), m.findtext("translation", "")) for m in tree.iter("message")]


def test_nothing_is_left_untranslated_and_no_fact_is_lost() -> None:
    for source, korean in _messages():
        assert korean, source
        assert set(FACTS.findall(korean)) == set(FACTS.findall(source)), source


def test_mnemonics_stay() -> None:
    for source, korean in _messages():
        if re.search(r"&\w", source):
            key = source[source.index("&") + 1].upper()
            assert f"(&{key})" in korean, source


def test_compiled_file_is_that_of_the_text(qapp) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / "layerlab_ko.qm"))
    assert translator.translate("Files", "Name") == "이름"
