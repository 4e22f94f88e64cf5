"""`LinuxRunner`: runs a command of an image as Linux does, and takes over what it changed."""

import sys
from pathlib import Path

from layerlab.errors import Reason, RunnerUnavailable
from layerlab.progress import Progress
from layerlab.reasons import MissingLayer, NeedsLinux, TooManyLayers, UserNotMapped
from layerlab.runners.linux.cache import in_use
from layerlab.runners.linux.fitness import why_not_architecture, why_not_here
from layerlab.runners.linux.mapping import NAME, IdMapping, mapping_here
from layerlab.runners.linux.plumbing import Plumbing
from layerlab.runners.linux.sandbox import Sandbox
from layerlab.runners.linux.work import Job, Work
from layerlab.runners.protocol import Bounds, Command, Ground, Streams
from layerlab.runners.users import owner_of, reader

LAYERS = 500
"""As many lower layers as the kernel's overlayfs takes. Source: fs/overlayfs/params.h."""


class LinuxRunner:
    """Implements `Runner`; unpacked layers are in the directory `cache`. Safe from any thread.

    The command is root in a user namespace only, has no network, can't get more privileges than
    Docker's default, and everything that it started ends with it. Its changes come into
    `ground.files` when it has ended; those in folders of the host that are mounted are made at
    once.
    """

    name = NAME

    def __init__(self, cache: Path) -> None:
        self._cache = cache.absolute()
        self._here: Reason | None = None
        self._is_tried = False

    def why_not(self, ground: Ground, command: Command) -> Reason | None:
        """What this machine can do is tried once."""
        if sys.platform != "linux":
            return NeedsLinux()
        if not self._is_tried:
            self._here, self._is_tried = why_not_here(self._cache, mapping_here()), True
        return (
            self._here
            or why_not_architecture(ground.architecture)
            or _why_not_image(ground)
            or _why_not_user(ground, command, mapping_here())
        )

    def run(
        self,
        ground: Ground,
        command: Command,
        streams: Streams,
        bounds: Bounds,
        progress: Progress,
    ) -> int:
        reason = self.why_not(ground, command)
        if reason:
            raise RunnerUnavailable(NAME, reason)
        mapping = mapping_here()
        with (
            in_use(self._cache, mapping) as place,
            Plumbing(streams) as plumbing,
            Sandbox(mapping, plumbing.theirs) as sandbox,
        ):
            plumbing.close_theirs()
            work = Work(sandbox, place, place.new_run(), progress)
            job = Job(ground, command, streams, bounds, plumbing.theirs)
            return work.run(job, plumbing)


def _why_not_image(ground: Ground) -> Reason | None:
    for layer in ground.layers:
        if layer.is_missing:
            return MissingLayer(layer.number)
    if len(ground.layers) >= LAYERS:
        return TooManyLayers(LAYERS)
    return None


def _why_not_user(ground: Ground, command: Command, mapping: IdMapping) -> Reason | None:
    """Raises `NoSuchUser`, `NoSuchGroup`."""
    uid, gid = owner_of(command.user, reader(ground.files))
    return None if mapping.knows(uid, [gid]) else UserNotMapped(uid, gid)
