"""Several edits after one another on the stage: a scene made of scenes.

The stage plays it as it plays one edit, so that pause, single beats, back and speed go across the
edits. Nothing of it changes the container.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from layerlab.container import Edit
from layerlab.model import LayerPath
from layerlab_gui.i18n import translate
from layerlab_gui.stage.beats import Beat, Mark, Scene, scene


@dataclass(frozen=True)
class Reel:
    """`scenes` are those of `numbers`, edit by edit; `start` is the edit before the first."""

    start: int
    numbers: tuple[int, ...]
    scenes: tuple[Scene, ...]

    @cached_property
    def beats(self) -> tuple[Beat, ...]:
        return tuple(beat for part in self.scenes for beat in part.beats)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """After how many beats each scene is over."""
        return tuple(accumulate(len(part.beats) for part in self.scenes))

    @property
    def path(self) -> LayerPath:
        return self.scenes[-1].path

    def done(self, position: int) -> int:
        """The edit whose state is to be seen after `position` beats."""
        count = bisect_right(self._ends, position)
        return self.numbers[count - 1] if count else self.start

    def part(self, position: int) -> Scene:
        """The scene that the beat after `position` belongs to; the last one at the end."""
        return self.scenes[min(bisect_right(self._ends, position), len(self.scenes) - 1)]

    def marks(self, position: int) -> Mapping[int, Mark]:
        index = min(bisect_right(self._ends, position), len(self.scenes) - 1)
        began = self._ends[index - 1] if index else 0
        return self.scenes[index].marks(position - began)

    def sentence(self, position: int) -> str:
        return self.beats[position - 1].sentence if position else self.scenes[0].sentence(0)


def reel(
    start: int, edits: Sequence[Edit], container_layer: int, origins: Mapping[int, int | None]
) -> Reel:
    """`origins` are the layers that answered for each edit's path before it, by its number."""
    scenes = tuple(_numbered(edit, container_layer, origins.get(edit.number)) for edit in edits)
    return Reel(start, tuple(edit.number for edit in edits), scenes)


def _numbered(edit: Edit, container_layer: int, origin: int | None) -> Scene:
    """Each beat's sentence says which edit it is of."""
    played = scene(edit, container_layer, origin)
    text = translate("Stage", "Edit {number}: {sentence}")
    beats = tuple(
        replace(beat, sentence=text.format(number=edit.number, sentence=beat.sentence))
        for beat in played.beats
    )
    return replace(played, beats=beats)
