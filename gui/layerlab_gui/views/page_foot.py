"""Below a file's content: what it is, where in it one is, and what can be done."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from layerlab_gui import fonts, icons
from layerlab_gui.content import Shape
from layerlab_gui.i18n import size, translate
from layerlab_gui.page import Page
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.elided import ElidedLabel


class PageFoot(QFrame):
    """Its owner connects the buttons and tells it the page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self._theme = theme
        self.state = ElidedLabel()
        self.state.setProperty("role", "muted")
        self.hex = self._tool("", translate("Content", "Show bytes (Ctrl+B)"), "Ctrl+B")
        self.hex.setText(translate("Content", "hex"))
        self.hex.setCheckable(True)
        earlier = translate("Content", "Earlier page (Ctrl+PgUp)")
        later = translate("Content", "Later page (Ctrl+PgDown)")
        self.earlier = self._tool("chevron-left", earlier, "Ctrl+PgUp")
        self.later = self._tool("chevron-right", later, "Ctrl+PgDown")
        self.revert = QPushButton(translate("Content", "&Revert"))
        self.revert.setToolTip(translate("Content", "Show the file as it is"))
        self.save = QPushButton(translate("Content", "Save"))
        self.save.setToolTip(translate("Content", "Write it to the container layer (Ctrl+S)"))
        self.save.setShortcut(QKeySequence.StandardKey.Save)
        row = QHBoxLayout(self)
        row.setContentsMargins(fonts.margins(10, 4, 8, 4))
        row.setSpacing(fonts.px(4))
        row.addWidget(self.state, 1)
        for widget in (self.earlier, self.later, self.hex, self.revert, self.save):
            row.addWidget(widget)

    def _tool(self, icon: str, name: str, key: str) -> QToolButton:
        button = QToolButton()
        if icon:
            button.setIcon(icons.icon(icon, self._theme))
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setShortcut(key)
        return button

    def tell(self, page: Page | None, *, is_editable: bool, is_modified: bool) -> None:
        """Only what makes sense for the page is there."""
        for button in (self.save, self.revert):
            button.setEnabled(is_modified)
            button.setVisible(is_editable)
        is_paged = page is not None and not page.is_whole and page.shape is not Shape.IMAGE
        for tool in (self.earlier, self.later):
            tool.setVisible(is_paged)
        if page is not None:
            self.earlier.setEnabled(page.offset > 0)
            self.later.setEnabled(page.offset + page.length < page.total)
        self.hex.setVisible(page is not None and not page.note and page.total > 0)
        self.state.show_text(_state(page, is_modified))

    def forget_hex(self) -> None:
        """Another file is shown as what it is."""
        self.hex.blockSignals(True)
        self.hex.setChecked(False)
        self.hex.blockSignals(False)


def _state(page: Page | None, modified: bool) -> str:
    if page is None or page.note:
        return ""
    if modified:
        return translate("Content", "Changed, not saved")
    if page.decoded is None:
        return _where(page) if not page.is_whole else size(page.total)
    encoding = page.decoded.encoding.upper().replace("_", "-")
    parts = [encoding, "CRLF" if page.decoded.line_end == "\r\n" else "", _where(page)]
    return " · ".join(part for part in parts if part)


def _where(page: Page) -> str:
    if page.is_whole:
        return size(page.total)
    text = translate("Content", "{start}–{end} of {total}")
    end = page.offset + page.length
    return text.format(start=size(page.offset), end=size(end), total=size(page.total))
