"""What real tools make of an image's layers: each gives the files that a container would see."""

import contextlib
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from support.applied import NAME, Files, files_of
from support.peers.daemons import Containerd, Docker
from support.peers.images import Storage


class Refused(Exception):
    """The tool did not take the image; its own words."""


Applier = Callable[[Path], Files]
"""From a folder with `layout`, an OCI layout that is a `docker save`, too, and `archive.tar`."""


def umoci(folder: Path) -> Files:
    target = folder / "umoci"
    _try("umoci", "raw", "unpack", "--image", f"{folder}/layout:1", target)
    return files_of(target)


def podman(storage: Storage) -> Applier:
    def apply(folder: Path) -> Files:
        command = ["podman", *storage.options]
        _try(*command, "load", "--quiet", "--input", folder / "archive.tar")
        try:
            return files_of(Path(_try(*command, "image", "mount", NAME).strip()))
        finally:
            _try(*command, "rmi", "--force", NAME)

    return apply


def docker(daemon: Docker) -> Applier:
    def apply(folder: Path) -> Files:
        command = ["docker", "--host", f"unix://{daemon.socket}"]
        _try(*command, "load", "--quiet", "--input", folder / "archive.tar")
        try:
            (image,) = json.loads(_try(*command, "image", "inspect", NAME))
            places = image["GraphDriver"]["Data"]
            lowers = [places["UpperDir"], *filter(None, [places.get("LowerDir")])]
            with _overlay(lowers, folder / "docker") as merged:
                return files_of(merged)
        finally:
            _try(*command, "rmi", "--force", NAME)

    return apply


def containerd(daemon: Containerd) -> Applier:
    def apply(folder: Path) -> Files:
        command = ["ctr", "--address", str(daemon.socket), "images"]
        _try(*command, "import", "--snapshotter", daemon.snapshotter, folder / "archive.tar")
        merged = folder / "containerd"
        merged.mkdir()
        try:
            _try(*command, "mount", "--snapshotter", daemon.snapshotter, NAME, merged)
            try:
                return files_of(merged)
            finally:
                _try(*command, "unmount", "--rm", merged)
        finally:
            _try(*command, "rm", "--sync", NAME)

    return apply


@contextlib.contextmanager
def _overlay(lowers: list[str], folder: Path) -> Iterator[Path]:
    """Read-only, over an empty directory: one layer alone is no overlay."""
    empty, merged = folder / "empty", folder / "merged"
    empty.mkdir(parents=True)
    merged.mkdir()
    options = f"ro,lowerdir={':'.join([*lowers, str(empty)])}"
    _try("mount", "-t", "overlay", "overlay", "-o", options, merged)
    try:
        yield merged
    finally:
        _try("umount", merged)


def _try(*words: str | os.PathLike[str]) -> str:
    done = subprocess.run(
        words, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False
    )
    if done.returncode:
        raise Refused(f"{done.stdout}{done.stderr}".strip())
    return done.stdout
