"""The glossary: a list that can be searched, and a term's paragraph with links to others."""

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from layerlab_gui import fonts
from layerlab_gui.dialogs.fitting import FittingDialog
from layerlab_gui.dialogs.form import muted
from layerlab_gui.glossary import TERMS, linked, search, term
from layerlab_gui.glossary.model import Term
from layerlab_gui.i18n import translate
from layerlab_gui.widgets.fields import name_buttons

_ID_ROLE = int(Qt.ItemDataRole.UserRole)


class GlossaryDialog(FittingDialog):
    """Stays beside the window, so that one reads on while looking."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Glossary", "Glossary"))
        self._visited: list[str] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(translate("Glossary", "Find a term"))
        self.field.setAccessibleName(translate("Glossary", "Find a term"))
        self.field.setToolTip(translate("Glossary", "Part of a term, in either language"))
        self.field.setClearButtonEnabled(True)
        name_buttons(self.field)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(translate("Glossary", "Terms"))
        self.nothing = muted(translate("Glossary", "No term has this word. Try a shorter one."))
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(translate("Glossary", "What the term means"))
        self.back = QPushButton(translate("Glossary", "&Back"))
        self.back.setToolTip(translate("Glossary", "To the term before (Alt+Left)"))
        self.back.setAutoDefault(False)
        self._lay_out()
        self.field.textChanged.connect(self._search)
        self.list.currentItemChanged.connect(self._chosen)
        self.page.anchorClicked.connect(self._follow)
        self.back.clicked.connect(self._go_back)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self._go_back)
        self._search("")

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        left = QVBoxLayout()
        left.addWidget(self.field)
        left.addWidget(self.nothing)
        left.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(fonts.px(12))
        row.addLayout(left, 2)
        row.addWidget(self.page, 3)
        self.body.addLayout(row, 1)
        self.add_foot(buttons)
        self.resize(fonts.px(680), fonts.px(440))

    def show_term(self, term_id: str) -> None:
        """Raises `KeyError` for an unknown one."""
        term(term_id)
        self.field.clear()
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID_ROLE) == term_id:
                self.list.setCurrentRow(row)

    @property
    def shown(self) -> str:
        """The ID of the term that is shown; empty where none is found."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_ID_ROLE)) if row >= 0 else ""

    def _search(self, words: str) -> None:
        before = self.shown
        found = search(words)
        self.list.blockSignals(True)
        self.list.clear()
        for each in found:
            item = QListWidgetItem(each.title)
            item.setData(_ID_ROLE, each.id)
            item.setToolTip(each.tip)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.nothing.setVisible(not found)
        ids = [each.id for each in found]
        if found:
            self.list.setCurrentRow(ids.index(before) if before in ids and not words else 0)
        else:
            self.page.clear()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        term_id = str(item.data(_ID_ROLE))
        if self._visited[-1:] != [term_id]:
            self._visited.append(term_id)
        self.page.setHtml(_page(term(term_id)))
        self.back.setEnabled(len(self._visited) > 1)

    def _follow(self, link: QUrl) -> None:
        self.show_term(link.toString())

    def _go_back(self) -> None:
        if len(self._visited) > 1:
            self._visited.pop()
            self.show_term(self._visited[-1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down choose in the list while one types."""
        is_key = watched is self.field and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
                return True
        return super().eventFilter(watched, event)


def show_glossary(window: QWidget, term_id: str) -> None:
    """The window's one glossary, at a term where there is one."""
    there = [each for each in window.findChildren(QDialog) if isinstance(each, GlossaryDialog)]
    dialog = there[0] if there else GlossaryDialog(window)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    if term_id:
        dialog.show_term(term_id)
        dialog.list.setFocus()
    else:
        dialog.field.setFocus()


def _page(shown: Term) -> str:
    source = translate("Glossary", "Source: {source}").format(source=shown.source)
    return (
        f"<h3>{escape(shown.title)}</h3>"
        f"<p><b>{linked(shown.tip, shown.id, TERMS)}</b></p>"
        f"<p>{linked(shown.text, shown.id, TERMS)}</p>"
        f"<p><i>{escape(source)}</i></p>"
    )
