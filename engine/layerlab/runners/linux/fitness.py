"""Whether the Linux runner can do anything here, and where not, why, and what would help."""

import contextlib
import os
from pathlib import Path

from layerlab.errors import EngineError, Reason, RunnerUnavailable
from layerlab.host import host_architecture
from layerlab.reasons import (
    ContainersForbidden,
    ForeignArchitecture,
    NamespacesOff,
    NoOverlayMount,
    UnusableDirectory,
)
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


def why_not_here(cache: Path, mapping: IdMapping) -> Reason | None:
    """Tries everything that a command needs, in the cache itself; None where all of it works."""
    try:
        make_cache(cache)
        with Sandbox(mapping) as sandbox:
            sandbox.ask({"do": "try", "directory": str(cache)})
    except RunnerUnavailable as error:
        return _explained(error.reason, cache)
    except EngineError as error:
        return UnusableDirectory(str(cache), error)
    return None


def _explained(said: Reason | str, cache: Path) -> Reason:
    for name, (off, on) in _SWITCHES.items():
        with contextlib.suppress(OSError):
            if _SYSTEM.joinpath(name).read_text().strip() == off and os.geteuid() != 0:
                return NamespacesOff(said, name.replace("/", "."), on)
    if isinstance(said, str) and ("overlay" in said or "setxattr" in said):
        return NoOverlayMount(str(cache), said)
    return ContainersForbidden(said)


def why_not_architecture(architecture: str) -> Reason | None:
    """Programs of another architecture need an emulator that the kernel knows."""
    machine = host_architecture()
    if not architecture or architecture in _ARCHITECTURES.get(machine, (machine,)):
        return None
    emulator = f"qemu-{_EMULATORS.get(architecture, architecture)}"
    with contextlib.suppress(OSError):
        lines = _SYSTEM.joinpath("fs/binfmt_misc", emulator).read_text().splitlines()
        flags = next((line for line in lines if line.startswith("flags:")), "")
        if lines[:1] == ["enabled"] and "F" in flags:
            return None
    return ForeignArchitecture(architecture, machine, emulator)
