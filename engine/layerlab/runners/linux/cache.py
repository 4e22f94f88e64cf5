"""The unpacked layers, beside the store: whole or absent, shared by containers and programs.

    CACHE/lock                          held shared by who runs a command, alone by who sweeps
    CACHE/MAPPING/layers/CHAIN/tree     a layer over those below it, by the chain ID of them all
    CACHE/MAPPING/layers/CHAIN/about    how many bytes it has
    CACHE/MAPPING/uppers/CONTAINER      a container layer that is written out: see `keeping`
    CACHE/MAPPING/runs/NAME             what one command has for itself

A layer is unpacked among the runs and renamed to its place. Files belong to other users of the
host where the mapping has some, so removing them takes a user namespace, as making them does.
"""

import contextlib
import json
import os
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from layerlab.errors import EngineError
from layerlab.host import host_errors, make_directory
from layerlab.model import ChainID
from layerlab.runners.linux.mapping import IdMapping, mapping_here
from layerlab.runners.linux.sandbox import Sandbox

_LAYERS, _RUNS, _UPPERS, _ABOUT, _TREE = "layers", "runs", "uppers", "about", "tree"


@dataclass(frozen=True, slots=True)
class Place:
    """The part of the cache for one mapping, in use: nobody sweeps meanwhile."""

    directory: Path
    runs: list[Path] = field(default_factory=list)
    """Made and perhaps still there."""

    def layer(self, chain_id: ChainID) -> Path:
        """The directory of an unpacked layer; not there, it is not unpacked yet."""
        return self.directory / _LAYERS / chain_id.hex / _TREE

    def new_run(self) -> Path:
        """An empty directory for one command, or for a layer until it is whole."""
        directory = self.directory / _RUNS / secrets.token_hex(8)
        make_directory(directory)
        self.runs.append(directory)
        return directory

    def keep(self, chain_id: ChainID, run: Path, size_bytes: int) -> None:
        """Takes what is in `run/tree` for the layer, unless another program was faster."""
        target = self.layer(chain_id).parent
        make_directory(target.parent)
        with host_errors(target):
            run.joinpath(_ABOUT).write_text(json.dumps({"size_bytes": size_bytes}))
            try:
                run.rename(target)
            except OSError:
                if not target.exists():
                    raise

    def take_upper(self, name: str, target: Path) -> None:
        """What was kept for a container, for the one who takes it alone; nothing is fine."""
        with contextlib.suppress(FileNotFoundError):
            (self.directory / _UPPERS / name).rename(target)

    def keep_upper(self, name: str, directory: Path) -> None:
        make_directory(self.directory / _UPPERS)
        with host_errors(directory):
            directory.rename(self.directory / _UPPERS / name)


def make_cache(cache: Path) -> None:
    """For nobody else to enter: there are set-ID programs of images in it."""
    make_directory(cache)
    with host_errors(cache):
        cache.chmod(0o700)


@contextlib.contextmanager
def in_use(cache: Path, mapping: IdMapping) -> Iterator[Place]:
    """What killed programs left behind is removed first, where nobody else is at work."""
    make_cache(cache)
    with _locked(cache) as lock:
        if _have_alone(lock):
            _sweep_runs(cache, mapping)
        _share(lock)
        place = Place(cache / mapping.key)
        try:
            yield place
        finally:
            _remove([run for run in place.runs if run.exists()], mapping)


def sweep(cache: Path, chain_ids: Collection[ChainID]) -> None:
    """Removes the layers of other chains, and container layers that are written out, where nobody
    is at work; else it is for another time.

    What was unpacked under another mapping goes, too, where this one can remove it.
    """
    if not cache.is_dir():
        return
    kept = {chain_id.hex for chain_id in chain_ids}
    with _locked(cache) as lock:
        if _have_alone(lock):
            mapping = mapping_here()
            _sweep_runs(cache, mapping)
            stale = [path for path in cache.glob(f"*/{_LAYERS}/*") if path.name not in kept]
            _remove([*stale, *cache.glob(f"*/{_UPPERS}/*")], mapping)


def size_bytes(cache: Path) -> int:
    """Of the unpacked layers: the bytes of their files."""
    found = 0
    for about in cache.glob(f"*/{_LAYERS}/*/{_ABOUT}"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            found += int(json.loads(about.read_text())["size_bytes"])
    return found


@contextlib.contextmanager
def _locked(cache: Path) -> Iterator[int]:
    with host_errors(cache):
        lock = os.open(cache / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield lock
    finally:
        os.close(lock)


def _have_alone(lock: int) -> bool:
    """Whether nobody else had the lock, not even shared."""
    import fcntl

    with contextlib.suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _share(lock: int) -> None:
    import fcntl

    fcntl.flock(lock, fcntl.LOCK_SH)


def _sweep_runs(cache: Path, mapping: IdMapping) -> None:
    _remove(list(cache.glob(f"{mapping.key}/{_RUNS}/*")), mapping)


def _remove(directories: list[Path], mapping: IdMapping) -> None:
    """What can't be removed now goes another time."""
    if directories:
        with contextlib.suppress(EngineError), Sandbox(mapping) as sandbox:
            sandbox.ask({"do": "remove", "directories": [str(path) for path in directories]})
