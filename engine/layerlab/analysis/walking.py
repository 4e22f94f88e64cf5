"""The rows of a view that has no layers, a folder of the host, by walking it."""

import contextlib
from collections.abc import Hashable

from layerlab.analysis.rows import Cell, Rows, listed
from layerlab.errors import NoSuchPath, NotADirectory, StorageFailed
from layerlab.model import ROOT, Kind
from layerlab.overlay import Node, View
from layerlab.progress import Progress


def walked_rows(view: View, progress: Progress) -> Rows:
    """What the host does not let see, or somebody takes away meanwhile, counts nothing.

    Raises `Cancelled`.
    """
    files: dict[Hashable, int] = {}
    try:
        waiting = [view.get(ROOT)]
    except StorageFailed:
        return listed([Cell(0, "", Kind.DIRECTORY)])
    cells = [Cell(0, "", waiting[0].kind)]
    for row, node in enumerate(waiting):  # which grows meanwhile
        cells[row] = _with_file(cells[row], node, view, files)
        if node.is_directory:
            progress.advance(0)
            with contextlib.suppress(StorageFailed, NoSuchPath, NotADirectory):
                inner = view.list(node.path)
                waiting += inner
                cells += [Cell(row, one.name, one.kind) for one in inner]
    return listed(cells)


def _with_file(cell: Cell, node: Node, view: View, files: dict[Hashable, int]) -> Cell:
    if not node.kind.has_data:
        return cell
    try:
        file = files.setdefault(view.inode(node.path), len(files))
    except (StorageFailed, NoSuchPath):
        return cell
    return cell._replace(size=node.entry.size, file=file)
