"""Why something can't be: the reasons that an error carries, or that a runner gives, as facts.

Their words are in `layerlab.words`, beside those of the errors that they stand in, and are
translated with them. What the system or another program said is text, and stays as it was said.
"""

from dataclasses import dataclass
from enum import Enum, auto

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


class Flaw(Reason, Enum):
    """What is wrong with a name, a path, an archive or a record, where no fact is to be added."""

    IMAGE_ID = auto()
    UPPER_CASE = auto()
    NO_NAME = auto()
    NO_DIGEST = auto()
    WITH_DIGEST = auto()
    SHORT_VOLUME_NAME = auto()
    OUT_OF_LAYER = auto()
    OUT_OF_TARGET = auto()
    OUT_OF_DIRECTORY = auto()
    CIRCULAR = auto()
    MISSING = auto()
    NO_FILE = auto()
    NO_FILE_NAME = auto()
    OTHER_BLOBS = auto()
    DAMAGED_STATE = auto()
    OTHER_EDITS = auto()
    LONG_MODE = auto()
    LONG_OWNER = auto()
    LONG_TIME = auto()
    IMPOSSIBLE_SIZE = auto()
    DEVICE_SIZE = auto()
    SIGN_IN_ATTRIBUTE = auto()
    NO_USER_ATTRIBUTES = auto()
    ROOT_ATTRIBUTES = auto()
    ROOT_DELETED = auto()
    NO_TARGET = auto()
    INTO_ITSELF = auto()
    LINK_TO_ITSELF = auto()
    ZERO_BYTE = auto()
    NUL = auto()
    EMPTY = auto()
    ENDS_EARLY = auto()
    NO_ZSTD = auto()
    NO_ENTRY = auto()
    BELOW_WHITEOUT = auto()
    BELOW_FILE = auto()
    LINK_TO_DIRECTORY = auto()
    LOOP = auto()
    NO_OBJECT = auto()
    NO_ARRAY = auto()
    IMAGE_NO_OBJECT = auto()
    IMAGE_WITHOUT_CONFIG = auto()
    NO_LISTS = auto()
    NO_CONFIG = auto()
    CIRCULAR_PARENTS = auto()
    VERSION_NO_STRING = auto()
    FILE_AND_DIRECTORY = auto()


@dataclass(frozen=True)
class NotATag(Reason):
    """`tag` is quoted, as Python writes it."""

    tag: str


@dataclass(frozen=True)
class NameTooLong(Reason):
    limit: int


@dataclass(frozen=True)
class BadVolumeName(Reason):
    name: str


@dataclass(frozen=True)
class OtherConfig(Reason):
    """A record with the config of another image."""

    image_id: str


@dataclass(frozen=True)
class DanglingRow(Reason):
    """Of the database: the row of `other` that it refers to is gone."""

    table: str
    other: str


@dataclass(frozen=True)
class NotAsRecorded(Reason):
    path: str


@dataclass(frozen=True)
class LostEdit(Reason):
    """`parent`, on which `number` was made."""

    parent: int
    number: int


@dataclass(frozen=True)
class LostContent(Reason):
    """What undo or redo of the edit `number` needs."""

    path: str
    number: int


@dataclass(frozen=True)
class OtherResult(Reason):
    """The log leads to something else than what `path` is."""

    path: str


@dataclass(frozen=True)
class ValueTooLong(Reason):
    limit: int


@dataclass(frozen=True)
class AttributeNameTooLong(Reason):
    limit: int


@dataclass(frozen=True)
class OtherNamespaces(Reason):
    """An attribute that is in none of `namespaces`."""

    namespaces: tuple[str, ...]


@dataclass(frozen=True)
class AttributeNamed(Reason):
    """`name` is quoted, as Python writes it."""

    name: str


@dataclass(frozen=True)
class WhiteoutOf(Reason):
    """`name` is quoted, as Python writes it."""

    name: str


@dataclass(frozen=True)
class NoSource(Reason):
    """What a bind mount would mount."""

    source: str


@dataclass(frozen=True)
class BadSize(Reason):
    """`value` is quoted, as Python writes it."""

    value: str


@dataclass(frozen=True)
class NotADigest(Reason):
    """`value` is quoted, as Python writes it."""

    value: str


@dataclass(frozen=True)
class NotADiffId(Reason):
    """`value` is quoted, as Python writes it."""

    value: str


@dataclass(frozen=True)
class NotALayerId(Reason):
    """`value` is quoted, as Python writes it."""

    value: str


@dataclass(frozen=True)
class ParentNotALayerId(Reason):
    """`value` is quoted, as Python writes it."""

    value: str


@dataclass(frozen=True)
class OtherRootfs(Reason):
    """`value` is quoted, as Python writes it."""

    value: str


@dataclass(frozen=True)
class NotAField(Reason):
    """`value` is quoted, as Python writes it."""

    value: str


@dataclass(frozen=True)
class NotStrings(Reason):
    """`value` is quoted, as Python writes it."""

    value: str


@dataclass(frozen=True)
class NotATime(Reason):
    """`value` is quoted, as Python writes it."""

    value: str


@dataclass(frozen=True)
class FieldNoObject(Reason):
    key: str


@dataclass(frozen=True)
class TagsNoObject(Reason):
    repository: str


@dataclass(frozen=True)
class MissingTop(Reason):
    """The layer that a name stands for."""

    name: str
    layer: str


@dataclass(frozen=True)
class OtherLayerCount(Reason):
    layers: int
    expected: int


@dataclass(frozen=True)
class OtherLayerCountOf(Reason):
    """The same, where `config` is to be named."""

    layers: int
    config: str
    expected: int
