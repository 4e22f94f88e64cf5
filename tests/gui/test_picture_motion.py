"""Between two stills: it begins with the one, ends with the other, and nothing jumps meanwhile."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from layerlab.model import LayerPath
from layerlab.overlay import Reason, TrailStep, Verdict
from layerlab_gui.app import prepare
from layerlab_gui.stage.picture.column import Column, Spot, column
from layerlab_gui.stage.picture.layout import placed, plan
from layerlab_gui.stage.picture.look import Look, slab_colours
from layerlab_gui.stage.picture.motion import Frame, between
from layerlab_gui.stage.picture.navigation import Way, heading_key, neighbour, spots
from layerlab_gui.stage.picture.renderer import draw_between, draw_still, natural_height
from layerlab_gui.stage.picture.scale import Metrics, Room
from layerlab_gui.stage.scene import (
    Beat,
    Mark,
    Move,
    MoveKind,
    Pile,
    PileKind,
    Slab,
    SlabKind,
    Still,
)
from layerlab_gui.theme import THEMES, contrast, layer_colour, readable_on

METRICS = Metrics(18, 8)
ROOM = Room(900, 640)
AREA = QRectF(0, 0, 700, 420)
BASE = Slab("base", SlabKind.LAYER, 1, "ADD rootfs.tar /", 80_000_000, 60_000_000)
TOP = Slab("top", SlabKind.LAYER, 2, "COPY . /app", 5_000, 5_000)
OWN = Slab("own", SlabKind.CONTAINER, 3, "Container c1", 0)
FULL = Slab("own", SlabKind.CONTAINER, 3, "Container c1", 9_000_000, mark=Mark.SEEN)
BLOB = Slab("blob", SlabKind.LAYER, 3, "RUN make", 400_000, word="arrived")
COPY = Move(MoveKind.DATA, "index.html", "base", "own", 615)


def piled(*slabs: Slab, key: str = "c1", kind: PileKind = PileKind.CONTAINER) -> Pile:
    return Pile(key, kind, key, slabs)


BEFORE = Still((piled(BASE, TOP, OWN),))
STILLS = {
    "grown": Still((piled(BASE, TOP, FULL),)),
    "gone": Still((piled(BASE, TOP),)),
    "more": Still((piled(BASE, TOP, OWN, BLOB),)),
    "beside": Still((piled(BASE, TOP, OWN), piled(BASE, key="other", kind=PileKind.IMAGE))),
    "empty": Still(),
}


def frame(after: Still, fraction: float, *moves: Move) -> Frame:
    made = plan([BEFORE, after], ROOM, METRICS)
    return between(placed(BEFORE, made), placed(after, made), Beat("", after, moves), fraction)


def shown(frame_: Frame) -> dict[str, tuple[float, ...]]:
    return {s.placed.slab.key: (*_corners(s.placed.box), s.opacity) for s in frame_.sprites}


def _corners(box) -> tuple[float, ...]:
    return box.x, box.y, box.right, box.bottom


@pytest.fixture
def look(qapp: QApplication) -> Look:
    prepare(qapp, "en")
    return Look(THEMES["light"], qapp.font())


@pytest.mark.parametrize("moves", [(), (COPY,)], ids=["still", "moving"])
@pytest.mark.parametrize("name", STILLS)
def test_it_begins_with_the_first_and_ends_with_the_second(name: str, moves) -> None:
    after = STILLS[name]
    made = plan([BEFORE, after], ROOM, METRICS)
    for still, fraction in ((BEFORE, 0.0), (after, 1.0)):
        wanted = {s.slab.key: (s.slab, s.box) for s in placed(still, made).slabs}
        found = frame(after, fraction, *moves)
        assert {s.placed.slab.key: (s.placed.slab, s.placed.box) for s in found.sprites} == wanted
        assert {s.opacity for s in found.sprites} <= {1.0}
        assert found.parcels == ()


@pytest.mark.parametrize("moves", [(), (COPY,)], ids=["still", "moving"])
@pytest.mark.parametrize("name", STILLS)
def test_nothing_jumps(name: str, moves) -> None:
    frames = [shown(frame(STILLS[name], n / 120, *moves)) for n in range(121)]
    for one, other in pairwise(frames):
        for key in one.keys() & other.keys():
            steps = [abs(a - b) for a, b in zip(one[key], other[key], strict=True)]
            assert max(steps[:4]) < 12
            assert steps[4] < 0.1
        for key in one.keys() ^ other.keys():
            assert (one.get(key) or other[key])[4] < 0.1


def test_what_is_the_same_stays_and_is_known_to() -> None:
    sprites = {s.placed.slab.key: s for s in frame(STILLS["grown"], 0.9).sprites}
    assert sprites["base"].is_still
    assert not sprites["own"].is_still
    assert not sprites["own"].is_rigid


def test_slabs_wait_for_what_comes_into_them() -> None:
    early, late = (shown(frame(STILLS["grown"], at, COPY)) for at in (0.5, 0.99))
    assert early["own"] == shown(frame(STILLS["grown"], 0, COPY))["own"]
    assert late["own"] != early["own"]


def test_a_copy_goes_from_its_slab_to_the_other_and_keeps_its_source() -> None:
    parcels = [frame(BEFORE, n / 20, COPY).parcels[0] for n in range(1, 17)]
    heights = [parcel.at.y for parcel in parcels]
    assert heights == sorted(heights, reverse=True)
    assert all(parcel.is_copy for parcel in parcels)
    assert frame(BEFORE, 0.5, Move(MoveKind.WRITE, "x", None, "own")).parcels[0].source is None


def test_several_moves_set_out_one_after_the_other() -> None:
    both = frame(BEFORE, 0.4, COPY, Move(MoveKind.DATA, "b", "base", "own")).parcels
    assert both[0].at.y < both[1].at.y


def test_a_blob_travels_as_the_slab_that_it_will_be() -> None:
    after = STILLS["more"]
    move = Move(MoveKind.BLOB, "sha256:1", "base", "blob")
    half = frame(after, 0.5, move)
    assert "blob" not in shown(half)
    flying = half.parcels[0].slab
    assert flying is not None
    assert flying.slab == BLOB
    assert "blob" in shown(frame(after, 1, move))


def test_a_move_to_nowhere_that_is_seen_is_left_out() -> None:
    assert frame(BEFORE, 0.5, Move(MoveKind.DATA, "x", "base", "nobody")).parcels == ()


# drawing


def drawn(paint) -> QImage:
    image = QImage(int(AREA.width()), int(AREA.height()), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


@pytest.mark.parametrize("name", STILLS)
def test_the_ends_of_a_beat_are_drawn_as_the_stills_are(look: Look, name: str) -> None:
    after = STILLS[name]
    beat = Beat("", after, (COPY,))
    for still, fraction in ((BEFORE, 0.0), (after, 1.0)):
        one = drawn(lambda p, s=still: draw_still(p, AREA, s, look, among=(BEFORE, after)))
        other = drawn(lambda p, f=fraction: draw_between(p, AREA, BEFORE, after, beat, f, look))
        assert one == other


def words_of(still: Still, look: Look, column: Column | None = None) -> str:
    """A vector file of it, in which words stay words."""
    data = QByteArray()
    buffer = QBuffer(data)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    painter = QPainter(generator)
    draw_still(painter, AREA, still, look, column=column)
    painter.end()
    return bytes(data.data()).decode()


def test_a_vector_file_has_the_words_as_words(look: Look) -> None:
    text = words_of(STILLS["more"], look)
    for word in ("ADD rootfs.tar /", "60 MB still visible", "Container c1", "arrived", "1 GB"):
        assert word in text


def test_a_long_title_is_cut_before_its_size(look: Look) -> None:
    long = Slab("l", SlabKind.LAYER, 1, "RUN " + "very long " * 40, 5_000_000)
    text = words_of(Still((piled(long),)), look)
    assert "…" in text
    assert "5 MB" in text


def test_a_column_takes_no_room_from_a_pile_that_it_does_not_go_through(look: Look) -> None:
    beside = piled(BASE, TOP, BLOB, key="new", kind=PileKind.IMAGE)
    answers = Column(LayerPath("etc/hosts"), {"own": Spot(Verdict.SEEN)}, "own")
    text = words_of(Still((piled(BASE, TOP, FULL), beside)), look, answers)
    assert "RUN make" in text
    assert "/etc/hosts" in text


def test_the_natural_height_leaves_every_slab_its_title(look: Look) -> None:
    many = Still((piled(*(Slab(f"{n}", SlabKind.LAYER, n, "RUN", n) for n in range(1, 128))),))
    height = natural_height((many,), 700, look)
    made = plan([many], Room(700, height), look.metrics)
    assert min(s.box.height for s in placed(many, made).slabs) >= look.metrics.line


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("kind", SlabKind)
def test_words_are_legible_on_every_slab(theme, kind: SlabKind) -> None:
    text = QColor(theme.text)
    for number in range(1, 15):
        colours = slab_colours(theme, Slab("k", kind, number, "", 1))
        assert contrast(text, colours.front) >= 4.5
        assert contrast(text, colours.faint) >= 4.5
        own = layer_colour(theme, number)
        assert contrast(readable_on(own), own) >= 4.5
        assert contrast(colours.edge, QColor(theme.base)) >= 3


# the column of a path

KEYS = {1: "base", 2: "top", 3: "own"}


def test_the_column_ends_where_the_lookup_does() -> None:
    steps = (
        TrailStep(3, Verdict.ABSENT),
        TrailStep(2, Verdict.SEEN),
        TrailStep(1, Verdict.HIDDEN, hidden_by=2, reason=Reason.NEWER),
    )
    made = column(LayerPath("a"), steps, KEYS, 3)
    assert made is not None
    assert made.ends_at == "top"
    assert made.spots["base"].words == "hidden by layer 2"
    assert made.spots["own"].words == ""
    assert made.spots["top"].is_answer


def test_the_column_says_who_deleted_it_and_names_the_container() -> None:
    steps = (
        TrailStep(3, Verdict.WHITEOUT),
        TrailStep(1, Verdict.HIDDEN, hidden_by=3, reason=Reason.WHITEOUT),
    )
    made = column(LayerPath("a"), steps, KEYS, 3)
    assert made is not None
    assert made.ends_at == "own"
    assert made.spots["base"].words == "deleted by the container"


def test_a_directory_that_merges_is_looked_up_in_all_layers() -> None:
    steps = (TrailStep(3, Verdict.SEEN), TrailStep(1, Verdict.MERGED))
    made = column(LayerPath("d"), steps, KEYS, 3)
    assert made is not None
    assert made.ends_at == ""


def test_no_trail_no_column() -> None:
    assert column(LayerPath("a"), (), KEYS, 3) is None


# ways


def test_arrows_go_over_a_forest() -> None:
    other = Slab("other", SlabKind.LAYER, 2, "COPY", 5)
    still = Still((piled(BASE, TOP), piled(BASE, other, key="o"), piled(BASE, key="b")))
    layout = placed(still, plan([still], ROOM, METRICS))
    heading = {p.pile.key: heading_key(p) for p in layout.piles}
    assert next(iter(spots(layout))) == heading["b"]
    assert neighbour(layout, "base", Way.UP) == heading["b"]
    assert neighbour(layout, heading["b"], Way.DOWN) == "base"
    assert neighbour(layout, heading["b"], Way.RIGHT) == heading["c1"]
    assert neighbour(layout, heading["c1"], Way.DOWN) == "top"
    assert neighbour(layout, "top", Way.RIGHT) == "other"
    assert neighbour(layout, "other", Way.LEFT) == "top"
    assert neighbour(layout, "other", Way.DOWN) == "base"
    assert neighbour(layout, "base", Way.DOWN) == "base"
    assert neighbour(layout, "nobody", Way.DOWN) == "base"
