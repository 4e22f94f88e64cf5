"""What can go wrong, as facts.

An error carries facts (the object, what was expected, what was found), never sentences: the words
are in `layerlab.words`, for the command line and for the window, and a test proves that no
error is without words.

    EngineError
    ├── NotFound       an object that was named is not there
    ├── Refused        the request can't be done as it was asked
    ├── BadInput       bytes from outside are damaged, foreign or beyond a limit
    ├── StorageFailed  the host's disk or file system said no
    └── Cancelled
"""

from dataclasses import dataclass


class EngineError(Exception):
    """Anything that the engine reports; its fields are the facts."""

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({facts})"


class Reason:
    """Why something can't be, where an error or a runner says so: `layerlab.reasons`."""


class NotFound(EngineError):
    """The named object is not there."""


class Refused(EngineError):
    """The request can't be done as it was asked."""


class BadInput(EngineError):
    """Bytes from outside are damaged, foreign or beyond a limit."""


class StorageFailed(EngineError):
    """The host's disk or file system said no."""


class Cancelled(EngineError):
    """The caller stopped the work; nothing half-done is kept."""


@dataclass(eq=False)
class NoSuchObject(NotFound):
    """Neither an image nor a container, nor an archive."""

    name: str


@dataclass(eq=False)
class NoSuchImage(NotFound):
    reference: str


@dataclass(eq=False)
class NoSuchContainer(NotFound):
    name: str


@dataclass(eq=False)
class NoSuchPath(NotFound):
    """`path` is absent from what `target` names (an image, a container, a layer)."""

    target: str
    path: str


@dataclass(eq=False)
class NoSuchVolume(NotFound):
    name: str


@dataclass(eq=False)
class NoSuchVolumePlugin(NotFound):
    """A volume was asked of a driver; `local` is the only one."""

    name: str
    driver: str


@dataclass(eq=False)
class NoSuchAttribute(NotFound):
    """`path` has no extended attribute `name`."""

    path: str
    name: str


@dataclass(eq=False)
class NoSuchLayer(NotFound):
    number: int
    count: int


@dataclass(eq=False)
class NoSuchFile(NotFound):
    """A file of the host that was named does not exist."""

    path: str


@dataclass(eq=False)
class NoSuchPlatform(NotFound):
    """`target` has images for other platforms only, which `found` names."""

    target: str
    platform: str
    found: tuple[str, ...]


@dataclass(eq=False)
class AmbiguousId(Refused):
    prefix: str
    matches: tuple[str, ...]


@dataclass(eq=False)
class InvalidReference(Refused):
    text: str
    reason: Reason | str


@dataclass(eq=False)
class InvalidName(Refused):
    name: str
    reason: Reason | str


@dataclass(eq=False)
class InvalidLabel(Refused):
    """What an edit is called is one line of at most `limit` characters."""

    text: str
    limit: int


@dataclass(eq=False)
class InvalidPath(Refused):
    path: str
    reason: Reason | str


@dataclass(eq=False)
class InvalidPlatform(Refused):
    text: str


@dataclass(eq=False)
class SeveralImages(Refused):
    """One image was needed, and the archive `path` has `count`."""

    path: str
    count: int


@dataclass(eq=False)
class ContainerNameInUse(Refused):
    """`container` is the ID of the one that has the name."""

    name: str
    container: str


@dataclass(eq=False)
class InvalidContainerName(Refused):
    name: str


@dataclass(eq=False)
class RenameToSameName(Refused):
    name: str


@dataclass(eq=False)
class ContainerNotRunning(Refused):
    """`container` is an ID here and below, as in Docker's own words."""

    container: str


@dataclass(eq=False)
class ContainerAlreadyPaused(Refused):
    container: str


@dataclass(eq=False)
class ContainerNotPaused(Refused):
    container: str


@dataclass(eq=False)
class StartOfPausedContainer(Refused):
    container: str


@dataclass(eq=False)
class ExecInPausedContainer(Refused):
    name: str


@dataclass(eq=False)
class RemovalOfRunningContainer(Refused):
    container: str


@dataclass(eq=False)
class RemovalOfPausedContainer(Refused):
    container: str


@dataclass(eq=False)
class KillOfStoppedContainer(Refused):
    name: str
    container: str


@dataclass(eq=False)
class InvalidSignal(Refused):
    signal: str


@dataclass(eq=False)
class NoCommand(Refused):
    """Neither the image nor whoever makes a container says what to start."""

    image: str


@dataclass(eq=False)
class NoSuchUser(Refused):
    """`user` is not in the container's `/etc/passwd`."""

    user: str


@dataclass(eq=False)
class NoSuchGroup(Refused):
    """`group` is not in the container's `/etc/group`."""

    group: str


