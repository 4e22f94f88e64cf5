"""A file's content: text that can be edited in a container, pages of bytes, pictures."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from layerlab.model import LayerPath
from layerlab_gui import fonts
from layerlab_gui.content import PAGE_BYTES, Shape
from layerlab_gui.highlighting import Lines, spans
from layerlab_gui.i18n import translate
from layerlab_gui.page import HEX_PAGE_BYTES, Page, read_page
from layerlab_gui.target import Mode
from layerlab_gui.tasks import edits
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.theme import Theme
from layerlab_gui.views.page_foot import PageFoot
from layerlab_gui.widgets.code_view import CodeView
from layerlab_gui.widgets.picture import Picture
from layerlab_gui.workspace import Workspace

LEX_DELAY_MS = 250


class ContentTab(QWidget):
    """`container_wanted`: the user wants to edit a file of an image."""

    container_wanted = Signal()

    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._theme = theme
        self._page: Page | None = None
        self._job: int | None = None
        self._lex_job: int | None = None
        self._as_hex = False
        self.editor = CodeView(theme)
        self.editor.setAccessibleName(translate("Content", "Content of the file"))
        self.picture = Picture()
        self.foot = PageFoot(theme)
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note.setWordWrap(True)
        self.note.setContentsMargins(fonts.margins(20, 20, 20, 20))
        self.remark = QLabel()
        self.remark.setProperty("role", "muted")
        self.remark.setWordWrap(True)
        self.remark.setContentsMargins(fonts.margins(10, 4, 8, 4))
        self.remark.hide()
        self._pages = QStackedWidget()
        for page in (self.note, self.editor, self.picture):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._offer())
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.remark)
        layout.addWidget(self.foot)
        self._lexer = QTimer(self)
        self._lexer.setSingleShot(True)
        self._lexer.setInterval(LEX_DELAY_MS)
        self._lexer.timeout.connect(self._lex)
        self.editor.document().modificationChanged.connect(self._tell_state)
        self.editor.document().contentsChanged.connect(self._typed)
        foot = self.foot
        foot.hex.toggled.connect(self._toggle_hex)
        foot.earlier.clicked.connect(lambda: self._turn(-1))
        foot.later.clicked.connect(lambda: self._turn(1))
        foot.revert.clicked.connect(self.discard)
        foot.save.clicked.connect(self._save_clicked)
        workspace.path_changed.connect(self._follow)
        workspace.stack_refreshed.connect(self._reread)

    def _offer(self) -> QFrame:
        """Over the file of an image: an image can't be changed, a container can."""
        self.offer = QFrame()
        self.offer.setProperty("role", "note")
        row = QHBoxLayout(self.offer)
        row.setContentsMargins(fonts.margins(12, 6, 8, 6))
        words = QLabel(translate("Content", "An image never changes."))
        words.setWordWrap(True)
        self.edit_button = QPushButton(translate("Content", "Edit in a c&ontainer"))
        self.edit_button.setToolTip(
            translate("Content", "Create a container of this image and edit the file there")
        )
        self.edit_button.clicked.connect(self.container_wanted)
        row.addWidget(words, 1)
        row.addWidget(self.edit_button)
        self.offer.hide()
        return self.offer

    # reading

    @property
    def path(self) -> LayerPath | None:
        return self._page.path if self._page else None

    @property
    def is_modified(self) -> bool:
        return not self.editor.isReadOnly() and self.editor.document().isModified()

    def _follow(self, _path: LayerPath) -> None:
        if self.is_modified and self.path == self._workspace.path:
            return
        self._as_hex = False
        self.foot.forget_hex()
        self._read(0)

    def _reread(self) -> None:
        if self._page is not None and not self.is_modified:
            self._read(self._page.offset)

    def _read(self, offset: int) -> None:
        source, path, as_hex = self._workspace.source, self._workspace.path, self._as_hex
        self._workspace.jobs.drop(self._job)
        if source is None:
            self._show(None)
            return
        self._job = self._workspace.jobs.submit(
            Queue.GLANCE, lambda: read_page(source.view(), path, offset, as_hex), self._show
        )

    def _show(self, page: Page | None) -> None:
        self._page = page
        can_edit = page is not None and page.is_editable and self._may_edit()
        self.editor.setReadOnly(not can_edit)
        if page is None or page.note:
            self.note.setText(page.note if page else translate("Content", "Choose a file."))
            self._pages.setCurrentWidget(self.note)
        elif page.picture is not None:
            self.picture.show_pixmap(QPixmap.fromImage(page.picture))
            self.picture.setAccessibleName(translate("Content", "Picture"))
            self._pages.setCurrentWidget(self.picture)
        else:
            self._show_text(page)
        self._tell_state()

    def _show_text(self, page: Page) -> None:
        if self.editor.raw_text != page.text:
            self.editor.show_text(page.text, page.lines)
            inexact = page.decoded is not None and self.editor.raw_text != page.text
            self.editor.setReadOnly(self.editor.isReadOnly() or inexact)
        else:
            self.editor.show_lines(page.lines)
            self.editor.document().setModified(False)
        self._pages.setCurrentWidget(self.editor)

    def _may_edit(self) -> bool:
        workspace = self._workspace
        return (
            workspace.writable is not None and workspace.is_at_top and workspace.mode is Mode.MERGED
        )

    def _turn(self, way: int) -> None:
        page = self._page
        if page is not None:
            step = page.length if way > 0 else self._page_size()
            self._read(max(0, page.offset + way * step))

    def _page_size(self) -> int:
        is_hex = self._page is not None and self._page.shape is Shape.BINARY
        return HEX_PAGE_BYTES if is_hex else PAGE_BYTES

    def _toggle_hex(self, on: bool) -> None:
        if self.is_modified:
            self.foot.forget_hex()
            return
        self._as_hex = on
        self._read(0)

    # editing

    def _typed(self) -> None:
        if self.is_modified:
            self._lexer.start()

    def _lex(self) -> None:
        text, name = self.editor.raw_text, (self.path or "").rpartition("/")[2]
        jobs = self._workspace.jobs
        jobs.drop(self._lex_job)

        def show(lines: Lines) -> None:
            if self.editor.raw_text == text:
                self.editor.show_lines(lines)

        self._lex_job = jobs.submit(Queue.READ, lambda: spans(text, name), show)

    def _save_clicked(self) -> None:
        self.store()

    def store(self, then: Callable[[], object] | None = None) -> None:
        """Write the edited text into the container layer."""
        page, container = self._page, self._workspace.writable
        if page is None or page.decoded is None or container is None or not self.is_modified:
            return
        text = self.editor.raw_text
        try:
            data = page.decoded.encode(text)
        except UnicodeEncodeError:
            data = text.encode()
            told = translate("Content", "{encoding} lacks some characters: saved as UTF-8.")
            self._workspace.noted.emit(told.format(encoding=page.decoded.encoding))

        def written() -> None:
            if self.editor.raw_text == text:
                self.editor.document().setModified(False)
            if then:
                then()

        change = edits.write(container.name, page.path, data)
        self._workspace.start(edits.Apply(self._workspace, change, written))

    def discard(self) -> None:
        self.editor.document().setModified(False)
        self._read(0)

    def _tell_state(self) -> None:
        page, modified = self._page, self.is_modified
        editable = not self.editor.isReadOnly() and page is not None and page.is_editable
        self.foot.tell(page, is_editable=editable, is_modified=modified)
        remark = _long_lines(page) if page is not None else ""
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))
        is_image = self._workspace.stack is not None and self._workspace.writable is None
        wants = is_image and page is not None and page.is_editable
        self.offer.setVisible(wants and self._workspace.is_at_top)


def _long_lines(page: Page) -> str:
    """What is not as it would be for a file of shorter lines."""
    if not page.has_long_lines:
        return ""
    if not page.is_whole:
        return translate("Content", "Long lines are folded.")
    return translate("Content", "Long lines are not coloured.") if page.lines else ""
