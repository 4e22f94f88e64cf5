"""Tooltips that teach: what a thing is in one sentence, and where the glossary has more.

A control is given its term by `teach`, the rows of a model give theirs by `TERM_ROLE`. F1 opens
the glossary at the term of what has the keyboard.
"""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTabWidget, QWidget

from layerlab_gui.glossary import term
from layerlab_gui.i18n import translate

TERM_ROLE = int(Qt.ItemDataRole.UserRole) + 40
_PROPERTY = "term"


def teach(widget: QWidget, term_id: str, what: str = "") -> None:
    """Give a control its term. `what` says what the control itself does, before the lesson."""
    widget.setProperty(_PROPERTY, term_id)
    widget.setToolTip(lesson(term_id, what))
    widget.setWhatsThis(term(term_id).text)
    if not widget.accessibleDescription():
        widget.setAccessibleDescription(what or term(term_id).tip)


def belong(widget: QWidget, term_id: str) -> None:
    """F1 opens the term where nothing within has one; there is no tip over all of a pane."""
    widget.setProperty(_PROPERTY, term_id)


def teach_page(tabs: QTabWidget, page: QWidget, term_id: str, what: str) -> None:
    """The same for a page and its tab."""
    page.setProperty(_PROPERTY, term_id)
    tabs.setTabToolTip(tabs.indexOf(page), lesson(term_id, what))


def lesson(term_id: str, what: str = "") -> str:
    """Rich text: what this is, the term in a sentence, the key for more."""
    taught = term(term_id)
    lines = [escape(line) for line in what.split("\n") if line]
    lines.append(f"<b>{escape(taught.title)}</b>: {escape(taught.tip)}")
    key = translate("Glossary", "F1: glossary")
    lines.append(f"<i>{escape(key)}</i>")
    return "".join(f"<p>{line}</p>" for line in lines)


def term_at(widget: QWidget | None) -> str:
    """The term of what has the keyboard, of the row in it or of the pane around it; else none."""
    if isinstance(widget, QAbstractItemView):
        of_row = widget.currentIndex().data(TERM_ROLE)
        if of_row:
            return str(of_row)
    while widget is not None:
        own = widget.property(_PROPERTY)
        if own:
            return str(own)
        widget = widget.parentWidget()
    return ""