@dataclass(eq=False)
class InvalidWorkingDirectory(Refused):
    path: str


@dataclass(eq=False)
class NoWorkingDirectory(Refused):
    """A command can't begin at `path`; `reason` is the operating system's."""

    path: str
    reason: str


@dataclass(eq=False)
class CommandNotStarted(Refused):
    """A command that the container can't start; `status` is what a shell would return.

    `reason` is the operating system's: 127 for what is not found, 126 for what can't be run.
    """

    command: str
    reason: str
    status: int


@dataclass(eq=False)
class ReferenceInUse(Refused):
    """The last name of an image that `containers` use is only removed by force.

    `container` is the ID of one of them.
    """

    reference: str
    container: str
    image: str
    containers: tuple[str, ...]


@dataclass(eq=False)
class ImageInUse(Refused):
    """An image that stopped containers use; forced, it loses its names and stays for them."""

    image: str
    container: str
    containers: tuple[str, ...]


@dataclass(eq=False)
class UnnamedImageInUse(Refused):
    """One that stopped containers use and that has no names to lose."""

    image: str
    container: str
    containers: tuple[str, ...]


@dataclass(eq=False)
class RunningImageInUse(Refused):
    """An image that containers use, of which `container` runs."""

    image: str
    container: str
    containers: tuple[str, ...]


@dataclass(eq=False)
class ImageHasTags(Refused):
    """An image ID with several tags is only removed by force."""

    image: str
    tags: tuple[str, ...]


@dataclass(eq=False)
class NotADirectory(Refused):
    path: str


@dataclass(eq=False)
class IsADirectory(Refused):
    path: str


@dataclass(eq=False)
class AlreadyExists(Refused):
    path: str


@dataclass(eq=False)
class DirectoryNotEmpty(Refused):
    path: str


@dataclass(eq=False)
class NotAFile(Refused):
    """A regular file was needed; `kind` is what stands there."""

    path: str
    kind: str


@dataclass(eq=False)
class LinkLoop(Refused):
    path: str


@dataclass(eq=False)
class ReservedName(Refused):
    """Names that begin with `.wh.` are whiteouts. Spec: image-spec layer.md, Whiteouts."""

    path: str


@dataclass(eq=False)
class InvalidChange(Refused):
    """A `--change` instruction of commit that Docker refuses, too."""

    change: str
    reason: str


@dataclass(eq=False)
class NoSuchEdit(NotFound):
    """`target` names the container or the volume whose log has no edit of that number."""

    target: str
    number: int


@dataclass(eq=False)
class NothingToUndo(Refused):
    target: str


@dataclass(eq=False)
class NothingToRedo(Refused):
    target: str


@dataclass(eq=False)
class EditNotUndoable(Refused):
    """Another program changed `path`, and what it had before was not kept."""

    target: str
    path: str


@dataclass(eq=False)
class LogMismatch(Refused):
    """Undo would overwrite what another program changed at `path`."""

    target: str
    path: str


@dataclass(eq=False)
class ReadOnlyMount(Refused):
    """`path` lies in what is mounted read-only at `mount`."""

    path: str
    mount: str


@dataclass(eq=False)
class HostMount(Refused):
    """`path` is a file of the host, which `title` mounts at `mount`: no edit of a layer."""

    path: str
    mount: str
    title: str


@dataclass(eq=False)
class CrossesMounts(Refused):
    """Something can't be renamed or linked from one mount to another (EXDEV)."""

    path: str
    new: str


@dataclass(eq=False)
class MountInUse(Refused):
    """What something is mounted on, or lies above that, can't be removed or renamed (EBUSY)."""

    path: str


@dataclass(eq=False)
class InvalidVolumeName(Refused):
    name: str
    reason: Reason | str


@dataclass(eq=False)
class InvalidVolumeSpec(Refused):
    """A `-v` that says nothing that can be mounted."""

    spec: str
    reason: str


@dataclass(eq=False)
class InvalidMountMode(Refused):
    """What stands behind the second colon of a `-v`."""

    mode: str


@dataclass(eq=False)
class InvalidMountOption(Refused):
    """A `--mount` whose fields are wrong."""

    text: str
    reason: str


@dataclass(eq=False)
class InvalidMountConfig(Refused):
    """A mount of `kind` that contradicts itself, or the host."""

    kind: str
    reason: Reason | str


@dataclass(eq=False)
class InvalidVolumeOption(Refused):
    """An option of the volume's driver."""

    name: str
    option: str


@dataclass(eq=False)
class InvalidFilter(Refused):
    text: str


@dataclass(eq=False)
class DuplicateMountPoint(Refused):
    path: str


@dataclass(eq=False)
class MountOverFile(Refused):
    """A volume is a directory, and `path` is none."""

    path: str


