"""Equal names in one directory brought together, by a hash that is then checked.

A name a time takes as long as all the rest of merging layers. Names that are not the same but
hash alike, which who makes an image may want, are only a slower way.
"""

from itertools import count

import numpy as np

from layerlab.analysis.names import CHUNK, Names, Spans
from layerlab.layer.columns import Column

_ODD = np.uint64(0x9E3779B97F4A7C15)
_HASH_BITS = 40


def by_name(names: Names, nodes: Column, rows: Column) -> tuple[Column, Column, Column]:
    """An order of `nodes` in which those of one name and one row, of `rows` that ascend, follow one
    another as they did before; the number of each one's run; and where each run begins.
    """
    spans = names.spans(nodes)
    order, group, starts = _sorted(hashed(spans, rows))
    if not _are_same(spans.at(order), group):
        order, group, starts = _sorted(_numbered(names, nodes, rows))
    return order, group, starts


def _sorted(keys: Column) -> tuple[Column, Column, Column]:
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    is_first = np.ones(len(keys), bool)
    is_first[1:] = keys[1:] != keys[:-1]
    return order, np.cumsum(is_first) - 1, np.flatnonzero(is_first)


def hashed(spans: Spans, rows: Column) -> Column:
    """The row's number in the upper bits, of which there are enough for all entries of an image,
    and below it a hash of the name.
    """
    hashes = spans.length.astype(np.uint64) * _ODD
    places, number = np.arange(len(rows)), 0
    while len(places):
        mixed = (hashes[places] ^ spans.chunk(number)) * _ODD
        hashes[places] = mixed ^ (mixed >> np.uint64(29))
        number += 1
        goes_on = np.flatnonzero(spans.length > CHUNK * number)
        places, spans = places[goes_on], spans.at(goes_on)
    first = rows[0] if len(rows) else 0
    upper = (rows - first).astype(np.uint64) << np.uint64(_HASH_BITS)
    keys: Column = upper | ((hashes * _ODD) >> np.uint64(64 - _HASH_BITS))
    return keys


def _are_same(spans: Spans, group: Column) -> bool:
    """Whether all names of a group are one."""
    later = np.flatnonzero(group[1:] == group[:-1]) + 1
    one, other = spans.at(later), spans.at(later - 1)
    if (one.length != other.length).any():
        return False
    number = 0
    while len(one.length):
        if (one.chunk(number) != other.chunk(number)).any():
            return False
        number += 1
        goes_on = np.flatnonzero(one.length > CHUNK * number)
        one, other = one.at(goes_on), other.at(goes_on)
    return True


def _numbered(names: Names, nodes: Column, rows: Column) -> Column:
    """Keys that differ wherever names or rows do."""
    raw = names.raw(nodes)
    numbers = dict(zip(dict.fromkeys(raw), count(), strict=False))
    name = np.fromiter(map(numbers.__getitem__, raw), np.int64, len(raw))
    keys: Column = rows * len(numbers) + name
    return keys
