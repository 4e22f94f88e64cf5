"""The steps of an edit in the making: one of a kind for each path, however often it was taken.

A command that appends to a file ten thousand times copied it up once and wrote so many bytes: its
log can be read, and the picture that plays it has an end.
"""

from collections.abc import Iterator
from dataclasses import replace

from layerlab.container.edit import Step, StepKind
from layerlab.model import LayerPath

_COPIES = (StepKind.COPY_UP_PARENT, StepKind.COPY_UP_METADATA, StepKind.COPY_UP_DATA)
_ENDS = (StepKind.REMOVE, StepKind.WHITEOUT)
_MADE = frozenset(StepKind) - {*_COPIES, *_ENDS}
"""What happens to an object between its making and its removal."""
_BEGINNINGS = frozenset({StepKind.CREATE, StepKind.LINK, StepKind.RENAME})
"""By which a name is given to something; a directory that is copied has two of them."""


class Steps:
    """In the order in which they were taken first.

    What is removed is so at its last removal, and what is made anew under its name begins anew.
    """

    def __init__(self) -> None:
        self._steps: dict[tuple[LayerPath, StepKind], Step] = {}
        self._ended: set[LayerPath] = set()

    def __iter__(self) -> Iterator[Step]:
        return iter(self._steps.values())

    def append(self, step: Step) -> None:
        key = step.path, step.kind
        if step.kind in _ENDS:
            self._steps.pop(key, None)
            self._ended.add(step.path)
        elif step.kind in _BEGINNINGS and step.path in self._ended:
            self._ended.remove(step.path)
            for kind in _MADE:
                self._steps.pop((step.path, kind), None)
        known = self._steps.get(key)
        if known:
            step = replace(known, size_bytes=known.size_bytes + step.size_bytes)
        self._steps[key] = step
