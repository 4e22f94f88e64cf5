"""The column of a path: what each slab says of it, from the top slab down to the base.

Data from the engine's trail; `column_painter` draws it through the slabs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from layerlab.model import LayerPath
from layerlab.overlay import Reason, TrailStep, Verdict
from layerlab_gui.i18n import translate

ICONS = {
    Verdict.SEEN: "eye",
    Verdict.MERGED: "folder",
    Verdict.HIDDEN: "eye-off",
    Verdict.COVERED: "eye-off",
    Verdict.WHITEOUT: "file-x",
    Verdict.OPAQUE: "ban",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One slab's answer. A layer that has nothing of the path is ABSENT and has no words."""

    verdict: Verdict
    words: str = ""

    @property
    def is_answer(self) -> bool:
        """Whether what is seen of the path comes from here."""
        return self.verdict in (Verdict.SEEN, Verdict.MERGED)


@dataclass(frozen=True)
class Column:
    """`spots` by the slab's key. The lookup goes down as far as `ends_at`, where it is decided;
    "" where it goes through all."""

    path: LayerPath
    spots: Mapping[str, Spot] = field(default_factory=dict)
    ends_at: str = ""


def column(
    path: LayerPath,
    steps: Sequence[TrailStep],
    keys: Mapping[int, str],
    container_layer: int | None,
) -> Column | None:
    """`keys` are the slabs' by layer number, with the container's under its own number.

    None where there is nothing to tell: no trail, or a mount that answers for all layers.
    """
    told = [step for step in steps if step.layer in keys]
    if not told:
        return None
    spots = {keys[step.layer]: Spot(step.verdict, _words(step, container_layer)) for step in told}
    hiders = [step.hidden_by for step in told if step.hidden_by is not None]
    decided = hiders[0] if hiders else _last_answer(told)
    return Column(path, spots, keys.get(decided, "") if decided else "")


def _last_answer(steps: Sequence[TrailStep]) -> int | None:
    answers = (Verdict.SEEN, Verdict.WHITEOUT, Verdict.OPAQUE)
    merged = any(step.verdict is Verdict.MERGED for step in steps)
    return None if merged else next((s.layer for s in steps if s.verdict in answers), None)


def _words(step: TrailStep, container_layer: int | None) -> str:
    if step.verdict is Verdict.HIDDEN:
        is_top = step.hidden_by == container_layer
        number = translate("Stage", "layer {number}").format(number=step.hidden_by or 0)
        by = translate("Stage", "the container") if is_top else number
        text = {
            Reason.WHITEOUT: translate("Stage", "deleted by {layer}"),
            Reason.PARENT_WHITEOUT: translate("Stage", "its directory deleted by {layer}"),
            Reason.OPAQUE: translate("Stage", "cut off by {layer}"),
        }.get(step.reason, translate("Stage", "hidden by {layer}"))
        return text.format(layer=by)
    return {
        Verdict.SEEN: translate("Stage", "seen"),
        Verdict.MERGED: translate("Stage", "merged"),
        Verdict.WHITEOUT: translate("Stage", "whiteout"),
        Verdict.OPAQUE: translate("Stage", "opaque"),
        Verdict.COVERED: translate("Stage", "covered by a mount"),
    }.get(step.verdict, "")
