"""What there is before anything moves: an image, a container or a volume as a pile of slabs.

A layer's key is its chain ID: so images that share their lower layers share their slabs, and a
layer that two images have on different ones is two.
"""

from collections.abc import Sequence

from layerlab.container import Container, Volume
from layerlab.container.volume import SHORT_NAME
from layerlab.facade import LayerCard, Stack, VolumeStack
from layerlab.image import Image
from layerlab_gui.i18n import size, translate
from layerlab_gui.models.stack import instruction
from layerlab_gui.stage.scene import Pile, PileKind, Slab, SlabKind


def stack_pile(stack: Stack | VolumeStack) -> Pile:
    """All that is shown of a stack; what can be written is its last slab."""
    if isinstance(stack, VolumeStack):
        return volume_pile(stack.volume, stack.layers[0].size_bytes)
    lower = lower_slabs(stack.layers)
    if stack.container is None:
        return image_pile(stack.image, lower)
    return container_pile(stack.container, lower, stack.layers[-1].size_bytes)


def image_pile(image: Image, slabs: Sequence[Slab]) -> Pile:
    key = f"image:{image.image_id}"
    return Pile(key, PileKind.IMAGE, image_name(image), tuple(slabs))


def image_name(image: Image) -> str:
    return image.references[0].familiar if image.references else image.image_id.short


def container_pile(container: Container, lower: Sequence[Slab], size_bytes: int) -> Pile:
    own = container_slab(container.id, container.name, len(lower) + 1, size_bytes)
    return Pile(f"pile:{own.key}", PileKind.CONTAINER, own.title, (*lower, own))


def container_slab(key: str, name: str, number: int, size_bytes: int) -> Slab:
    title = translate("Stack", "Container {name}").format(name=name)
    place = translate("Stage", "a directory on this machine's disk, no blob: it has no digest")
    return Slab(f"container:{key}", SlabKind.CONTAINER, number, title, size_bytes, details=(place,))


def volume_pile(volume: Volume, size_bytes: int) -> Pile:
    title = translate("Stack", "Volume {name}").format(name=volume_name(volume))
    place = translate("Stage", "a directory beside the layers: no commit has it")
    slab = Slab(f"volume:{volume.id}", SlabKind.VOLUME, 1, title, size_bytes, details=(place,))
    return Pile(f"pile:{slab.key}", PileKind.VOLUME, title, (slab,))


def volume_name(volume: Volume) -> str:
    """Of a name that nobody gave, its beginning."""
    return volume.name[:SHORT_NAME] if volume.record.is_anonymous else volume.name


def lower_slabs(cards: Sequence[LayerCard]) -> tuple[Slab, ...]:
    return tuple(_layer_slab(card) for card in cards if not card.is_container)


def _layer_slab(card: LayerCard) -> Slab:
    return Slab(
        f"layer:{card.chain_id}",
        SlabKind.MISSING if card.is_missing else SlabKind.LAYER,
        card.number,
        instruction(card.instruction) or translate("Stack", "no history"),
        card.size_bytes,
        details=_facts(card),
    )


def _facts(card: LayerCard) -> tuple[str, ...]:
    """As the image's documents call it; commands and digests are never translated."""
    facts = [f"diff ID {card.diff_id.short}" if card.diff_id else ""]
    if card.chain_id:
        facts.append(f"chain ID {card.chain_id.short}")
    if card.descriptor:
        stored = size(card.stored_bytes)
        facts += [f"digest {card.descriptor.digest.short} · {stored}", card.descriptor.media_type]
    return tuple(fact for fact in facts if fact)
