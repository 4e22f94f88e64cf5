"""Identifiers by content: four kinds that look alike and must never be mixed up.

Each is a `str` of the form `sha256:<64 hex>`, so that it prints and compares as the
specification writes it, and a type of its own, so that mypy catches a mix-up.
Spec: image-spec descriptor.md, Digests; config.md, Layer DiffID, Layer ChainID, ImageID.
"""

import hashlib
import re
from collections.abc import Iterable
from typing import Self

from layerlab.errors import InvalidReference
from layerlab.reasons import Flaw

_FORM = re.compile(r"(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})", re.ASCII)
_GRAMMAR = re.compile(r"([a-z0-9]+(?:[+._-][a-z0-9]+)*):[a-zA-Z0-9=_-]+", re.ASCII)
_REGISTERED = ("sha256", "sha512")
SHORT_LENGTH = 12


class Hash(str):
    """The common form of all content identifiers. Use one of the four below."""

    __slots__ = ()

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read `algorithm:hex`, as text or out of a JSON document.

        Raises `InvalidReference` for anything else, also for upper-case hex digits.
        """
        if not isinstance(text, str) or not _FORM.fullmatch(text):
            raise InvalidReference(str(text), Flaw.NO_DIGEST)
        return cls(text)

    @classmethod
    def of(cls, data: bytes, algorithm: str = "sha256") -> Self:
        return cls(f"{algorithm}:{hashlib.new(algorithm, data).hexdigest()}")

    @property
    def algorithm(self) -> str:
        return self.partition(":")[0]

    @property
    def hex(self) -> str:
        return self.partition(":")[2]

    @property
    def short(self) -> str:
        """The first twelve hex digits, as Docker prints them."""
        return self.hex[:SHORT_LENGTH]


class Digest(Hash):
    """Of a blob as it is stored or sent (for a layer: compressed)."""

    __slots__ = ()


class DiffID(Hash):
    """Of a layer's uncompressed tar, every byte to the end of the stream."""

    __slots__ = ()


class ChainID(Hash):
    """Of a stack of layers."""

    __slots__ = ()


class ImageID(Hash):
    """Of an image's config."""

    __slots__ = ()


def is_unregistered(text: object) -> bool:
    """Whether it is a digest by the grammar, of an algorithm that the specification does not have.

    Spec: image-spec descriptor.md, Digests: such a one is no error, but can't be verified here.
    """
    match = _GRAMMAR.fullmatch(text) if isinstance(text, str) else None
    return bool(match and match[1] not in _REGISTERED)


def chain_ids(diff_ids: Iterable[DiffID]) -> tuple[ChainID, ...]:
    """The chain ID of every stack, base first.

    Spec: image-spec config.md, Layer ChainID.
    """
    chain: list[ChainID] = []
    for diff_id in diff_ids:
        above = ChainID.of(f"{chain[-1]} {diff_id}".encode()) if chain else ChainID(diff_id)
        chain.append(above)
    return tuple(chain)
