"""A container is removed: its slab falls away. The image stays, and what is in volumes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from layerlab.container import Container
from layerlab.facade import Stack
from layerlab_gui.i18n import size, translate
from layerlab_gui.stage.scene import Beat, Move, MoveKind, Pile, PileKind, Scene, Still
from layerlab_gui.stage.scenes.piles import image_name, stack_pile, volume_pile


@dataclass(frozen=True, slots=True)
class UsedVolume:
    """A volume that the container mounts; whether nobody gave it its name."""

    name: str
    pile: Pile
    is_anonymous: bool


def read_volumes(container: Container) -> tuple[UsedVolume, ...]:
    """Before it is removed."""
    volumes = {mount.volume.id: mount.volume for mount in container.mounts if mount.volume}
    return tuple(
        UsedVolume(volume.name, volume_pile(volume, volume.size_bytes), volume.record.is_anonymous)
        for volume in volumes.values()
    )


def discard_scene(
    stack: Stack, volumes: Sequence[UsedVolume], gone: Sequence[str], command: str = ""
) -> Scene:
    """`gone` are the names of those volumes that went with the container."""
    pile = stack_pile(stack)
    name = pile.slabs[-1].title
    piles = (pile, *(volume.pile for volume in volumes))
    opening = translate("Stage", "{name} is about to be removed.").format(name=name)
    title = translate("Stage", "Removal of {name}").format(name=name)
    return Scene(title, opening, Still(piles), tuple(_beats(stack, pile, volumes, gone)), command)


def _beats(
    stack: Stack, pile: Pile, volumes: Sequence[UsedVolume], gone: Sequence[str]
) -> Iterator[Beat]:
    own, image = pile.slabs[-1], image_name(stack.image)
    left = replace(pile, kind=PileKind.IMAGE, title=image, slabs=pile.slabs[:-1])
    beside = [volume.pile for volume in volumes]
    text = translate("Stage", "its layer falls away, {size}; the layers of {name} stay as they are")
    told = text.format(size=size(own.size_bytes), name=image)
    real = translate("Stage", "a directory is deleted, no blob")
    move = Move(MoveKind.REMOVE, own.title, None, own.key, own.size_bytes)
    yield Beat(told, Still((left, *beside)), (move,), f"{told}; {real}")
    for volume in volumes:
        if volume.name in gone:
            beside.remove(volume.pile)
        yield Beat(_of_volume(volume, volume.name in gone), Still((left, *beside)))


def _of_volume(volume: UsedVolume, is_gone: bool) -> str:
    title = volume.pile.title
    if is_gone:
        text = translate(
            "Stage", "{name} goes, too: nobody named it, and no other container has it"
        )
    elif volume.is_anonymous:
        text = translate("Stage", "{name} stays, though nobody named it: only -v takes it away")
    else:
        text = translate("Stage", "{name} stays: it outlives its containers")
    return text.format(name=title)
