"""Where slabs lie, as data: nothing overlaps, all is inside, thickness follows the bytes."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerlab_gui.stage.picture.layout import Layout, Plan, arranged, placed, plan
from layerlab_gui.stage.picture.scale import Metrics, Room, Scale
from layerlab_gui.stage.scene import Depth, Pile, PileKind, Slab, SlabKind, Still

METRICS = Metrics(18, 8)
ROOM = Room(900, 640)


def layer(number: int, size_bytes: int, key: str = "", **more) -> Slab:
    key = key or f"layer-{number}"
    return Slab(key, SlabKind.LAYER, number, f"RUN step {number}", size_bytes, **more)


def pile(key: str, *slabs: Slab) -> Pile:
    return Pile(key, PileKind.IMAGE, key, slabs)


def still(*sizes: int) -> Still:
    return Still((pile("p", *(layer(n, b) for n, b in enumerate(sizes, start=1))),))


def laid(shown: Still, room: Room = ROOM, scale: Scale = Scale.LOG, **more) -> Layout:
    return placed(shown, plan([shown], room, METRICS, scale, **more))


def check(layout: Layout) -> None:
    boxes = [slab.box for slab in layout.slabs]
    for number, one in enumerate(boxes):
        assert one.x >= 0
        assert one.right <= layout.size[0] + 0.01
        assert one.y >= 0
        assert one.bottom <= layout.size[1] + 0.01
        assert one.width > 0
        assert one.height > 0
        assert not any(one.overlaps(other) for other in boxes[number + 1 :])
    for piled in layout.piles:
        assert piled.heading.y >= 0
        assert not any(piled.heading.overlaps(box) for box in boxes)
    for sample in layout.samples:
        assert not any(sample.box.overlaps(box) for box in boxes)


@pytest.mark.parametrize("scale", list(Scale))
@pytest.mark.parametrize("count", [1, 2, 7, 30, 127])
@pytest.mark.parametrize("scrolls", [False, True])
def test_any_number_of_layers_is_inside_and_apart(count: int, scale: Scale, scrolls: bool) -> None:
    shown = still(*(n * 7919 % 1000 * 10 ** (n % 7) for n in range(1, count + 1)))
    layout = laid(shown, Room(700, 500, scrolls), scale)
    check(layout)
    assert len(layout.slabs) == count
    if not scrolls:
        assert layout.size == pytest.approx((700, 500))
    else:
        assert min(slab.box.height for slab in layout.slabs) >= METRICS.line


@given(st.lists(st.integers(0, 2**42), min_size=1, max_size=40), st.sampled_from(Scale))
def test_more_bytes_are_never_thinner(sizes: list[int], scale: Scale) -> None:
    layout = laid(still(*sizes), scale=scale)
    check(layout)
    by_size = sorted(layout.slabs, key=lambda slab: slab.slab.size_bytes)
    heights = [slab.box.height for slab in by_size]
    assert all(a <= b + 1e-6 for a, b in itertools.pairwise(heights))


def test_the_logarithmic_scale_tells_a_kilobyte_from_a_megabyte_and_that_from_a_gigabyte() -> None:
    layout = laid(still(10**3, 10**6, 10**9))
    small, middle, large = (slab.box.height for slab in layout.slabs)
    assert middle > small + METRICS.line
    assert large > middle + METRICS.line


def test_the_linear_scale_is_true_to_the_byte_above_the_least() -> None:
    layout = laid(still(100_000_000, 50_000_000, 1), scale=Scale.LINEAR)
    large, half, least = (slab.box.height for slab in layout.slabs)
    assert large == pytest.approx(2 * half)
    assert least >= METRICS.line


def test_the_legend_is_as_thick_as_the_slabs() -> None:
    layout = laid(still(10**3, 10**6, 10**9))
    slabs = {slab.slab.size_bytes: slab.box.height for slab in layout.slabs}
    samples = {sample.size_bytes: sample.box.height for sample in layout.samples}
    assert samples == pytest.approx(slabs)
    assert laid(still(1, 2), scale=Scale.EQUAL).samples == ()


def test_the_base_is_at_the_bottom() -> None:
    layout = laid(still(5, 5, 5))
    tops = [layout.by_key[f"layer-{n}"].box.y for n in (1, 2, 3)]
    assert tops == sorted(tops, reverse=True)
    assert layout.by_key["layer-1"].box.bottom == layout.piles[0].foot.y


def test_common_layers_are_one_wide_slab_under_their_piles() -> None:
    base, middle, other = layer(1, 100, "base"), layer(2, 50, "mid"), layer(1, 10, "other")
    shown = Still(
        (
            pile("a", base, middle, layer(3, 5, "a3")),
            pile("x", other),
            pile("b", base, layer(2, 7, "b2")),
            pile("c", base, middle),
        )
    )
    layout = laid(shown)
    check(layout)
    assert [p.pile.key for p in layout.piles] == ["c", "a", "b", "x"]
    assert [slab.slab.key for slab in layout.slabs].count("base") == 1
    wide = layout.by_key["base"]
    assert wide.span == 3
    assert layout.by_key["mid"].span == 2
    columns = {p.pile.key: p.foot for p in layout.piles}
    assert wide.box.x == columns["c"].x
    assert wide.box.right == columns["b"].right
    assert layout.by_key["b2"].box.bottom == wide.box.y


def test_piles_without_common_layers_keep_their_order() -> None:
    piles = [pile("z", layer(1, 1, "z")), pile("empty"), pile("a", layer(1, 1, "a"))]
    kept = [p.key for p in arranged(piles)]
    assert kept == ["z", "empty", "a"]


def test_a_stack_of_thousands_of_layers_is_laid_out_too() -> None:
    layout = laid(still(*range(4000)))
    assert len(layout.slabs) == 4000


def test_all_stills_of_a_scene_have_one_measure() -> None:
    before, after = still(1000, 5), still(1000, 5, 9_000_000)
    plan_: Plan = plan([before, after], ROOM, METRICS)
    one, other = placed(before, plan_), placed(after, plan_)
    assert one.by_key["layer-1"].box == other.by_key["layer-1"].box


def test_details_make_room_for_themselves_where_there_is_some() -> None:
    shown = Still((pile("p", layer(1, 10, details=("sha256:abc", "application/x", "x"))),))
    simple, real = laid(shown), laid(shown, depth=Depth.REAL)
    assert real.slabs[0].box.height > simple.slabs[0].box.height + METRICS.line
