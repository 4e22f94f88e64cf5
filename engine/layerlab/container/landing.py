"""Where `cp` puts what it copies: Docker's rules, for both directions.

A slash or `/.` at a path's end means something, so paths come as they were typed. `DIR/.` is what
is in a directory; the root is that, too.
Source: docker cli/command/container/cp.go; moby go-archive copy.go, PrepareArchiveCopy.
"""

import os
from dataclasses import dataclass
from enum import Enum

from layerlab.errors import EngineError, NotADirectory
from layerlab.model import clean


@dataclass(frozen=True, slots=True)
class Source:
    """What is copied: its last name, which is empty where a directory's contents are meant."""

    name: str
    is_directory: bool


@dataclass(frozen=True, slots=True)
class Destination:
    """What was typed, and what is there, last links followed: `is_directory` is None for nothing.

    `absent` is the error that says so.
    """

    text: str
    is_directory: bool | None
    absent: EngineError


class Landing(Enum):
    AT = "under the destination's name"
    INSIDE = "in the destination, under its own name"
    CONTENTS = "into the destination itself"


def landing(source: Source, destination: Destination) -> Landing:
    """Raises `NotADirectory` for a directory over something else, and for `FILE/`; `absent` for
    a file that should go into a directory which isn't there.
    """
    if destination.is_directory:
        return Landing.INSIDE if source.name else Landing.CONTENTS
    if destination.is_directory is not None:
        if source.is_directory or names_a_directory(destination.text):
            raise NotADirectory(destination.text)
        return Landing.AT
    needs_it = means_contents if source.is_directory else names_a_directory
    if needs_it(destination.text):
        raise destination.absent
    return Landing.AT


def names_a_directory(text: str) -> bool:
    """Whether what was typed can only mean a directory: `DIR/`, `DIR/.`, `.`"""
    return text.endswith(("/", os.sep)) or means_contents(text)


def means_contents(text: str) -> bool:
    return text == "." or text.endswith(("/.", f"{os.sep}."))


def last_name(text: str) -> str:
    """The name in a container that a copy of a path keeps; empty for contents and for the root."""
    return "" if means_contents(text) else clean(text).rpartition("/")[2]
