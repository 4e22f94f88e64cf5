"""Reads what `docker save` and its kin write: `manifest.json`, configs and layers in a tar.

The layers stand in the order of `manifest.json`, which is believed over `index.json` where its
number of layers is the config's: some releases of Docker wrote the latter in random order
(moby#47150). Keys are read in any case, as Go does and jib needs.
"""

from dataclasses import dataclass

from layerlab.errors import InvalidDocument
from layerlab.formats.members import Members, opener, read_small
from layerlab.image import BlobImage, BlobLayer
from layerlab.model import Descriptor, DiffID, Digest, History, ImageConfig, Reference
from layerlab.model.documents import parse_json
from layerlab.streams.compression import Compression, sniff

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class _Row:
    config: str
    layers: tuple[str, ...]
    tags: tuple[str, ...]


def is_docker_archive(members: Members) -> bool:
    return members.has(MANIFEST)


def read_docker_archive(members: Members) -> tuple[BlobImage, ...]:
    """The images of the archive, in its order, with their tags.

    Raises `BadInput` that names the archive and the member that is wrong.
    """
    return tuple(_image(members, row) for row in _rows(members))


def _rows(members: Members) -> list[_Row]:
    value = parse_json(read_small(members, MANIFEST), f"{MANIFEST} of {members.path}")
    if not isinstance(value, list):
        raise InvalidDocument(f"{MANIFEST} of {members.path}", "not a JSON array")
    return [_row(members, item) for item in value]


def _row(members: Members, item: object) -> _Row:
    name = f"{MANIFEST} of {members.path}"
    if not isinstance(item, dict):
        raise InvalidDocument(name, "an image that is not a JSON object")
    fields = {str(key).lower(): value for key, value in item.items()}
    config = fields.get("config")
    if not isinstance(config, str):
        raise InvalidDocument(name, "an image without a Config")
    return _Row(config, _texts(fields.get("layers"), name), _texts(fields.get("repotags"), name))


def _texts(value: object, name: str) -> tuple[str, ...]:
    listed = [] if value is None else value
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise InvalidDocument(name, "Layers and RepoTags must be lists of strings")
    return tuple(listed)


def _image(members: Members, row: _Row) -> BlobImage:
    config = ImageConfig.parse(read_small(members, row.config), f"{row.config} of {members.path}")
    if len(config.diff_ids) != len(row.layers):
        reason = f"{len(row.layers)} layers, but {row.config} has {len(config.diff_ids)}"
        raise InvalidDocument(f"{MANIFEST} of {members.path}", reason)
    facts = zip(row.layers, config.diff_ids, config.layer_history(), strict=True)
    layers = tuple(_layer(members, number, *one) for number, one in enumerate(facts, start=1))
    return BlobImage(config, layers, _references(row.tags))


def _layer(
    members: Members, number: int, name: str, diff_id: DiffID, history: History | None
) -> BlobLayer:
    size = members.size(name)
    with members.open(name) as stream:
        is_plain = sniff(stream.read(512)) is Compression.NONE
    return BlobLayer(
        number,
        diff_id,
        size,
        opener(members, name),
        Descriptor("", Digest(diff_id), size) if is_plain else None,
        history,
        members.origin(name),
    )


def _references(tags: tuple[str, ...]) -> tuple[Reference, ...]:
    """Tags that are none are dropped, as they can't be names anywhere."""
    return tuple(filter(None, map(Reference.parse_or_none, tags)))
