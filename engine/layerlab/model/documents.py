"""Descriptors, manifests, indexes and configs: the JSON documents of an image, as values.

They are read leniently, as the specification asks of readers (unknown fields and media types are
no error, an optional field may be null), and never written back: an image keeps the bytes that it
came with, since its digests are over those.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, cast

from layerlab.errors import InvalidDocument, InvalidReference
from layerlab.model import media
from layerlab.model.digest import (
    ChainID,
    DiffID,
    Digest,
    ImageID,
    chain_ids,
    is_unregistered,
)
from layerlab.model.platform import Platform
from layerlab.reasons import BadSize, Flaw, NotADiffId, NotADigest, OtherRootfs

Json = Mapping[str, Any]
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def parse_object(data: bytes, name: str) -> dict[str, Any]:
    """A JSON object from bytes, which whoever reads them bounds; `name` is for errors.

    Raises `InvalidDocument` for anything but an object.
    """
    value = parse_json(data, name)
    if not isinstance(value, dict):
        raise InvalidDocument(name, Flaw.NO_OBJECT)
    return cast("dict[str, Any]", value)


def parse_json(data: bytes, name: str) -> object:
    """Any JSON. Of equal keys the last counts; text is UTF-8, as the specification of JSON says."""
    try:
        value = json.loads(data.decode(), parse_constant=_refuse_constant)
        return _whole(value) if _SURROGATE.search(data) else value
    except (ValueError, RecursionError) as error:
        raise InvalidDocument(name, str(error)) from error


def _refuse_constant(text: str) -> NoReturn:
    """Python writes and reads NaN and infinities, and nothing else does."""
    raise ValueError(f"{text} is no JSON")


def _whole(value: object) -> object:
    """Halves of surrogate pairs, which no text can hold, become U+FFFD, as in Go."""
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case list():
            return [_whole(item) for item in value]
        case dict():
            return {_whole(key): _whole(item) for key, item in value.items()}
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _objects(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


_TEXTS = frozenset({"Cmd", "Entrypoint", "Env", "OnBuild", "Shell"})
_WORDS = frozenset({"Cmd", "Entrypoint", "Shell"})
_SETS = frozenset({"ExposedPorts", "Volumes"})
_STRINGS = frozenset({"User", "WorkingDir", "StopSignal", "Hostname", "Domainname", "Image"})


def _run_field(key: str, value: object) -> object:
    """A field of the execution parameters; None for one that is of no use."""
    if key in _WORDS and isinstance(value, str):
        return [value]
    if key in _TEXTS:
        is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return value if is_list else None
    if key == "Labels":
        return _text_map(value) if isinstance(value, dict) else None
    if key in _SETS:
        return value if isinstance(value, dict) else None
    return value if key not in _STRINGS or isinstance(value, str) else None


def _text_map(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {k: v for k, v in value.items() if isinstance(k, str) and isinstance(v, str)}


def _platform(value: Json) -> Platform:
    return Platform(
        _text(value.get("os")), _text(value.get("architecture")), _text(value.get("variant"))
    )


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Points to a blob: what it is, its digest, its size in bytes. Spec: descriptor.md."""

    media_type: str
    digest: Digest
    size: int
    annotations: Mapping[str, str] = field(default_factory=dict)
    platform: Platform | None = None
    artifact_type: str = ""

    @classmethod
    def from_json(cls, value: Json, name: str) -> "Descriptor":
        size = value.get("size")
        if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size < 1 << 63:
            raise InvalidDocument(name, BadSize(repr(size)))
        try:
            digest = Digest.parse(value.get("digest", ""))
        except InvalidReference as error:
            raise InvalidDocument(name, NotADigest(repr(error.text))) from error
        raw = value.get("platform")
        platform = _platform(raw) if isinstance(raw, dict) else None
        annotations = _text_map(value.get("annotations"))
        artifact_type = _text(value.get("artifactType"))
        return cls(
            _text(value.get("mediaType")), digest, size, annotations, platform, artifact_type
        )

    def to_json(self) -> dict[str, Any]:
        result: dict[str, Any] = {
            "mediaType": self.media_type,
            "digest": str(self.digest),
            "size": self.size,
        }
        if self.platform:
            names = ("architecture", "os", "variant")
            values = ((name, getattr(self.platform, name)) for name in names)
            result["platform"] = {name: value for name, value in values if value}
        if self.annotations:
            result["annotations"] = dict(self.annotations)
        if self.artifact_type:
            result["artifactType"] = self.artifact_type
        return result


