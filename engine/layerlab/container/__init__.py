"""Containers: their writable layer, the log of edits, diff, commit, and files in and out."""

from layerlab.container.changeset import LayerEntry, Why
from layerlab.container.commit import CommitResult
from layerlab.container.container import Container, ContainerRecord
from layerlab.container.diff import DiffRow
from layerlab.container.edit import Edit, Step, StepKind, Verb
from layerlab.container.outgoing import CopiedOut, copy_out

__all__ = [
    "CommitResult",
    "Container",
    "ContainerRecord",
    "CopiedOut",
    "DiffRow",
    "Edit",
    "LayerEntry",
    "Step",
    "StepKind",
    "Verb",
    "Why",
    "copy_out",
]
