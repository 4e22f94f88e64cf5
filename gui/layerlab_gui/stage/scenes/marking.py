"""What each slab says of one path while an edit goes on.

How it begins and ends is the engine's own lookup (`overlay.trail`). Between these the steps tell:
a copy-up counts once its data is there, a whiteout at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from layerlab.container import Step, StepKind, Verb
from layerlab.model import Kind, LayerPath, parents
from layerlab.overlay import TrailStep, UpperRecord, Verdict
from layerlab_gui.stage.scene import Mark, Slab

Marks = Mapping[str, Mark]
"""By the slabs' keys. A slab that has nothing to say has none."""

_MARKS = {
    Verdict.SEEN: Mark.SEEN,
    Verdict.MERGED: Mark.SEEN,
    Verdict.HIDDEN: Mark.HIDDEN,
    Verdict.WHITEOUT: Mark.WHITEOUT,
    Verdict.OPAQUE: Mark.WHITEOUT,
}


def marks_of(trail: Iterable[TrailStep], slabs: Sequence[Slab]) -> Marks:
    """Of a directory that merges all parts are seen."""
    keys = {slab.number: slab.key for slab in slabs}
    return {
        keys[step.layer]: _MARKS[step.verdict]
        for step in trail
        if step.verdict in _MARKS and step.layer in keys
    }


class Word(StrEnum):
    """What a writable layer has at one path: a directory that MERGES with the lower ones or is
    OPAQUE, something that was MADE or copied and hides what is below, a WHITEOUT, or what is GONE.
    """

    MERGES = "merges"
    OPAQUE = "opaque"
    MADE = "made"
    WHITEOUT = "whiteout"
    GONE = "gone"


Words = Mapping[LayerPath, Word]


def words_of(records: Mapping[LayerPath, UpperRecord], path: LayerPath) -> Words:
    """At a path and above it."""
    line = (*parents(path), path)
    return {one: _word(records[one]) for one in line if one in records}


def _word(record: UpperRecord) -> Word:
    if record.kind is Kind.DIRECTORY:
        return Word.OPAQUE if record.opaque else Word.MERGES
    return Word.WHITEOUT if record.kind is Kind.WHITEOUT else Word.MADE


def stepped(words: Words, step: Step, later: Sequence[Step], verb: Verb) -> Words:
    """After one more step; `later` are those that follow it."""
    word = _made(words.get(step.path), step, later, verb)
    return words if word is None else {**words, step.path: word}


def _made(known: Word | None, step: Step, later: Sequence[Step], verb: Verb) -> Word | None:
    """None where the step changes nothing of what is seen."""
    match step.kind:
        case StepKind.COPY_UP_PARENT:
            return Word.MERGES
        case StepKind.WHITEOUT:
            return Word.WHITEOUT
        case StepKind.OPAQUE:
            return Word.OPAQUE
        case StepKind.REMOVE:
            return Word.GONE
        case StepKind.METADATA:
            return None
        case StepKind.COPY_UP_METADATA | StepKind.COPY_UP_DATA if verb is Verb.RENAME:
            return None  # it comes up under its new name
        case StepKind.COPY_UP_METADATA:
            data = (StepKind.COPY_UP_DATA, step.path)
            return None if any((one.kind, one.path) == data for one in later) else Word.MADE
        case StepKind.WRITE if known in (Word.MERGES, Word.OPAQUE):
            return None
        case _:
            return Word.MADE


def marks_with(words: Words, path: LayerPath, own: str, lower: Marks, verb: Verb) -> Marks:
    """What all say where the writable slab `own` has these words, and the lower ones theirs."""
    mark, hides = _said(words, path)
    if mark is Mark.ABSENT and verb is not Verb.EXTERNAL:
        hides = True  # what was removed hid them, and a whiteout follows: they are never seen
    below = {key: Mark.HIDDEN if hides and one is Mark.SEEN else one for key, one in lower.items()}
    return below if mark is None else {**below, own: mark}


def _said(words: Words, path: LayerPath) -> tuple[Mark | None, bool]:
    """Of the path, and whether it hides what is below."""
    above = [words.get(one) for one in parents(path)]
    if Word.WHITEOUT in above:
        return Mark.WHITEOUT, True
    is_closed = Word.OPAQUE in above
    own = words.get(path)
    if own is Word.WHITEOUT:
        return Mark.WHITEOUT, True
    if own in (Word.MADE, Word.OPAQUE, Word.MERGES):
        return Mark.SEEN, is_closed or own is not Word.MERGES
    if is_closed:
        return Mark.WHITEOUT, True
    gone = Mark.ABSENT if own is Word.GONE else None
    return gone, Word.MADE in above
