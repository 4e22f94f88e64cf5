"""What all dialogs share: a form over a row of buttons, and a word on what is missing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from layerlab_gui import fonts
from layerlab_gui.dialogs.fitting import FittingDialog
from layerlab_gui.i18n import translate, without_mnemonic


class FormDialog(FittingDialog):
    """Subclasses add rows; `accept_text` names what happens, with its mnemonic."""

    def __init__(self, title: str, accept_text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.form.setHorizontalSpacing(fonts.px(12))
        self.form.setVerticalSpacing(fonts.px(9))
        self.accept_button = QPushButton(accept_text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.body.addLayout(self.form)
        self.add_foot(buttons)
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)
        self.accept_button.setDefault(True)

    def add_row(self, label: str, field: QWidget, tip: str = "") -> None:
        """The label's mnemonic goes to the field, and its words are the field's name."""
        caption = QLabel(label)
        caption.setBuddy(field)
        field.setAccessibleName(without_mnemonic(label))
        if tip:
            field.setToolTip(tip)
        self.form.addRow(caption, field)

    def add_below(self, widget: QWidget, stretch: int = 0) -> None:
        self.body.addWidget(widget, stretch)


class NamedForm(FormDialog):
    """For a new image: its name and tag, and a message for its history."""

    def __init__(self, title: str, accept_text: str, parent: QWidget | None) -> None:
        super().__init__(title, accept_text, parent)
        self._reference = QLineEdit()
        self._message = QLineEdit()
        tip = translate("Form", "Repository and tag; without one the image has an ID only.")
        self.add_row(translate("Form", "&Name and tag"), self._reference, tip)
        self.add_row(translate("Form", "&Message"), self._message)

    @property
    def reference(self) -> str:
        return self._reference.text().strip()

    @property
    def message(self) -> str:
        return self._message.text().strip()


def muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
