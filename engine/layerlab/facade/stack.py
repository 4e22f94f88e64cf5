"""A stack as the window shows it: a card for each layer, and views of the files up to each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from layerlab.analysis import Usage, usage
from layerlab.container import Container, Volume
from layerlab.errors import NoSuchLayer
from layerlab.facade.indexes import LayerIndexes
from layerlab.image import Image, Layer
from layerlab.layer import LayerIndex
from layerlab.model import ChainID, Descriptor, DiffID, History, Kind
from layerlab.overlay import ChangeCounts, Overlay, TreeLayer, UpperTree, View, count_changes
from layerlab.overlay.alone import LayerView
from layerlab.progress import Progress
from layerlab.streams.tar_reader import Header, read_headers
from layerlab.streams.window import Window


@dataclass(frozen=True, slots=True)
class LayerCard:
    """One layer's facts. `size_bytes` are its files', `stored_bytes` its blob's.

    Of a layer that `is_missing` only the documents' words are known: it counts no files.
    The container layer has neither diff ID, chain ID, descriptor nor history.
    """

    number: int
    is_container: bool
    instruction: str
    size_bytes: int
    stored_bytes: int
    file_count: int
    whiteout_count: int
    diff_id: DiffID | None = None
    chain_id: ChainID | None = None
    descriptor: Descriptor | None = None
    history: History | None = None
    is_missing: bool = False

    @property
    def json(self) -> str:
        """What the image's documents say of the layer."""
        facts: dict[str, Any] = {"number": self.number}
        if self.history:
            facts["history"] = self.history.to_json()
        if self.descriptor:
            facts["descriptor"] = self.descriptor.to_json()
        if self.diff_id:
            facts["diff_id"] = str(self.diff_id)
        if self.chain_id:
            facts["chain_id"] = str(self.chain_id)
        return json.dumps(facts, indent=2, ensure_ascii=False)


class Lower:
    """The layers of an image with their indexes: what all its containers stand on."""

    def __init__(self, image: Image, indexes: LayerIndexes, progress: Progress) -> None:
        self.image = image
        self._limits = indexes.limits
        name = image.references[0].familiar if image.references else image.image_id.short
        self._files = [indexes.files(layer, len(image.layers)) for layer in image.layers]
        self.indexes: list[LayerIndex] = []
        for layer, files in zip(image.layers, self._files, strict=True):
            self.indexes.append(indexes.get(layer, progress, files))
            count = sum(index.count for index in self.indexes)
            indexes.limits.check("image_entries", f"entries of {name}", count)
        layers = zip(image.layers, self.indexes, self._files, strict=True)
        self.overlay = Overlay(
            [
                TreeLayer(
                    layer.number,
                    index,
                    partial(files.open, index),
                    partial(_inode, index),
                    is_missing=layer.is_missing,
                    name_count=index.name_count,
                )
                for layer, index, files in layers
            ],
            name=name,
            limits=indexes.limits,
        )

    def headers(self, position: int, limit: int) -> tuple[Header, ...]:
        """The first `limit` entries of a layer's tar, as they are stored. From any thread."""
        index, name = self.indexes[position], f"layer {position + 1}"
        tar = Window(self._files[position].tar(), 0, index.tar_size)
        return tuple(islice(read_headers(tar, name, limits=self._limits), limit))

    def close(self) -> None:
        for files in self._files:
            files.close()


def _inode(index: LayerIndex, node: int) -> int:
    """Names of one file have its contents' place in common; what has no contents stands alone."""
    offset = index.data_offset(node)
    return offset if offset >= 0 else -1 - node


