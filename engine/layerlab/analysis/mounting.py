"""The rows of a view with those of what is mounted over it."""

from dataclasses import replace

import numpy as np

from layerlab.analysis.names import Names
from layerlab.analysis.rows import FIELDS, ROOT_ROW, Rows, Source, arranged
from layerlab.analysis.skeleton import NO_FILE
from layerlab.model import Kind, LayerPath

_NOTHING = np.zeros(0, np.int64)


def mounted_rows(rows: Rows, path: LayerPath, inner: Rows, title: str) -> Rows:
    """With `inner` at a path instead of what is there. Directories on the way are made; where
    something else is in the way, nobody gets to the mount.
    """
    inner = replace(inner, sources=tuple(_of_mount(one, title) for one in inner.sources))
    if not path:
        return inner
    *above, name = path.split("/")
    row, missing = ROOT_ROW, list(above)
    while missing and (child := rows.child(row, missing[0])) is not None:
        row = child
        del missing[0]
    if rows.kind[row] != Kind.DIRECTORY:
        return rows
    covered = None if missing else rows.child(row, name)
    stays = np.ones(rows.count, bool) if covered is None else ~rows.within(covered)
    return _spliced(rows, stays, row, [*missing, name], inner)


def _of_mount(source: Source, title: str) -> Source:
    return source._replace(number=0, mount=title)


def _spliced(rows: Rows, stays: np.ndarray, row: int, names: list[str], inner: Rows) -> Rows:
    """`names` are made in the directory `row`, each in the one before; the last is `inner`."""
    rank = np.cumsum(stays) - 1
    kept, made, count = int(rank[-1]) + 1, len(names) - 1, len(rows.sources)
    way = [int(rank[row]), *range(kept, kept + made)]
    listed = Names.of(names)
    sources = (
        *rows.sources,
        Source(listed, 0, "", _NOTHING),
        Source(listed, 0, inner.sources[0].mount, _NOTHING),
        *inner.sources,
    )
    own = {name: getattr(inner, name).copy() for name in FIELDS}
    own["source"] += count + 2
    own["file_source"] += count + 2
    own["source"][0], own["node"][0] = count + 1, made
    inner_parent = inner.parent + kept + made
    inner_parent[0] = way[-1]
    new = {name: np.zeros(made, np.int64) for name in FIELDS}
    new |= {
        "kind": np.full(made, Kind.DIRECTORY),
        "source": np.full(made, count),
        "node": np.arange(made),
        "file": np.full(made, NO_FILE),
    }
    columns = {
        name: np.concatenate((getattr(rows, name)[stays], new[name], own[name])) for name in FIELDS
    }
    parent = np.concatenate((rank[rows.parent[stays]], way[:-1], inner_parent)).astype(np.int64)
    return arranged(Rows(sources, parent, _NOTHING, **columns))
