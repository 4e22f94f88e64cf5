"""The places that Docker prepares in every container for its mounts.

They are a layer between the image and the container layer: over the image's own files of these
names, which an export therefore has empty (its directories stay), and below what the container has
there itself. They are in an export only, never in a diff or a commit.
Source: moby daemon/initlayer/setup_unix.go.
"""

from layerlab.model import Entry, Kind, LayerPath, parents
from layerlab.overlay.looking import View, find_entry
from layerlab.overlay.upper import UpperTree

MODE = 0o755
_DIRECTORIES = ("dev/pts", "dev/shm", "proc", "sys")
_FILES = (".dockerenv", "dev/console", "etc/hostname", "etc/hosts", "etc/resolv.conf")
_LINKS = {"etc/mtab": "/proc/mounts"}


def stubs_of(view: View, upper: UpperTree, made_ns: int) -> dict[LayerPath, Entry]:
    """What an export has at these paths, and above them where the image has no directory.

    `made_ns` is when the container was made.
    """
    wanted = [
        *(Entry(LayerPath(path), Kind.DIRECTORY, MODE, mtime_ns=made_ns) for path in _DIRECTORIES),
        *(Entry(LayerPath(path), Kind.FILE, MODE, mtime_ns=made_ns) for path in _FILES),
        *(
            Entry(LayerPath(path), Kind.SYMLINK, 0o777, mtime_ns=made_ns, link=target)
            for path, target in _LINKS.items()
        ),
    ]
    found: dict[LayerPath, Entry] = {}
    for stub in wanted:
        if _is_decided(upper, stub.path):
            continue
        above = [Entry(p, Kind.DIRECTORY, MODE, mtime_ns=made_ns) for p in parents(stub.path)[1:]]
        for entry in (*above, stub):
            if not _has_directory(view, entry.path):
                found[entry.path] = entry
    return found


def _is_decided(upper: UpperTree, path: LayerPath) -> bool:
    """Whether the container layer says what is at a path, or that nothing is."""
    if path in upper.records:
        return True
    records = (upper.records.get(above) for above in parents(path))
    return any(
        record and (record.opaque or record.kind is not Kind.DIRECTORY) for record in records
    )


def _has_directory(view: View, path: LayerPath) -> bool:
    entry = find_entry(view, path)
    return entry is not None and entry.is_directory
