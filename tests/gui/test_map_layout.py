"""Where a map's parts lie, as values: inside, apart, as large as their bytes; and their colours."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from layerlab.analysis import usage
from layerlab.model import ROOT, LayerPath, parents
from layerlab.overlay import View
from layerlab_gui.map.colours import colours
from layerlab_gui.map.parts import Measured, Part, PartKind, Writable
from layerlab_gui.map.picture import MapPicture, Shape, picture
from layerlab_gui.map.rings import FULL, Arc, Discs, sunburst
from layerlab_gui.map.squarify import MOST_BOXES, MOST_IN_ONE, Grain, Placed, squarify, treemap
from layerlab_gui.map.words import lines_of, name_of
from layerlab_gui.stage.picture.boxes import Box, Point
from layerlab_gui.stage.picture.look import Look
from layerlab_gui.theme import LIGHT, TEXT_CONTRAST, THEMES, contrast
from support.images import file, hardlink
from support.stacks import overlay, view

P = LayerPath
AREA = Box(5, 7, 400, 300)
GRAIN = Grain(header=16, gap=2, least=6)
DISCS = Discs(Point(150, 150), 30, 150, 5, 4)
NAMES = st.sampled_from("abcd")
TREES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=5).map("/".join),
    st.integers(0, 5000),
    min_size=1,
    max_size=40,
)


def measured(shown: View, writable: Writable | None = None) -> Measured:
    return Measured(usage(shown), writable, None)


def of_sizes(sizes: dict[str, int]) -> Measured:
    """What would be below a file is left out."""
    items = [
        file(path, bytes(size))
        for path, size in sizes.items()
        if not any(above in sizes for above in parents(P(path)))
    ]
    return measured(view(items))


def overlap(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.x, other.x)
    height = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0.0, width) * max(0.0, height)


def is_inside(inner: Box, outer: Box) -> bool:
    slack = 1e-6
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )


# boxes


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=60))
def test_boxes_fill_the_area_in_proportion(sizes: list[int]) -> None:
    sizes.sort(reverse=True)
    boxes = squarify(sizes, AREA)
    whole = AREA.width * AREA.height
    for size, box in zip(sizes, boxes, strict=True):
        assert is_inside(box, AREA)
        assert box.width * box.height == pytest.approx(whole * size / sum(sizes), rel=1e-6)
    for one, other in pairwise(boxes):
        assert overlap(one, other) < 1e-6 * whole


def test_boxes_are_near_to_squares() -> None:
    boxes = squarify([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))
    ratios = [max(b.width / b.height, b.height / b.width) for b in boxes]
    assert max(ratios) < 3  # the paper's own example; slices would have 24


@given(TREES)
def test_a_treemap_has_each_box_in_its_directory_and_apart(sizes: dict[str, int]) -> None:
    found = of_sizes(sizes)
    placed = treemap(found, found.directory(ROOT), AREA, GRAIN)
    for index, one in enumerate(placed[1:], start=1):
        above = placed[one.above]
        assert one.above < index
        assert above.is_open
        assert is_inside(one.box, above.box)
        for other in placed[index + 1 :]:
            if other.above == one.above:
                assert overlap(one.box, other.box) < 1e-3
    _whole_is_its_parts(placed)


def _whole_is_its_parts(places: tuple[Placed, ...] | tuple[Arc, ...]) -> None:
    for index, one in enumerate(places):
        inner = [other.part.size_bytes for other in places if other.above == index]
        assert one.is_open == bool(inner)
        if inner:
            assert sum(inner) == one.part.size_bytes


@given(TREES)
def test_bytes_are_areas_wherever_a_directory_has_room(sizes: dict[str, int]) -> None:
    found = of_sizes(sizes)
    placed = treemap(found, found.directory(ROOT), AREA, GRAIN)
    for index, one in enumerate(placed):
        inner = [other for other in placed if other.above == index]
        for other in inner[1:]:
            first = inner[0]
            left = first.box.width * first.box.height * other.part.size_bytes
            right = other.box.width * other.box.height * first.part.size_bytes
            assert left == pytest.approx(right, rel=1e-6)
        assert one.part.size_bytes > 0 or one.above < 0


def test_what_is_too_small_is_one_box_that_says_how_many() -> None:
    small = {f"d/{number}": 1 for number in range(50_000)}
    found = of_sizes({"d/big": 50_000, **small})
    placed = treemap(found, found.directory(P("d")), AREA, GRAIN)
    assert [(one.part.kind, one.part.size_bytes, one.part.count) for one in placed[1:]] == [
        (PartKind.FILE, 50_000, 1),
        (PartKind.REST, 50_000, 50_000),
    ]
    assert name_of(placed[2].part) == "50,000 smaller files"
    assert placed[2].part.path == "d"


def test_there_are_never_many_more_boxes_than_are_seen() -> None:
    sizes = {f"{number % 97}/{number % 89}/{number}": 1 for number in range(20_000)}
    found = of_sizes(sizes)
    area = Box(0, 0, 4000, 4000)
    placed = treemap(found, found.directory(ROOT), area, Grain(4, 1, 1))
    assert len(placed) < MOST_BOXES + MOST_IN_ONE + 2
    _whole_is_its_parts(placed)


def test_a_single_small_file_is_itself() -> None:
    found = of_sizes({"big": 5000, "small": 1})
    parts = found.parts(found.directory(ROOT), 100, 10)
    assert [part.path for part in parts] == ["big", "small"]


# rings


@given(TREES)
def test_arcs_share_the_angle_of_their_directory(sizes: dict[str, int]) -> None:
    found = of_sizes(sizes)
    arcs = sunburst(found, found.directory(ROOT), DISCS)
    for index, one in enumerate(arcs):
        assert one.outer <= DISCS.outside + 1e-9
        inner = [other for other in arcs if other.above == index]
        if inner:
            assert sum(other.span for other in inner) == pytest.approx(one.span)
            assert inner[0].start == pytest.approx(one.start)
        for other, next_one in pairwise(inner):
            assert other.start + other.span == pytest.approx(next_one.start)
            assert other.inner == pytest.approx(one.outer)
        for other in inner:
            share = one.span * other.part.size_bytes / one.part.size_bytes
            assert other.span == pytest.approx(share)
    _whole_is_its_parts(arcs)


def test_an_arc_has_the_points_of_its_angle_and_ring_only() -> None:
    part = of_sizes({"a": 1}).directory(ROOT)
    arc = Arc(part, Point(100, 100), 20, 40, 0.0, FULL / 4)
    assert arc.contains(100 + 20, 100 - 20)  # the first quarter is above, to the right
    assert not arc.contains(100 - 20, 100 - 20)
    assert not arc.contains(100 + 5, 100 - 5)
    assert not arc.contains(100 + 40, 100 - 40)
    assert arc.contains(*arc.centre)
    assert math.hypot(arc.centre[0] - 100, arc.centre[1] - 100) == pytest.approx(30)


# a picture


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(LIGHT, QFont())


def drawn(found: Measured, shape: Shape, look: Look, path: str = "") -> MapPicture:
    return picture(found, P(path), shape, (400, 300), look)


@pytest.mark.parametrize("shape", Shape)
def test_a_path_is_found_where_it_is_drawn(shape: Shape, look: Look) -> None:
    many = {f"c/{number}": 1 for number in range(3000)}
    made = drawn(of_sizes({"a/b/big": 9000, "a/other": 3000, **many}), shape, look)

    def told(path: str) -> tuple[PartKind, str] | None:
        index = made.of(P(path))
        return (
            None if index is None else (made.places[index].part.kind, made.places[index].part.path)
        )

    assert told("a/b/big") == (PartKind.FILE, "a/b/big")
    assert told("a/b") == (PartKind.DIRECTORY, "a/b")
    assert told("a/not/there") == (PartKind.DIRECTORY, "a")
    assert told("c/17") == (PartKind.REST, "c")
    assert told("c") == (PartKind.DIRECTORY, "c")
    index = made.of(P("a/b/big"))
    assert index is not None
    assert made.at(*made.places[index].centre) == index
    assert [made.places[i].part.path for i in made.way(index)] == ["a", "a/b", "a/b/big"]
    assert drawn(of_sizes({"a/b": 1, "c": 1}), shape, look, "a").of(P("c")) is None


@pytest.mark.parametrize("shape", Shape)
def test_a_directory_that_is_not_there_any_more_is_the_one_above(shape: Shape, look: Look) -> None:
    assert drawn(of_sizes({"a/b/c": 5}), shape, look, "a/b/gone/too").root.path == "a/b"
    assert drawn(of_sizes({"a/b/c": 5}), shape, look, "a/b/c").root.path == "a/b"


def test_rings_are_as_wide_as_they_can_be(look: Look) -> None:
    flat = drawn(of_sizes({"a": 1, "b": 1}), Shape.SUNBURST, look)
    assert max(arc.outer for arc in flat.places if isinstance(arc, Arc)) > 140


@pytest.mark.parametrize("shape", Shape)
def test_nothing_with_bytes_is_nothing_to_draw(shape: Shape, look: Look) -> None:
    assert drawn(of_sizes({"a/b": 0, "c": 0}), shape, look).is_empty


def test_words_say_path_size_share_and_owner(look: Look) -> None:
    stack = overlay([file("d/a", bytes(300)), hardlink("d/b", "d/a")], [file("d/c", bytes(100))])
    found = measured(stack.view(2), Writable(2, is_volume=False))
    made = drawn(found, Shape.TREEMAP, look)

    def told(path: str) -> tuple[str, ...]:
        index = made.of(P(path))
        assert index is not None
        return lines_of(made.places[index].part, made)

    assert told("d") == ("/d", "400 B, 100 % of all", "mostly layer 1", "3 files")
    assert told("d/a") == ("/d/a", "300 B, 75 % of all", "layer 1")
    assert told("d/c") == ("/d/c", "100 B, 25 % of all", "container layer")


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_text_is_legible_on_every_owner_s_ground(theme) -> None:
    for kind in PartKind:
        for owner in range(9):
            for unseen in (0, 1):
                part = Part(kind, 0, P("a"), 1, 1, owner, "", unseen)
                for is_open in (False, True):
                    for is_writable in (False, True):
                        found = colours(theme, part, is_writable=is_writable, is_open=is_open)
                        assert contrast(found.ink, found.ground) >= TEXT_CONTRAST
