"""The list of all keys: to look one up, and to print it."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from layerlab_gui import fonts
from layerlab_gui.dialogs.form import muted
from layerlab_gui.i18n import translate
from layerlab_gui.keys import Group
from layerlab_gui.palette.matching import Pattern, Way, fold
from layerlab_gui.widgets.fields import name_buttons


class KeysDialog(QDialog):
    def __init__(self, groups: Sequence[Group], parent: QWidget | None) -> None:
        super().__init__(parent)
        self._groups = groups
        self.setWindowTitle(translate("Keys", "Keys"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(translate("Keys", "A key, or what it does"))
        self.field.setAccessibleName(translate("Keys", "Find a key"))
        self.field.setClearButtonEnabled(True)
        name_buttons(self.field)
        self.list = self._list()
        self.nothing = muted(translate("Keys", "No key does that. Type less, or another word."))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.print_button = buttons.addButton(translate("Keys", "&Print…"), role)
        self.print_button.setAutoDefault(False)
        self.print_button.clicked.connect(self._ask_printer)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(fonts.margins(14, 14, 14, 12))
        layout.setSpacing(fonts.px(9))
        layout.addWidget(self.field)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)
        self.field.textChanged.connect(self._filter)
        self._fill()
        unit = self.fontMetrics().height()
        self.resize(unit * 34, unit * 32)

    def _list(self) -> QTreeWidget:
        view = QTreeWidget()
        view.setColumnCount(2)
        view.setHeaderLabels([translate("Keys", "What it does"), translate("Keys", "Key")])
        view.header().setStretchLastSection(False)
        view.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        view.setRootIsDecorated(False)
        view.setItemsExpandable(False)
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        view.setAccessibleName(translate("Keys", "Keys"))
        return view

    def _fill(self) -> None:
        for group in self._groups:
            heading = QTreeWidgetItem(self.list, [group.title])
            heading.setFont(0, fonts.strong(self.font()))
            heading.setFirstColumnSpanned(True)
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for key in group.keys:
                row = QTreeWidgetItem(heading, [key.text, key.native])
                row.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{key.text}: {key.native}")
        self.list.expandAll()
        self._choose_first()

    def rows(self) -> Iterator[QTreeWidgetItem]:
        """Those that are not filtered away."""
        for heading in _children(self.list.invisibleRootItem()):
            yield from (row for row in _children(heading) if not row.isHidden())

    def _filter(self, typed: str) -> None:
        pattern = Pattern(typed)
        headings = _children(self.list.invisibleRootItem())
        for group, heading in zip(self._groups, headings, strict=True):
            fits = [_fits(pattern, f"{key.text} {key.native}") for key in group.keys]
            heading.setHidden(not any(fits))
            for row, is_shown in zip(_children(heading), fits, strict=True):
                row.setHidden(not is_shown)
        self._choose_first()

    def _choose_first(self) -> None:
        first = next(self.rows(), None)
        self.nothing.setVisible(first is None)
        if first is not None:
            self.list.setCurrentItem(first)

    # printing

    def _ask_printer(self) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(translate("Keys", "Print the keys"))
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        document = QTextDocument()
        document.setDefaultFont(fonts.interface())
        document.setHtml("".join(_html(self._groups)))
        document.print_(printer)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    rows = (item.child(row) for row in range(item.childCount()))
    return [row for row in rows if row is not None]


def _fits(pattern: Pattern, text: str) -> bool:
    fit = pattern.fit(fold(text))
    return fit is not None and fit.way < Way.SCATTERED


def _html(groups: Sequence[Group]) -> Iterator[str]:
    title = translate("Keys", "Keys")
    yield f"<h1>Layerlab: {escape(title)}</h1>"
    for group in groups:
        yield f"<h2>{escape(group.title)}</h2><table width='100%' cellpadding='3'>"
        for key in group.keys:
            yield f"<tr><td width='30%'><b>{escape(key.native)}</b></td>"
            yield f"<td>{escape(key.text)}</td></tr>"
        yield "</table>"
