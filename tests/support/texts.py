"""Finds bad text in a window as it is shown: cut off, outside its place, over another text, or not
in the window's language.

What counts is what a person sees: a text in a scroll area may lie outside the view, a label that
shortens itself with "…" and has the whole in its tooltip is fine, and so are the cells of lists.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QFont, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QWidget,
)

from layerlab_gui import fonts
from layerlab_gui.widgets.elided import ElidedLabel

ROWS_READ = 40
SLACK = 1
"""Pixels that rounding may take."""


@dataclass(frozen=True)
class Fault:
    kind: str
    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.text!r} in {self.where}"


def layout_faults(root: QWidget) -> list[Fault]:
    """Of all that is visible in a window."""
    shown = _shown(root)
    return [
        *(fault for widget in shown for fault in _cut(widget)),
        *(fault for widget in shown for fault in _outside(widget, root)),
        *_overlaps(root, shown),
    ]


def _shown(root: QWidget) -> list[QWidget]:
    """Children that are visible, without those of other windows such as dialogs over this one."""
    found = [root]
    for child in root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible() and not child.isWindow():
            found += _shown(child)
    return found


def place(widget: QWidget) -> str:
    """A way to the widget that a person can follow in the code."""
    names = []
    at: QWidget | None = widget
    while at is not None:
        name = at.objectName() or at.accessibleName()
        names.append(type(at).__name__ + (f"({name})" if name else ""))
        at = None if at.isWindow() else at.parentWidget()
    return " < ".join(names[:4])


# what a text needs


def _cut(widget: QWidget) -> Iterator[Fault]:
    """Each text of a widget that has less room than it needs."""
    for text, needed, room in _needs(widget):
        if needed.width() > room.width() + SLACK or needed.height() > room.height() + SLACK:
            size = (
                f"{needed.width()}×{needed.height()} needed, {room.width()}×{room.height()} there"
            )
            yield Fault("cut off", f"{place(widget)} ({size})", text)


def _needs(widget: QWidget) -> Iterator[tuple[str, QSize, QSize]]:
    """Texts with the size that each needs and the size that it has."""
    match widget:
        case ElidedLabel():
            height = widget.fontMetrics().height()
            yield widget.whole, QSize(0, height), QSize(0, widget.contentsRect().height())
        case QLabel() if not widget.pixmap().isNull():
            needed = widget.pixmap().deviceIndependentSize().toSize()
            yield "its picture", needed, widget.contentsRect().size()
        case QLabel() if widget.text():
            yield widget.text(), _of_label(widget), widget.contentsRect().size()
        case QAbstractButton() if widget.text():
            yield widget.text(), _of_button(widget), widget.size()
        case QTabBar():
            yield from _of_tabs(widget)
        case QHeaderView():
            yield from _of_header(widget)
        case QComboBox() if widget.currentText():
            option = QStyleOptionComboBox()
            widget.initStyleOption(option)
            part = QStyle.SubControl.SC_ComboBoxEditField
            field = widget.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox, option, part, widget
            )
            ink = widget.fontMetrics().tightBoundingRect(widget.currentText()).width()
            needed = QSize(ink, widget.fontMetrics().height())
            yield widget.currentText(), needed, field.size()
        case QLineEdit() if widget.placeholderText() and not widget.text():
            needed = _line(widget, widget.placeholderText())
            margins = widget.textMargins()
            icons = sum(b.width() for b in widget.findChildren(QToolButton) if b.isVisible())
            room = widget.contentsRect().size() - QSize(margins.left() + margins.right() + icons, 0)
            yield widget.placeholderText(), needed, room
        case QGroupBox() if widget.title():
            yield widget.title(), _line(widget, widget.title()), widget.size()
        case QMenuBar() | QMenu():
            yield from _of_menu(widget)


def _line(widget: QWidget, text: str) -> QSize:
    """Of text on one line, or as many as it has, without the mark of its key."""
    return widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text)


def _of_label(label: QLabel) -> QSize:
    room = label.contentsRect().width() - 2 * label.margin()
    if _is_rich(label):
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setDocumentMargin(0)
        document.setHtml(label.text())
        if label.wordWrap():
            document.setTextWidth(room)
        return QSize(int(document.idealWidth()), int(document.size().height()))
    if not label.wordWrap():
        return _line(label, label.text())
    flags = Qt.TextFlag.TextShowMnemonic | Qt.TextFlag.TextWordWrap
    box = label.fontMetrics().boundingRect(QRect(0, 0, room, 1 << 20), int(flags), label.text())
    return box.size()


_TAG = re.compile("</?[a-z][^<>]*>")


def _is_rich(label: QLabel) -> bool:
    if label.textFormat() is Qt.TextFormat.AutoText:
        return bool(_TAG.search(label.text()))
    return label.textFormat() is Qt.TextFormat.RichText


def _of_button(button: QAbstractButton) -> QSize:
    """Its words, and its icon beside them; a box or a dot before them."""
    words = _line(button, button.text())
    icon = 0 if button.icon().isNull() else button.iconSize().width()
    match button:
        case QToolButton():
            style = button.toolButtonStyle()
            if style is Qt.ToolButtonStyle.ToolButtonIconOnly or (icon and _is_compact(style)):
                return QSize(icon, words.height())
        case QCheckBox() | QRadioButton():
            icon += button.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth)
        case QPushButton():
            words += QSize(2 * button.style().pixelMetric(QStyle.PixelMetric.PM_ButtonMargin), 0)
    return QSize(words.width() + (icon + 4 if icon else 0), words.height())


def _is_compact(style: Qt.ToolButtonStyle) -> bool:
    return style not in (
        Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
        Qt.ToolButtonStyle.ToolButtonTextOnly,
    )


def _of_tabs(bar: QTabBar) -> Iterator[tuple[str, QSize, QSize]]:
    """Each tab's words in it, and each tab in the bar: one must not have to scroll for them."""
    for number in range(bar.count()):
        if bar.isTabVisible(number):
            box, words = bar.tabRect(number), _line(bar, bar.tabText(number))
            yield bar.tabText(number), words, box.intersected(bar.rect()).size()


