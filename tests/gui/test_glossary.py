"""The glossary and the tooltips that teach."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QWidget,
)

from gui.driving import Driver
from gui.touring import PAGE
from layerlab_gui import glossary, i18n
from layerlab_gui.dialogs.glossary import GlossaryDialog
from layerlab_gui.teaching import lesson

LINK = re.compile('href="([^"]+)"')


def opened(driver: Driver) -> GlossaryDialog:
    dialog = driver.dialog()
    assert isinstance(dialog, GlossaryDialog)
    return dialog


def ask(driver: Driver, widget: QWidget) -> str:
    """What F1 opens where the keyboard is."""
    driver.window.activateWindow()
    driver.until(driver.window.isActiveWindow)
    widget.setFocus()
    driver.press("F1")
    dialog = opened(driver)
    term_id = dialog.shown
    dialog.reject()
    return term_id


class TestTerms:
    def test_each_has_an_id_of_its_own(self) -> None:
        ids = [term.id for term in glossary.TERMS]
        assert len(ids) == len(set(ids)) > 30

    def test_each_says_where_it_stands(self) -> None:
        assert all(term.source for term in glossary.TERMS)

    def test_a_tip_is_one_sentence_and_says_no_more_than_fits(self) -> None:
        for term in glossary.TERMS:
            assert term.tip.endswith("."), term.id
            assert len(term.tip) <= 100, term.id

    @pytest.mark.parametrize("language", i18n.LANGUAGES)
    def test_paragraphs_lead_to_other_terms(self, qapp: QApplication, language: str) -> None:
        i18n.install(qapp, language)
        terms = glossary.TERMS
        reached = set()
        for term in terms:
            links = LINK.findall(glossary.linked(term.text, term.id, terms))
            assert term.id not in links
            assert len(links) == len(set(links))
            reached |= set(links)
        assert len(reached) > len(terms) / 2

    def test_the_longest_name_is_the_link(self) -> None:
        html = glossary.linked("the container layer", "image", glossary.TERMS)
        assert html == 'the <a href="container-layer">container layer</a>'

    def test_a_name_within_another_word_is_none(self) -> None:
        assert "href" not in glossary.linked("imagery, retagging", "", glossary.TERMS)

    def test_text_is_no_markup(self) -> None:
        assert glossary.linked("<b> & <i>", "", ()) == "&lt;b&gt; &amp; &lt;i&gt;"

    def test_korean_has_the_english_word_in_headings(self, qapp: QApplication) -> None:
        i18n.install(qapp, "ko")
        assert glossary.term("whiteout").title == "화이트아웃(whiteout)"
        assert "화이트아웃(whiteout)" in lesson("whiteout")
        assert glossary.term("diff-id").title == "diff ID"

    @pytest.mark.parametrize("words", ["whiteout", "WHITE", "화이트", "지워졌음"])
    def test_it_is_found_in_both_languages(self, qapp: QApplication, words: str) -> None:
        i18n.install(qapp, "ko")
        assert glossary.search(words)[0].id == "whiteout"

    def test_an_unknown_term(self) -> None:
        with pytest.raises(KeyError):
            glossary.term("nothing")


class TestTheDialog:
    def test_typing_finds_and_arrows_choose(self, sample: Driver) -> None:
        sample.window.actions_["glossary"].trigger()
        dialog = opened(sample)
        sample.qtbot.keyClicks(dialog.field, "white")
        assert dialog.shown == "whiteout"
        sample.qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
        assert dialog.shown != "whiteout"
        sample.qtbot.keyClick(dialog.field, Qt.Key.Key_Up)
        assert dialog.shown == "whiteout"
        assert "deleted" in dialog.page.toPlainText()
        dialog.reject()

    def test_what_is_not_found_says_what_to_do(self, sample: Driver) -> None:
        sample.window.actions_["glossary"].trigger()
        dialog = opened(sample)
        sample.qtbot.keyClicks(dialog.field, "xyzzy")
        assert dialog.nothing.isVisible()
        assert dialog.shown == ""
        assert dialog.page.toPlainText() == ""
        dialog.reject()

    def test_links_lead_on_and_back(self, sample: Driver) -> None:
        sample.window.actions_["glossary"].trigger()
        dialog = opened(sample)
        dialog.show_term("copy-up")
        dialog.page.anchorClicked.emit(QUrl("container-layer"))
        assert dialog.shown == "container-layer"
        dialog.activateWindow()
        sample.until(dialog.isActiveWindow)
        sample.press("Alt+Left", dialog)
        assert dialog.shown == "copy-up"
        dialog.reject()

    def test_there_is_one(self, sample: Driver) -> None:
        for _ in range(2):
            sample.window.actions_["glossary"].trigger()
            opened(sample).reject()
        assert len(sample.window.findChildren(GlossaryDialog)) == 1


class TestF1:
    def test_at_what_has_the_keyboard(self, sample: Driver) -> None:
        window = sample.window
        assert ask(sample, window.stack.list) == "layer"
        assert ask(sample, window.inspector.trail) == "layer"
        assert ask(sample, window.files.bar.ghosts) == "whiteout"
        assert ask(sample, window.console.line) == "runner"

    def test_at_the_row(self, sample: Driver) -> None:
        sample.workspace.show_ghosts(True)
        sample.choose("opt/nginx/old.conf")
        assert ask(sample, sample.window.files.tree) == "whiteout"
        sample.choose(PAGE)
        assert ask(sample, sample.window.files.tree) == "merged"

    def test_at_the_container_layer(self, sample: Driver) -> None:
        sample.container()
        sample.window.stack.list.setCurrentIndex(sample.window.stack.model.index(0))
        assert ask(sample, sample.window.stack.list) == "container-layer"


def test_each_control_says_what_it_is(sample: Driver) -> None:
    sample.container()
    sample.window.actions_["history"].trigger()
    sample.settle()
    kinds = QAbstractButton | QLineEdit | QComboBox
    silent = []
    for widget in sample.window.findChildren(QWidget):
        if not isinstance(widget, kinds) or not widget.isVisibleTo(sample.window):
            continue
        if not widget.toolTip() and not isinstance(widget.parent(), QTabBar | QLineEdit):
            silent.append((type(widget).__name__, widget.accessibleName(), widget.parent()))
    assert silent == []


def test_rows_and_headings_teach(sample: Driver) -> None:
    window = sample.window
    tip = Qt.ItemDataRole.ToolTipRole
    for view in (window.stack.list, window.inspector.trail):
        assert isinstance(view, QAbstractItemView)
        assert "F1" in view.model().index(0, 0).data(tip)
    headings = [
        window.files.model.headerData(column, Qt.Orientation.Horizontal, tip) for column in range(7)
    ]
    assert [bool(text) for text in headings] == [False, True, False, True, True, True, False]
