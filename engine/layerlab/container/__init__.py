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
from layerlab.container.mount_options import parse_mount
from layerlab.container.mount_spec import MountKind, MountSpec
from layerlab.container.mount_words import parse_volume
from layerlab.container.mounts import ContainerMount
from layerlab.container.outgoing import CopiedOut, copy_out
from layerlab.container.reasons import Reason
from layerlab.container.volume import Volume, VolumeRecord
from layerlab.container.writable import WritableLayer

__all__ = [
    "CommitResult",
    "Container",
    "ContainerMount",
    "ContainerRecord",
    "CopiedOut",
    "DiffRow",
    "Edit",
    "EditList",
    "Executed",
    "Jump",
    "LayerEntry",
    "MountKind",
    "MountSpec",
    "ProcessOptions",
    "Reason",
    "Step",
    "StepKind",
    "Verb",
    "Volume",
    "VolumeRecord",
    "Why",
    "WritableLayer",
    "copy_out",
    "parse_mount",
    "parse_volume",
]
