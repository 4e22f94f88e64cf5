"""Following symbolic links as the kernel does, inside the container's root."""

from collections.abc import Callable

from layerlab.errors import LinkLoop
from layerlab.model import ROOT, Entry, Kind, LayerPath, clean, join, shown

LINK_LIMIT = 40
"""Symbolic links followed in one look-up, as in Linux."""


def resolve(
    find: Callable[[LayerPath], Entry | None], path: LayerPath, *, follow: bool
) -> LayerPath:
    """The path without links in its parents, and with `follow` in its last part, too.

    Parts that do not exist are kept. Raises `LinkLoop`.
    """
    done, todo, followed = ROOT, [part for part in path.split("/") if part], 0
    while todo:
        here = join(done, todo.pop(0))
        entry = find(here)
        if entry is None or entry.kind is not Kind.SYMLINK or (not todo and not follow):
            done = here
            continue
        followed += 1
        if followed > LINK_LIMIT:
            raise LinkLoop(shown(path))
        target = entry.link if entry.link.startswith("/") else f"{done}/{entry.link}"
        todo = [part for part in clean(target).split("/") if part] + todo
        done = ROOT
    return done
