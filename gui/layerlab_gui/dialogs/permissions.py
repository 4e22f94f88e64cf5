"""Mode and owner of a path: the twelve bits as boxes and as the number that chmod takes."""

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from layerlab.model import Entry, shown
from layerlab_gui.dialogs.form import FormDialog
from layerlab_gui.i18n import translate
from layerlab_gui.models.rows import printable

MODE_MASK = 0o7777
ID_LIMIT = 2**31 - 1


class PermissionsDialog(FormDialog):
    def __init__(self, entry: Entry, parent: QWidget | None) -> None:
        title = translate("Permissions", "Mode and owner of {path}")
        super().__init__(
            title.format(path=printable(shown(entry.path))),
            translate("Permissions", "&Apply"),
            parent,
        )
        self._boxes: dict[int, QCheckBox] = {}
        self._octal = QLineEdit()
        self._octal.setMaxLength(4)
        self._uid, self._gid = QLineEdit(str(entry.uid)), QLineEdit(str(entry.gid))
        for field in (self._uid, self._gid):
            field.setValidator(QIntValidator(0, ID_LIMIT, self))
            field.textChanged.connect(self._check)
        self.add_row(translate("Permissions", "&Mode"), self._octal)
        self.form.addRow("", self._grid())
        self.add_row(translate("Permissions", "&User ID"), self._uid)
        self.add_row(translate("Permissions", "&Group ID"), self._gid)
        self._octal.textEdited.connect(self._typed)
        self._octal.setText(f"{entry.mode & MODE_MASK:04o}")
        self._typed(self._octal.text())

    def _grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        who = (
            translate("Permissions", "Owner"),
            translate("Permissions", "Group"),
            translate("Permissions", "Others"),
        )
        may = (
            translate("Permissions", "read"),
            translate("Permissions", "write"),
            translate("Permissions", "execute"),
        )
        special = ("setuid", "setgid", "sticky")
        for row, name in enumerate(who):
            grid.addWidget(QLabel(name), row, 0)
            for column, word in enumerate((*may, special[row])):
                bit = 0o4000 >> row if column == 3 else 0o400 >> (3 * row + column)
                grid.addWidget(self._box(bit, word, name), row, column + 1)
        return holder

    def _box(self, bit: int, word: str, who: str) -> QCheckBox:
        box = QCheckBox(word)
        box.setAccessibleName(f"{who}: {word}")
        box.clicked.connect(self._ticked)
        self._boxes[bit] = box
        return box

    def _ticked(self) -> None:
        mode = sum(bit for bit, box in self._boxes.items() if box.isChecked())
        self._octal.setText(f"{mode:04o}")
        self._typed(self._octal.text())

    def _typed(self, text: str) -> None:
        self._check()
        if _is_mode(text):
            for bit, box in self._boxes.items():
                box.setChecked(bool(int(text, 8) & bit))

    def _check(self) -> None:
        fields = (self._uid, self._gid)
        ids_fit = all(field.hasAcceptableInput() for field in fields)
        self.accept_button.setEnabled(ids_fit and _is_mode(self._octal.text()))

    @property
    def mode(self) -> int:
        return int(self._octal.text(), 8)

    @property
    def owner(self) -> tuple[int, int]:
        return int(self._uid.text()), int(self._gid.text())


def _is_mode(text: str) -> bool:
    return bool(text) and all(digit in "01234567" for digit in text)
