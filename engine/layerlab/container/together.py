"""Edits of several layers at once: of a container and of the volumes that are mounted in it."""

import contextlib
from collections.abc import Callable, Sequence

from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Edit
from layerlab.container.writable import WritableLayer
from layerlab.errors import EngineError
from layerlab.progress import Progress


def edit_together(
    layers: Sequence[WritableLayer],
    operation: Callable[[Sequence[Draft]], Sequence[Done]],
    progress: Progress | None = None,
) -> list[Edit | None]:
    """Works on a draft of each layer, and makes all of them true or none; None for no change.

    (A program that is killed while they are made true has made the first ones true.) `operation`
    returns what each log says. Whoever takes layers in one order (a container first,
    then volumes by their IDs) never waits for one who waits for them.
    """
    with contextlib.ExitStack() as stack:
        drafts = [stack.enter_context(layer.drafting(progress)) for layer in layers]
        edits: list[Edit | None] = []
        try:
            for layer, draft, done in zip(layers, drafts, operation(drafts), strict=True):
                edits.append(layer.keep(draft, done))
        except BaseException:
            for layer, edit in zip(layers, edits, strict=False):
                if edit:
                    with contextlib.suppress(EngineError):
                        layer.undo()
            raise
        return edits
