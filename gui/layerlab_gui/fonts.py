"""The shipped fonts: one for the interface with Hangul, one of fixed width for code; and lengths
that grow with them.

The application's font is the one measure of how large everything is: whoever draws or lays out
takes lengths from a font's metrics, or from `px`, which turns pixels at 100 % into pixels.
"""

from importlib.resources import as_file

from PySide6.QtCore import QMargins
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

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
SMALLEST = 0.82
"""No text is smaller than this share of the application's font."""


def load() -> None:
    """Register the shipped fonts; a file that is missing leaves the system's font in place."""
    for name in FILES:
        with as_file(layerlab_resources.path("fonts", name)) as file:
            if file.is_file():
                QFontDatabase.addApplicationFont(str(file))


def interface(scale: float = 1.0) -> QFont:
    """Without forms that depend on the neighbours, such as the raised colon of `0:0`: in a PDF
    their glyphs are no letters, so that nobody would find or copy them."""
    font = QFont(INTERFACE)
    font.setPointSizeF(POINT_SIZE * scale)
    for feature in ("calt", "clig"):
        font.setFeature(QFont.Tag(feature), 0)
    return font


def zoom() -> float:
    """How large the interface is, 1 at 100 %."""
    return QGuiApplication.font().pointSizeF() / POINT_SIZE


def px(length: float) -> int:
    """A length in pixels at 100 %, as it is now; what is there at 100 % stays there."""
    return max(round(length * zoom()), 1) if length > 0 else 0


def margins(left: float, top: float, right: float, bottom: float) -> QMargins:
    """The same of the four sides."""
    return QMargins(px(left), px(top), px(right), px(bottom))


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
    """`factor` times as large, at least `SMALLEST`."""
    font = QFont(like)
    font.setPointSizeF(like.pointSizeF() * max(factor, SMALLEST))
    return font
