"""Equal names in one directory brought together, by a hash that is then checked.

A name a time takes as long as all the rest of merging layers. Names that are not the same but
hash alike, which who makes an image may want, are only a slower way.
"""

from itertools import count

import numpy as np

from layerlab.analysis.names import CHUNK, Names
from layerlab.layer.columns import Column

_ODD = np.uint64(0x9E3779B97F4A7C15)
_HASH_BITS = 40


def by_name(names: Names, nodes: Column, rows: Column) -> tuple[Column, Column, Column]:
    """An order of `nodes` in which those of one name and one row, of `rows` that ascend, follow one
    another as they did before; the number of each one's run; and where each run begins.
    """
    order, group, starts = _sorted(_hashed(names, nodes, rows))
    if not _are_same(names, nodes[order], group):
        order, group, starts = _sorted(_numbered(names, nodes, rows))
    return order, group, starts


def _sorted(keys: Column) -> tuple[Column, Column, Column]:
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    is_first = np.ones(len(keys), bool)
    is_first[1:] = keys[1:] != keys[:-1]
    return order, np.cumsum(is_first) - 1, np.flatnonzero(is_first)


def _hashed(names: Names, nodes: Column, rows: Column) -> Column:
    """The row's number in the upper bits, of which there are enough for all entries of an image,
    and below it a hash of the name."""
    lengths = names.lengths(nodes)
    hashes = lengths.astype(np.uint64) * _ODD
    left, number = np.arange(len(nodes)), 0
    while len(left):
        mixed = (hashes[left] ^ names.chunks(nodes[left], number)) * _ODD
        hashes[left] = mixed ^ (mixed >> np.uint64(29))
        number += 1
        left = left[lengths[left] > CHUNK * number]
    first = rows[0] if len(rows) else 0
    upper = (rows - first).astype(np.uint64) << np.uint64(_HASH_BITS)
    keys: Column = upper | ((hashes * _ODD) >> np.uint64(64 - _HASH_BITS))
    return keys


def _are_same(names: Names, nodes: Column, group: Column) -> bool:
    """Whether all nodes of a group have one name."""
    later = np.flatnonzero(group[1:] == group[:-1]) + 1
    lengths = names.lengths(nodes)
    if (lengths[later] != lengths[later - 1]).any():
        return False
    number = 0
    while len(later):
        one = names.chunks(nodes[later], number)
        if (one != names.chunks(nodes[later - 1], number)).any():
            return False
        number += 1
        later = later[lengths[later] > CHUNK * number]
    return True


def _numbered(names: Names, nodes: Column, rows: Column) -> Column:
    """Keys that differ wherever names or rows do."""
    raw = names.raw(nodes)
    numbers = dict(zip(dict.fromkeys(raw), count(), strict=False))
    name = np.fromiter(map(numbers.__getitem__, raw), np.int64, len(raw))
    keys: Column = rows * len(numbers) + name
    return keys