@dataclass(eq=False)
class VolumeInUse(Refused):
    """`ids` are those of the containers that mount it, `containers` their names."""

    name: str
    ids: tuple[str, ...]
    containers: tuple[str, ...]


@dataclass(eq=False)
class PermissionDenied(Refused):
    """The user that a command runs as may not do that to `path` (EACCES)."""

    path: str


@dataclass(eq=False)
class NotPermitted(Refused):
    """Only the owner of `path`, or root, may do that (EPERM)."""

    path: str


@dataclass(eq=False)
class CommandStopped(Refused):
    """A command reached a bound; `limit` names it, `allowed` says how much it is."""

    command: str
    limit: str
    allowed: str


@dataclass(eq=False)
class RunnerUnavailable(Refused):
    """`reason` is text where it is the system's own."""

    runner: str
    reason: Reason | str


@dataclass(eq=False)
class UnknownFormat(BadInput):
    """No reader knows the file; `found` says what its first bytes look like."""

    path: str
    found: str


@dataclass(eq=False)
class TarOfFiles(BadInput):
    """A tar that is no archive of images. Is it a root file system, then it can be imported."""

    path: str


@dataclass(eq=False)
class DamagedArchive(BadInput):
    path: str
    member: str
    reason: Reason | str


@dataclass(eq=False)
class DamagedTar(BadInput):
    """A tar header at `offset` (bytes, in the uncompressed tar) makes no sense."""

    name: str
    offset: int
    reason: Reason | str


@dataclass(eq=False)
class DamagedStream(BadInput):
    """Compressed bytes that can't be decompressed, or that end early."""

    name: str
    reason: Reason | str


@dataclass(eq=False)
class InvalidDocument(BadInput):
    """A JSON document that is not what the specification says."""

    name: str
    reason: Reason | str


@dataclass(eq=False)
class DigestMismatch(BadInput):
    name: str
    expected: str
    actual: str


@dataclass(eq=False)
class DiffIdMismatch(BadInput):
    layer: int
    expected: str
    actual: str


@dataclass(eq=False)
class SizeMismatch(BadInput):
    name: str
    expected: int
    actual: int


@dataclass(eq=False)
class MissingBlob(BadInput):
    digest: str
    wanted_by: str


@dataclass(eq=False)
class DamagedBlob(DigestMismatch):
    """A blob of the store is no longer what it was when it was stored."""


@dataclass(eq=False)
class LostBlob(MissingBlob):
    """A blob that the store should have is gone."""


@dataclass(eq=False)
class DamagedRecord(BadInput):
    """What the database says of `name` contradicts what is on the disk."""

    name: str
    reason: Reason | str


@dataclass(eq=False)
class DamagedContainer(BadInput):
    """A container's files and its log contradict each other."""

    name: str
    reason: Reason | str


@dataclass(eq=False)
class DamagedVolume(BadInput):
    """A volume's files and its log contradict each other."""

    name: str
    reason: Reason | str


@dataclass(eq=False)
class DamagedIndex(BadInput):
    """What is remembered of a layer is not what was found in it."""

    path: str


@dataclass(eq=False)
class StaleFace(BadInput):
    """`index.json`, by which other tools read the store, does not say what is in it."""

    path: str


@dataclass(eq=False)
class LimitExceeded(BadInput):
    """Of `what` there is more than `limit`: `actual`, or at least that where reading stopped.

    `name` is the field of `limits.Limits` that says so.
    """

    what: str
    limit: int
    actual: int
    name: str


@dataclass(eq=False)
class DiskFull(StorageFailed):
    path: str


@dataclass(eq=False)
class NotWritable(StorageFailed):
    path: str


@dataclass(eq=False)
class StoreReadOnly(NotWritable):
    """The store can be looked at, but not changed."""


@dataclass(eq=False)
class HostFailure(StorageFailed):
    """Any other error of the host's file system; `reason` is the system's own text."""

    path: str
    reason: str


@dataclass(eq=False)
class FileTooLarge(StorageFailed):
    """Beyond what the file system, or a limit of the user's, lets one file have."""

    path: str


@dataclass(eq=False)
class StoreTooNew(StorageFailed):
    path: str
    version: int
    known: int


@dataclass(eq=False)
class StoreTooOld(StorageFailed):
    """Of an older version and read-only, so that it can't be brought up to date."""

    path: str
    version: int
    known: int


@dataclass(eq=False)
class StoreBusy(StorageFailed):
    """Another program kept the store's write lock for too long."""

    path: str


@dataclass(eq=False)
class DamagedDatabase(StorageFailed):
    """The database is no database any more; the blobs in `directory` may be whole."""

    path: str
    directory: str
    reason: str
