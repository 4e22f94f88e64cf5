"""How the window looks: what the user chose, what the system asks for, what the screen needs."""

from math import ceil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QStyle

from layerlab_gui import fonts, icons, style
from layerlab_gui.settings import ZOOMS, Settings
from layerlab_gui.theme import (
    DARK,
    DARK_CONTRAST,
    LIGHT,
    LIGHT_CONTRAST,
    THEMES,
    Theme,
    palette,
    projected,
)

LINES_OF_A_SCREEN = 45
"""On a projector no text is smaller than this share of the screen's height."""
_POINTS_AN_INCH = 72


def dress(app: QApplication, settings: Settings, screen: QScreen, folder: Path) -> Theme:
    """Font, palette and style sheet of all that is made from now on; the icons of the sheet go to
    `folder`."""
    theme = theme_of(app, settings.theme)
    zoom = settings.zoom / 100
    if settings.projector:
        theme = projected(theme)
        height, dpi = screen.geometry().height(), screen.logicalDotsPerInchY()
        zoom = max(zoom, projector_zoom(height, dpi))
    app.setFont(fonts.interface(zoom))
    app.setPalette(palette(theme))
    pictures = {
        "check": icons.write("check", theme.accent, folder),
        "chevron": icons.write("chevron-down", theme.text, folder),
        "closed": icons.write("chevron-right", theme.text, folder),
    }
    app.setStyleSheet(style.sheet(theme, pictures))
    return theme


def theme_of(app: QApplication, wanted: str) -> Theme:
    """The one that was chosen, else as the system is."""
    if wanted in THEMES:
        return THEMES[wanted]
    is_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    if _wants_contrast(app):
        return DARK_CONTRAST if is_dark else LIGHT_CONTRAST
    return DARK if is_dark else LIGHT


def _wants_contrast(app: QApplication) -> bool:
    """Qt tells it from 6.10 on."""
    hints = app.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def wants_stillness(app: QApplication) -> bool:
    """Whether the system asks for reduced motion, which it tells by animations of no duration."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return app.style().styleHint(hint) == 0


def projector_zoom(height: int, dpi: float) -> float:
    """How large the interface must be (1 at 100 %) on a screen of so many pixels' height, so that
    an em of the smallest text is `1 / LINES_OF_A_SCREEN` of it."""
    em = ceil(height / LINES_OF_A_SCREEN / fonts.SMALLEST)
    return em * _POINTS_AN_INCH / dpi / fonts.POINT_SIZE


def next_zoom(zoom: int, step: int) -> int:
    """The nearest of `ZOOMS` above (`step` 1) or below (-1) a zoom; itself at the end."""
    if step > 0:
        return next((each for each in ZOOMS if each > zoom), zoom)
    return next((each for each in reversed(ZOOMS) if each < zoom), zoom)
