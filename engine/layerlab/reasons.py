"""Why something can't be: the reasons that an error carries, or that a runner gives, as facts.

Their words are in `layerlab.words`, beside those of the errors that they stand in, and are
translated with them. What the system or another program said is text, and stays as it was said.
"""

from dataclasses import dataclass

from layerlab.errors import EngineError, Reason


@dataclass(frozen=True)
class NotInThisProgram(Reason):
    """A runner that was left out."""


@dataclass(frozen=True)
class NotInteractive(Reason):
    """A runner that has no prompt."""


@dataclass(frozen=True)
class UnknownCommands(Reason):
    """What the built-in shell has no tool for."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class NeedsLinux(Reason):
    """The host is another system."""


@dataclass(frozen=True)
class NamespacesOff(Reason):
    """User namespaces are, by a setting that `value` would switch on; `said` is the system's."""

    said: Reason | str
    setting: str
    value: str


@dataclass(frozen=True)
class NoOverlayMount(Reason):
    directory: str
    said: Reason | str


@dataclass(frozen=True)
class ContainersForbidden(Reason):
    said: Reason | str


@dataclass(frozen=True)
class UnusableDirectory(Reason):
    directory: str
    error: EngineError


@dataclass(frozen=True)
class ForeignArchitecture(Reason):
    """`emulator` is what would run programs for `architecture` on `machine`."""

    architecture: str
    machine: str
    emulator: str


@dataclass(frozen=True)
class MissingLayer(Reason):
    number: int


@dataclass(frozen=True)
class TooManyLayers(Reason):
    limit: int


@dataclass(frozen=True)
class UserNotMapped(Reason):
    uid: int
    gid: int


@dataclass(frozen=True)
class NoUserMapping(Reason):
    """The system lets nobody be mapped."""

    said: str


@dataclass(frozen=True)
class ProcessEnded(Reason):
    """The runner's own process did, too early."""

    said: Reason | str


@dataclass(frozen=True)
class ExitStatus(Reason):
    """A program that ended without a word."""

    status: int
