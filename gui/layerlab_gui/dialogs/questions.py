"""Small questions: is this really wanted, and one line of text."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from layerlab_gui import fonts
from layerlab_gui.dialogs.form import FormDialog, muted


class Confirm(FormDialog):
    """What will happen, what it costs, and a button that names it."""

    def __init__(self, question: str, detail: str, yes: str, parent: QWidget | None) -> None:
        super().__init__(question, yes, parent)
        title = QLabel(question)
        title.setProperty("role", "title")
        title.setWordWrap(True)
        self.add_below(title)
        self.add_below(muted(detail))
        self.setAccessibleDescription(detail)
        self.want_width(fonts.px(380))


def confirm(question: str, detail: str, yes: str, parent: QWidget | None) -> Confirm:
    return Confirm(question, detail, yes, parent)


class TextDialog(FormDialog):
    """One line of text, which must not be empty unless it may."""

    def __init__(
        self,
        title: str,
        label: str,
        text: str,
        parent: QWidget | None,
        *,
        example: str = "",
        may_be_empty: bool = False,
    ) -> None:
        super().__init__(title, title, parent)
        self._may_be_empty = may_be_empty
        self.field = QLineEdit(text)
        self.field.setPlaceholderText(example)
        self.field.selectAll()
        self.field.textChanged.connect(self._check)
        self.add_row(label, self.field)
        self.want_width(fonts.px(380))
        self._check(text)

    def _check(self, text: str) -> None:
        self.accept_button.setEnabled(self._may_be_empty or bool(text.strip()))

    @property
    def text(self) -> str:
        return self.field.text().strip()
