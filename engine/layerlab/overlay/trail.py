"""Looking a path up, told layer by layer: not here, hidden (by whom, and why), seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from layerlab.model import Entry, Kind, LayerPath
from layerlab.overlay.node import Reason, TrailStep, Verdict
from layerlab.overlay.tree import ROOT_NODE, TreeLayer


@dataclass(frozen=True, slots=True)
class _Word:
    """What one layer alone says: an entry, and whether it hides what is below, and why."""

    entry: Entry | None = None
    hides: Reason = Reason.NONE
    verdict: Verdict = Verdict.ABSENT


def trail(layers: Sequence[TreeLayer], path: LayerPath) -> tuple[TrailStep, ...]:
    """A step for each layer, top first. Links are not followed."""
    steps: list[TrailStep] = []
    hidden_by: int | None = None
    reason = Reason.NONE
    seen_directory = False
    for layer in reversed(layers):
        word = _word(layer, path)
        if hidden_by is not None:
            verdict = Verdict.HIDDEN if word.entry else word.verdict
            steps.append(TrailStep(layer.number, verdict, word.entry, hidden_by, reason))
            continue
        if word.entry and seen_directory and word.entry.kind is not Kind.DIRECTORY:
            hidden_by, reason = _seen_in(steps), Reason.NEWER
            steps.append(TrailStep(layer.number, Verdict.HIDDEN, word.entry, hidden_by, reason))
            continue
        verdict = word.verdict
        if word.entry:
            verdict = Verdict.MERGED if seen_directory else Verdict.SEEN
            seen_directory = True
        steps.append(TrailStep(layer.number, verdict, word.entry))
        if word.hides is not Reason.NONE:
            hidden_by, reason = layer.number, word.hides
    return tuple(steps)


def _seen_in(steps: Sequence[TrailStep]) -> int:
    return next(step.layer for step in steps if step.verdict is Verdict.SEEN)


def _word(layer: TreeLayer, path: LayerPath) -> _Word:
    tree = layer.tree
    node = ROOT_NODE
    parts = path.split("/") if path else []
    opaque = False
    for depth, part in enumerate(parts):
        opaque = opaque or tree.is_opaque(node)
        child = tree.child(node, part)
        is_last = depth == len(parts) - 1
        if child is None:
            return _Word(None, Reason.OPAQUE, Verdict.OPAQUE) if opaque else _Word()
        kind = tree.kind(child)
        if kind is Kind.WHITEOUT:
            why = Reason.WHITEOUT if is_last else Reason.PARENT_WHITEOUT
            return _Word(None, why, Verdict.WHITEOUT)
        if not is_last and kind is not Kind.DIRECTORY:
            return _Word(None, Reason.PARENT_REPLACED)
        opaque = opaque or tree.hides_lower(child)
        node = child
    entry = None if tree.is_implied(node) and path else tree.entry(node)
    if tree.kind(node) is not Kind.DIRECTORY:
        return _Word(entry, Reason.NEWER)
    opaque = opaque or tree.is_opaque(node)
    return _Word(entry, Reason.OPAQUE if opaque else Reason.NONE)
