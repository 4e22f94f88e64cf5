"""The layer column's badge."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from layerlab_gui import fonts
from layerlab_gui.models.rows import LAYER_ROLE
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.badge import CONTAINER_SIGN, draw_badge

Index = QModelIndex | QPersistentModelIndex


class LayerDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        number = index.data(LAYER_ROLE)
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(self._theme.selection))
        if not isinstance(number, int):
            return
        font: QFont = option.font
        is_container = index.data() == CONTAINER_SIGN
        small = fonts.scaled(fonts.strong(font), 0.82)
        draw_badge(painter, box.center(), number, self._theme, small, is_container=is_container)
