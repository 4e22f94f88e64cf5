"""The colours of a map's parts: the owner's, as strong as the part is solid."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from layerlab_gui.map.parts import Part, PartKind
from layerlab_gui.theme import TEXT_CONTRAST, Theme, contrast, layer_colour, mixed, readable_on

_SHARES = {PartKind.FILE: 0.62, PartKind.DIRECTORY: 0.3, PartKind.REST: 0.42}
_FRAME_SHARE = 0.16
_UNSEEN_SHARE = 0.1


@dataclass(frozen=True)
class Colours:
    """`ink` is legible on `ground`; `edge` is the owner's own, which is seen beside the theme's
    ground; `line` is a stronger one, for frames and hatch.
    """

    ground: QColor
    ink: QColor
    edge: QColor
    line: QColor


def owner_colour(theme: Theme, part: Part, *, is_writable: bool) -> QColor:
    if not part.owner:
        return QColor(theme.edge)
    return layer_colour(theme, part.owner, is_writable)


def colours(
    theme: Theme, part: Part, *, is_writable: bool = False, is_open: bool = False
) -> Colours:
    """An open directory is the frame around what is in it."""
    own, base = owner_colour(theme, part, is_writable=is_writable), QColor(theme.base)
    share = _UNSEEN_SHARE if part.is_unseen else _SHARES[part.kind]
    ground = mixed(own, base, _FRAME_SHARE if is_open else share)
    return Colours(ground, ink(theme, ground), own, mixed(own, QColor(theme.text), 0.7))


def ink(theme: Theme, ground: QColor) -> QColor:
    """The theme's own colour of text where that is legible."""
    text = QColor(theme.text)
    return text if contrast(text, ground) >= TEXT_CONTRAST else readable_on(ground)
