"""What the scenes of edits need of the engine. It reads files' records: for a worker."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from layerlab.container import Container, Edit, Volume
from layerlab.errors import NotFound
from layerlab.facade import Stack, VolumeStack
from layerlab.model import LayerPath
from layerlab.overlay import UpperRecord, size_of
from layerlab_gui.stage.scene import Pile, Scene
from layerlab_gui.stage.scenes.editing import Place, edit_scene, subject
from layerlab_gui.stage.scenes.marking import marks_of, words_of
from layerlab_gui.stage.scenes.piles import stack_pile, volume_pile

Records = Mapping[LayerPath, UpperRecord]


def read_scene(
    stack: Stack | VolumeStack, layer: Container | Volume, edit: Edit, command: str = ""
) -> Scene | None:
    """Of an edit that was just made. None where it is in no log, or in none any more: what was
    done counts, also where it can't be played."""
    with contextlib.suppress(NotFound):
        places = read_places(stack, layer, [edit]) if edit.number else []
        return edit_scene(edit, places[0], command) if places else None
    return None


def read_places(
    stack: Stack | VolumeStack, layer: Container | Volume, edits: Sequence[Edit]
) -> list[Place]:
    """Where each of some edits of `layer`, made one on the other, happened.

    The layer is what can be written of the stack, or a volume that is mounted there: then the
    stack stands beside. Raises `NoSuchEdit`.
    """
    pile = stack_pile(stack)
    beside: tuple[Pile, ...] = ()
    if layer is not stack.writable and isinstance(layer, Volume):
        pile, beside = volume_pile(layer, 0), (pile,)
    reader = _Reader(layer, pile, beside)
    states = layer.records_along(edits)
    records, places = next(states), []
    for edit in edits:
        place = reader.begin(edit, records)
        places.append(reader.end(edit, place, next(states)))
    return places


@dataclass(frozen=True)
class _Reader:
    layer: Container | Volume
    pile: Pile
    beside: tuple[Pile, ...]

    def begin(self, edit: Edit, records: Records) -> Place:
        """All but what comes of the edit."""
        path, lower = subject(edit), self.layer.lower
        slabs, size_bytes = self.pile.slabs, size_of(records)
        own = replace(slabs[-1], size_bytes=size_bytes)
        return Place(
            replace(self.pile, slabs=(*slabs[:-1], own)),
            size_bytes,
            marks_of(lower.trail(path), slabs),
            words_of(records, path),
            marks_of(self.layer.trail_with(records, path), slabs),
            {},
            0 if path in records else self._other_names(path),
            self.beside,
        )

    def end(self, edit: Edit, place: Place, records: Records) -> Place:
        trail = self.layer.trail_with(records, subject(edit))
        after = marks_of(trail, self.pile.slabs)
        return replace(place, size_after=size_of(records), after=after)

    def _other_names(self, path: LayerPath) -> int:
        """Of a lower file."""
        try:
            node = self.layer.lower.get(path)
        except NotFound:
            return 0
        return self.layer.lower.name_count(path) - 1 if node.kind.has_data else 0
