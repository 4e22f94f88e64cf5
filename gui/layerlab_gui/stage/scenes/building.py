"""How an image was built: each instruction makes a layer, or only a line of its history.

The steps are plain values with an outcome each, so that the history of an image that is there and
a build under way are played by one scene.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from layerlab.facade import Stack
from layerlab_gui.i18n import count, size, translate
from layerlab_gui.models.stack import instruction
from layerlab_gui.stage.scene import Beat, Move, MoveKind, Pile, PileKind, Scene, Slab, Still
from layerlab_gui.stage.scenes.piles import image_name, lower_slabs

PLAYED_LINES = 60
"""At most so many beats; what is left is one more."""


class Outcome(StrEnum):
    RUN = "run"
    CACHED = "cached"


@dataclass(frozen=True, slots=True)
class BuildStep:
    """One instruction; `slab` is its layer, None where it makes none. `reason` is why the cache
    had nothing for it, where that is known.
    """

    instruction: str
    outcome: Outcome = Outcome.RUN
    slab: Slab | None = None
    reason: str = ""


def history_steps(stack: Stack) -> tuple[BuildStep, ...]:
    """The lines of an image's history, base first; a layer that none mentions is a step, too."""
    slabs, steps = list(lower_slabs(stack.layers)), []
    for line in stack.image.config.history:
        slab = slabs.pop(0) if slabs and not line.empty_layer else None
        steps.append(BuildStep(instruction(line.created_by), slab=slab))
    return (*steps, *(BuildStep("", slab=slab) for slab in slabs))


def history_scene(stack: Stack, command: str = "") -> Scene:
    name = image_name(stack.image)
    return build_scene(f"image:{stack.image.image_id}", name, history_steps(stack), command)


def build_scene(key: str, name: str, steps: Sequence[BuildStep], command: str = "") -> Scene:
    """`key` is the pile's, which `name` is written over."""
    pile = Pile(key, PileKind.IMAGE, name)
    title = translate("Stage", "How {name} was built").format(name=name)
    opening = translate("Stage", "{name} begins with nothing.").format(name=name)
    return Scene(title, opening, Still((pile,)), tuple(_beats(pile, steps)), command)


def _beats(pile: Pile, steps: Sequence[BuildStep]) -> Iterator[Beat]:
    is_mixed = any(step.outcome is Outcome.CACHED for step in steps)
    broken_at = _break(steps)
    is_whole = len(steps) <= PLAYED_LINES
    for number, step in enumerate(steps):
        slab = step.slab and replace(step.slab, word=_word(step.outcome) if is_mixed else "")
        pile = replace(pile, slabs=(*pile.slabs, slab)) if slab else pile
        if is_whole or number < PLAYED_LINES - 1:
            told = _told(step, breaks=number == broken_at)
            yield Beat(told, Still((pile,)), _moves(step, slab), _real(told, slab))
    if not is_whole:
        left = len(steps) - PLAYED_LINES + 1
        text = translate("Stage", "and {n} more instructions").format(n=count(left))
        yield Beat(text, Still((pile,)))


def _break(steps: Sequence[BuildStep]) -> int | None:
    """The first step that was run though those before it were not."""
    outcomes = [step.outcome for step in steps]
    if Outcome.CACHED not in outcomes or Outcome.RUN not in outcomes:
        return None
    return outcomes.index(Outcome.RUN)


def _word(outcome: Outcome) -> str:
    return {
        Outcome.RUN: translate("Stage", "run"),
        Outcome.CACHED: translate("Stage", "cached"),
    }[outcome]


def _told(step: BuildStep, *, breaks: bool) -> str:
    told = _of_layer(step, step.slab) if step.slab else _of_line(step)
    if not breaks:
        return told
    text = translate("Stage", "here the chain of the cache breaks, and all after it is run")
    return "; ".join(filter(None, (told, step.reason, text)))


def _of_line(step: BuildStep) -> str:
    text = translate("Stage", "{instruction}: a line of the history, no layer")
    return text.format(instruction=step.instruction)


def _of_layer(step: BuildStep, slab: Slab) -> str:
    line = step.instruction or translate("Stack", "no history")
    if step.outcome is Outcome.CACHED:
        text = translate("Stage", "{instruction}: layer {number} is taken from the cache")
    else:
        text = translate("Stage", "{instruction}: makes layer {number}, {size}")
    return text.format(instruction=line, number=slab.number, size=size(slab.size_bytes))


def _real(told: str, slab: Slab | None) -> str:
    if slab is None:
        text = translate("Stage", 'in the config: "empty_layer": true')
        return f"{told}; {text}"
    return "; ".join((told, *slab.details[:2]))


def _moves(step: BuildStep, slab: Slab | None) -> tuple[Move, ...]:
    if slab is None:
        return ()
    return (Move(MoveKind.CREATE, step.instruction, None, slab.key, slab.size_bytes),)
