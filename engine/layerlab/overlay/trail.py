"""Looking a path up, told layer by layer: not here, hidden (by whom, and why), seen."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from layerlab.model import Entry, Kind, LayerPath
from layerlab.model.entry import is_within
from layerlab.overlay.node import Reason, TrailStep, Verdict
from layerlab.overlay.tree import ROOT_NODE, TreeLayer


@dataclass(frozen=True, slots=True)
class _Word:
    """What one layer alone says: an entry, and whether it hides what is below, and why."""

    entry: Entry | None = None
    hides: Reason = Reason.NONE
    verdict: Verdict = Verdict.ABSENT


@dataclass(frozen=True, slots=True)
class Moves:
    """Implied directories that a lower symbolic link moved: where they landed, and which."""

    landed: Mapping[LayerPath, Sequence[tuple[int, int]]] = field(default_factory=dict)
    moved: Container[tuple[int, int]] = frozenset()


def trail(
    layers: Sequence[TreeLayer], path: LayerPath, moves: Moves = Moves()
) -> tuple[TrailStep, ...]:
    """A step for each layer, top first. Links are not followed."""
    steps: list[TrailStep] = []
    hidden_by: int | None = None
    reason = Reason.NONE
    seen_directory = False
    for position in reversed(range(len(layers))):
        layer = layers[position]
        word = _landed_word(layer, position, path, moves) or _word(
            layer, position, path, moves, ROOT_NODE
        )
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


def _landed_word(layer: TreeLayer, position: int, path: LayerPath, moves: Moves) -> _Word | None:
    """What a layer says through a directory that landed at or above the path."""
    for target, spots in moves.landed.items():
        for spot, node in spots:
            if spot == position and is_within(path, target):
                inner = LayerPath(path[len(target) :].lstrip("/"))
                word = _word(layer, position, inner, moves, node)
                if word.entry or word.verdict is not Verdict.ABSENT:
                    return word
    return None


def _word(layer: TreeLayer, position: int, path: LayerPath, moves: Moves, node: int) -> _Word:
    """What a layer alone says of a path below one of its nodes."""
    tree = layer.tree
    parts = path.split("/") if path else []
    opaque = False
    for depth, part in enumerate(parts):
        opaque = opaque or tree.is_opaque(node)
        child = tree.child(node, part)
        is_last = depth == len(parts) - 1
        if child is None or (position, child) in moves.moved:
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
