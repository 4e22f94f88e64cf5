"""When two entries of one path count as different: Docker's rule for `docker diff`."""

from layerlab.model import Entry, Kind

CAPABILITY = "security.capability"
NANOSECONDS = 1_000_000_000


def differs(lower: Entry, upper: Entry) -> bool:
    """Mode, owner, device and capability count; for all but directories size and time, too.

    Two times in the same second are equal where one of them has no fraction, since archives cut
    it off. Source: moby, daemon/archive changes_linux.go.
    """
    if _type(lower.kind) is not _type(upper.kind) or lower.mode != upper.mode:
        return True
    if (lower.uid, lower.gid, lower.device) != (upper.uid, upper.gid, upper.device):
        return True
    if lower.xattrs.get(CAPABILITY) != upper.xattrs.get(CAPABILITY):
        return True
    if upper.kind is Kind.DIRECTORY:
        return False
    if lower.size != upper.size or lower.link_target != upper.link_target:
        return True
    return not _same_time(lower.mtime_ns, upper.mtime_ns)


def _type(kind: Kind) -> Kind:
    return Kind.FILE if kind is Kind.HARDLINK else kind


def _same_time(one_ns: int, other_ns: int) -> bool:
    if one_ns == other_ns:
        return True
    one, other = divmod(one_ns, NANOSECONDS), divmod(other_ns, NANOSECONDS)
    return one[0] == other[0] and 0 in (one[1], other[1])
