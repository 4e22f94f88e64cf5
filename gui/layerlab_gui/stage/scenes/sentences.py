"""What is said of each step of an edit, at both depths, and of a whole edit in one line.

At the depth REAL a sentence goes on with what the step means for the layer's tar.
Spec: image-spec layer.md, Whiteouts; kernel documentation, overlayfs.rst.
"""

from collections.abc import Callable
from dataclasses import dataclass

from layerlab.container import Edit, Step, StepKind, Verb
from layerlab.model import LayerPath, join, parent, shown
from layerlab.model.entry import OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab_gui.i18n import count, counted, size, translate

COPIES = frozenset({StepKind.COPY_UP_PARENT, StepKind.COPY_UP_METADATA, StepKind.COPY_UP_DATA})
_OF_ATTRIBUTES = frozenset({Verb.CHMOD, Verb.CHOWN, Verb.UTIME, Verb.SET_XATTR, Verb.REMOVE_XATTR})
Texts = dict[StepKind, Callable[[], str]]


@dataclass(frozen=True, slots=True)
class Teller:
    """Of one edit. `other_names` are those that its file has besides in its lower layer."""

    edit: Edit
    is_volume: bool = False
    other_names: int = 0

    def said(self, step: Step) -> str:
        template = _in_volume().get(step.kind) if self.is_volume else None
        told = (template or self._template(step))().format(**_facts(step))
        if step.kind is StepKind.COPY_UP_DATA and step.path == self.edit.path:
            told = "; ".join(filter(None, (told, self._left_behind(step))))
        return told

    def real(self, step: Step) -> str:
        """The same, and what of it is in a tar; a volume is in none."""
        told = self.said(step)
        if self.is_volume:
            return told
        entry = entry_name(step)
        return f"{told}; {_in_tar()[step.kind]().format(entry=entry)}"

    def _template(self, step: Step) -> Callable[[], str]:
        verb = self.edit.verb
        if verb in _OF_ATTRIBUTES and step.kind is StepKind.COPY_UP_DATA:
            return lambda: translate(
                "Stage", "copied up all {size} from layer {layer}, to change a few attributes"
            )
        if verb is Verb.RENAME and step.kind is StepKind.CREATE:
            return lambda: translate(
                "Stage", "made {path} anew: a directory of a lower layer can't be moved"
            )
        if verb is Verb.RENAME and step.kind is StepKind.RENAME and self._copies:
            return lambda: translate("Stage", "the copy in the container layer is called {path}")
        return _sentences()[step.kind]

    @property
    def _copies(self) -> bool:
        return any(step.layer is not None for step in self.edit.steps)

    def _left_behind(self, step: Step) -> str:
        """A hard link that breaks: only one of the names is copied up."""
        if not self.other_names:
            return ""
        one = translate("Stage", "its other name stays the old file of layer {layer}")
        many = translate("Stage", "its {n} other names stay the old file of layer {layer}")
        text = one if self.other_names == 1 else many
        return text.format(n=count(self.other_names), layer=step.layer)


def rest(number: int) -> str:
    """Of an edit of thousands of steps."""
    return counted(
        number,
        translate("Stage", "and one more step of this edit"),
        translate("Stage", "and {n} more steps of this edit"),
    )


def about_to_change(path: LayerPath, volume: str = "") -> str:
    """What is said before the first step; `volume` is the title of the volume where it lies."""
    if not volume:
        return translate("Stage", "{path} is about to change.").format(path=shown(path))
    text = translate("Stage", "{path} of a volume is about to change: no layer is touched.")
    return text.format(path=shown(path))


def entry_name(step: Step) -> str:
    """In the tar that a commit would write."""
    match step.kind:
        case StepKind.WHITEOUT:
            name = step.path.rpartition("/")[2]
            return join(parent(step.path), f"{WHITEOUT_PREFIX}{name}")
        case StepKind.OPAQUE:
            return join(step.path, OPAQUE_NAME)
        case StepKind.COPY_UP_PARENT:
            return f"{step.path}/"
        case _:
            return step.path


def _facts(step: Step) -> dict[str, object]:
    return {
        "path": shown(step.path),
        "size": size(step.size_bytes),
        "layer": step.layer if step.layer is not None else "?",
    }


def _sentences() -> Texts:
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
    }


def _in_volume() -> Texts:
    """What would be wrong of a volume, which stands on nothing."""
    return {
        StepKind.CREATE: lambda: translate("Stage", "created {path} in the volume"),
        StepKind.RENAME: lambda: translate("Stage", "moved {path} within the volume"),
        StepKind.REMOVE: lambda: translate("Stage", "removed {path} from the volume"),
    }


def _in_tar() -> Texts:
    return {
        StepKind.COPY_UP_PARENT: lambda: translate(
            "Stage", "tar entry {entry}, a directory without its files"
        ),
        StepKind.COPY_UP_METADATA: lambda: translate(
            "Stage", "they make the header of the tar entry {entry}"
        ),
        StepKind.COPY_UP_DATA: lambda: translate(
            "Stage", "tar entry {entry}, whole: a layer has no parts of files"
        ),
        StepKind.WRITE: lambda: translate(
            "Stage", "only in the tar entry {entry} of the next commit: no blob changes"
        ),
        StepKind.CREATE: lambda: translate("Stage", "a tar entry {entry} that no layer had"),
        StepKind.METADATA: lambda: translate("Stage", "in the header of the tar entry {entry}"),
        StepKind.WHITEOUT: lambda: translate(
            "Stage", "tar entry {entry}, an empty file (overlayfs: a character device 0/0)"
        ),
        StepKind.OPAQUE: lambda: translate(
            "Stage", "tar entry {entry}, an empty file (overlayfs: trusted.overlay.opaque=y)"
        ),
        StepKind.LINK: lambda: translate(
            "Stage", "tar entry {entry}, a hard link: it has no data of its own"
        ),
        StepKind.RENAME: lambda: translate("Stage", "tar entry {entry}"),
        StepKind.REMOVE: lambda: translate("Stage", "there is no tar entry {entry} any more"),
    }


def summary(edit: Edit) -> str:
    """The whole edit in one line, for the console."""
    teller, parts = Teller(edit), []
    if edit.copied_up_from is not None:
        text = translate("Stage", "copied up {size} from layer {layer}")
        parts.append(text.format(size=size(edit.copied_up_bytes), layer=edit.copied_up_from))
    others = [step for step in edit.steps if step.kind not in COPIES]
    own = [step for step in others if step.kind is StepKind.WRITE]
    if own:
        wrote = translate("Stage", "wrote {size}")
        parts.append(wrote.format(size=size(sum(step.size_bytes for step in own))))
    elif others:
        parts.append(teller.said(others[-1]))
    elif not parts:
        parts.append(teller.said(edit.steps[-1]) if edit.steps else translate("Stage", "done"))
    return ", ".join(parts)
