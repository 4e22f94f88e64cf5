"""Reads archives of Docker before 1.10: a directory for each layer, chained by `json`'s `parent`.

Spec: moby image/spec/v1.md. There is no `manifest.json`; `repositories` says which layer is the
top of which name. Layers have random IDs and no diff IDs, so that opening one takes a pass over
all layers' bytes. The images get the IDs that Docker gives them (see `v1_config`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from layerlab.errors import DamagedArchive, InvalidDocument
from layerlab.formats.budget import Budget
from layerlab.formats.contents import Contents
from layerlab.formats.members import Members, opener, read_small
from layerlab.formats.v1_config import folded, history_line, make_config
from layerlab.image import BlobImage, BlobLayer
from layerlab.model import Descriptor, DiffID, Digest, ImageConfig, Reference
from layerlab.model.documents import parse_object
from layerlab.progress import Progress
from layerlab.reasons import Flaw, MissingTop, NotALayerId, ParentNotALayerId, TagsNoObject
from layerlab.streams.compression import Compression, sniff
from layerlab.streams.hashing import hash_uncompressed

REPOSITORIES = "repositories"
_JSON = re.compile(r"([0-9a-f]{64})/json", re.ASCII)
_ID = re.compile(r"[0-9a-f]{64}", re.ASCII)


def is_docker_v1(members: Members) -> bool:
    return members.has(REPOSITORIES) or any(map(_JSON.fullmatch, members.names()))


def read_docker_v1(members: Members, progress: Progress) -> Contents:
    """An image for each layer that has a name or that is no other's parent.

    Raises `BadInput` that names the archive and what is wrong: also for a parent that is missing,
    for parents that go in a circle, and for a name whose layer is not there.
    """
    reader = _Reader(members, progress, Budget(members.path, members.limits, progress))
    names = _names(members)
    for top, references in names.items():
        if not members.has(f"{top}/json"):
            reason = MissingTop(references[0].familiar, top)
            raise InvalidDocument(f"{REPOSITORIES} of {members.path}", reason)
    listed = (found[1] for found in map(_JSON.fullmatch, sorted(members.names())) if found)
    steps = {one: reader.step(one) for one in listed}
    parents = {step.parent for step in steps.values()}
    tops = dict.fromkeys([*names, *(one for one in steps if one not in parents)])
    chains = {top: reader.chain(top) for top in tops}
    for stray in steps.keys() - set(chain.from_iterable(chains.values())):
        reader.chain(stray)  # which raises: only a circle is below no top
    return Contents(tuple(reader.image(chains[top], names.get(top, ())) for top in tops))


def _names(members: Members) -> dict[str, tuple[Reference, ...]]:
    """For each named layer its names, in the order of the file."""
    if not members.has(REPOSITORIES):
        return {}
    name = f"{REPOSITORIES} of {members.path}"
    found: dict[str, tuple[Reference, ...]] = {}
    for repository, tags in parse_object(read_small(members, REPOSITORIES), name).items():
        if not isinstance(tags, dict):
            raise InvalidDocument(name, TagsNoObject(repository))
        for tag, top in tags.items():
            reference = Reference.parse_or_none(f"{repository}:{tag}")
            if not isinstance(top, str) or not _ID.fullmatch(top):
                raise InvalidDocument(name, NotALayerId(repr(top)))
            if reference:
                found[top] = (*found.get(top, ()), reference)
    return found


@dataclass(frozen=True, slots=True)
class _Step:
    """One layer's `json`."""

    name: str
    data: bytes
    value: Mapping[str, Any]
    parent: str | None


@dataclass(slots=True)
class _Reader:
    members: Members
    progress: Progress
    budget: Budget
    _steps: dict[str, _Step] = field(default_factory=dict)
    _diff_ids: dict[str, DiffID] = field(default_factory=dict)
    _plain: set[str] = field(default_factory=set)

    def step(self, key: str) -> _Step:
        if key not in self._steps:
            name = f"{key}/json of {self.members.path}"
            data = read_small(self.members, f"{key}/json")
            self.budget.spend_document(len(data))
            value = parse_object(data, name)
            parent = folded(value).get("parent") or None
            if parent is not None and not (isinstance(parent, str) and _ID.fullmatch(parent)):
                reason = ParentNotALayerId(repr(parent))
                raise InvalidDocument(name, reason)
            self._steps[key] = _Step(name, data, value, parent)
        return self._steps[key]

    def image(self, keys: list[str], references: tuple[Reference, ...]) -> BlobImage:
        diff_ids = [self._diff_id(key) for key in keys]
        steps = [self.step(key) for key in keys]
        history = [history_line(step.value, step.name) for step in steps]
        self.budget.spend_document(sum(map(len, history)))
        last = steps[-1]
        data = make_config(last.data, last.value, diff_ids, history, last.name)
        config = ImageConfig.parse(data, last.name)
        facts = zip(keys, config.diff_ids, config.layer_history(), strict=True)
        layers = [self._layer(number, *one) for number, one in enumerate(facts, start=1)]
        return BlobImage(config, tuple(layers), references)

    def chain(self, top: str) -> list[str]:
        """The IDs of an image's layers, base first."""
        self.budget.spend_image()
        found = {top: None}
        key: str | None = self.step(top).parent
        while key is not None:
            if key in found:
                raise InvalidDocument(self.step(top).name, Flaw.CIRCULAR_PARENTS)
            if not self.members.has(f"{key}/json"):
                raise DamagedArchive(self.members.path, f"{key}/json", Flaw.MISSING)
            found[key] = None
            self.budget.spend_layers(1)
            what = f"layers of {self.step(top).name}"
            self.members.limits.check("layers", what, len(found))
            key = self.step(key).parent
        return list(found)[::-1]

    def _diff_id(self, key: str) -> DiffID:
        if key not in self._diff_ids:
            member = f"{key}/layer.tar"
            name = f"{member} of {self.members.path}"
            self.progress.begin("check", member, self.members.size(member))
            with self.members.open(member) as blob:
                if sniff(blob.read(512)) is Compression.NONE:
                    self._plain.add(key)
                blob.seek(0)
                digest = hash_uncompressed(blob, name, self.members.limits, self.progress)
            self._diff_ids[key] = DiffID(digest)
        return self._diff_ids[key]

    def _layer(self, number: int, key: str, diff_id: DiffID, history: Any) -> BlobLayer:
        member = f"{key}/layer.tar"
        size = self.members.size(member)
        plain = Descriptor("", Digest(diff_id), size) if key in self._plain else None
        blob = opener(self.members, member)
        origin = self.members.origin(member)
        return BlobLayer(number, diff_id, size, blob, plain, history, origin)
