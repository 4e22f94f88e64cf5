"""The style sheet over Fusion: outlines instead of bevels, calm controls, a focus that is seen.

Its lengths are pixels at 100 %; `sheet` turns them into those of the zoom, and the thickness of
lines into what the theme wants.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QColor

from layerlab_gui import fonts
from layerlab_gui.theme import Theme, mixed, stroke

NOTE_SHARE = 0.12
"""How much of its colour the ground of a message has."""

_SHEET = """
QMainWindow, QDialog { background: @window; }
QMenu, QAbstractItemView, QPushButton, QToolButton, QToolBar, QTabBar { icon-size: 17px; }
QToolTip { background: @raised; color: @text; border: 1px solid @edge; padding: 5px 7px; }
QMenuBar { background: @window; color: @text; }
QMenuBar::item { padding: 4px 10px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: @selection; color: @on_selection; }
QMenu { background: @base; color: @text; border: 1px solid @edge; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 26px; border-radius: 5px; }
QMenu::item:selected { background: @selection; color: @on_selection; }
QMenu::item:disabled { color: @muted; }
QMenu::item:disabled:selected { background: transparent; border: 1px dashed @edge; }
QMenu::icon { padding-left: 7px; }
QMenu::separator { height: 1px; background: @line; margin: 5px 8px; }
QToolBar { background: @window; border: none; border-bottom: 1px solid @line;
           padding: 5px 8px; spacing: 3px; }
QToolBar::separator { width: 1px; background: @line; margin: 5px 5px; }
QToolButton { color: @text; border: 1px solid transparent; border-radius: 6px; padding: 4px 8px;
              background: transparent; }
QToolButton:hover { background: @raised; border-color: @line; }
QToolButton:pressed, QToolButton:checked { background: @selection; color: @on_selection;
              border-color: @accent; }
QToolButton:focus { border: 2px solid @accent; padding: 3px 7px; }
QToolButton:disabled { color: @muted; }
QToolButton[role="compact"] { padding: 4px 4px; }
QToolButton[role="compact"]:focus { padding: 3px 3px; }
QPushButton { color: @text; background: @raised; border: 1px solid @edge; border-radius: 6px;
              padding: 5px 13px; }
QPushButton:hover { border-color: @accent; }
QPushButton:focus, QPushButton:default { border: 2px solid @accent; padding: 4px 12px; }
QPushButton:pressed { background: @selection; }
QPushButton:disabled { color: @muted; border-color: @line; }
QLineEdit, QSpinBox, QPlainTextEdit, QTextEdit { background: @base; color: @text;
              border: 1px solid @edge; border-radius: 6px; padding: 4px 7px;
              selection-background-color: @selection; selection-color: @on_selection;
              placeholder-text-color: @muted; }
QComboBox QAbstractItemView { background: @base; border: 1px solid @edge; }
QLineEdit:focus, QSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus
              { border: 2px solid @accent; padding: 3px 6px; }
QPlainTextEdit[flat="true"] { border: none; border-left: 3px solid @base; border-radius: 0;
              padding: 0; background: @base; }
QPlainTextEdit[flat="true"]:focus { border: none; border-left: 3px solid @accent; padding: 0; }
QAbstractItemView { background: @base; color: @text; border: none; outline: none;
              selection-background-color: @selection; selection-color: @on_selection; }
