"""Whether the Linux runner can do anything here, and where not, why, and what would help."""

import contextlib
import os
from pathlib import Path

from layerlab.errors import EngineError, RunnerUnavailable
from layerlab.host import host_architecture
from layerlab.runners.linux.cache import make_cache
from layerlab.runners.linux.mapping import IdMapping
from layerlab.runners.linux.sandbox import Sandbox

# The names that images have (Go's) for what the kernel says, and what else such a machine runs.
_ARCHITECTURES = {
    "x86_64": ("amd64", "386"),
    "i686": ("386",),
    "aarch64": ("arm64",),
    "armv7l": ("arm",),
    "ppc64le": ("ppc64le",),
    "riscv64": ("riscv64",),
    "s390x": ("s390x",),
}
_EMULATORS = {"amd64": "x86_64", "386": "i386", "arm64": "aarch64"}
_SWITCHES = {
    "kernel/unprivileged_userns_clone": ("0", "1"),
    "user/max_user_namespaces": ("0", "10000"),
    "kernel/apparmor_restrict_unprivileged_userns": ("1", "0"),
}
"""What a setting is where it switches user namespaces off, and what it may be set to."""
_SYSTEM = Path("/proc/sys")


def why_not_here(cache: Path, mapping: IdMapping) -> str:
    """Tries everything that a command needs, in the cache itself; "" where all of it works."""
    try:
        make_cache(cache)
        with Sandbox(mapping) as sandbox:
            sandbox.ask({"do": "try", "directory": str(cache)})
    except RunnerUnavailable as error:
        return _explained(error.reason, cache)
    except EngineError as error:
        return f"{cache} can't be used: {error}"
    return ""


def _explained(reason: str, cache: Path) -> str:
    for name, (off, on) in _SWITCHES.items():
        with contextlib.suppress(OSError):
            if _SYSTEM.joinpath(name).read_text().strip() == off and os.geteuid() != 0:
                setting = name.replace("/", ".")
                return f"user namespaces are switched off ({reason}): `sysctl {setting}={on}`"
    if "overlay" in reason or "setxattr" in reason:
        return (
            f"the kernel mounts no overlay in {cache} ({reason}): that takes Linux 5.11, and a"
            " directory on a disk of its own, such as ext4, xfs or btrfs"
        )
    return f"the system does not allow what containers are made of ({reason})"


def why_not_architecture(architecture: str) -> str:
    """Programs of another architecture need an emulator that the kernel knows."""
    machine = host_architecture()
    if not architecture or architecture in _ARCHITECTURES.get(machine, (machine,)):
        return ""
    emulator = f"qemu-{_EMULATORS.get(architecture, architecture)}"
    with contextlib.suppress(OSError):
        lines = _SYSTEM.joinpath("fs/binfmt_misc", emulator).read_text().splitlines()
        flags = next((line for line in lines if line.startswith("flags:")), "")
        if lines[:1] == ["enabled"] and "F" in flags:
            return ""
    return (
        f"the image's programs are for {architecture}, and this machine is {machine}: install"
        f" {emulator} for binfmt_misc (Debian: qemu-user-static)"
    )
