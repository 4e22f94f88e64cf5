"""System calls of Linux that Python has no function for, with the kernel's own names.

Each raises `OSError`, as Python's own do. The numbers are those of all architectures: since 2019
every one of them gives a new system call the same.
"""

import ctypes
import os
from collections.abc import Iterable

CLONE_NEWNS = 0x0002_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

MS_REC = 0x4000
MS_PRIVATE = 1 << 18
MNT_DETACH = 2

MOUNT_ATTR_RDONLY = 0x1
MOUNT_ATTR_NOSUID = 0x2
MOUNT_ATTR_NODEV = 0x4
MOUNT_ATTR_NOEXEC = 0x8

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_NAME = 15
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38

_OPEN_TREE, _MOVE_MOUNT, _FSOPEN, _FSCONFIG, _FSMOUNT = 428, 429, 430, 431, 432
_OPENAT2, _MOUNT_SETATTR = 437, 442
_AT_EMPTY_PATH = 0x1000
_AT_RECURSIVE = 0x8000
_CLONE_TREE = 1
_FROM_AND_TO_ARE_EMPTY = 0x4 | 0x40
_SET_FLAG, _SET_STRING, _CREATE = 0, 1, 6
_RESOLVE_NO_MAGICLINKS, _RESOLVE_IN_ROOT = 0x02, 0x10
_CAPABILITY_VERSION = 0x2008_0522

_libc = ctypes.CDLL(None, use_errno=True)


class _OpenHow(ctypes.Structure):
    _fields_ = (
        ("flags", ctypes.c_uint64),
        ("mode", ctypes.c_uint64),
        ("resolve", ctypes.c_uint64),
    )


class _MountAttributes(ctypes.Structure):
    _fields_ = (
        ("attr_set", ctypes.c_uint64),
        ("attr_clr", ctypes.c_uint64),
        ("propagation", ctypes.c_uint64),
        ("userns_fd", ctypes.c_uint64),
    )


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _CapabilityData(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def _checked(result: int, name: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def _system_call(name: str, number: int, *arguments: object) -> int:
    wide = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return _checked(_libc.syscall(ctypes.c_long(number), *wide), name)


def unshare(flags: int) -> None:
    _checked(_libc.unshare(ctypes.c_int(flags)), "unshare")


def prctl(option: int, value: int) -> None:
    zeros = [ctypes.c_ulong(0)] * 3
    _checked(_libc.prctl(ctypes.c_int(option), ctypes.c_ulong(value), *zeros), "prctl")


def set_name(name: bytes) -> None:
    """What `ps` shows of this process; at most 15 bytes."""
    zeros = [ctypes.c_ulong(0)] * 3
    _checked(_libc.prctl(ctypes.c_int(PR_SET_NAME), ctypes.c_char_p(name), *zeros), "prctl")


def capset(capabilities: Iterable[int]) -> None:
    """Permitted and effective become these, inheritable none."""
    bits = sum(1 << one for one in capabilities)
    data = (_CapabilityData * 2)()
    for at, word in enumerate((bits & 0xFFFF_FFFF, bits >> 32)):
        data[at].effective = data[at].permitted = word
    header = _CapabilityHeader(_CAPABILITY_VERSION, 0)
    _checked(_libc.capset(ctypes.byref(header), ctypes.byref(data)), "capset")


def flush(directory: str) -> None:
    """syncfs(2): makes all that was written to the file system of a directory last."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _checked(_libc.syncfs(ctypes.c_int(descriptor)), "syncfs")
    finally:
        os.close(descriptor)


# mounts -----------------------------------------------------------------------------------------


def mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
    """mount(2). `options` are at most a page."""
    texts = [os.fsencode(text) if text else None for text in (source, target, kind, options)]
    done = _libc.mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])
    _checked(done, f"mount {kind}" if kind else "mount")


def unmount(target: str) -> None:
    """Out of the tree at once; gone when nobody uses it any more."""
    _checked(_libc.umount2(os.fsencode(target), ctypes.c_int(MNT_DETACH)), "umount2")


def pivot_root(new: str, old: str) -> None:
    _checked(_libc.pivot_root(os.fsencode(new), os.fsencode(old)), "pivot_root")


def new_file_system(kind: str, options: dict[str, str], attributes: int) -> int:
    """A file system of the kernel's that is mounted nowhere yet, as a directory descriptor.

    An option without a value is "". Attributes are MOUNT_ATTR_….
    """
    context = _system_call("fsopen", _FSOPEN, kind.encode(), 1)
    try:
        for name, value in options.items():
            command, text = (_SET_STRING, value.encode()) if value else (_SET_FLAG, None)
            _system_call("fsconfig", _FSCONFIG, context, command, name.encode(), text, 0)
        _system_call(f"fsconfig {kind}", _FSCONFIG, context, _CREATE, None, None, 0)
        return _system_call("fsmount", _FSMOUNT, context, 1, attributes)
    finally:
        os.close(context)


def copy_of_mount(descriptor: int) -> int:
    """A bind mount of what the descriptor is, with the mounts below it, mounted nowhere yet."""
    flags = _CLONE_TREE | _AT_EMPTY_PATH | _AT_RECURSIVE | os.O_CLOEXEC
    return _system_call("open_tree", _OPEN_TREE, descriptor, b"", flags)


def set_mount_attributes(descriptor: int, attributes: int) -> None:
    """Of a mount and of those below it."""
    wanted = _MountAttributes(attr_set=attributes)
    flags, size = _AT_EMPTY_PATH | _AT_RECURSIVE, ctypes.sizeof(wanted)
    pointer = ctypes.byref(wanted)
    _system_call("mount_setattr", _MOUNT_SETATTR, descriptor, b"", flags, pointer, size)


def move_mount(descriptor: int, target: int) -> None:
    """Mounts what is mounted nowhere yet on the directory or file `target` is open on."""
    flags = _FROM_AND_TO_ARE_EMPTY
    _system_call("move_mount", _MOVE_MOUNT, descriptor, b"", target, b"", flags)


def open_in_root(root: int, path: str, flags: int, mode: int = 0) -> int:
    """openat2(2): `root` is the root directory of all that the path and its links say."""
    how = _OpenHow(flags | os.O_CLOEXEC, mode, _RESOLVE_IN_ROOT | _RESOLVE_NO_MAGICLINKS)
    size = ctypes.sizeof(how)
    text = os.fsencode(path) or b"."
    return _system_call(f"open {path}", _OPENAT2, root, text, ctypes.byref(how), size)
