"""A container's processes: its first one, which is ours, and the command, which is the image's.

The first process waits for the command, collects what its children leave, and ends with it: then
the kernel ends all others of the process namespace.
"""

import contextlib
import errno
import fcntl
import os
import resource
import signal
import socket
import stat
import struct
import termios
from collections.abc import Sequence
from typing import NoReturn

from layerlab.sandbox import syscalls
from layerlab.sandbox.wire import Message

# Docker's. Source: moby oci/caps/defaults.go; the numbers are linux/capability.h's.
_CAPABILITIES = {
    "CHOWN": 0,
    "DAC_OVERRIDE": 1,
    "FOWNER": 3,
    "FSETID": 4,
    "KILL": 5,
    "SETGID": 6,
    "SETUID": 7,
    "SETPCAP": 8,
    "NET_BIND_SERVICE": 10,
    "NET_RAW": 13,
    "SYS_CHROOT": 18,
    "MKNOD": 27,
    "AUDIT_WRITE": 29,
    "SETFCAP": 31,
}
CAPABILITIES = frozenset(_CAPABILITIES.values())
_DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
NOT_FOUND, NOT_EXECUTABLE = 127, 126
_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1
_TIOCSPTLCK, _TIOCGPTN = 0x4004_5431, 0x8004_5430
OPEN_FILES = 1 << 20
FILE_SLACK_BYTES = 64 << 20
PROCESSES_BY_NAMESPACE = (5, 14)
"""Since then RLIMIT_NPROC counts a user's processes in each namespace; before, all on the host."""


class CannotStart(Exception):
    """Docker's words for a command that does not start, and the status that says so."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.text, self.status = text, status


def end_with_parent(parent: int) -> None:
    """Killed when the parent ends; raises where it has ended already.

    The kernel forgets it when the process changes its owner or capabilities: then it is said anew.
    """
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() not in (parent, 0):
        raise SystemExit(1)


def unlock_terminal(master: int) -> int:
    """The number of the terminal whose master this is."""
    fcntl.ioctl(master, _TIOCSPTLCK, struct.pack("i", 0))
    number: int = struct.unpack("I", fcntl.ioctl(master, _TIOCGPTN, struct.pack("I", 0)))[0]
    return number


def forbid_user_namespaces(proc: int) -> None:
    """In one of its own, a program would have all capabilities, and the kernel more surface."""
    with contextlib.suppress(OSError):
        path = "sys/user/max_user_namespaces"
        descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC, dir_fd=proc)
        with open(descriptor, "wb", buffering=0) as limit:
            limit.write(b"0")


def be_first_process(command: Message, descriptors: Sequence[int]) -> int:
    """Runs the command, and returns its status as a shell would. The root is entered already."""
    _bring_loopback_up()
    directory = command["working_directory"]
    with contextlib.suppress(FileExistsError, NotADirectoryError):
        os.makedirs(directory, exist_ok=True)
    child = os.fork()
    if child == 0:
        _be_command(command, descriptors)
    for descriptor in set(descriptors):
        os.close(descriptor)
    while True:
        pid, status = os.wait()
        if pid == child:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def _bring_loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sH14s", b"lo", 0, b"")
        flags = struct.unpack_from("16xH", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, request))[0]
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", flags | _IFF_UP, b""))


def _be_command(command: Message, descriptors: Sequence[int]) -> NoReturn:
    status = NOT_EXECUTABLE
    try:
        _attach(descriptors, is_terminal=command["terminal"])
        _enter_directory(command["working_directory"])
        _limit(command)
        _become(command["uid"], command["gid"], command["groups"])
        _execute(command["words"], command["environment"])
    except CannotStart as error:
        _complain(error.text)
        status = error.status
    except OSError as error:
        _complain(f"{error.strerror or error}")
    finally:
        os._exit(status)


def _complain(text: str) -> None:
    with contextlib.suppress(OSError):
        os.write(2, f"{text}\n".encode("utf-8", "surrogateescape"))


def _attach(descriptors: Sequence[int], *, is_terminal: bool) -> None:
    """Standard input, output and error; nothing else is open in the command."""
    os.setsid()
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    if is_terminal:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _enter_directory(path: str) -> None:
    try:
        os.chdir(path)
    except OSError as error:
        text = f'chdir to cwd ("{path}") set in config.json failed: {_reason(error)}'
        raise CannotStart(text, NOT_EXECUTABLE) from error


def _limit(command: Message) -> None:
    """One file holds little more than all may; a process can't ask for many times its memory.

    The rest is counted for all processes together, from outside (`watching`).
    """
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: command["written_bytes"] + FILE_SLACK_BYTES,
        resource.RLIMIT_DATA: 4 * command["memory_bytes"],
        resource.RLIMIT_NOFILE: OPEN_FILES,
    }
    if _release() >= PROCESSES_BY_NAMESPACE:
        wanted[resource.RLIMIT_NPROC] = 2 * command["processes"] + 64
    for which, limit in wanted.items():
        _, hard = resource.getrlimit(which)
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(which, (bound, bound))


def _release() -> tuple[int, ...]:
    """The kernel's, such as (6, 1)."""
    return tuple(int(part) for part in os.uname().release.split(".")[:2] if part.isdecimal())


def _become(uid: int, gid: int, groups: Sequence[int]) -> None:
    """The container's user, with no more capabilities than Docker's containers have."""
    for number in range(64):
        if number not in CAPABILITIES:
            with contextlib.suppress(OSError):
                syscalls.prctl(syscalls.PR_CAPBSET_DROP, number)
    with contextlib.suppress(PermissionError):
        os.setgroups(groups)
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if uid == 0:
        syscalls.capset(CAPABILITIES)
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    os.umask(0o022)
    for number in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def _execute(words: Sequence[str], environment: dict[str, str]) -> NoReturn:
    name = words[0]
    if "/" in name:
        _try(name, words, environment)
    for directory in environment.get("PATH", _DEFAULT_PATH).split(":"):
        path = f"{directory or '.'}/{name}"
        if _is_program(path):
            _try(path, words, environment)
    raise CannotStart(f'exec: "{name}": executable file not found in $PATH', NOT_FOUND)


def _is_program(path: str) -> bool:
    with contextlib.suppress(OSError):
        return stat.S_ISREG(os.stat(path).st_mode) and os.access(path, os.X_OK)
    return False


def _try(path: str, words: Sequence[str], environment: dict[str, str]) -> NoReturn:
    try:
        os.execve(path, list(words), environment)
    except FileNotFoundError as error:
        text = f'exec: "{path}": stat {path}: no such file or directory'
        if os.path.exists(path):
            text = f"exec {path}: no such file or directory"
        raise CannotStart(text, NOT_FOUND) from error
    except OSError as error:
        what = f"exec {path}" if error.errno == errno.ENOEXEC else f'exec: "{path}"'
        raise CannotStart(f"{what}: {_reason(error)}", NOT_EXECUTABLE) from error


def _reason(error: OSError) -> str:
    """Docker is written in Go, which begins the system's own words with a small letter."""
    text = error.strerror or str(error)
    return text[:1].lower() + text[1:]
