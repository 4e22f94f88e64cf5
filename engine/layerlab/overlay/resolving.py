"""Following symbolic links as the kernel does, inside the container's root."""

from collections.abc import Callable

from layerlab.errors import LinkLoop, NoSuchPath, NotADirectory
from layerlab.model import ROOT, Entry, Kind, LayerPath, join, parent, parents, shown

LINK_LIMIT = 40
"""Symbolic links followed in one look-up, as in Linux."""


def resolve(
    find: Callable[[LayerPath], Entry | None], path: LayerPath, *, follow: bool
) -> LayerPath:
    """The path without links in its parents, and with `follow` in its last part, too.

    Parts that do not exist are kept. `..` in a link leads to where one really is, not to what is
    written before it. Raises `LinkLoop`, and `NotADirectory` where a link goes on from what is
    none.
    """
    done, todo, followed = ROOT, path.split("/") if path else [], 0
    while todo:
        part = todo.pop(0)
        if part in ("", ".", ".."):
            _require_directory(find, done)
            done = parent(done) if part == ".." else done
            continue
        here = join(done, part)
        entry = find(here)
        if entry is None or entry.kind is not Kind.SYMLINK or (not todo and not follow):
            done = here
            continue
        followed += 1
        if followed > LINK_LIMIT:
            raise LinkLoop(shown(path))
        todo = entry.link.split("/") + todo
        done = ROOT if entry.link.startswith("/") else done
    return done


def absence(
    find: Callable[[LayerPath], Entry | None], path: LayerPath, title: str
) -> NoSuchPath | NotADirectory:
    """Why nothing is at a real path, as the kernel tells it: something above is no directory, or
    there is none. `title` names the file system.
    """
    for above in parents(path)[1:]:
        entry = find(above)
        if entry is None:
            break
        if entry.kind is not Kind.DIRECTORY:
            return NotADirectory(shown(above))
    return NoSuchPath(title, shown(path))


def _require_directory(find: Callable[[LayerPath], Entry | None], path: LayerPath) -> None:
    entry = find(path) if path else None
    if path and (entry is None or entry.kind is not Kind.DIRECTORY):
        raise NotADirectory(shown(path))
