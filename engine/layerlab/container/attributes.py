"""What can be done to attributes: mode, owner, time, extended attributes. Rules as the kernel's.

Any of them copies a lower file up whole, though no byte of it changes, and follows a last link.
"""

import stat
from dataclasses import replace

from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Step, StepKind, Verb
from layerlab.errors import InvalidName, InvalidPath, NoSuchAttribute
from layerlab.model import Entry, Kind, LayerPath, shown
from layerlab.overlay.comparing import CAPABILITY
from layerlab.reasons import AttributeNameTooLong, Flaw, OtherNamespaces, ValueTooLong

TIME_LIMIT_NS = (1 << 63) - 1
XATTR_NAME_BYTES = 255
XATTR_VALUE_BYTES = 65536
_NAMESPACES = ("user.", "trusted.", "security.")


def chmod(draft: Draft, path: LayerPath, mode: int) -> Done:
    """Twelve permission bits."""
    if not 0 <= mode <= 0o7777:
        raise InvalidPath(oct(mode), Flaw.LONG_MODE)
    real = draft.resolve(path)
    _reattribute(draft, replace(draft.need(real), mode=mode))
    return Done(Verb.CHMOD, real)


def chown(draft: Draft, path: LayerPath, uid: int, gid: int, *, follow: bool = True) -> Done:
    """A new owner; the kernel takes set-ID bits and capabilities from files that change owner."""
    if not 0 <= uid < 1 << 32 or not 0 <= gid < 1 << 32:
        raise InvalidPath(f"{uid}:{gid}", Flaw.LONG_OWNER)
    real = draft.resolve(path, follow=follow)
    entry = replace(draft.need(real), uid=uid, gid=gid)
    if entry.kind is not Kind.DIRECTORY:
        entry = without_capability(replace(entry, mode=_without_set_id(entry.mode)))
    _reattribute(draft, entry)
    return Done(Verb.CHOWN, real)


def utime(draft: Draft, path: LayerPath, mtime_ns: int, *, follow: bool = True) -> Done:
    """Another time of the last change, in nanoseconds since 1970; a tar has no other times."""
    if not -TIME_LIMIT_NS <= mtime_ns <= TIME_LIMIT_NS:
        raise InvalidPath(str(mtime_ns), Flaw.LONG_TIME)
    real = draft.resolve(path, follow=follow)
    _reattribute(draft, replace(draft.need(real), mtime_ns=mtime_ns))
    return Done(Verb.UTIME, real)


def set_xattr(draft: Draft, path: LayerPath, name: str, value: bytes) -> Done:
    """An extended attribute, new or in place of its old value. Source: xattr(7)."""
    real = draft.resolve(path)
    entry = draft.need(real)
    require_xattr(entry, name)
    if len(value) > XATTR_VALUE_BYTES:
        raise InvalidName(name, ValueTooLong(XATTR_VALUE_BYTES))
    _reattribute(draft, replace(entry, xattrs={**entry.xattrs, name: value}))
    return Done(Verb.SET_XATTR, real, None, len(value))


def remove_xattr(draft: Draft, path: LayerPath, name: str) -> Done:
    real = draft.resolve(path)
    entry = draft.need(real)
    if name not in entry.xattrs:
        raise NoSuchAttribute(shown(real), name)
    _reattribute(draft, _without_xattr(entry, name))
    return Done(Verb.REMOVE_XATTR, real)


def without_capability(entry: Entry) -> Entry:
    return _without_xattr(entry, CAPABILITY)


def require_xattr(entry: Entry, name: str) -> None:
    """The names that the kernel takes, but for those that no layer's tar can hold."""
    namespace = next((one for one in _NAMESPACES if name.startswith(one)), None)
    if namespace is None or name == namespace:
        raise InvalidName(name, OtherNamespaces(tuple(_NAMESPACES)))
    if "=" in name or "\0" in name:
        raise InvalidName(name, Flaw.SIGN_IN_ATTRIBUTE)
    if len(name.encode("utf-8", "surrogateescape")) > XATTR_NAME_BYTES:
        raise InvalidName(name, AttributeNameTooLong(XATTR_NAME_BYTES))
    if namespace == "user." and not (entry.kind.has_data or entry.is_directory):
        raise InvalidName(name, Flaw.NO_USER_ATTRIBUTES)


def _without_xattr(entry: Entry, name: str) -> Entry:
    return replace(entry, xattrs={n: value for n, value in entry.xattrs.items() if n != name})


def _without_set_id(mode: int) -> int:
    """Set-group-ID without group execution means locking and stays."""
    taken = stat.S_ISUID | (stat.S_ISGID if mode & stat.S_IXGRP else 0)
    return mode & ~taken


def _reattribute(draft: Draft, entry: Entry) -> None:
    """A container's root's are refused: no commit keeps them, Docker's neither (it writes no root
    entry).
    """
    if not entry.path and not draft.keeps_root:
        raise InvalidPath("/", Flaw.ROOT_ATTRIBUTES)
    draft.copy_up(entry.path)
    kept = draft.need(entry.path)
    draft.set_attributes(replace(entry, kind=kept.kind, link=kept.link))
    draft.steps.append(Step(StepKind.METADATA, entry.path))
