"""What a task has done, on the stage: read once it is done, and never in its way."""

import contextlib
from collections.abc import Callable
from typing import TypeVar

from layerlab.errors import EngineError
from layerlab_gui.stage.scene import Scene
from layerlab_gui.tasks.task import Flow, Work
from layerlab_gui.workspace import Workspace

T = TypeVar("T")


def readable(read: Callable[[], T]) -> T | None:
    """None where it can't be read (any more): what was done counts, also where it isn't seen."""
    with contextlib.suppress(EngineError):
        return read()
    return None


def play(workspace: Workspace, make: Callable[[], Scene | None]) -> Flow:
    """Part of a task's flow, after what it ends with is shown. `make` is called on a worker."""
    scene: Scene | None = yield Work(lambda _: readable(make))
    if scene is not None:
        workspace.play(scene)
