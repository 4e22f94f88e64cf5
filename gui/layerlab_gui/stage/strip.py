"""A scene as a strip of stills, each with its sentence: for a file, for paper, for a handout.

Pure: from the sizes of a picture and of its words to boxes. The first panel is what there is
before anything happens, with the sentence that announces it; one more follows for each beat.
"""

from collections.abc import Callable
from dataclasses import dataclass

from layerlab_gui.stage.picture.boxes import Box
from layerlab_gui.stage.scene import Depth, Scene

_FEW = 6
"""Panels that fit on one page."""
_GAP, _PAD, _HEAD = 1.0, 0.8, 3.2
"""In lines of text: between panels, inside them, and the height of the title over all."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The picture after `position` beats, the words below it, the frame around both."""

    position: int
    sentence: str
    frame: Box
    picture: Box
    words: Box


@dataclass(frozen=True, slots=True)
class Strip:
    """`cuts` are the heights between two rows of panels, where a page may end."""

    width: float
    height: float
    title: Box
    panels: tuple[Panel, ...]
    cuts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sizes:
    """`words` gives the height of a sentence in a width. `line` is a line of text's height."""

    picture: tuple[float, float]
    line: float
    words: Callable[[str, float], float]


def columns_of(panels: int) -> int:
    """Two are legible on an upright page; a long scene has three, on pages that lie across."""
    return min(panels, 2) if panels <= _FEW else 3


def strip(scene: Scene, sizes: Sizes, depth: Depth = Depth.SIMPLE) -> Strip:
    """Panels in rows, from left to right; all panels of a row are as high as the highest."""
    sentences = [scene.sentence(at, depth) for at in range(len(scene.beats) + 1)]
    columns, line = columns_of(len(sentences)), sizes.line
    gap, pad = _GAP * line, _PAD * line
    width, height = sizes.picture
    top = _HEAD * line
    panels: list[Panel] = []
    cuts: list[float] = []
    for first in range(0, len(sentences), columns):
        row = sentences[first : first + columns]
        words = max(sizes.words(text, width) for text in row)
        tall = height + words + 3 * pad
        if first:
            cuts.append(top - gap / 2)
        for at, text in enumerate(row):
            frame = Box(gap + at * (width + 2 * pad + gap), top, width + 2 * pad, tall)
            picture = Box(frame.x + pad, top + pad, width, height)
            below = Box(picture.x, picture.bottom + pad, width, words)
            panels.append(Panel(first + at, text, frame, picture, below))
        top += tall + gap
    whole = gap + columns * (width + 2 * pad + gap)
    return Strip(whole, top, Box(gap, 0, whole - 2 * gap, _HEAD * line), tuple(panels), tuple(cuts))
