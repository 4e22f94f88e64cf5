"""Colours and lines: four palettes, a tint for every layer, and the arithmetic of legibility.

Own palettes on Fusion, since the system's dark mode can't be asked for offscreen or on a bare X
server. Colour is always the third sign, after the number and the glyph, so that seven layer
colours may repeat; those of two layers one over the other are told apart also by people who are
colour-blind (`tests/gui/test_colours.py` simulates it).
"""

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor, QPalette

from layerlab_gui import fonts

TEXT_CONTRAST = 4.5
"""WCAG 2.1, 1.4.3: the least contrast of text with its ground."""
SHAPE_CONTRAST = 3.0
"""WCAG 2.1, 1.4.11: the least contrast of a shape that means something with what is beside it."""
STRONG_LINE, PROJECTED_LINE = 2.0, 3.0


@dataclass(frozen=True)
class Theme:
    """One look. Every text colour is legible on `window`, `base` and `raised`, and `edge`, `accent`
    and the layers' colours are seen on them; `line` only separates. Units: pixels at 100 %."""

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
    least_line: float = 1.0
    """No line is thinner than so many pixels, at any zoom."""

    @property
    def is_projected(self) -> bool:
        """Whether it is for a projector, where one pane is shown at a time."""
        return self.least_line >= PROJECTED_LINE

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
    edge="#707c8e",
    accent="#0a5bb8",
    selection="#d6e6fa",
    on_selection="#0b2240",
    added="#1a7340",
    modified="#8a5a00",
    deleted="#b3261e",
    container="#313a45",
    tint=0.13,
    layers=("#83660a", "#2e81e5", "#185d42", "#808b56", "#2f4ecd", "#831711", "#e83e8d"),
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
    edge="#8391a9",
    accent="#6cb0ff",
    selection="#244a78",
    on_selection="#f3f8ff",
    added="#5fd08a",
    modified="#e3b341",
    deleted="#ff8a80",
    container="#e6ebf2",
    tint=0.14,
    layers=("#ffcc44", "#297bc6", "#90eba7", "#7e8900", "#8cb3fe", "#c69470", "#da1e90"),
)

DARK_CONTRAST = replace(
    DARK,
    name="dark-contrast",
    window="#000000",
    base="#000000",
    raised="#101010",
    stripe="#0c0c0c",
    text="#ffffff",
    muted="#e2e6ec",
    line="#9aa3b0",
    edge="#ffffff",
    accent="#ffe14d",
    selection="#2458ad",
    on_selection="#ffffff",
    added="#6dff9c",
    modified="#ffd84d",
    deleted="#ffb3ab",
    container="#ffffff",
    least_line=STRONG_LINE,
)

LIGHT_CONTRAST = replace(
    LIGHT,
    name="light-contrast",
    window="#ffffff",
    base="#ffffff",
    raised="#ffffff",
    stripe="#f4f4f4",
    text="#000000",
    muted="#1f2630",
    line="#5b6472",
    edge="#000000",
    accent="#0033a0",
    selection="#cfe2ff",
    on_selection="#000000",
    added="#00501f",
    modified="#5c3a00",
    deleted="#8c0d0d",
    container="#1c232c",
    least_line=STRONG_LINE,
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK, DARK_CONTRAST, LIGHT_CONTRAST)}


def projected(theme: Theme) -> Theme:
    """The same with lines that are seen from the last row."""
    return replace(theme, least_line=PROJECTED_LINE)


def stroke(theme: Theme, width: float = 1.0) -> float:
    """How thick a line of `width` pixels at 100 % is drawn: with the zoom, and as the theme wants
    it. Lines of different widths stay different."""
    zoom = fonts.zoom()
    return max(zoom, theme.least_line) + zoom * (width - 1)


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
    """Black or white, whichever is easier to read: one of them always has 4.5:1."""
    dark, light = QColor("#000000"), QColor("#ffffff")
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
