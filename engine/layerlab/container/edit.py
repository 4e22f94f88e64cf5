"""An `Edit` as a value: what was done to a container, and the copy-up steps that it took.

The container's log, the animation, undo and the console's sentence all read this one value.
Source of the steps: kernel documentation, overlayfs.rst, "Non-directories" (copy_up).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from layerlab.model import LayerPath


class StepKind(StrEnum):
    COPY_UP_PARENT = "copy-up-parent"
    COPY_UP_METADATA = "copy-up-metadata"
    COPY_UP_DATA = "copy-up-data"
    WRITE = "write"
    CREATE = "create"
    METADATA = "metadata"
    WHITEOUT = "whiteout"
    OPAQUE = "opaque"
    LINK = "link"
    RENAME = "rename"
    REMOVE = "remove"


class Verb(StrEnum):
    """What was asked for.

    EXEC is a command that ran on the files, BRANCH brings all files of a state of another layer,
    POPULATE those of an image into a volume that is mounted for the first time, EXTERNAL is what
    another program did to the layer's directory.
    """

    WRITE = "write"
    APPEND = "append"
    TRUNCATE = "truncate"
    CREATE = "create"
    MKDIR = "mkdir"
    SYMLINK = "symlink"
    LINK = "link"
    RENAME = "rename"
    CHMOD = "chmod"
    CHOWN = "chown"
    UTIME = "utime"
    SET_XATTR = "setxattr"
    REMOVE_XATTR = "removexattr"
    DELETE = "delete"
    COPY_IN = "copy-in"
    EXEC = "exec"
    BRANCH = "branch"
    POPULATE = "populate"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Done:
    """What an operation did: its verb, the path, the other path if two are involved, bytes.

    Of a command that ran: its words, and the name of the runner.
    """

    verb: Verb
    path: LayerPath
    other: LayerPath | None = None
    size_bytes: int = 0
    command: tuple[str, ...] = ()
    runner: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One move of copy-on-write; `layer` is the lower layer that something is copied from."""

    kind: StepKind
    path: LayerPath
    size_bytes: int = 0
    layer: int | None = None

    def to_json(self) -> list[object]:
        return [self.kind.value, self.path, self.size_bytes, self.layer]

    @classmethod
    def from_json(cls, value: list[Any]) -> "Step":
        kind, path, size_bytes, layer = value
        return cls(StepKind(kind), LayerPath(path), size_bytes, layer)


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of a layer's log; `made_at` is RFC 3339 in UTC.

    `number` counts from 1 in the order of making, and is never given twice in a layer. `parent` is
    the edit that this one was made on, 0 for the empty layer. `label` is what somebody called it;
    `command` and `runner` are set for EXEC only. `lost` are paths of which an EXTERNAL edit does
    not have what was before: it can't be undone.
    """

    number: int
    verb: Verb
    path: LayerPath
    other: LayerPath | None
    steps: tuple[Step, ...]
    size_bytes: int
    made_at: str
    parent: int = 0
    label: str = ""
    command: tuple[str, ...] = ()
    runner: str = ""
    lost: tuple[LayerPath, ...] = ()

    @property
    def copied_up_bytes(self) -> int:
        return sum(s.size_bytes for s in self.steps if s.kind is StepKind.COPY_UP_DATA)

    @property
    def copied_up_from(self) -> int | None:
        """The layer that data was copied up from; None where nothing was."""
        layers = (s.layer for s in self.steps if s.kind is StepKind.COPY_UP_DATA)
        return next(layers, None)

    def to_json(self) -> dict[str, Any]:
        """What never changes of it; its place in the log and its label are beside that."""
        return {
            "verb": self.verb.value,
            "path": self.path,
            "other": self.other,
            "steps": [step.to_json() for step in self.steps],
            "size_bytes": self.size_bytes,
            "made_at": self.made_at,
            "command": list(self.command),
            "runner": self.runner,
            "lost": list(self.lost),
        }

    @classmethod
    def from_json(cls, number: int, parent: int, label: str, value: Mapping[str, Any]) -> "Edit":
        return cls(
            number,
            Verb(value["verb"]),
            LayerPath(value["path"]),
            LayerPath(value["other"]) if value["other"] is not None else None,
            tuple(Step.from_json(step) for step in value["steps"]),
            value["size_bytes"],
            value["made_at"],
            parent,
            label,
            tuple(value.get("command", ())),
            value.get("runner", ""),
            tuple(map(LayerPath, value.get("lost", _lost_before(value)))),
        )


def _lost_before(value: Mapping[str, Any]) -> list[str]:
    """Of an edit of a version that kept nothing of what other programs changed."""
    is_external = value["verb"] == Verb.EXTERNAL.value
    return [path for _, path, *_ in value["steps"]] if is_external else []
