"""The words for what differs of a path: in short for a list, and with both values for one path."""

from layerlab.container import DiffRow, Reason
from layerlab.model import Entry
from layerlab.overlay import Change
from layerlab_gui.i18n import moment, size, translate
from layerlab_gui.models.rows import change_word, kind_word, printable


def reason_word(reason: Reason) -> str:
    return {
        Reason.TYPE: translate("Changes", "type"),
        Reason.CONTENT: translate("Changes", "content"),
        Reason.LINK: translate("Changes", "link target"),
        Reason.DEVICE: translate("Changes", "device"),
        Reason.MODE: translate("Changes", "mode"),
        Reason.OWNER: translate("Changes", "owner"),
        Reason.XATTR: translate("Changes", "extended attributes"),
        Reason.TIME: translate("Changes", "time"),
    }[reason]


def detail(row: DiffRow) -> str:
    """`modified: content, time · 615 B → 21 B`."""
    why = _why(row)
    word = f"{change_word(row.change)}: {why}" if why else change_word(row.change)
    sizes = _sizes(row.before, row.after)
    return f"{word} · {sizes}" if sizes else word


def _why(row: DiffRow) -> str:
    """A file of the same size may have another content, which only the bytes tell."""
    if row.change is not Change.MODIFIED:
        return ""
    if row.before is None or row.after is None:
        return translate("Changes", "inside")
    reasons = row.reasons
    words = [reason_word(reason) for reason in reasons]
    if Reason.TIME in reasons and Reason.CONTENT not in reasons and row.after.kind.has_data:
        words[-1] = translate("Changes", "time, perhaps content")
    return ", ".join(words)


def _sizes(before: Entry | None, after: Entry | None) -> str:
    sizes = [size(e.size) for e in (before, after) if e is not None and e.kind.has_data]
    return " → ".join(dict.fromkeys(sizes))


def values(reason: Reason, before: Entry, after: Entry) -> str:
    """`mode: -rw-r--r-- → -rw-------`."""
    if reason is Reason.XATTR:
        return f"{reason_word(reason)}: {_xattrs(before, after)}"
    one, other = _value(reason, before), _value(reason, after)
    same = translate("Changes", "{value}, other bytes")
    told = f"{one} → {other}" if one != other else same.format(value=one)
    return f"{reason_word(reason)}: {told}"


def _value(reason: Reason, entry: Entry) -> str:
    return {
        Reason.TYPE: kind_word(entry.kind),
        Reason.CONTENT: size(entry.size),
        Reason.LINK: printable(entry.link),
        Reason.DEVICE: "{}, {}".format(*entry.device),
        Reason.MODE: entry.mode_text,
        Reason.OWNER: f"{entry.uid}:{entry.gid}",
        Reason.TIME: moment(entry.mtime_ns),
    }[reason]


def _xattrs(before: Entry, after: Entry) -> str:
    """Names with a sign each."""
    names = sorted({*before.xattrs, *after.xattrs})
    told = []
    for name in names:
        if before.xattrs.get(name) != after.xattrs.get(name):
            sign = "+" if name not in before.xattrs else "−" if name not in after.xattrs else "~"
            told.append(f"{sign}{printable(name)}")
    return ", ".join(told)
