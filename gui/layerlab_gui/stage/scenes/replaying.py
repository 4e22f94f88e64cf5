"""Several edits after one another on the stage: a scene made of scenes.

The stage plays it as it plays one edit, so that pause, single beats, back and speed go across the
edits. Nothing of it changes the container.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from layerlab.container import Edit
from layerlab_gui.i18n import translate
from layerlab_gui.stage.scene import Beat, Scene, Still


@dataclass(frozen=True, slots=True)
class Reel(Scene):
    """`parts` are the scenes of `numbers`, edit by edit; `start` is the edit before the first.

    `ends` says after how many beats each is over. A still between two edits is that in which the
    next one begins.
    """

    start: int = 0
    numbers: tuple[int, ...] = ()
    parts: tuple[Scene, ...] = ()
    ends: tuple[int, ...] = ()

    def done(self, position: int) -> int:
        """The edit whose state is to be seen after `position` beats."""
        count = bisect_right(self.ends, position)
        return self.numbers[count - 1] if count else self.start

    def part(self, position: int) -> Scene:
        """The scene that the beat after `position` belongs to; the last one at the end."""
        return self.parts[self._index(position)]

    def still(self, position: int) -> Still:
        index = self._index(position)
        began = self.ends[index - 1] if index else 0
        return self.parts[index].still(position - began)

    def _index(self, position: int) -> int:
        return min(bisect_right(self.ends, position), len(self.parts) - 1)


def reel(edits: Sequence[Edit], scenes: Sequence[Scene]) -> Reel:
    """`scenes` are those of `edits`, which were made one on the other; there is one at least."""
    title = translate("Stage", "Replay of edits {first} to {last}")
    pairs = zip(edits, scenes, strict=True)
    return Reel(
        title.format(first=edits[0].number, last=edits[-1].number),
        scenes[0].opening,
        scenes[0].before,
        tuple(beat for edit, scene in pairs for beat in _numbered(edit, scene)),
        path=scenes[-1].path,
        start=edits[0].parent,
        numbers=tuple(edit.number for edit in edits),
        parts=tuple(scenes),
        ends=tuple(accumulate(len(scene.beats) for scene in scenes)),
    )


def _numbered(edit: Edit, scene: Scene) -> list[Beat]:
    """Each beat's sentence says which edit it is of."""
    text = translate("Stage", "Edit {number}: {sentence}")
    return [
        replace(
            beat,
            sentence=text.format(number=edit.number, sentence=beat.sentence),
            real=text.format(number=edit.number, sentence=beat.real) if beat.real else "",
        )
        for beat in scene.beats
    ]