@dataclass(frozen=True, slots=True)
class Manifest:
    """An image manifest, OCI or Docker schema 2. Spec: manifest.md.

    `artifact_type` and `subject` say that it is more than an image's: see `formats.artifacts`.
    """

    media_type: str
    config: Descriptor
    layers: tuple[Descriptor, ...]
    annotations: Mapping[str, str] = field(default_factory=dict)
    artifact_type: str = ""
    subject: Descriptor | None = None

    @classmethod
    def parse(cls, data: bytes, name: str) -> "Manifest":
        value = parse_object(data, name)
        config = value.get("config")
        if not isinstance(config, dict):
            raise InvalidDocument(name, Flaw.NO_CONFIG)
        subject = value.get("subject")
        layers = _objects(value.get("layers"))
        return cls(
            _text(value.get("mediaType")) or media.OCI_MANIFEST,
            Descriptor.from_json(config, name),
            tuple(Descriptor.from_json(layer, name) for layer in layers),
            _text_map(value.get("annotations")),
            _text(value.get("artifactType")),
            Descriptor.from_json(subject, name) if isinstance(subject, dict) else None,
        )


@dataclass(frozen=True, slots=True)
class Index:
    """An image index or Docker manifest list: manifests by platform. Spec: image-index.md.

    Entries are left out whose digest is of an algorithm that nothing here can verify.
    """

    manifests: tuple[Descriptor, ...]
    annotations: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, data: bytes, name: str) -> "Index":
        value = parse_object(data, name)
        manifests = _objects(value.get("manifests"))
        return cls(
            tuple(
                Descriptor.from_json(entry, name)
                for entry in manifests
                if not is_unregistered(entry.get("digest"))
            ),
            _text_map(value.get("annotations")),
        )


@dataclass(frozen=True, slots=True)
class History:
    """One line of an image's history: an instruction, with a layer or without one."""

    created: str = ""
    created_by: str = ""
    author: str = ""
    comment: str = ""
    empty_layer: bool = False

    def to_json(self) -> dict[str, Any]:
        names = ("created", "created_by", "author", "comment")
        result: dict[str, Any] = {n: getattr(self, n) for n in names if getattr(self, n)}
        if self.empty_layer:
            result["empty_layer"] = True
        return result


@dataclass(frozen=True, slots=True)
class ImageConfig:
    """An image's config. Spec: image-spec config.md.

    `raw` is the whole document, with the fields that are not named here; `data` its bytes.
    """

    data: bytes
    raw: Mapping[str, Any]
    diff_ids: tuple[DiffID, ...]
    history: tuple[History, ...]
    platform: Platform

    @classmethod
    def parse(cls, data: bytes, name: str) -> "ImageConfig":
        raw = parse_object(data, name)
        rootfs = raw.get("rootfs")
        if isinstance(rootfs, dict) and rootfs.get("type") not in (None, "layers"):
            raise InvalidDocument(name, OtherRootfs(repr(rootfs["type"])))
        listed = rootfs.get("diff_ids") if isinstance(rootfs, dict) else None
        listed = listed if isinstance(listed, list) else []
        try:
            diff_ids = tuple(DiffID.parse(text) for text in listed)
        except InvalidReference as error:
            raise InvalidDocument(name, NotADiffId(repr(error.text))) from error
        history = tuple(
            History(
                _text(item.get("created")),
                _text(item.get("created_by")),
                _text(item.get("author")),
                _text(item.get("comment")),
                item.get("empty_layer") is True,
            )
            for item in _objects(raw.get("history"))
        )
        return cls(data, raw, diff_ids, history, _platform(raw))

    @property
    def image_id(self) -> ImageID:
        return ImageID.of(self.data)

    @property
    def chain_ids(self) -> tuple[ChainID, ...]:
        return chain_ids(self.diff_ids)

    @property
    def created(self) -> str:
        return _text(self.raw.get("created"))

    @property
    def author(self) -> str:
        return _text(self.raw.get("author"))

    @property
    def run(self) -> Json:
        """The execution parameters (`config`: Cmd, Env, …), empty where absent.

        Fields of another type than the specification says are left out. A command may be one
        string, as old Dockers wrote it.
        """
        value = self.raw.get("config")
        fields = value.items() if isinstance(value, dict) else ()
        read = ((key, _run_field(key, item)) for key, item in fields)
        return {key: item for key, item in read if item is not None}

    def layer_history(self) -> tuple[History | None, ...]:
        """For each layer, base first, the history line that made it.

        History may be absent, shorter or longer than the layers (nix, squashed images): a layer
        without a line has None, and lines beyond the layers belong to none.
        """
        lines = [line for line in self.history if not line.empty_layer]
        padded = [*lines, *[None] * len(self.diff_ids)]
        return tuple(padded[: len(self.diff_ids)])