QListView::item { border: 1px solid transparent; border-left: 3px solid transparent; }
QListView::item:selected { border-left-color: @accent; }
QListView::item:selected:focus { border-color: @accent; }
QTreeView::branch:has-children:closed { image: url("@closed"); padding: 2px; }
QTreeView::branch:has-children:open { image: url("@chevron"); padding: 2px; }
QTreeView::item { padding: 2px 2px; border: none; }
QTreeView::item:hover { background: @stripe; }
QTreeView::item:selected { background: @selection; color: @on_selection; }
QHeaderView { background: @base; border: none; }
QHeaderView::section { background: @base; color: @muted; border: none;
              border-bottom: 1px solid @line; padding: 4px 6px; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar { background: transparent; }
QTabBar::tab { color: @muted; background: transparent; border: none;
              border-bottom: 2px solid transparent; padding: 6px 9px; margin-right: 2px; }
QTabWidget[role="narrow"] QTabBar::tab { padding: 6px 3px; margin-right: 0; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @on_selection; background: @selection; border-color: @accent; }
QSplitter::handle { background: @edge; }
QSplitter::handle:hover { background: @accent; }
QStatusBar { background: @window; color: @muted; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QProgressBar { background: @base; border: 1px solid @edge; border-radius: 4px; max-height: 8px;
              min-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 4px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @edge; border-radius: 4px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @accent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QFrame[role="stage"] { background: @window; border-top: 1px solid @line; }
QFrame[role="stage"] QToolButton { padding: 4px 4px; }
QFrame[role="stage"] QToolButton:focus { padding: 3px 3px; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 14px; height: 14px;
              border: 1px solid @edge; border-radius: 4px; background: @base; }
QCheckBox::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { border-color: @accent;
              image: url("@check"); }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @edge;
              border-radius: 8px; background: @base; }
QRadioButton::indicator:hover { border-color: @accent; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; }
QComboBox { color: @text; background: @base; border: 1px solid @edge; border-radius: 6px;
              padding: 4px 7px; }
QComboBox:focus { border: 2px solid @accent; padding: 3px 6px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0;
              background: transparent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("@chevron"); width: 14px; height: 14px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QGroupBox { border: 1px solid @line; border-radius: 8px; margin-top: 18px; padding: 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 4px; color: @muted; }
QCheckBox, QRadioButton { border: 1px solid transparent; border-radius: 4px; padding: 2px 3px; }
QCheckBox:focus, QRadioButton:focus { color: @accent; border-color: @accent; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="title"] { font-weight: 600; }
QScrollArea[role="pane"], QScrollArea[role="pane"] > QWidget > QWidget { background: @base; }
QFrame[role="band"] { background: @window; border-bottom: 1px solid @line; }
QFrame[role="foot"] { background: @window; border-top: 1px solid @line; }
QFrame[role="drop"] { border: 2px dashed @accent; border-radius: 12px; background: @selection; }
QFrame[role="palette"] { background: @base; border: 2px solid @accent; border-radius: 10px; }
QFrame[role="error"] { background: @error_ground; border: none;
              border-left: 4px solid @deleted; }
QFrame[role="note"] { background: @note_ground; border: none; border-left: 4px solid @accent; }
"""


_PIXELS = re.compile(r"\b(\d+)px( solid| dashed)?")
_ROLES = (
    *("window", "base", "raised", "stripe", "text", "muted", "line", "edge", "accent"),
    *("selection", "on_selection", "deleted"),
)


def sheet(theme: Theme, pictures: Mapping[str, Path]) -> str:
    """`pictures` are files: of `check`, `chevron` (an arrow down), and `closed` (one to the
    right)."""
    base = QColor(theme.base)
    values = {name: str(getattr(theme, name)) for name in _ROLES} | {
        "error_ground": mixed(QColor(theme.deleted), base, NOTE_SHARE).name(),
        "note_ground": mixed(QColor(theme.accent), base, NOTE_SHARE).name(),
    }
    values |= {name: file.as_posix() for name, file in pictures.items()}
    result = _scaled(_SHEET, theme)
    for name in sorted(values, key=len, reverse=True):
        result = result.replace("@" + name, values[name])
    return result


def _scaled(sheet: str, theme: Theme) -> str:
    """Lines as thick as the theme wants them, all other lengths by the zoom."""

    def scaled(found: re.Match[str]) -> str:
        length, kind = float(found[1]), found[2] or ""
        is_line = kind or length == 1
        return f"{round(stroke(theme, length)) if is_line else fonts.px(length)}px{kind}"

    return _PIXELS.sub(scaled, sheet)
