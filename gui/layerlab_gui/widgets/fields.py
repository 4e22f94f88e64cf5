"""What Qt leaves out of its own fields."""

from PySide6.QtWidgets import QLineEdit, QToolButton

from layerlab_gui.i18n import translate

_CLEAR = "_q_qlineeditclearaction"


def name_buttons(field: QLineEdit) -> None:
    """The buttons within a field, which have an icon alone: that which clears it, and others, which
    are the field's own sign. Call it when all are there."""
    for button in field.findChildren(QToolButton):
        is_clear = any(action.objectName() == _CLEAR for action in button.actions())
        name = translate("Fields", "Clear") if is_clear else field.accessibleName()
        button.setAccessibleName(name)
