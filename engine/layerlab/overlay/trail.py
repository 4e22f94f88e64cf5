"""Looking a path up, told layer by layer: not here, hidden (by whom, and why), seen.

Each step names the rule that decided it (`layerlab.rules`): a sentence of the specification, or a
row of the policy where that is silent.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from layerlab.model import Entry, Kind, LayerPath
from layerlab.model.entry import is_within
from layerlab.overlay.node import Reason, TrailStep, Verdict
from layerlab.overlay.tree import ROOT_NODE, TreeLayer

_RULES_OF_REASONS = {
    Reason.NONE: "",
    Reason.NEWER: "replace",
    Reason.WHITEOUT: "whiteout",
    Reason.OPAQUE: "opaque-descendants",
    Reason.PARENT_WHITEOUT: "whiteout",
    Reason.PARENT_REPLACED: "replace",
}
_RULES_OF_VERDICTS = {
    Verdict.MERGED: "merge",
    Verdict.WHITEOUT: "whiteout",
    Verdict.OPAQUE: "opaque",
}

_POLICIES = ("linked-parent", "linked-parent-whiteout", "far-link", "far-link-nowhere")
TRAIL_RULES = {*_RULES_OF_REASONS.values(), *_RULES_OF_VERDICTS.values(), *_POLICIES} - {""}
"""The IDs that a step can name."""

Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Word:
    """What one layer alone says: an entry, and whether it hides what is below, and why.

    `policy` is the rule by which it speaks of this path at all, where it has another in its tar.
    """

    entry: Entry | None = None
    hides: Reason = Reason.NONE
    verdict: Verdict = Verdict.ABSENT
    policy: str = ""
    implied: Entry | None = None
    """A directory that the layer has no entry for: it counts where no lower layer has one."""


@dataclass(frozen=True, slots=True)
class Links:
    """What links into lower layers do: implied directories that a symbolic link moved (where they
    landed, and which), and the files of hard links that only a lower layer has.
    """

    landed: Mapping[LayerPath, Sequence[Spot]] = field(default_factory=dict)
    moved: Container[Spot] = frozenset()
    far_link: Callable[[Spot, LayerPath], tuple[Entry, str] | None] = lambda _spot, _path: None
    """The entry of such a hard link, and the rule by which it is that."""


def trail(
    layers: Sequence[TreeLayer], path: LayerPath, links: Links = Links()
) -> tuple[TrailStep, ...]:
    """A step for each layer, top first. Links are not followed."""
    steps: list[TrailStep] = []
    hidden_by: int | None = None
    reason = Reason.NONE
    seen_in: int | None = None
    implied: tuple[int, Entry] | None = None
    for position in reversed(range(len(layers))):
        number = layers[position].number
        word = _said(layers[position], position, path, links)
        directory_in = seen_in or (implied and layers[implied[0]].number)
        if hidden_by is None and directory_in and word.entry and not word.entry.is_directory:
            hidden_by, reason = directory_in, Reason.NEWER
        if hidden_by is None and word.implied:
            implied = position, word.implied
        verdict = word.verdict
        if word.entry:
            verdict = Verdict.MERGED if seen_in else Verdict.SEEN
        if hidden_by is not None:
            verdict = Verdict.HIDDEN if word.entry else word.verdict
            steps.append(TrailStep(number, verdict, word.entry, hidden_by, reason))
        else:
            steps.append(TrailStep(number, verdict, word.entry))
            if word.entry:
                seen_in = seen_in or number
            if word.hides is not Reason.NONE:
                hidden_by, reason = number, word.hides
        steps[-1] = replace(steps[-1], rule=_rule(steps[-1], word.policy))
    if implied and not seen_in:
        at = len(layers) - 1 - implied[0]
        steps[at] = replace(steps[at], verdict=Verdict.SEEN, entry=implied[1])
    return tuple(steps)


def _rule(step: TrailStep, policy: str) -> str:
    """Of several rules the one that a reader would not expect: a policy before the rest."""
    if step.verdict is Verdict.ABSENT:
        return ""
    return _RULES_OF_REASONS[step.reason] or policy or _RULES_OF_VERDICTS.get(step.verdict, "")


def _said(layer: TreeLayer, position: int, path: LayerPath, links: Links) -> _Word:
    """Of what landed at the path and what stands there, whichever is more than implied."""
    landed = _landed_word(layer, position, path, links)
    own = _word(layer, position, path, links, ROOT_NODE)
    if landed is None:
        return own
    if own.entry and not landed.entry:
        return replace(own, hides=own.hides or landed.hides)
    telling = own if landed.implied and own != _Word() else landed
    return replace(telling, implied=landed.implied or own.implied)


def _landed_word(layer: TreeLayer, position: int, path: LayerPath, links: Links) -> _Word | None:
    """What a layer says through a directory that landed at or above the path."""
    for target, spots in links.landed.items():
        for spot, node in reversed(spots):
            if spot == position and is_within(path, target):
                inner = LayerPath(path[len(target) :].lstrip("/"))
                word = _word(layer, position, inner, links, node)
                if word != _Word():
                    is_whiteout = word.verdict is Verdict.WHITEOUT
                    policy = "linked-parent-whiteout" if is_whiteout else "linked-parent"
                    return replace(word, policy=policy)
    return None


def _word(layer: TreeLayer, position: int, path: LayerPath, links: Links, node: int) -> _Word:
    """What a layer alone says of a path below one of its nodes."""
    if layer.is_missing:
        return _Word(None, Reason.NONE, Verdict.MISSING)
    tree = layer.tree
    parts = path.split("/") if path else []
    closed = Reason.NONE
    for depth, part in enumerate(parts):
        closed = closed or _closed_inside(tree.is_opaque(node))
        child = tree.child(node, part)
        is_last = depth == len(parts) - 1
        if child is None or (position, child) in links.moved:
            return _Word(None, closed, _MARKERS[closed])
        kind = tree.kind(child)
        why = Reason.WHITEOUT if is_last else Reason.PARENT_WHITEOUT
        if kind is Kind.WHITEOUT:
            return _Word(None, why, Verdict.WHITEOUT)
        if not is_last and kind is not Kind.DIRECTORY:
            return _Word(None, Reason.PARENT_REPLACED)
        if tree.hides_lower(child):
            closed = closed or why
        node = child
    own = tree.entry(node)
    entry = None if tree.is_implied(node) and node != ROOT_NODE else own
    if tree.kind(node) is not Kind.DIRECTORY:
        far_entry, policy = links.far_link((position, node), path) or (entry, "")
        return _Word(far_entry, Reason.NEWER, policy=policy)
    if entry is None:
        return _Word(None, closed, implied=own)
    return _Word(entry, closed or _closed_inside(tree.is_opaque(node)))


def _closed_inside(is_opaque: bool) -> Reason:
    return Reason.OPAQUE if is_opaque else Reason.NONE


_MARKERS = {
    Reason.NONE: Verdict.ABSENT,
    Reason.OPAQUE: Verdict.OPAQUE,
    Reason.PARENT_WHITEOUT: Verdict.WHITEOUT,
}
"""What a layer that has nothing at a path shows of it, by what closes a directory above."""
