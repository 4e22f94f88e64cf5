"""What the stage shows while nothing happens: the stack that is open, or all that the store has.

Read on a worker where the engine is asked; the piles are the same that scenes are made of, so that
a scene begins with the picture that is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from layerlab.errors import EngineError
from layerlab.facade import Engine, Stack, VolumeStack
from layerlab.progress import Progress
from layerlab_gui.models.objects import Objects, image_title
from layerlab_gui.stage.scene import Pile, PileKind, Still
from layerlab_gui.stage.scenes.piles import stack_pile
from layerlab_gui.target import Target, TargetKind

Visible = Mapping[int, int]
"""Bytes of each layer that the merged view still shows, by its number."""


@dataclass(frozen=True)
class Forest:
    """All images and containers of the store on their common layers; `targets` are what the
    piles stand for, by their keys."""

    still: Still = field(default_factory=Still)
    targets: Mapping[str, Target] = field(default_factory=dict)


def stack_still(stack: Stack | VolumeStack, visible: Visible) -> Still:
    pile = stack_pile(stack)
    if visible:
        slabs = tuple(replace(s, visible_bytes=visible.get(s.number, 0)) for s in pile.slabs)
        pile = replace(pile, slabs=slabs)
    return Still((pile,))


def visible_bytes(stack: Stack | VolumeStack, progress: Progress) -> Visible:
    """What is mounted over the layers does not count as hiding them. Raises `Cancelled`."""
    found = stack.usage(mounted=False, progress=progress)
    return {card.number: found.visible_bytes(card.number) for card in stack.layers}


def read_forest(engine: Engine, objects: Objects) -> Forest:
    """An image that can't be read is a name with nothing below it."""
    piles: list[Pile] = []
    targets: dict[str, Target] = {}
    for image in objects.images:
        target = Target(TargetKind.IMAGE, str(image.image_id))
        pile = _pile(engine, target, image_title(image))
        piles.append(replace(pile, title=image_title(image)))
        targets[pile.key] = target
    for container in objects.containers:
        target = Target(TargetKind.CONTAINER, container.name)
        pile = _pile(engine, target, container.name)
        piles.append(pile)
        targets[pile.key] = target
    return Forest(Still(tuple(piles)), targets)


def _pile(engine: Engine, target: Target, title: str) -> Pile:
    try:
        return stack_pile(engine.stack(target.name))
    except EngineError:
        kind = PileKind.CONTAINER if target.is_container else PileKind.IMAGE
        return Pile(f"{target.kind}:{target.name}", kind, title)
