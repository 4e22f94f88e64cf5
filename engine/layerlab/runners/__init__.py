"""What runs a command on a container's files: one protocol, two runners."""

from layerlab.runners.files import Files, Opening
from layerlab.runners.protocol import (
    DEFAULT_BOUNDS,
    Bounds,
    Command,
    Completion,
    Ground,
    InteractiveRunner,
    Interpreter,
    Mount,
    Runner,
    Streams,
)

__all__ = [
    "DEFAULT_BOUNDS",
    "Bounds",
    "Command",
    "Completion",
    "Files",
    "Ground",
    "InteractiveRunner",
    "Interpreter",
    "Mount",
    "Opening",
    "Runner",
    "Streams",
]
