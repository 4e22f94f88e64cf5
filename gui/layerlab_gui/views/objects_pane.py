"""The left pane: images with their containers, and opened archives, each in two lines."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from layerlab_gui import fonts, icons
from layerlab_gui.i18n import translate
from layerlab_gui.models.objects import (
    DETAIL_ROLE,
    ICON_ROLE,
    SIZE_ROLE,
    ObjectsModel,
)
from layerlab_gui.target import Target
from layerlab_gui.tasks.showing import Show
from layerlab_gui.teaching import teach
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.elided import ElidedLabel
from layerlab_gui.widgets.empty import EmptyState
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.widgets.marking import mark_row
from layerlab_gui.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex


class ObjectDelegate(QStyledItemDelegate):
    """Icon, name, size; below it the ID or what it stands for."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(fonts.px(120), round(option.fontMetrics.height() * 2.15) + fonts.px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        theme = self._theme
        is_there = bool(state & QStyle.StateFlag.State_Enabled)
        mark_row(painter, option, theme)
        colour = QColor(theme.on_selection if selected else theme.text if is_there else theme.muted)
        quiet = QColor(theme.on_selection if selected else theme.muted)
        font: QFont = option.font
        side = round(QFontMetrics(font).height() * 1.15)
        gap = fonts.px(4)
        upper = QRect(box.x(), box.y() + gap, box.width() - 2 * gap, box.height() // 2 - gap + 1)
        picture = icons.pixmap(
            str(index.data(ICON_ROLE)), quiet.name(), side, painter.device().devicePixelRatio()
        )
        painter.drawPixmap(
            QPoint(box.x() + fonts.px(6), upper.center().y() - side // 2 + 1), picture
        )
        upper.setLeft(box.x() + side + fonts.px(14))
        lower = upper.translated(0, upper.height())
        small = fonts.scaled(font, 0.88)
        detail = (str(index.data(role) or "") for role in (SIZE_ROLE, DETAIL_ROLE))
        _draw(painter, upper, fonts.strong(font), colour, str(index.data()))
        _draw(painter, lower, small, quiet, " · ".join(part for part in detail if part))


def _draw(painter: QPainter, box: QRect, font: QFont, colour: QColor, text: str) -> None:
    """One line, cut in its middle where it is too long."""
    metrics = QFontMetrics(font)
    fitting = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, fitting)


class ObjectsPane(Forwarding, QWidget):
    menu_wanted = Signal(object, QPoint)
    artifact_wanted = Signal(object)

    def __init__(self, workspace: Workspace, theme: Theme, empty: EmptyState) -> None:
        super().__init__()
        self._workspace = workspace
        self._empty = empty
        self.model = ObjectsModel(self)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(fonts.px(14))
        self.tree.setRootIsDecorated(False)
        self.tree.setItemDelegate(ObjectDelegate(theme, self))
        self.tree.setAccessibleName(translate("Objects", "Images and containers"))
        tip = translate("Objects", "Images of the store, their containers (Alt+1)")
        teach(self.tree, "image", tip)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.activated.connect(self._activated)
        self._stacked = QStackedLayout()
        self._stacked.addWidget(self.tree)
        self._stacked.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(pane_title(translate("Objects", "Images and containers")))
        layout.addLayout(self._stacked, 1)
        workspace.objects_changed.connect(self._show_objects)
        workspace.target_changed.connect(self._follow)
        self.tree.selectionModel().currentChanged.connect(self._chosen)

    def keyboard_part(self) -> QWidget:
        return self._empty if self._workspace.objects.is_empty else self.tree

    def _show_objects(self) -> None:
        selection = self.tree.selectionModel()
        selection.blockSignals(True)
        self.model.show_objects(self._workspace.objects)
        self.tree.expandAll()
        selection.blockSignals(False)
        self._stacked.setCurrentIndex(int(self._workspace.objects.is_empty))
        self._follow()

    def _follow(self) -> None:
        index = self.model.index_of(self._workspace.target)
        selection = self.tree.selectionModel()
        selection.blockSignals(True)
        self.tree.setCurrentIndex(index)
        selection.blockSignals(False)
        self.tree.viewport().update()

    def _chosen(self, index: QModelIndex) -> None:
        """By the user: a view that gets the keyboard makes its first row current, and selects
        nothing. Enter shows that one, too."""
        if self.tree.selectionModel().isSelected(index):
            self._show_row(index)

    def _show_row(self, index: QModelIndex) -> None:
        target = self.model.target(index)
        if target is not None:
            self.choose(target)

    def choose(self, target: Target) -> None:
        """Show it, unless it is shown, or something unsaved is in the way."""
        if target == self._workspace.target:
            return
        guard = self._workspace.guard
        if guard is None or guard(lambda: self._show(target)):
            self._show(target)
        else:
            self._follow()

    def _show(self, target: Target) -> None:
        self._workspace.start(Show(self._workspace, target))

    def _activated(self, index: QModelIndex) -> None:
        listed = self.model.artifact(index)
        if listed is not None:
            self.artifact_wanted.emit(listed)
        else:
            self._show_row(index)

    def _menu(self, at: QPoint) -> None:
        target = self.model.target(self.tree.indexAt(at))
        if target is not None:
            self.menu_wanted.emit(target, self.tree.viewport().mapToGlobal(at))


def pane_title(text: str) -> ElidedLabel:
    label = ElidedLabel()
    label.setProperty("role", "title")
    label.setContentsMargins(fonts.margins(10, 9, 10, 7))
    label.show_text(text)
    return label
