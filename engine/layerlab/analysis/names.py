"""The names of a tree's nodes as bytes in one array, to be hashed and compared by the thousand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from layerlab.layer.columns import Column

CHUNK = 8
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(CHUNK + 1)], np.uint64)


@dataclass(frozen=True)
class Names:
    """`pool` are all names one after the other; node n's are `pool[start[n]:start[n + 1]]`."""

    pool: Column
    start: Column

    @classmethod
    def of(cls, names: Sequence[str]) -> "Names":
        raw = [name.encode("utf-8", "surrogateescape") for name in names]
        ends = np.cumsum([0, *map(len, raw)])
        return cls(np.frombuffer(b"".join(raw), np.uint8), ends)

    def raw(self, nodes: Column) -> list[bytes]:
        starts, ends = self.start[nodes].tolist(), self.start[nodes + 1].tolist()
        return [self.pool[a:b].tobytes() for a, b in zip(starts, ends, strict=True)]

    def name(self, node: int) -> str:
        return self.raw(np.array([node]))[0].decode("utf-8", "surrogateescape")

    def spans(self, nodes: Column) -> "Spans":
        start = self.start[nodes].astype(np.int64)
        return Spans(self._chunks, start, self.start[nodes + 1] - start)

    @cached_property
    def _chunks(self) -> Column:
        """The eight bytes from each place of the pool on."""
        padded = np.concatenate((self.pool, np.zeros(CHUNK, np.uint8)))
        return np.ndarray((len(self.pool) + 1,), "<u8", padded, strides=(1,))


@dataclass(frozen=True)
class Spans:
    """Names by where they are; `length` is in bytes."""

    chunks: Column
    start: Column
    length: Column

    def at(self, places: Column) -> "Spans":
        return Spans(self.chunks, self.start[places], self.length[places])

    def chunk(self, number: int) -> Column:
        """Of each name the eight bytes from `8 * number` on, as an integer; zeros after its end,
        which is not before that.
        """
        left = np.minimum(self.length - CHUNK * number, CHUNK)
        found: Column = self.chunks[self.start + CHUNK * number] & _MASKS[left]
        return found


def joined(names: Sequence[Names]) -> Names:
    """Those of several trees, whose nodes are numbered on from tree to tree."""
    sizes = [len(one.pool) for one in names]
    begin = np.cumsum([0, *sizes])
    starts = [one.start[:-1] + at for one, at in zip(names, begin[:-1], strict=True)]
    return Names(np.concatenate([one.pool for one in names]), np.concatenate([*starts, begin[-1:]]))
