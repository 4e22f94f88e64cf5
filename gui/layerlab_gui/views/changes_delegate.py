"""One changed path in two lines: sign and path; below it what is different, and its sizes."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layerlab.container import DiffRow
from layerlab.overlay import Change
from layerlab_gui import fonts
from layerlab_gui.models.changes import ROW_ROLE, path_text
from layerlab_gui.models.reasons import detail
from layerlab_gui.models.rows import GLYPHS
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.marking import mark_row

Index = QModelIndex | QPersistentModelIndex


class ChangesDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(fonts.px(120), round(option.fontMetrics.height() * 2.05) + fonts.px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: DiffRow = index.data(ROW_ROLE)
        theme, box = self._theme, QRect(option.rect)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        mark_row(painter, option, theme)
        ink = QColor(theme.on_selection if is_selected else theme.text)
        quiet = QColor(theme.on_selection if is_selected else theme.muted)
        font: QFont = option.font
        line = QRect(box.x(), box.y(), box.width(), box.height() // 2) - fonts.margins(10, 4, 8, 0)
        sign = QFont(fonts.code(font))
        sign.setBold(True)
        painter.setFont(sign)
        painter.setPen(ink if is_selected else self._sign_ink(row.change))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, GLYPHS[row.change])
        line.setLeft(line.left() + QFontMetrics(sign).horizontalAdvance("+") + fonts.px(9))
        if row.change is Change.DELETED:
            font = QFont(font)
            font.setStrikeOut(True)
        _draw(painter, line, font, ink, path_text(row), Qt.TextElideMode.ElideMiddle)
        below = line.translated(0, line.height())
        small = fonts.scaled(option.font, 0.88)
        _draw(painter, below, small, quiet, detail(row), Qt.TextElideMode.ElideRight)

    def _sign_ink(self, change: Change) -> QColor:
        theme = self._theme
        inks = {Change.ADDED: theme.added, Change.DELETED: theme.deleted}
        return QColor(inks.get(change, theme.modified))


def _draw(
    painter: QPainter, box: QRect, font: QFont, ink: QColor, text: str, cut: Qt.TextElideMode
) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    fitting = QFontMetrics(font).elidedText(text, cut, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, fitting)
