"""The upper directory of a command that changed nothing, kept for the next command.

To write a container layer out costs with its files, and most commands only look. What was kept
is used again where the container layer is exactly as it was: each record, and of each file with
bytes the host's inode and its change time, which no program can set back. It was never flushed, so
it counts for nothing after a restart of the machine.
"""

import hashlib
from pathlib import Path

from layerlab.errors import NoSuchFile
from layerlab.host import host_errors
from layerlab.overlay import UpperFiles, UpperTree

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_STATE, TREE = "state", "tree"


def name_of(files: UpperFiles) -> str:
    """One for each container, which no other has."""
    return hashlib.sha256(str(files.directory).encode(errors="surrogateescape")).hexdigest()


def state_of(upper: UpperTree, files: UpperFiles) -> str:
    """Equal only for two container layers that are equal."""
    state = hashlib.sha256(_BOOT.read_bytes())
    for path in sorted(upper.records):
        record = upper.records[path]
        state.update(f"{path}\0{record.dumps()}\0".encode(errors="surrogateescape"))
        if record.kind.has_data:
            host = files.host_path(path)
            with host_errors(host):
                status = host.lstat()
            state.update(b"%d %d\0" % (status.st_ino, status.st_ctime_ns))
    return state.hexdigest()


def is_of(kept: Path, state: str) -> bool:
    """Whether what was kept is of this state."""
    try:
        with host_errors(kept):
            return kept.joinpath(_STATE).read_text() == state
    except NoSuchFile:
        return False


def mark(kept: Path, state: str) -> None:
    with host_errors(kept):
        kept.joinpath(_STATE).write_text(state)