def _of_header(header: QHeaderView) -> Iterator[tuple[str, QSize, QSize]]:
    model = header.model()
    if model is None or header.orientation() is Qt.Orientation.Vertical:
        return
    for section in range(header.count()):
        text = model.headerData(section, header.orientation())
        if text and not header.isSectionHidden(section):
            room = QSize(header.sectionSize(section), header.height())
            yield str(text), _line(header, str(text)), room


def _of_menu(menu: QMenuBar | QMenu) -> Iterator[tuple[str, QSize, QSize]]:
    """A menu that is too high for the screen has columns, a bar has no second row."""
    for action in menu.actions():
        if action.text() and action.isVisible() and not action.isSeparator():
            box = menu.actionGeometry(action)
            if isinstance(menu, QMenuBar):
                box = box.intersected(menu.rect())
            yield action.text(), _line(menu, action.text()), box.size()


# where a text lies


def _outside(widget: QWidget, root: QWidget) -> Iterator[Fault]:
    """A control that its parent does not show whole; what is scrolled is in its own place."""
    parent = widget.parentWidget()
    if widget is root or parent is None or not _has_text(widget) or _is_scrolled(widget):
        return
    if not parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(widget.geometry()):
        yield Fault("outside", place(widget), _some_text(widget))


def _is_scrolled(widget: QWidget) -> bool:
    """Within a scroll area's view, sideways as well as down."""
    at = widget.parentWidget()
    while at is not None and not at.isWindow():
        above = at.parentWidget()
        if isinstance(above, QAbstractScrollArea) and above.viewport() is at:
            return True
        at = above
    return False


def _has_text(widget: QWidget) -> bool:
    kinds = (QLabel, QAbstractButton, QTabBar, QComboBox, QLineEdit, QGroupBox)
    return isinstance(widget, (*kinds, QAbstractItemView, QPlainTextEdit))


def _some_text(widget: QWidget) -> str:
    for name in ("text", "currentText", "title", "accessibleName"):
        getter = getattr(widget, name, None)
        if getter is not None and getter():
            return str(getter())
    return ""


def _overlaps(root: QWidget, shown: Sequence[QWidget]) -> Iterator[Fault]:
    """Two controls on one place, neither of which is a part of the other.

    What lies over all on purpose lets the mouse through.
    """
    boxes = [
        (widget, _visible_box(widget, root))
        for widget in shown
        if _has_text(widget)
        and not widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    ]
    for number, (first, box) in enumerate(boxes):
        for second, other in boxes[number + 1 :]:
            common = box.intersected(other)
            is_part = first.isAncestorOf(second) or second.isAncestorOf(first)
            if not is_part and common.width() > SLACK and common.height() > SLACK:
                both = f"{_some_text(first)!r} and {_some_text(second)!r}"
                yield Fault("overlapping", f"{place(first)}; {place(second)}", both)


