"""Containers: their writable layer, the log of edits, diff, commit, and files in and out."""

from layerlab.container.changeset import LayerEntry, Why
from layerlab.container.commit import CommitResult
from layerlab.container.container import Container, ContainerRecord
from layerlab.container.diff import DiffRow
from layerlab.container.edit import Edit, Step, StepKind, Verb
from layerlab.container.edit_list import EditList
from layerlab.container.environment import ProcessOptions
from layerlab.container.executing import Executed
from layerlab.container.log import Jump
from layerlab.container.outgoing import CopiedOut, copy_out
from layerlab.container.writable import WritableLayer

__all__ = [
    "CommitResult",
    "Container",
    "ContainerRecord",
    "CopiedOut",
    "DiffRow",
    "Edit",
    "EditList",
    "Executed",
    "Jump",
    "LayerEntry",
    "ProcessOptions",
    "Step",
    "StepKind",
    "Verb",
    "Why",
    "WritableLayer",
    "copy_out",
]
