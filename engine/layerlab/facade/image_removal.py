"""Removing images: by name, by ID, and those that nothing needs any more.

As Docker does it, but for one thing: an image that stopped containers use loses its names by force
and stays for them, where Docker lets it go and leaves containers that can't be committed.
Source: moby daemon/images/image_delete.go, image_prune.go.
"""

import contextlib
from dataclasses import dataclass

from layerlab.container import ContainerRecord
from layerlab.errors import (
    BadInput,
    ImageHasTags,
    ImageInUse,
    NoSuchImage,
    ReferenceInUse,
    RunningImageInUse,
    UnnamedImageInUse,
)
from layerlab.facade.container_records import ContainerRecords
from layerlab.image import stored_image
from layerlab.model import ChainID, ImageID, Reference
from layerlab.model.digest import chain_ids
from layerlab.store import ImageRecord

SHORT_LENGTH = 12


@dataclass(frozen=True, slots=True)
class RemovedImage:
    """What was taken away: names, images that nothing names any more, their layers, top first.

    `layers_bytes` are those of these layers, which no other image has.
    """

    untagged: tuple[Reference, ...] = ()
    deleted: tuple[ImageID, ...] = ()
    layers: tuple[ChainID, ...] = ()
    layers_bytes: int = 0


class ImageRemoval(ContainerRecords):
    def remove_image(self, name: str, *, force: bool = False) -> RemovedImage:
        """A name, and with its last name the image, as `docker rmi`.

        Raises `ReferenceInUse`, `ImageInUse`, `UnnamedImageInUse`, `RunningImageInUse` where
        containers need the image, `ImageHasTags` for an ID with several names unless forced.
        """
        self._store.require_writable()
        while True:  # again where another program changed the image's names meanwhile
            removed = self._remove_image(self._store.find_image(name), name, force=force)
            if removed:
                return removed

    def prune_images(self, *, everything: bool = False) -> list[RemovedImage]:
        """Images without names, or `everything` that no container uses; the newest first.

        One without a name that another was committed from stays as long as that.
        """
        in_use = {record.image_id for record in self._records()}
        images = self._store.images()
        parents = {record.parent for record in images}
        removed = []
        for record in images:
            is_wanted = bool(record.references) and not everything
            is_between = not record.references and record.image_id in parents
            if record.image_id in in_use or is_wanted or is_between:
                continue
            with contextlib.suppress(NoSuchImage, ImageInUse):
                removed.append(self._delete(record))
        return [image for image in removed if image]

    def _remove_image(self, record: ImageRecord, name: str, *, force: bool) -> RemovedImage | None:
        reference = Reference.parse_or_none(name)
        users = [user for user in self._records() if user.image_id == record.image_id]
        if reference is None or reference not in record.references:
            self._require_removable(record, users, force=force)
        elif len(record.references) > 1:
            done = self._store.untag(record.image_id, reference)
            return RemovedImage((reference,)) if done else None
        elif users and not force:
            raise ReferenceInUse(
                name, users[0].id[:SHORT_LENGTH], record.image_id.short, _names(users)
            )
        if users:
            done = self._store.take_names(record.image_id, record.references)
            return RemovedImage(record.references) if done else None
        return self._delete(record)

    def _require_removable(
        self, record: ImageRecord, users: list[ContainerRecord], *, force: bool
    ) -> None:
        """For one that was named by its ID."""
        image, names = record.image_id.short, _names(users)
        for user in users:
            if user.state.is_running:
                raise RunningImageInUse(image, user.id[:SHORT_LENGTH], names)
        if len(record.references) > 1 and not force:
            raise ImageHasTags(image, tuple(ref.familiar for ref in record.references))
        if users and not force:
            raise ImageInUse(image, users[0].id[:SHORT_LENGTH], names)
        if users and not record.references:
            raise UnnamedImageInUse(image, users[0].id[:SHORT_LENGTH], names)

    def _delete(self, record: ImageRecord) -> RemovedImage | None:
        """None where the image has other names by now."""
        stack = self._stack_of(record)
        if not self._store.remove_image(record.image_id, record.references):
            return None
        self._forget_lower(record.image_id)
        self._forget_layers()
        images = self._store.images()
        kept = {chain for other in images for chain, _ in self._stack_of(other)}
        gone = [(chain, size) for chain, size in reversed(stack) if chain not in kept]
        layers = tuple(chain for chain, _ in gone)
        size_bytes = sum(size for _, size in gone)
        return RemovedImage(record.references, (record.image_id,), layers, size_bytes)

    def _stack_of(self, record: ImageRecord) -> list[tuple[ChainID, int]]:
        """An image's layers, base first, with their sizes; none of a damaged one."""
        with contextlib.suppress(BadInput):
            image = stored_image(self._store, record)
            return list(zip(chain_ids(image.config.diff_ids), self._sizes(image), strict=False))
        return []


def _names(users: list[ContainerRecord]) -> tuple[str, ...]:
    return tuple(user.name for user in users)
