"""No text of the window is cut off, covered, outside its place, or in another language."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QPushButton,
    QTabBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import layerlab_gui
from gui.driving import Driver
from gui.touring import tour
from layerlab_gui import fonts, i18n
from layerlab_gui.glossary import TERMS
from layerlab_gui.settings import Settings
from layerlab_gui.widgets.elided import ElidedLabel
from support.sources import untranslatable, unwritten_counts
from support.texts import foreign, layout_faults, texts, unmarked

SIZES = ((1024, 768), (1280, 800))
ZOOMS = (100, 200)
Make = Callable[..., Driver]

NAMES = (
    r"\bapplication/[\w.+-]+",
    rf"\((?:{'|'.join(term.english for term in TERMS)})\)|\b(diff ID|chain ID|digest)\b",
    r"“[^”]*”|image-spec v[\d.]+, [\w.-]+, [\w -]+",
    r"^(English|한국어 \(Korean\))$",
    r"(layerlab/sample|nginx):\d(\.\d+)?|Layerlab|Docker(file)?|\b(setuid|setgid|sticky)\b|UTF-8|\bID\b",
    r"\.wh\.[\w.]+|logo\.png|linux/\w+(/v\d)?|(/[\w.-]+)+/?|\b[\w-]+\.(tar|html|conf|txt)\b",
    r"sha256:|\b[0-9a-f]{12,}\b",
    r"\b(Ctrl|Alt|Shift|Del|Return|F\d+)\b(\+\w+)*",
    r"\d+:\d+\s(AM|PM)|\b\d+(\.\d+)? (B|kB|MB)\b",
    r"^docker .*|\b(RUN|COPY|ADD) [^,\n]*|\b(CMD|ENV|WORKDIR|USER)\b|-g daemon off;",
    r"\b(bin|etc|opt|root|tmp|usr|var|nginx|tools|cache|conf\.d|log|modules|mime\.types|tar)\b",
)
"""Patterns of what is no text of ours: what a specification says, and where; a language by its own
name; names, paths, digests, keys, times, sizes, commands, and what is in the sample."""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_text_has_its_place(
    qapp: QApplication, make: Make, language: str, zoom: int, size: tuple[int, int]
) -> None:
    i18n.install(qapp, language)
    settings = Settings()
    settings.put("zoom", str(zoom))
    driver = make(settings=settings)
    driver.window.resize(*size)
    driver.window.share_out()
    found: dict[str, str] = {}
    for stop, window in tour(driver):
        screen = window.screen().availableSize()
        room = QSize(*size) if window is driver.window else screen
        if window.width() > room.width() or window.height() > room.height():
            found.setdefault(f"larger than {room}: {type(window).__name__}", stop)
        for fault in layout_faults(window):
            found.setdefault(str(fault), stop)
    assert not found, _listed(found)


class Marking(QTranslator):
    """Puts every text that is translated in brackets."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, *_: object) -> str:
        return f"⟦{source}⟧"


@pytest.fixture
def marking(qapp: QApplication, make: Make) -> Iterator[None]:
    translator = Marking()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


@pytest.mark.usefixtures("marking")
def test_every_text_can_be_translated(make: Make) -> None:
    found = {
        text: f"{stop}: {where}"
        for stop, window in tour(make())
        for where, text in texts(window)
        if unmarked(text, NAMES)
    }
    assert not found, _listed(found)


def test_every_text_is_korean_in_a_korean_window(qapp: QApplication, make: Make) -> None:
    i18n.install(qapp, "ko")
    found = {
        text: f"{stop}: {where}"
        for stop, window in tour(make())
        for where, text in texts(window)
        if foreign(text, NAMES)
    }
    assert not found, _listed(found)


def _listed(found: dict[str, str]) -> str:
    return "\n".join(f"{stop}: {fault}" for fault, stop in found.items())


IN_CODE = {"Layerlab", " — Layerlab", "nginx:2", "nginx:1.27", "&English", "한국어 (&Korean)"}
"""Literals that are names."""


def test_no_text_is_shown_without_translation() -> None:
    found = untranslatable(Path(layerlab_gui.__file__).parent)
    assert [line for line in found if line.split(": ", 1)[1] not in IN_CODE] == []


def test_every_count_is_written_as_the_language_does() -> None:
    assert unwritten_counts(Path(layerlab_gui.__file__).parent) == []


