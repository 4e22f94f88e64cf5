"""Reads what `docker save` and its kin write: `manifest.json`, configs and layers in a tar.

The layers stand in the order of `manifest.json`, which is believed over `index.json` where its
number of layers is the config's: some releases of Docker wrote the latter in random order
(moby#47150). Keys are read in any case, as Go does and jib needs.
"""

from dataclasses import dataclass, field
from functools import partial
from typing import NoReturn

from layerlab.errors import DamagedArchive, InvalidDocument, MissingBlob
from layerlab.formats.budget import Budget
from layerlab.formats.contents import AbsentImage, Contents
from layerlab.formats.members import Members, opener, read_small
from layerlab.image import BlobImage, BlobLayer
from layerlab.model import Descriptor, DiffID, Digest, History, ImageConfig, Reference
from layerlab.model.documents import parse_json
from layerlab.progress import Progress
from layerlab.reasons import Flaw, OtherLayerCountOf
from layerlab.streams.compression import Compression, sniff

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class _Row:
    config: str
    layers: tuple[str, ...]
    tags: tuple[str, ...]

    @property
    def references(self) -> tuple[Reference, ...]:
        """Tags that are none are dropped, as they can't be names anywhere."""
        return tuple(filter(None, map(Reference.parse_or_none, self.tags)))


def is_docker_archive(members: Members) -> bool:
    return members.has(MANIFEST)


def read_docker_archive(members: Members, progress: Progress) -> Contents:
    """The images of the archive, in its order, with their tags; layers may be missing.

    An image whose config is missing is absent where others are there.
    Raises `BadInput` that names the archive and the member that is wrong.
    """
    reader = _Reader(members, Budget(members.path, members.limits, progress))
    images: list[BlobImage] = []
    absent: list[AbsentImage] = []
    for row in _rows(members):
        reader.budget.spend_image()
        if members.has(row.config):
            images.append(reader.image(row))
        else:
            absent.append(AbsentImage(row.config, references=row.references))
    if absent and not images:
        raise DamagedArchive(members.path, absent[0].missing, Flaw.MISSING)
    return Contents(tuple(images), absent=tuple(absent))


def _rows(members: Members) -> list[_Row]:
    value = parse_json(read_small(members, MANIFEST), f"{MANIFEST} of {members.path}")
    if not isinstance(value, list):
        raise InvalidDocument(f"{MANIFEST} of {members.path}", Flaw.NO_ARRAY)
    return [_row(members, item) for item in value]


def _row(members: Members, item: object) -> _Row:
    name = f"{MANIFEST} of {members.path}"
    if not isinstance(item, dict):
        raise InvalidDocument(name, Flaw.IMAGE_NO_OBJECT)
    fields = {str(key).lower(): value for key, value in item.items()}
    config = fields.get("config")
    if not isinstance(config, str):
        raise InvalidDocument(name, Flaw.IMAGE_WITHOUT_CONFIG)
    return _Row(config, _texts(fields.get("layers"), name), _texts(fields.get("repotags"), name))


def _texts(value: object, name: str) -> tuple[str, ...]:
    listed = [] if value is None else value
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise InvalidDocument(name, Flaw.NO_LISTS)
    return tuple(listed)


@dataclass(slots=True)
class _Reader:
    """Reads each config and looks at each layer once, however many rows name it."""

    members: Members
    budget: Budget
    _configs: dict[str, ImageConfig] = field(default_factory=dict)
    _plain: dict[str, bool] = field(default_factory=dict)

    def image(self, row: _Row) -> BlobImage:
        config = self._config(row.config)
        if len(config.diff_ids) != len(row.layers):
            reason = OtherLayerCountOf(len(row.layers), row.config, len(config.diff_ids))
            raise InvalidDocument(f"{MANIFEST} of {self.members.path}", reason)
        self.budget.spend_layers(len(row.layers))
        facts = zip(row.layers, config.diff_ids, config.layer_history(), strict=True)
        layers = tuple(self._layer(number, *one) for number, one in enumerate(facts, start=1))
        return BlobImage(config, layers, row.references)

    def _config(self, name: str) -> ImageConfig:
        if name not in self._configs:
            data = read_small(self.members, name)
            self.budget.spend_document(len(data))
            self._configs[name] = ImageConfig.parse(data, f"{name} of {self.members.path}")
        return self._configs[name]

    def _layer(self, number: int, name: str, diff_id: DiffID, history: History | None) -> BlobLayer:
        if not self.members.has(name):
            return missing_layer(self.members, number, diff_id, history)
        size = self.members.size(name)
        return BlobLayer(
            number,
            diff_id,
            size,
            opener(self.members, name),
            Descriptor("", Digest(diff_id), size) if self._is_plain(name) else None,
            history,
            self.members.origin(name),
        )

    def _is_plain(self, name: str) -> bool:
        if name not in self._plain:
            with self.members.open(name) as stream:
                self._plain[name] = sniff(stream.read(512)) is Compression.NONE
        return self._plain[name]


def missing_layer(
    members: Members, number: int, diff_id: DiffID, history: History | None
) -> BlobLayer:
    """A layer that is listed, and whose member is not there."""
    origin = f"missing from {members.path}"
    refuse = partial(_refuse, diff_id, members.path)
    return BlobLayer(number, diff_id, 0, refuse, None, history, origin, is_missing=True)


def _refuse(diff_id: DiffID, path: str) -> NoReturn:
    raise MissingBlob(diff_id, path)
