"""Colours that hold: contrast of shapes, and layers told apart with fewer kinds of cones."""

import itertools

import pytest
from PySide6.QtGui import QColor

from layerlab_gui import style
from layerlab_gui.stage.picture.look import slab_colours
from layerlab_gui.stage.scene import Slab, SlabKind
from layerlab_gui.theme import (
    SHAPE_CONTRAST,
    TEXT_CONTRAST,
    THEMES,
    Theme,
    contrast,
    layer_colour,
    layer_tint,
    mixed,
    projected,
    readable_on,
)
from layerlab_gui.widgets.code_view import ink_colours
from support.colour_vision import VISIONS, apart, ciede2000

AT_A_GLANCE = 15.0
"""CIEDE2000 between layers that lie one over the other, and from each to the container layer."""
SIDE_BY_SIDE = 12.0
"""Between any two layers, which a treemap may put side by side."""
LAYERS = [*((number, False) for number in range(1, 8)), (9, True)]
GROUNDS = ("window", "base", "raised", "stripe")

every_theme = pytest.mark.parametrize("theme", list(THEMES.values()), ids=lambda t: t.name)
every_vision = pytest.mark.parametrize("vision", list(VISIONS))


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ],
)
def test_the_distance_is_that_of_the_paper(one, other, distance) -> None:
    """Sharma, Wu, Dalal 2005, table 1."""
    assert ciede2000(one, other) == pytest.approx(distance, abs=1e-4)


def test_the_simulation_confuses_what_people_confuse() -> None:
    """A red and an olive without the red or the green cone, a blue and a green without the blue."""
    red, olive, blue, green = "#b03030", "#5a5a20", "#4d8fd6", "#3ba39b"
    for vision in ("protanopia", "deuteranopia"):
        assert apart(red, olive, vision) < apart(red, olive) / 4
        assert apart(blue, green, vision) > apart(blue, green) / 2
    assert apart(blue, green, "tritanopia") < apart(blue, green) / 4


@every_theme
@every_vision
def test_neighbours_in_the_stack_are_told_apart(theme: Theme, vision: str) -> None:
    layers = theme.layers
    for one, other in zip(layers, (*layers[1:], layers[0]), strict=True):
        assert apart(one, other, vision) >= AT_A_GLANCE, (one, other)


@every_theme
@every_vision
def test_the_container_layer_is_told_from_all_others(theme: Theme, vision: str) -> None:
    for layer in theme.layers:
        assert apart(layer, theme.container, vision) >= AT_A_GLANCE, layer


@every_theme
@every_vision
def test_no_two_layers_look_alike(theme: Theme, vision: str) -> None:
    for one, other in itertools.combinations(theme.layers, 2):
        assert apart(one, other, vision) >= SIDE_BY_SIDE, (one, other)


def _ratio(one: str | QColor, other: str | QColor) -> float:
    return contrast(QColor(one), QColor(other))


@every_theme
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("shape", ["edge", "accent", "container", "text", "muted"])
def test_shapes_are_seen(theme: Theme, shape: str, ground: str) -> None:
    """Borders of controls, focus rings, scroll bars, slab edges, icons."""
    assert _ratio(getattr(theme, shape), getattr(theme, ground)) >= SHAPE_CONTRAST


@every_theme
@pytest.mark.parametrize(
    ("number", "is_container"), [*((n, False) for n in range(1, 8)), (9, True)]
)
def test_slabs_are_seen(theme: Theme, number: int, is_container: bool) -> None:
    """The layer's colour and the edge of its card, against the card and what it lies on."""
    colour = layer_colour(theme, number, is_container)
    tint = layer_tint(theme, number, is_container)
    for ground in (tint, theme.base, theme.window):
        assert _ratio(colour, ground) >= SHAPE_CONTRAST, ground
        assert _ratio(theme.edge, ground) >= SHAPE_CONTRAST, ground
        assert _ratio(theme.accent, ground) >= SHAPE_CONTRAST, ground
    assert _ratio(readable_on(colour), colour) >= TEXT_CONTRAST


@every_theme
def test_what_is_selected_is_legible_and_marked(theme: Theme) -> None:
    for ink in ("on_selection", "text"):
        assert _ratio(getattr(theme, ink), theme.selection) >= TEXT_CONTRAST, ink
    assert _ratio(theme.accent, theme.selection) >= SHAPE_CONTRAST


@every_theme
def test_messages_are_legible(theme: Theme) -> None:
    for colour in (theme.deleted, theme.accent):
        ground = mixed(QColor(colour), QColor(theme.base), style.NOTE_SHARE)
        for ink in ("text", "muted"):
            assert _ratio(getattr(theme, ink), ground) >= TEXT_CONTRAST, ink
        assert _ratio(colour, ground) >= SHAPE_CONTRAST


@every_theme
def test_code_is_legible(theme: Theme) -> None:
    for group, colour in ink_colours(theme).items():
        assert _ratio(colour, theme.base) >= TEXT_CONTRAST, group


def test_lines_are_thicker_in_high_contrast_and_on_a_projector() -> None:
    lines = {name: theme.least_line for name, theme in THEMES.items()}
    assert lines == {"light": 1, "dark": 1, "dark-contrast": 2, "light-contrast": 2}
    assert {projected(theme).least_line for theme in THEMES.values()} == {3}


KINDS = [
    *((number, SlabKind.LAYER) for number in range(1, 8)),
    *((0, kind) for kind in (SlabKind.CONTAINER, SlabKind.VOLUME, SlabKind.DOCUMENT)),
]


@every_theme
@pytest.mark.parametrize(("number", "kind"), KINDS)
def test_the_stages_slabs_are_seen_and_legible(theme: Theme, number: int, kind: SlabKind) -> None:
    colours = slab_colours(theme, Slab("key", kind, number, "title", 1))
    for ground in (QColor(theme.base), colours.front):
        assert contrast(colours.edge, ground) >= SHAPE_CONTRAST
    for ground in (colours.front, colours.faint):
        assert contrast(QColor(theme.text), ground) >= TEXT_CONTRAST
    assert contrast(readable_on(colours.block), colours.block) >= TEXT_CONTRAST