class TestTheFinder:
    """It finds what was put there to be found."""

    @pytest.fixture
    def window(self, qapp: QApplication, qtbot: QtBot) -> QWidget:
        qapp.setStyleSheet("")
        qapp.setFont(fonts.interface())
        window = QWidget()
        window.resize(300, 200)
        qtbot.addWidget(window)
        window.show()
        return window

    def test_a_window_in_order(self, window: QWidget) -> None:
        QVBoxLayout(window).addWidget(QLabel("enough room"))
        QApplication.processEvents()
        assert layout_faults(window) == []

    @pytest.mark.parametrize(
        "widget",
        [
            QLabel,
            QPushButton,
            QCheckBox,
            lambda text, parent: QComboBox(parent),
            QGroupBox,
        ],
    )
    def test_a_text_that_is_cut_off(
        self, window: QWidget, widget: Callable[[str, QWidget], QWidget]
    ) -> None:
        text = "much longer than its room"
        made = widget(text, window)
        if isinstance(made, QComboBox):
            made.addItem(text)
        made.setGeometry(10, 10, 60, 24)
        made.show()
        assert [fault.kind for fault in layout_faults(window)] == ["cut off"]

    def test_lines_that_are_cut_off(self, window: QWidget) -> None:
        label = QLabel("several words that need more than one line", window)
        label.setWordWrap(True)
        label.setGeometry(10, 10, 80, label.fontMetrics().height())
        label.show()
        assert [fault.kind for fault in layout_faults(window)] == ["cut off"]

    def test_a_tab_that_has_to_be_scrolled_to(self, window: QWidget) -> None:
        bar = QTabBar(window)
        for number in range(9):
            bar.addTab(f"tab number {number}")
        bar.setGeometry(0, 0, 200, 30)
        bar.show()
        assert "cut off" in {fault.kind for fault in layout_faults(window)}

    def test_a_heading_that_is_cut_off(self, window: QWidget) -> None:
        tree = QTreeWidget(window)
        tree.setHeaderLabels(["a long heading", "b"])
        tree.setColumnWidth(0, 20)
        tree.setGeometry(0, 0, 200, 100)
        tree.show()
        assert [fault.text for fault in layout_faults(window)] == ["a long heading"]

    def test_one_over_another(self, window: QWidget) -> None:
        for x in (10, 40):
            label = QLabel("over", window)
            label.setGeometry(x, 10, 60, 24)
            label.show()
        assert [fault.kind for fault in layout_faults(window)] == ["overlapping"]

    def test_one_outside_its_parent(self, window: QWidget) -> None:
        label = QLabel("outside", window)
        label.setGeometry(270, 10, 80, 24)
        label.show()
        assert [fault.kind for fault in layout_faults(window)] == ["outside"]

    def test_what_shortens_itself_is_right(self, window: QWidget) -> None:
        label = ElidedLabel()
        label.setParent(window)
        label.setGeometry(10, 10, 60, 24)
        label.show_text("much longer than its room")
        label.show()
        assert layout_faults(window) == []

    def test_all_texts_are_read(self, window: QWidget) -> None:
        button = QPushButton("a button", window)
        button.setToolTip("a tip")
        tree = QTreeWidget(window)
        tree.setHeaderLabels(["a heading"])
        tree.addTopLevelItem(QTreeWidgetItem(["a cell"]))
        found = {text for _, text in texts(window)}
        assert {"a button", "a tip", "a heading", "a cell"} <= found

    @pytest.mark.parametrize(
        "text", ["Open", "파일 the file is not here at all", "<b>Open</b>", "Open(&O)"]
    )
    def test_foreign_words(self, text: str) -> None:
        assert foreign(text, NAMES)

    @pytest.mark.parametrize("text", ["열기", "diff ID는 tar의 해시", "/etc/hosts를 지움", "12 kB"])
    def test_what_is_not_foreign(self, text: str) -> None:
        assert not foreign(text, NAMES)

    @pytest.mark.parametrize(
        ("text", "is_one"),
        [("⟦a ⟦nested⟧ text⟧ · 12 kB", False), ("⟦marked⟧ not", True), ("열기", True)],
    )
    def test_what_was_not_translated(self, text: str, is_one: bool) -> None:
        assert unmarked(text, NAMES) is is_one

    @pytest.mark.parametrize(
        "line",
        [
            'label.setText("Some words")',
            'QLabel(f"{n} words")',
            'button.setToolTip("Words" if on else "")',
            'translate("Context", f"{n} words")',
            """f"{translate('Context', 'words')}: {n}" """,
        ],
    )
    def test_a_line_of_source(self, line: str, tmp_path: Path) -> None:
        (tmp_path / "view.py").write_text(line)
        assert len(untranslatable(tmp_path)) == 1

    @pytest.mark.parametrize(
        "line",
        ['label.setText("…")', 'label.setText(f"{a} · {b}")', 'QLabel(translate("A", "b c"))'],
    )
    def test_a_line_of_source_in_order(self, line: str, tmp_path: Path) -> None:
        (tmp_path / "view.py").write_text(line)
        assert untranslatable(tmp_path) == []

    def test_a_count_as_it_is(self, tmp_path: Path) -> None:
        lines = "text.format(n=len(rows))\ntext.format(n=count(len(rows)), name=name)\n"
        (tmp_path / "view.py").write_text(lines)
        assert unwritten_counts(tmp_path) == ["view.py:1"]


def test_a_search_without_hits_says_what_to_do(sample: Driver) -> None:
    sample.window.search.setText("no such path")
    sample.until(lambda: "type less" in sample.window.files._note.text())
