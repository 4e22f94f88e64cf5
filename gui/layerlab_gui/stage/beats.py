"""Choreography: what the stage shows of one edit, as a list of beats with a sentence each.

Nothing of Qt's widgets is used, so a scene is tested without a screen. Every position of a
scene has a still picture (which layer shows the path, which is hidden); animation only fills the
time between two stills. The sentence is the caption and what a screen reader is given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from layerlab.container import Edit, Step, StepKind
from layerlab.model import LayerPath, shown
from layerlab_gui.i18n import count, size, translate

PLAYED_STEPS = 40
"""At most so many beats for one edit: half a minute."""


class Mark(StrEnum):
    """What a layer's card says of the path on the stage."""

    SEEN = "seen"
    HIDDEN = "hidden"
    WHITEOUT = "whiteout"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Beat:
    """One move: something of `path` goes from layer `source` (None: from nowhere) to `target`."""

    kind: StepKind
    path: LayerPath
    source: int | None
    target: int
    size_bytes: int
    sentence: str

    @property
    def rises(self) -> bool:
        return self.source is not None and self.kind in _COPIES

    @property
    def label(self) -> str:
        return self.path.rpartition("/")[2] or "/"


@dataclass(frozen=True, slots=True)
class Scene:
    """All beats of one edit, and the marks before, between and after them."""

    path: LayerPath
    beats: tuple[Beat, ...] = ()
    origin: int | None = None
    target: int = 0

    def part(self, position: int) -> "Scene":
        """Of several edits, the scene of the one under way; this is one."""
        return self

    def marks(self, position: int) -> Mapping[int, Mark]:
        """The still after `position` beats, by layer number."""
        marks = {self.origin: Mark.SEEN} if self.origin is not None else {}
        for beat in self.beats[:position]:
            if beat.path != self.path or beat.kind is StepKind.COPY_UP_METADATA:
                continue
            if beat.kind in (StepKind.WHITEOUT, StepKind.REMOVE, StepKind.RENAME):
                gone = Mark.ABSENT if beat.kind is StepKind.REMOVE else Mark.WHITEOUT
                marks = {layer: Mark.HIDDEN for layer in marks if layer != self.target}
                marks[self.target] = gone
            else:
                marks = {layer: Mark.HIDDEN for layer in marks if layer != self.target}
                marks[self.target] = Mark.SEEN
        return marks

    def sentence(self, position: int) -> str:
        """What the last of `position` beats did; before the first, what is about to happen."""
        if position:
            return self.beats[position - 1].sentence
        return translate("Stage", "{path} is about to change.").format(path=shown(self.path))


_COPIES = frozenset({StepKind.COPY_UP_PARENT, StepKind.COPY_UP_METADATA, StepKind.COPY_UP_DATA})


def scene(edit: Edit, container_layer: int, origin: int | None = None) -> Scene:
    """The scene of an edit. `origin` is the layer that answered for the path before it.

    Of a command that took thousands of steps the first ones are played.
    """
    played = edit.steps if len(edit.steps) <= PLAYED_STEPS else edit.steps[: PLAYED_STEPS - 1]
    beats = [
        Beat(step.kind, step.path, step.layer, container_layer, step.size_bytes, _sentence(step))
        for step in played
    ]
    left = edit.steps[len(played) :]
    if left:
        last = left[-1]
        beats.append(Beat(last.kind, last.path, last.layer, container_layer, 0, _rest(len(left))))
    sources = (b.source for b in beats if b.path == edit.path and b.source is not None)
    return Scene(edit.path, tuple(beats), next(sources, origin), container_layer)


def _rest(number: int) -> str:
    text = translate("Stage", "and {n} more steps of this edit")
    return text.format(n=count(number))


def _sentence(step: Step) -> str:
    facts = {
        "path": shown(step.path),
        "size": size(step.size_bytes),
        "layer": step.layer if step.layer is not None else "?",
    }
    return _sentences(step.kind)().format(**facts)


def _sentences(kind: StepKind) -> Callable[[], str]:
    """The template of each kind, translated when it is used."""
    return {
        StepKind.COPY_UP_PARENT: lambda: translate(
            "Stage", "made the directory {path} in the container layer, as in layer {layer}"
        ),
        StepKind.COPY_UP_METADATA: lambda: translate(
            "Stage", "copied up mode, owner and time of {path} from layer {layer}"
        ),
        StepKind.COPY_UP_DATA: lambda: translate("Stage", "copied up {size} from layer {layer}"),
        StepKind.WRITE: lambda: translate("Stage", "wrote {size} to {path}"),
        StepKind.CREATE: lambda: translate("Stage", "created {path} in the container layer"),
        StepKind.METADATA: lambda: translate("Stage", "changed the attributes of {path}"),
        StepKind.WHITEOUT: lambda: translate("Stage", "a whiteout hides {path} below"),
        StepKind.OPAQUE: lambda: translate(
            "Stage", "{path} is opaque: nothing of it below is seen"
        ),
        StepKind.LINK: lambda: translate("Stage", "linked {path}"),
        StepKind.RENAME: lambda: translate("Stage", "moved {path} within the container layer"),
        StepKind.REMOVE: lambda: translate("Stage", "removed {path} from the container layer"),
    }[kind]


def summary(edit: Edit) -> str:
    """The whole edit in one line, for the console."""
    parts = []
    if edit.copied_up_from is not None:
        text = translate("Stage", "copied up {size} from layer {layer}")
        parts.append(text.format(size=size(edit.copied_up_bytes), layer=edit.copied_up_from))
    rest = [step for step in edit.steps if step.kind not in _COPIES]
    own = [step for step in rest if step.kind is StepKind.WRITE]
    if own:
        wrote = translate("Stage", "wrote {size}")
        parts.append(wrote.format(size=size(sum(step.size_bytes for step in own))))
    elif rest:
        parts.append(_sentence(rest[-1]))
    elif not parts:
        parts.append(_sentence(edit.steps[-1]) if edit.steps else translate("Stage", "done"))
    return ", ".join(parts)
