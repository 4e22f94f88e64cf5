"""The file system that a command sees: an overlay of its layers, with what Linux programs need.

All of it is mounted in a mount namespace of the sandbox's own, and goes with its last process.
Paths in the container are opened with its root as theirs, so that no link leads out.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Sequence

from layerlab.sandbox import syscalls
from layerlab.sandbox.syscalls import (
    MOUNT_ATTR_NODEV,
    MOUNT_ATTR_NOEXEC,
    MOUNT_ATTR_NOSUID,
    MOUNT_ATTR_RDONLY,
)
from layerlab.sandbox.wire import Message

SHARED_MEMORY_BYTES = 64 << 20
_BARE = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_DEVICE_LINKS = {
    "fd": "/proc/self/fd",
    "stdin": "/proc/self/fd/0",
    "stdout": "/proc/self/fd/1",
    "stderr": "/proc/self/fd/2",
    "ptmx": "pts/ptmx",
}
TERMINAL_GROUP = 5

# As Docker has them. Source: moby oci/defaults.go.
_READ_ONLY = ("proc/bus", "proc/fs", "proc/irq", "proc/sys", "proc/sysrq-trigger")
_MASKED = (
    *("proc/acpi", "proc/asound", "proc/interrupts", "proc/kcore", "proc/keys"),
    *("proc/latency_stats", "proc/sched_debug", "proc/scsi", "proc/timer_list"),
    *("proc/timer_stats", "sys/devices/virtual/powercap", "sys/firmware"),
)


def mount_overlay(stage: str, lowers: Sequence[str], upper: str, work: str) -> str:
    """Mounts the layers, base first, below the empty directory `stage`; where they are merged.

    mount(2) takes a page of options, which the paths of a hundred layers would not fit: short
    links stand for them. Nothing of the upper has to outlive the machine, so it is never flushed.
    """
    tree = syscalls.new_file_system("tmpfs", {"mode": "0700"}, _BARE)
    target = os.open(stage, os.O_PATH | os.O_DIRECTORY)
    syscalls.move_mount(tree, target)
    os.close(target)
    os.close(tree)
    os.chdir(stage)
    for name, path in (*enumerate(lowers), ("u", upper), ("w", work)):
        os.symlink(path, str(name))
    root = os.path.join(stage, "root")
    os.mkdir(root)
    lower = ":".join(str(number) for number in reversed(range(len(lowers))))
    options = f"userxattr,volatile,lowerdir={lower},upperdir=u,workdir=w"
    syscalls.mount("overlay", root, "overlay", 0, options)
    return root


def unmount_overlay(stage: str) -> None:
    os.chdir("/")
    syscalls.unmount(os.path.join(stage, "root"))
    syscalls.unmount(stage)


class Root:
    """What is mounted below a container's root, before it becomes the root."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._root = os.open(path, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)

    def close(self) -> None:
        os.close(self._root)

    # places

    def directory(self, path: str) -> int:
        """Opened, and made where it is missing: a change of the container layer, as in Docker."""
        flags = os.O_PATH | os.O_DIRECTORY
        with contextlib.suppress(FileNotFoundError):
            return syscalls.open_in_root(self._root, path, flags)
        above = self.directory(path.rpartition("/")[0])
        with contextlib.suppress(FileExistsError):
            os.mkdir(path.rpartition("/")[2], 0o755, dir_fd=above)
        os.close(above)
        return syscalls.open_in_root(self._root, path, flags)

    def file(self, path: str) -> int:
        with contextlib.suppress(FileNotFoundError):
            return syscalls.open_in_root(self._root, path, os.O_PATH)
        above = self.directory(path.rpartition("/")[0])
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        os.close(os.open(path.rpartition("/")[2], flags, 0o755, dir_fd=above))
        os.close(above)
        return syscalls.open_in_root(self._root, path, os.O_PATH)

    # mounts

    def mount(self, tree: int, target: int) -> None:
        """Both descriptors are closed."""
        try:
            syscalls.move_mount(tree, target)
        finally:
            os.close(tree)
            os.close(target)

    def mount_new(self, kind: str, path: str, options: dict[str, str], attributes: int) -> None:
        tree = syscalls.new_file_system(kind, options, attributes)
        self.mount(tree, self.directory(path))

    def bind(self, source: str, target: int, attributes: int) -> None:
        """What `source` is on the host, with the mounts below it."""
        descriptor = os.open(source, os.O_PATH | os.O_CLOEXEC)
        tree = syscalls.copy_of_mount(descriptor)
        os.close(descriptor)
        if attributes:
            syscalls.set_mount_attributes(tree, attributes)
        self.mount(tree, target)

    def mount_given(self, mounts: Sequence[Message]) -> None:
        """Volumes and folders of the host, those that lie above others first."""
        for one in mounts:
            source = one["source"]
            is_directory = stat.S_ISDIR(os.stat(source).st_mode)
            target = self.directory(one["path"]) if is_directory else self.file(one["path"])
            attributes = MOUNT_ATTR_RDONLY if one["read_only"] else 0
            self.bind(source, target, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | attributes)

    def mount_files(self, stage: str, files: dict[str, str]) -> None:
        """Small files over those of the image, which writing to them does not change."""
        for number, (path, text) in enumerate(files.items()):
            source = os.path.join(stage, f"file-{number}")
            with open(source, "x", encoding="utf-8") as sink:
                sink.write(text)
            os.chmod(source, 0o644)
            self.bind(source, self.file(path), MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)

    def mount_system(self, terminals: int) -> None:
        """/proc and /dev; `terminals` is a devpts that is mounted nowhere yet."""
        self.mount_new("proc", "proc", {}, _BARE)
        plain = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC
        self.mount_new("tmpfs", "dev", {"mode": "0755", "size": "64k"}, plain)
        for name in _DEVICES:
            self.bind(f"/dev/{name}", self.file(f"dev/{name}"), MOUNT_ATTR_NOSUID)
        device_directory = self.directory("dev")
        for name, link in _DEVICE_LINKS.items():
            os.symlink(link, name, dir_fd=device_directory)
        os.close(device_directory)
        self.mount(terminals, self.directory("dev/pts"))
        size = str(SHARED_MEMORY_BYTES)
        self.mount_new("tmpfs", "dev/shm", {"mode": "1777", "size": size}, _BARE)
        self.mount_new("mqueue", "dev/mqueue", {}, _BARE)

    def protect_system(self) -> None:
        """The kernel's settings can't be written, and what tells of the machine is empty.

        Who is root on the host is root in /proc/sys, whatever the user namespace.
        """
        for path in _READ_ONLY:
            with contextlib.suppress(FileNotFoundError):
                self._cover(path, MOUNT_ATTR_RDONLY)
        for path in _MASKED:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                self._mask(path)

    def _cover(self, path: str, attributes: int) -> None:
        target = syscalls.open_in_root(self._root, path, os.O_PATH)
        tree = syscalls.copy_of_mount(target)
        syscalls.set_mount_attributes(tree, attributes)
        self.mount(tree, target)

    def _mask(self, path: str) -> None:
        target = syscalls.open_in_root(self._root, path, os.O_PATH)
        if stat.S_ISDIR(os.fstat(target).st_mode):
            empty = {"mode": "0755", "size": "4k"}
            self.mount(syscalls.new_file_system("tmpfs", empty, _BARE | MOUNT_ATTR_RDONLY), target)
        else:
            self.bind("/dev/null", target, MOUNT_ATTR_RDONLY)

    def enter(self) -> None:
        """Becomes the root of this process; the host's files are out of reach."""
        os.chdir(self.path)
        syscalls.pivot_root(".", ".")
        syscalls.unmount(".")
        os.chdir("/")


def new_terminals() -> int:
    """A devpts of the container's own, mounted nowhere yet."""
    options = {"newinstance": "", "ptmxmode": "0666", "mode": "0620"}
    attributes = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC
    try:
        return syscalls.new_file_system(
            "devpts", {**options, "gid": str(TERMINAL_GROUP)}, attributes
        )
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        return syscalls.new_file_system("devpts", options, attributes)