class Stack:
    """An image's layers, with a container's on top where there is one.

    A snapshot of the container's state when it was asked for; ask again after an edit.
    """

    def __init__(
        self, lower: Lower, container: Container | None = None, at: int | None = None
    ) -> None:
        """`at` is the edit as of which the container is looked at; None for as it is.

        Raises `NoSuchEdit`.
        """
        self.image = lower.image
        self.container = self.writable = container
        self._lower = lower
        self._overlay = lower.overlay
        self._upper = UpperTree()
        if container is not None and at is None:
            self._overlay, self._upper = container.overlay, container.upper
        elif container is not None and at is not None:
            self._overlay, self._upper = container.overlay_at(at), container.upper_at(at)
        self.layers = tuple(self._cards())

    def as_of(self, number: int) -> "Stack":
        """The same with the container as it was after an edit of its log; 0 is before the first.

        Looking changes nothing. Raises `NoSuchEdit`.
        """
        return Stack(self._lower, self.container, number)

    def _cards(self) -> list[LayerCard]:
        chain = self.image.config.chain_ids
        cards = [
            _card(layer, index, chain[layer.number - 1])
            for layer, index in zip(self.image.layers, self._lower.indexes, strict=True)
        ]
        if self.container is None:
            return cards
        number = self._overlay.layers[-1].number
        return [*cards, _writable_card(number, self.container.name, self._upper)]

    def card(self, number: int) -> LayerCard:
        if not 1 <= number <= len(self.layers):
            raise NoSuchLayer(number, len(self.layers))
        return self.layers[number - 1]

    def changes(self, number: int, progress: Progress | None = None) -> ChangeCounts:
        """How many paths a layer added, changed and deleted. Raises `NoSuchLayer`."""
        self.card(number)
        return count_changes(self._overlay, number, progress or Progress())

    def headers(self, number: int, limit: int) -> tuple[Header, ...]:
        """The first `limit` entries of a layer's tar in their order, names and types as stored.

        A container's layer is no tar (yet), and one that is missing is not there: both have none.
        Raises `NoSuchLayer`.
        """
        card = self.card(number)
        if card.is_container or card.is_missing:
            return ()
        return self._lower.headers(number - 1, limit)

    def view(
        self, upto: int | None = None, alone: int | None = None, *, mounted: bool = True
    ) -> View:
        """The merged files of layers 1 to `upto` (all by default), or one layer's own entries.

        Up to a container's layer it is what the container sees, so with what is mounted in it,
        unless not `mounted`. Raises `NoSuchLayer`.
        """
        if alone is not None:
            self.card(alone)
            return LayerView(self._overlay, alone)
        if upto is not None and upto != 0:
            self.card(upto)
        count = len(self.layers) if upto is None else upto
        found = self._overlay.view(count)
        if self.container is None or not mounted or count < len(self.layers):
            return found
        return self.container.over(found)

    def usage(
        self,
        upto: int | None = None,
        alone: int | None = None,
        *,
        mounted: bool = True,
        progress: Progress | None = None,
    ) -> Usage:
        """Where the bytes of such a view are, by layer. Raises `NoSuchLayer`, `Cancelled`."""
        return usage(self.view(upto, alone, mounted=mounted), progress)


class VolumeStack:
    """A volume as the one layer that it is, with what a `Stack` answers of files.

    It has neither image nor container.
    """

    image = None
    container = None

    def __init__(self, volume: Volume, at: int | None = None) -> None:
        """`at` as of a `Stack`."""
        self.volume = self.writable = volume
        self._overlay = volume.overlay if at is None else volume.overlay_at(at)
        upper = volume.upper if at is None else volume.upper_at(at)
        self.layers = (_writable_card(1, volume.name, upper),)

    def as_of(self, number: int) -> "VolumeStack":
        """The same as it was after an edit of its log. Raises `NoSuchEdit`."""
        return VolumeStack(self.volume, number)

    def card(self, number: int) -> LayerCard:
        if number != 1:
            raise NoSuchLayer(number, 1)
        return self.layers[0]

    def headers(self, number: int, limit: int) -> tuple[Header, ...]:
        """None: a volume is a directory. Raises `NoSuchLayer`."""
        self.card(number)
        return ()

    def view(
        self, upto: int | None = None, alone: int | None = None, *, mounted: bool = True
    ) -> View:
        """Raises `NoSuchLayer`. Nothing is mounted in a volume."""
        if alone is not None:
            self.card(alone)
            return LayerView(self._overlay, alone)
        if upto:
            self.card(upto)
        return self._overlay.view(1 if upto is None else upto)

    def usage(
        self,
        upto: int | None = None,
        alone: int | None = None,
        *,
        mounted: bool = True,
        progress: Progress | None = None,
    ) -> Usage:
        """As of a `Stack`."""
        return usage(self.view(upto, alone), progress)

    def changes(self, number: int, progress: Progress | None = None) -> ChangeCounts:
        """All that it has was added."""
        self.card(number)
        return count_changes(self._overlay, number, progress or Progress())


def _card(layer: Layer, index: LayerIndex, chain_id: ChainID) -> LayerCard:
    instruction = layer.history.created_by if layer.history else ""
    return LayerCard(
        layer.number,
        False,
        instruction,
        index.size_bytes,
        layer.stored_size,
        index.file_count,
        index.whiteouts,
        layer.diff_id,
        chain_id,
        layer.descriptor,
        layer.history,
        layer.is_missing,
    )


def _writable_card(number: int, name: str, upper: UpperTree) -> LayerCard:
    records: Sequence[Kind] = [record.kind for record in upper.records.values()]
    return LayerCard(
        number,
        True,
        name,
        upper.size_bytes,
        0,
        sum(kind is Kind.FILE for kind in records),
        sum(kind is Kind.WHITEOUT for kind in records),
    )
