"""The scene of one edit: its steps, one beat each, in the pile where it happens."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from layerlab.container import Edit, Step, StepKind, Verb
from layerlab.model import LayerPath
from layerlab_gui.models.edit_words import what
from layerlab_gui.stage.scene import (
    Beat,
    Mark,
    Move,
    MoveKind,
    Pile,
    Scene,
    Slab,
    SlabKind,
    Still,
)
from layerlab_gui.stage.scenes.marking import Marks, Words, marks_with, stepped
from layerlab_gui.stage.scenes.sentences import COPIES, Teller, about_to_change, rest

PLAYED_STEPS = 40
"""At most so many beats for one edit: half a minute."""

_KINDS = {
    StepKind.COPY_UP_PARENT: MoveKind.DIRECTORY,
    StepKind.COPY_UP_METADATA: MoveKind.METADATA,
    StepKind.COPY_UP_DATA: MoveKind.DATA,
    StepKind.WRITE: MoveKind.WRITE,
    StepKind.CREATE: MoveKind.CREATE,
    StepKind.METADATA: MoveKind.METADATA,
    StepKind.WHITEOUT: MoveKind.WHITEOUT,
    StepKind.OPAQUE: MoveKind.OPAQUE,
    StepKind.LINK: MoveKind.LINK,
    StepKind.RENAME: MoveKind.RENAME,
    StepKind.REMOVE: MoveKind.REMOVE,
}
_OF_MANY = frozenset({Verb.EXEC, Verb.EXTERNAL})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an edit happens, as the engine had it before and has it after.

    The last slab of `pile` is the one that is written, in its size before. `lower` is what the
    slabs below it say of the edit's path by themselves, `words` what that one had there. The file
    has `other_names` besides in its lower layer. `beside` are piles that stay as they are.
    """

    pile: Pile
    size_after: int
    lower: Marks
    words: Words
    before: Marks
    after: Marks
    other_names: int = 0
    beside: tuple[Pile, ...] = ()

    @property
    def own(self) -> Slab:
        return self.pile.slabs[-1]

    @property
    def is_volume(self) -> bool:
        return self.own.kind is SlabKind.VOLUME

    def still(self, size_bytes: int, marks: Marks) -> Still:
        slabs = (replace(slab, mark=marks.get(slab.key)) for slab in self.pile.slabs[:-1])
        own = replace(self.own, size_bytes=size_bytes, mark=marks.get(self.own.key))
        return Still((*self.beside, replace(self.pile, slabs=(*slabs, own))))


def subject(edit: Edit) -> LayerPath:
    """What the scene is about. Of a command the first path that it changed, not only entered."""
    if edit.verb not in _OF_MANY:
        return edit.path
    paths = (step.path for step in edit.steps if step.kind is not StepKind.COPY_UP_PARENT)
    return next(paths, edit.path)


def edit_scene(edit: Edit, place: Place, command: str = "") -> Scene:
    """Of an edit that took thousands of steps the first ones are played."""
    path = subject(edit)
    volume = place.own.title if place.is_volume else ""
    return Scene(
        what(edit),
        about_to_change(path, volume),
        place.still(place.own.size_bytes, place.before),
        tuple(_beats(edit, path, place)),
        command,
        path,
    )


def _beats(edit: Edit, path: LayerPath, place: Place) -> Iterator[Beat]:
    steps, own = edit.steps, place.own.key
    is_whole = len(steps) <= PLAYED_STEPS
    played = steps if is_whole else steps[: PLAYED_STEPS - 1]
    teller = Teller(edit, place.is_volume, place.other_names)
    sizes = _sizes(played, place, is_whole=is_whole)
    words = place.words
    for number, step in enumerate(played):
        words = stepped(words, step, steps[number + 1 :], edit.verb)
        marks = marks_with(words, path, own, place.lower, edit.verb)
        if number == len(steps) - 1:
            marks = _ended(place.after, marks, own)
        still = place.still(sizes[number], marks)
        yield Beat(teller.said(step), still, (_move(step, place),), teller.real(step))
    if not is_whole:
        yield Beat(rest(len(steps) - len(played)), place.still(place.size_after, place.after))


def _ended(after: Marks, marks: Marks, own: str) -> Marks:
    """The lookup's own words; that something was here is said, too."""
    is_gone = own not in after and marks.get(own) is Mark.ABSENT
    return {**after, own: Mark.ABSENT} if is_gone else after


def _sizes(played: tuple[Step, ...], place: Place, *, is_whole: bool) -> list[int]:
    """Of the written slab after each step: what is copied and what is new adds up.

    How much a file grew that was written over no step tells: it counts with the last one of them.
    """
    size_bytes, created, sizes = place.own.size_bytes, set(), []
    weighty = [n for n, step in enumerate(played) if step.kind not in _WEIGHTLESS]
    last = weighty[-1] if weighty and is_whole else len(played)
    for number, step in enumerate(played):
        if step.kind is StepKind.CREATE:
            created.add(step.path)
        is_new = step.kind is StepKind.WRITE and step.path in created
        if step.kind is StepKind.COPY_UP_DATA or is_new:
            size_bytes += step.size_bytes
        sizes.append(place.size_after if number >= last else size_bytes)
    if is_whole and sizes:
        sizes[-1] = place.size_after
    return sizes


_WEIGHTLESS = frozenset(
    {
        StepKind.COPY_UP_PARENT,
        StepKind.COPY_UP_METADATA,
        StepKind.WHITEOUT,
        StepKind.OPAQUE,
        StepKind.LINK,
        StepKind.RENAME,
    }
)


def _move(step: Step, place: Place) -> Move:
    """Only what is copied has a source."""
    keys = {slab.number: slab.key for slab in place.pile.slabs}
    source = keys.get(step.layer) if step.layer is not None and step.kind in COPIES else None
    label = step.path.rpartition("/")[2] or "/"
    return Move(_KINDS[step.kind], label, source, place.own.key, step.size_bytes, step.path)
