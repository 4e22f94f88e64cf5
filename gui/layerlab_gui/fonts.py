"""The shipped fonts: one for the interface with Hangul, one of fixed width for code."""

from importlib.resources import as_file

from PySide6.QtGui import QFont, QFontDatabase

import layerlab_resources

FILES = (
    "Pretendard-Regular.otf",
    "Pretendard-SemiBold.otf",
    "Pretendard-Bold.otf",
    "D2Coding-Regular.ttf",
)
INTERFACE = "Pretendard"
CODE = "D2Coding"
POINT_SIZE = 10.0


def load() -> None:
    """Register the shipped fonts; a file that is missing leaves the system's font in place."""
    for name in FILES:
        with as_file(layerlab_resources.path("fonts", name)) as file:
            if file.is_file():
                QFontDatabase.addApplicationFont(str(file))


def interface(scale: float = 1.0) -> QFont:
    font = QFont(INTERFACE)
    font.setPointSizeF(POINT_SIZE * scale)
    return font


def code(like: QFont) -> QFont:
    """A font of fixed width in the size of `like`."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font = QFont([CODE, system.family()])
    font.setPointSizeF(like.pointSizeF())
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def strong(like: QFont) -> QFont:
    font = QFont(like)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def scaled(like: QFont, factor: float) -> QFont:
    font = QFont(like)
    font.setPointSizeF(like.pointSizeF() * factor)
    return font
