"""A container is made of an image: nothing is copied, an empty slab is put on what is there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layerlab.container import Container, Verb
from layerlab.facade import Stack
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.stage.scene import Beat, Move, MoveKind, Pile, Scene, Still
from layerlab_gui.stage.scenes.piles import (
    image_name,
    image_pile,
    stack_pile,
    volume_name,
    volume_pile,
)


@dataclass(frozen=True, slots=True)
class MountedPlace:
    """Something that is mounted in a container; `pile` is None for a folder of the host.

    `copied_bytes` are those that came into an empty volume from the image.
    """

    name: str
    destination: str
    pile: Pile | None = None
    copied_bytes: int = 0


def read_mounts(container: Container) -> tuple[MountedPlace, ...]:
    """As they are just after the container was made."""
    return tuple(_read_mount(container, n) for n in range(len(container.mounts)))


def _read_mount(container: Container, number: int) -> MountedPlace:
    mount = container.mounts[number]
    spec, volume = mount.spec, mount.volume
    if volume is None:
        return MountedPlace(spec.source, spec.destination)
    edits = volume.edits()
    last = edits[-1] if edits else None
    is_new = last is not None and last.made_at >= container.record.created
    copied = last.size_bytes if last and is_new and last.verb is Verb.POPULATE else 0
    pile = volume_pile(volume, volume.size_bytes)
    return MountedPlace(volume_name(volume), spec.destination, pile, copied)


def create_scene(stack: Stack, mounts: Sequence[MountedPlace] = (), command: str = "") -> Scene:
    """`stack` is the new container's."""
    pile, name = stack_pile(stack), image_name(stack.image)
    lower, own = pile.slabs[:-1], replace(pile.slabs[-1], size_bytes=0)
    image = image_pile(stack.image, lower)
    made = replace(pile, slabs=(*lower, own))
    put = Move(MoveKind.CREATE, own.title, None, own.key)
    beats = [
        Beat(_put_on(name, len(lower)), Still((image, made)), (put,), _as_overlay(name, lower))
    ]
    piles: tuple[Pile, ...] = (image, made)
    for mount in mounts:
        if mount.pile is not None and mount.pile not in piles:
            piles = (*piles, mount.pile)
        beats.append(_mounted(mount, Still(piles), image))
    title = translate("Stage", "A container of {name}").format(name=name)
    opening = translate("Stage", "A container of {name} is about to be made.").format(name=name)
    return Scene(title, opening, Still((image,)), tuple(beats), command)


def _put_on(name: str, count: int) -> str:
    text = translate(
        "Stage", "an empty layer that can be written is put on {layers} of {name}; 0 B are copied"
    )
    return text.format(layers=_layers(count), name=name)


def _as_overlay(name: str, lower: Sequence[object]) -> str:
    text = translate("Stage", "overlayfs: {layers} as lowerdir, an empty directory as upperdir")
    return f"{_put_on(name, len(lower))}; {text.format(layers=_layers(len(lower)))}"


def _layers(count: int) -> str:
    return counted(count, translate("Stage", "{n} layer"), translate("Stage", "{n} layers"))


def _mounted(mount: MountedPlace, after: Still, image: Pile) -> Beat:
    facts = {"name": mount.name, "path": mount.destination, "size": size(mount.copied_bytes)}
    if mount.pile is None:
        text = translate("Stage", "the folder {name} of this machine is mounted on {path}")
        return Beat(text.format(**facts), after)
    if not mount.copied_bytes:
        text = translate("Stage", "the volume {name} is mounted on {path}: it is no layer")
        return Beat(text.format(**facts), after)
    text = translate(
        "Stage", "the volume {name} is mounted on {path}; it was empty: {size} of the image come in"
    )
    source = image.slabs[-1].key if image.slabs else None
    target = mount.pile.slabs[0].key
    move = Move(MoveKind.DATA, mount.destination, source, target, mount.copied_bytes)
    return Beat(text.format(**facts), after, (move,))