def _visible_box(widget: QWidget, root: QWidget) -> QRect:
    """What is seen of it where its parents cut it, in the window's coordinates."""
    box = QRect(widget.mapTo(root, QPoint(0, 0)), widget.size()) if widget is not root else QRect()
    at = widget.parentWidget()
    while at is not None and widget is not root:
        corner = QPoint(0, 0) if at is root else at.mapTo(root, QPoint(0, 0))
        box = box.intersected(QRect(corner, at.size()))
        if at is root:
            break
        at = at.parentWidget()
    return box


# in which language a text is


def texts(root: QWidget) -> Iterator[tuple[str, str]]:
    """All texts of a window, seen, spoken or shown as a tip, with where each is.

    What is written in the font of code is data, and so are documents.
    """
    yield "window title", root.windowTitle()
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.window() is root:
            for text in _texts_of(widget):
                yield place(widget), text
    for action in root.findChildren(QAction):
        if action.text() or action.toolTip():
            for text in (action.text(), action.iconText(), action.toolTip(), action.statusTip()):
                yield f"action {action.objectName()}", text


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.whatsThis()
    yield widget.accessibleDescription()
    if fonts.CODE in widget.font().families():
        return
    yield widget.accessibleName()
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(number) for number in range(widget.count()))
        case QGroupBox():
            yield widget.title()
        case QTabBar():
            yield from (widget.tabText(number) for number in range(widget.count()))
            yield from (widget.tabToolTip(number) for number in range(widget.count()))
        case QHeaderView():
            yield from _headings(widget)
        case QAbstractItemView():
            yield from _cells(widget)


def _cells(view: QAbstractItemView) -> Iterator[str]:
    """Of the rows that were read; a screen reader's words where they differ from what is shown."""
    model = view.model()
    waiting = [view.rootIndex()] if model else []
    while waiting:
        above = waiting.pop()
        for row in range(min(model.rowCount(above), ROWS_READ)):
            is_list = isinstance(model, QAbstractListModel)
            for column in range(1 if is_list else model.columnCount(above)):
                index = model.index(row, column, above)
                yield from _words_of(index)
            waiting.append(model.index(row, 0, above))


def _words_of(index: QModelIndex) -> Iterator[str]:
    font = index.data(Qt.ItemDataRole.FontRole)
    roles = [Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole]
    if not (isinstance(font, QFont) and fonts.CODE in font.families()):
        roles += [Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole]
    yield from (str(index.data(role) or "") for role in roles)


def _headings(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    for section in range(header.count() if model else 0):
        for role in roles:
            yield str(model.headerData(section, header.orientation(), role) or "")


def _plain(text: str) -> str:
    """Without marks of keys and without tags."""
    return _TAG.sub(" ", text).replace("&", "")


_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
_HANGUL = re.compile("[가-힣]")
_SENTENCE = re.compile(r"(?:[A-Za-z'’]{2,}[ ,;:.]+){3,}[A-Za-z'’]{2,}")
"""Four words in a row: more than a name or a term."""


def foreign(text: str, known: Iterable[str]) -> bool:
    """Whether a text of a Korean window is English, but for names, terms and code in `known`."""
    rest = _without(_plain(text), known)
    if not _HANGUL.search(rest):
        return bool(_LATIN_WORD.search(rest))
    return bool(_SENTENCE.search(rest))


def unmarked(text: str, known: Iterable[str]) -> bool:
    """Whether something of a text is neither within ⟦brackets⟧, in which each translation was put,
    nor `known`. Nested brackets are facts that are translated themselves."""
    before, rest = "", _plain(text)
    while before != rest:
        before, rest = rest, _MARKED.sub(" ", rest)
    return bool(_WORD.search(_without(rest, known)))


_WORD = re.compile("[A-Za-z][A-Za-z'’]|[가-힣]")
_MARKED = re.compile("⟦[^⟦⟧]*⟧")


def _without(text: str, known: Iterable[str]) -> str:
    for pattern in known:
        text = re.sub(pattern, " ", text)
    return text
