"""Actions on the images of the store: list, name, tell their history."""

import contextlib
from collections.abc import Iterator

from layerlab.errors import BadInput, LostBlob, NoSuchImage
from layerlab.facade.core import Core, new_reference
from layerlab.facade.describing import HistoryRow, ImageSummary, history_rows
from layerlab.image import BlobImage, stored_image
from layerlab.model import Digest, ImageID, Reference
from layerlab.store import ImageRecord

LOOKS = 5
"""How often something lost is looked for before it is called so."""


class Images(Core):
    def images(self) -> list[ImageSummary]:
        """Every image of the store, the newest first, also one that is damaged."""
        found = [self._summary_or_damage(record) for record in self._store.images()]
        return [summary for summary in found if summary]

    def image_ids(self) -> list[ImageID]:
        """The newest first. Reads no image."""
        return [record.image_id for record in self._store.images()]

    def image_names(self) -> list[str]:
        """What images are called, sorted; an ID where one has no name. Reads no image."""
        names: set[str] = set()
        for record in self._store.images():
            names |= {ref.familiar for ref in record.references} or {record.image_id.short}
        return sorted(names)

    def _summary_or_damage(self, record: ImageRecord) -> ImageSummary | None:
        """None where another program has removed the image meanwhile.

        It may even have brought it back: what is lost is damage only when it stays lost.
        """
        summary = _damaged(record)
        for _ in range(LOOKS):
            try:
                summary, may_return = self._summary(record), True
            except BadInput as error:
                summary, may_return = _damaged(record), isinstance(error, LostBlob)
            if not summary.is_damaged:
                return summary
            if not self._store.has_image(record.image_id):
                return None
            if not may_return:
                break
        return summary

    def _summary(self, record: ImageRecord) -> ImageSummary:
        image = stored_image(self._store, record)
        return ImageSummary(
            image.image_id,
            image.references,
            image.config.created,
            sum(self._sizes(image)),
            len(image.layers),
            str(image.config.platform),
            is_damaged=not image.is_whole,
        )

    def image(self, name: str) -> BlobImage:
        """By reference, image ID or a prefix of one. Raises `NoSuchImage`, `AmbiguousId`."""
        record = self._store.find_image(name)
        with self._while_listed(record, name):
            return stored_image(self._store, record)

    @contextlib.contextmanager
    def _while_listed(self, record: ImageRecord, name: str) -> Iterator[None]:
        """A blob that is lost since another program has removed the image is no damage."""
        try:
            yield
        except LostBlob as error:
            if self._store.has_image(record.image_id):
                raise
            raise NoSuchImage(name) from error

    def tag(self, name: str, reference: str) -> Reference:
        """One more name; it moves here where another image had it."""
        parsed = new_reference(reference)
        self._store.tag(self._store.find_image(name).image_id, parsed)
        return parsed

    def collect(self) -> list[Digest]:
        """Removes what nothing refers to any more, and what killed programs left; its blobs."""
        removed = self._store.collect()
        self._forget_layers()
        return removed

    def history(self, name: str) -> list[HistoryRow]:
        """Newest first."""
        image = self.image(name)
        return history_rows(image, self._sizes(image))


def _damaged(record: ImageRecord) -> ImageSummary:
    return ImageSummary(record.image_id, record.references, "", 0, 0, "", is_damaged=True)
