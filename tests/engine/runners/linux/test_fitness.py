"""Why the Linux runner can't run, in words that help."""

from pathlib import Path

import pytest

from layerlab.errors import RunnerUnavailable
from layerlab.model import ChainID
from layerlab.reasons import (
    ContainersForbidden,
    ForeignArchitecture,
    NoOverlayMount,
    UnusableDirectory,
)
from layerlab.runners.linux import LinuxRunner, fitness, size_bytes, sweep
from layerlab.runners.linux.mapping import IdMapping
from layerlab.words import explain

OWN = IdMapping("own", [(0, 1000, 1)], [(0, 1000, 1)])


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What stands for /proc/sys, of a machine where we are not root."""
    monkeypatch.setattr(fitness, "_SYSTEM", tmp_path / "sys")
    monkeypatch.setattr(fitness.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(fitness, "host_architecture", lambda: "x86_64")
    return tmp_path / "sys"


def refuse(monkeypatch: pytest.MonkeyPatch, reason: str) -> None:
    def sandbox(_mapping: IdMapping) -> None:
        raise RunnerUnavailable("linux", reason)

    monkeypatch.setattr(fitness, "Sandbox", sandbox)


@pytest.mark.parametrize(
    ("setting", "value", "remedy"),
    [
        ("kernel/unprivileged_userns_clone", "0", "sysctl kernel.unprivileged_userns_clone=1"),
        ("user/max_user_namespaces", "0", "sysctl user.max_user_namespaces=10000"),
        (
            "kernel/apparmor_restrict_unprivileged_userns",
            "1",
            "sysctl kernel.apparmor_restrict_unprivileged_userns=0",
        ),
    ],
)
def test_namespaces_that_are_switched_off(
    system: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    value: str,
    remedy: str,
) -> None:
    (system / setting).parent.mkdir(parents=True)
    (system / setting).write_text(f"{value}\n")
    refuse(monkeypatch, "unshare: Operation not permitted")
    told = fitness.why_not_here(tmp_path / "cache", OWN)
    assert told is not None
    assert explain(told) == (
        f"user namespaces are switched off (unshare: Operation not permitted): `{remedy}`"
    )


def test_no_overlay_in_the_cache(
    system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch, "mount overlay: Invalid argument")
    told = fitness.why_not_here(tmp_path / "cache", OWN)
    assert told == NoOverlayMount(str(tmp_path / "cache"), "mount overlay: Invalid argument")


def test_anything_else(system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, "mount: Permission denied")
    told = fitness.why_not_here(tmp_path / "cache", OWN)
    assert told == ContainersForbidden("mount: Permission denied")


def test_a_cache_in_the_way_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = fitness.why_not_here(tmp_path / "file" / "cache", OWN)
    assert isinstance(told, UnusableDirectory)
    assert explain(told) == f"{told.directory} can't be used: {explain(told.error)}"


def test_architectures(system: Path) -> None:
    assert [fitness.why_not_architecture(one) for one in ("", "amd64", "386")] == [None] * 3
    told = fitness.why_not_architecture("arm64")
    assert told == ForeignArchitecture("arm64", "x86_64", "qemu-aarch64")
    emulator = system / "fs/binfmt_misc/qemu-aarch64"
    emulator.parent.mkdir(parents=True)
    for text, works in [
        ("enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: OCF\n", True),
        ("enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: \n", False),
        ("disabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: F\n", False),
    ]:
        emulator.write_text(text)
        assert (fitness.why_not_architecture("arm64") is None) is works


def test_users() -> None:
    given = IdMapping("g", [(0, 1000, 1), (1, 100_000, 65_536)], [(0, 1000, 1), (1, 9, 10)])
    assert [
        given.knows(uid, [gid]) for uid, gid in ((0, 0), (65_536, 10), (65_537, 0), (1, 11))
    ] == [
        True,
        True,
        False,
        False,
    ]
    assert (given.is_single, OWN.is_single, OWN.knows(1, [0])) == (False, True, False)


def test_a_cache_that_is_not_there(tmp_path: Path) -> None:
    assert size_bytes(tmp_path / "none") == 0
    sweep(tmp_path / "none", [ChainID.of(b"")])
    assert list(tmp_path.iterdir()) == []
    LinuxRunner(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []
