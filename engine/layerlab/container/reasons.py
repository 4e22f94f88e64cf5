"""Why a path counts as changed: which of its attributes differ.

Beside `overlay.comparing.differs`, which only says whether Docker's diff lists the path: this names
everything that differs, also what that ignores (extended attributes, the times of directories).
"""

from enum import StrEnum

from layerlab.model import Entry, Kind


class Reason(StrEnum):
    """CONTENT is another size. A file of the same size with another TIME may have another content
    as well, which only its bytes tell (`file_diff`)."""

    TYPE = "type"
    CONTENT = "content"
    LINK = "link"
    DEVICE = "device"
    MODE = "mode"
    OWNER = "owner"
    XATTR = "xattr"
    TIME = "time"


def reasons(before: Entry, after: Entry) -> tuple[Reason, ...]:
    """In the order of `Reason`; TYPE alone where nothing else can be compared."""
    if _type(before.kind) is not _type(after.kind):
        return (Reason.TYPE,)
    differs = {
        Reason.CONTENT: before.size != after.size,
        Reason.LINK: before.link_target != after.link_target,
        Reason.DEVICE: before.device != after.device,
        Reason.MODE: before.mode != after.mode,
        Reason.OWNER: (before.uid, before.gid) != (after.uid, after.gid),
        Reason.XATTR: dict(before.xattrs) != dict(after.xattrs),
        Reason.TIME: before.mtime_ns != after.mtime_ns,
    }
    return tuple(reason for reason, is_so in differs.items() if is_so)


def _type(kind: Kind) -> Kind:
    return Kind.FILE if kind is Kind.HARDLINK else kind
