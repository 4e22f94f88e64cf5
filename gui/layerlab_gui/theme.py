"""Colours: two palettes, a tint for every layer, and the arithmetic that keeps text legible.

Own palettes on Fusion, since the system's dark mode can't be asked for offscreen or on a bare X
server. Colour is always the third sign, after the number and the glyph, so that seven layer
colours may repeat.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

TEXT_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3: the least contrast of text with its ground."""


@dataclass(frozen=True)
class Theme:
    """One look. Every text colour is legible on `window`, `base` and `raised`."""

    name: str
    window: str
    base: str
    raised: str
    stripe: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    selection: str
    on_selection: str
    added: str
    modified: str
    deleted: str
    container: str
    tint: float
    layers: tuple[str, ...]

    @property
    def is_dark(self) -> bool:
        return luminance(QColor(self.window)) < 0.2


LIGHT = Theme(
    name="light",
    window="#f3f5f8",
    base="#ffffff",
    raised="#fafbfc",
    stripe="#f8f9fb",
    text="#17202c",
    muted="#566173",
    line="#dde2e9",
    edge="#8b96a6",
    accent="#0a5bb8",
    selection="#d6e6fa",
    on_selection="#0b2240",
    added="#1a7340",
    modified="#8a5a00",
    deleted="#b3261e",
    container="#5b6779",
    tint=0.13,
    layers=("#e69f00", "#56b4e9", "#009e73", "#e8d83a", "#0072b2", "#d55e00", "#cc79a7"),
)

DARK = Theme(
    name="dark",
    window="#15181e",
    base="#1b1f27",
    raised="#222731",
    stripe="#1e232c",
    text="#e7ebf1",
    muted="#9ca7b7",
    line="#2f3643",
    edge="#66738a",
    accent="#6cb0ff",
    selection="#244a78",
    on_selection="#f3f8ff",
    added="#5fd08a",
    modified="#e3b341",
    deleted="#ff8a80",
    container="#9aa6b8",
    tint=0.14,
    layers=("#e69f00", "#56b4e9", "#16b58a", "#f0e442", "#3d9be0", "#f07b2e", "#dd92bd"),
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def luminance(colour: QColor) -> float:
    """Relative luminance, 0 to 1. WCAG 2.1, Dfn. relative luminance."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(p) for p in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """1 to 21. WCAG 2.1, Dfn. contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` of `colour` over an opaque `ground`."""
    keep = 1 - share
    return QColor.fromRgbF(
        colour.redF() * share + ground.redF() * keep,
        colour.greenF() * share + ground.greenF() * keep,
        colour.blueF() * share + ground.blueF() * keep,
    )


def readable_on(ground: QColor) -> QColor:
    """Black or white, whichever is easier to read."""
    dark, light = QColor("#10151c"), QColor("#ffffff")
    return dark if contrast(dark, ground) >= contrast(light, ground) else light


def layer_colour(theme: Theme, number: int, is_container: bool = False) -> QColor:
    """The colour of a layer: by its number, from 1; the container layer has none of the seven."""
    if is_container:
        return QColor(theme.container)
    return QColor(theme.layers[(number - 1) % len(theme.layers)])


def layer_tint(theme: Theme, number: int, is_container: bool = False) -> QColor:
    """The ground of a layer's card."""
    return mixed(layer_colour(theme, number, is_container), QColor(theme.base), theme.tint)


def palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    result = QPalette()
    colours = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.stripe,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.deleted,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.on_selection,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.PlaceholderText: theme.muted,
        role.Accent: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.edge,
    }
    for name, colour in colours.items():
        result.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        faded = mixed(QColor(theme.muted), QColor(theme.window), 0.62)
        result.setColor(QPalette.ColorGroup.Disabled, name, faded)
    return result
