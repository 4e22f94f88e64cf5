"""Korean: every text of the window has its translation, with the same facts in it."""

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox

import layerlab_gui
import layerlab_resources
from gui.driving import Driver
from layerlab.errors import NoSuchContainer
from layerlab.overlay.trail import TRAIL_RULES
from layerlab.rules import RULES
from layerlab.words import FLAWS, REASONS, TEMPLATES
from layerlab_gui.i18n import LANGUAGES, language_name
from layerlab_gui.wording import error_text

FOLDER = Path(str(layerlab_resources.path("translations")))
FACTS = re.compile(r"\{(\w+)\}")
MARKS = ("translate", "marked")
BARE_PARTICLE = re.compile(
    r"""\}["'”’\]»`]*(은|는|이|가|을|를|과|와|으로|로|이나|나|이라는|라는|이다|다)(?![가-힣(])"""
)
SLASHED_PARTICLE = re.compile("은/는|이/가|을/를|와/과|과/와")


def _messages() -> dict[tuple[str, str], str]:
    """Translations by context and text."""
    return {
        (context.findtext("name", ""), m.findtext("source", "")): m.findtext("translation", "")
        for context in ET.parse(FOLDER / "layerlab_ko.ts").iter("context")
        for m in context.iter("message")
    }


def _in_sources() -> set[tuple[str, str]]:
    """What the window asks to be translated, read from its own source."""
    found = set()
    for file in Path(layerlab_gui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                if len(texts) == 2:
                    found.add((str(texts[0]), str(texts[1])))
    return found


def test_every_text_of_the_window_is_in_the_file() -> None:
    assert _in_sources() - set(_messages()) == set()


def test_linguist_s_own_tool_finds_no_other_text() -> None:
    """lupdate sees what it can extract, whatever we take for a text."""
    script = Path(__file__).parents[2] / "resources" / "make_translations.py"
    command = [sys.executable, str(script), "--check"]
    run = subprocess.run(command, capture_output=True, check=False, text=True)
    assert run.returncode == 0, run.stderr


def test_a_language_is_a_file() -> None:
    built = {file.stem.removeprefix("layerlab_") for file in FOLDER.glob("*.ts")}
    assert set(LANGUAGES) == {"en", *built}
    assert [language_name(language) for language in LANGUAGES] == ["&English", "한국어 (&Korean)"]


def test_every_error_and_reason_is_in_the_file() -> None:
    texts = (*TEMPLATES.values(), *REASONS.values(), *FLAWS.values())
    assert {("Errors", text) for text in texts} - set(_messages()) == set()


def test_every_rule_of_a_trail_is_in_the_file() -> None:
    assert {("Rules", RULES[name].text) for name in TRAIL_RULES} - set(_messages()) == set()


def test_nothing_is_left_untranslated_and_no_fact_is_lost() -> None:
    for (_, source), korean in _messages().items():
        assert korean, source
        assert set(FACTS.findall(korean)) == set(FACTS.findall(source)), source


def test_a_particle_after_a_variable_is_written_in_both_forms() -> None:
    """As `layerlab_gui.particles` reads them: {x}을(를)."""
    for (_, source), korean in _messages().items():
        found = BARE_PARTICLE.search(korean) or SLASHED_PARTICLE.search(korean)
        assert found is None, f"{source}: {korean}"


@pytest.mark.parametrize("text", ["{x}를 지움", '"{x}"가', "{x}로.", "{x}은/는"])
def test_a_particle_in_one_form_is_found(text: str) -> None:
    assert BARE_PARTICLE.search(text) or SLASHED_PARTICLE.search(text)


@pytest.mark.parametrize("text", ["{x}을(를) 지움", "{n}개", "{x}(으)로", "{x}에서", "{n}이(가)"])
def test_a_particle_in_both_forms_is_right(text: str) -> None:
    assert not BARE_PARTICLE.search(text)


def test_mnemonics_stay() -> None:
    for (_, source), korean in _messages().items():
        if re.search(r"&\w", source):
            key = source[source.index("&") + 1].upper()
            assert f"(&{key})" in korean, source


def test_compiled_file_is_that_of_the_text(qapp: QApplication) -> None:
    translator = QTranslator()
    assert translator.load(str(FOLDER / "layerlab_ko.qm"))
    for (context, source), korean in _messages().items():
        assert translator.translate(context, source) == korean, source


def _trigger(driver: Driver, text: str) -> None:
    actions = {action.text(): action for action in driver.window.findChildren(QAction)}
    actions[text].trigger()


def test_the_language_is_chosen_in_the_menu_and_changes_at_once(sample: Driver) -> None:
    def pick(text: str) -> None:
        window = sample.window
        _trigger(sample, text)
        sample.until(lambda: sample.window is not window)
        sample.settle()

    def menus() -> list[str]:
        return [action.text() for action in sample.window.menuBar().actions()]

    assert menus()[0] == "&File"
    pick("한국어 (&Korean)")
    assert menus()[0] == "파일(&F)"
    assert sample.workspace.settings.language == "ko"
    assert error_text(NoSuchContainer("c9")) == "컨테이너가 없습니다: c9"
    pick("&English")
    assert menus()[0] == "&File"
    assert error_text(NoSuchContainer("c9")) == "No such container: c9"


def test_another_language_asks_for_unsaved_text_first(sample: Driver) -> None:
    sample.container()
    sample.type_line("unsaved")
    window = sample.window
    _trigger(sample, "한국어 (&Korean)")
    box = sample.dialog()
    assert sample.window is window
    assert "unsaved" in window.inspector.content.editor.raw_text
    box.button(QMessageBox.StandardButton.Save).click()
    sample.until(lambda: sample.window is not window)
    sample.settle()
    assert sample.window.menuBar().actions()[0].text() == "파일(&F)"
    assert sample.workspace.path == "opt/nginx/index.html"
    sample.until(lambda: "unsaved" in sample.window.inspector.content.editor.raw_text)
