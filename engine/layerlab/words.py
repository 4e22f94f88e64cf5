"""The words of every error and reason, in English: for the command line, and for the window, which
translates them.

A sentence names the object and, where there is one, the remedy. A test proves that no error and
no reason is without words.
"""

from collections.abc import Callable

from layerlab import errors, reasons
from layerlab.errors import EngineError, Reason
from layerlab.reasons import Flaw

TEMPLATES: dict[type[EngineError], str] = {
    errors.NoSuchImage: (
        "No such image: {reference}. Load it first, or look its name up with `images`."
    ),
    errors.NoSuchObject: "No such object: {name}",
    errors.NoSuchContainer: "No such container: {name}",
    errors.NoSuchPath: "Could not find {path} in {target}",
    errors.NoSuchVolume: "get {name}: no such volume",
    errors.NoSuchVolumePlugin: (
        'create {name}: error looking up volume plugin {driver}: plugin "{driver}" not found'
    ),
    errors.NoSuchAttribute: "{path} has no extended attribute {name}",
    errors.NoSuchLayer: "There is no layer {number}: the layers are 1 to {count}",
    errors.NoSuchFile: "There is no file or directory {path}",
    errors.NoSuchPlatform: "{target} has no image for {platform}, but for: {found}",
    errors.AmbiguousId: "{prefix} is the beginning of several IDs: {matches}. Type more of it.",
    errors.InvalidReference: "Invalid reference {text}: {reason}",
    errors.InvalidName: "Invalid name {name}: {reason}",
    errors.InvalidLabel: "Invalid label {text}: it is one line of at most {limit} characters",
    errors.InvalidPath: "Invalid path {path}: {reason}",
    errors.InvalidPlatform: (
        "Invalid platform {text}: write it as os/architecture[/variant], such as linux/arm64"
    ),
    errors.SeveralImages: "{path} has {count} images. Load it, and name one of them.",
    errors.ContainerNameInUse: (
        'Conflict. The container name "/{name}" is already in use by container "{container}". You'
        " have to remove (or rename) that container to be able to reuse that name."
    ),
    errors.InvalidContainerName: (
        "Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
    ),
    errors.RenameToSameName: (
        "Renaming a container with the same name as its current name: {name}"
    ),
    errors.ContainerNotRunning: ("Container {container} is not running. Start it, and try again."),
    errors.ContainerAlreadyPaused: "Container {container} is already paused",
    errors.ContainerNotPaused: "Container {container} is not paused",
    errors.StartOfPausedContainer: (
        "cannot start a paused container, try unpause instead: {container}"
    ),
    errors.ExecInPausedContainer: ("Container {name} is paused, unpause the container before exec"),
    errors.RemovalOfRunningContainer: (
        "You cannot remove a running container {container}. Stop the container before attempting"
        " removal or force remove"
    ),
    errors.RemovalOfPausedContainer: (
        "You cannot remove a paused container {container}. Unpause and then stop the container"
        " before attempting removal or force remove"
    ),
    errors.KillOfStoppedContainer: (
        "Cannot kill container: {name}: Container {container} is not running"
    ),
    errors.InvalidSignal: "Invalid signal: {signal}",
    errors.NoCommand: (
        "No command specified: the image {image} names none. Say what to start, after the image."
    ),
    errors.NoSuchUser: "unable to find user {user}: no matching entries in passwd file",
    errors.NoSuchGroup: "unable to find group {group}: no matching entries in group file",
    errors.InvalidWorkingDirectory: (
        "the working directory '{path}' is invalid, it needs to be an absolute path"
    ),
    errors.NoWorkingDirectory: (
        'unable to start container process: chdir to cwd ("{path}") set in config.json failed:'
        " {reason}"
    ),
    errors.CommandNotStarted: ('unable to start container process: exec: "{command}": {reason}'),
    errors.ReferenceInUse: (
        'conflict: unable to remove repository reference "{reference}" (must force) - container'
        " {container} is using its referenced image {image}. Remove what uses it first:"
        " {containers}"
    ),
    errors.ImageInUse: (
        "conflict: unable to delete {image} (must be forced) - image is being used by stopped"
        " container {container}. Remove what uses it first: {containers}"
    ),
    errors.UnnamedImageInUse: (
        "conflict: unable to delete {image} (cannot be forced) - image is being used by stopped"
        " container {container}. Remove what uses it first: {containers}"
    ),
    errors.RunningImageInUse: (
        "conflict: unable to delete {image} (cannot be forced) - image is being used by running"
        " container {container}. Stop and remove what uses it first: {containers}"
    ),
    errors.ImageHasTags: (
        "conflict: unable to delete {image} (must be forced) - image is referenced in multiple"
        " repositories: {tags}. Remove these names one by one, or force it."
    ),
    errors.NotADirectory: "{path} is not a directory",
    errors.IsADirectory: "{path} is a directory",
    errors.AlreadyExists: "{path} already exists",
    errors.DirectoryNotEmpty: "The directory {path} is not empty",
    errors.NotAFile: "{path} has no content to read or write: it is a {kind}",
    errors.LinkLoop: "Too many symbolic links at {path}",
    errors.ReservedName: "{path}: names that begin with .wh. are whiteouts; choose another name",
    errors.InvalidChange: "Invalid change {change}: {reason}",
    errors.NoSuchEdit: "The log of {target} has no edit {number}",
    errors.NothingToUndo: "There is nothing to undo in {target}",
    errors.NothingToRedo: "There is nothing to redo in {target}",
    errors.EditNotUndoable: (
        "{path} was changed by another program; what it was before is not known, so this"
        " can't be undone"
    ),
    errors.LogMismatch: "{path} is no longer as the edit left it, so the edit can't be undone",
    errors.ReadOnlyMount: (
        "mounted volume is marked read-only: {path} can't be changed (mounted at {mount})"
    ),
    errors.HostMount: (
        "{path} is the host's ({title}, mounted at {mount}): change it there, or with a command"
    ),
    errors.CrossesMounts: "{path} and {new} are not on the same mount: copy it, then delete it",
    errors.MountInUse: "{path} is in use: something is mounted there",
    errors.InvalidVolumeName: "create {name}: {reason}",
    errors.InvalidVolumeSpec: "invalid volume specification: '{spec}': {reason}",
    errors.InvalidMountMode: "invalid mode: {mode}",
    errors.InvalidMountOption: 'invalid argument "{text}" for "--mount" flag: {reason}',
    errors.InvalidMountConfig: 'invalid mount config for type "{kind}": {reason}',
    errors.InvalidVolumeOption: 'create {name}: invalid option: "{option}"',
    errors.InvalidFilter: "Invalid filter '{text}'",
    errors.DuplicateMountPoint: "Duplicate mount point: {path}",
    errors.MountOverFile: "cannot mount volume over existing file, file exists {path}",
    errors.VolumeInUse: (
        "remove {name}: volume is in use - [{ids}]. Remove these containers first: {containers}"
    ),
    errors.PermissionDenied: "Permission denied: {path}",
    errors.NotPermitted: "Operation not permitted: {path}",
    errors.CommandStopped: "{command} was stopped: it reached its limit of {allowed} ({limit})",
    errors.RunnerUnavailable: "The {runner} can't run this here: {reason}",
    errors.UnknownFormat: (
        "{path} is no image archive: it is {found}. Expected the output of docker save, podman"
        " save or skopeo, or an OCI directory."
    ),
    errors.TarOfFiles: (
        "{path} is a tar of files, not an image. If they are a root file system, import it with:"
        " layerlab import {path} NAME"
    ),
    errors.DamagedArchive: "{path} is damaged: {member} {reason}",
    errors.DamagedTar: "{name} is damaged at byte {offset}: {reason}",
    errors.DamagedStream: "{name} is damaged: {reason}",
    errors.InvalidDocument: "{name} is invalid: {reason}",
    errors.DigestMismatch: "{name} is damaged: its digest is {actual}, but {expected} is expected",
    errors.DiffIdMismatch: (
        "Layer {layer} is damaged: its diff ID is {actual}, but the config says {expected}"
    ),
    errors.SizeMismatch: "{name} is damaged: it has {actual} bytes, but {expected} are expected",
    errors.MissingBlob: "The blob {digest} of {wanted_by} is missing",
    errors.DamagedBlob: (
        "{name} is damaged in the store: its digest is {actual}, but {expected} is expected."
        " Load or pull the image again to repair it."
    ),
    errors.LostBlob: (
        "The blob {digest} of {wanted_by} is missing from the store. Load or pull the image again"
        " to repair it."
    ),
    errors.DamagedRecord: (
        "{name} is recorded wrongly: {reason}. Load or pull it again, or remove it."
    ),
    errors.DamagedContainer: (
        "The container {name} is damaged: {reason}. Export or commit what is still right, and"
        " remove it."
    ),
    errors.DamagedVolume: (
        "The volume {name} is damaged: {reason}. Copy out what is still right, and remove it."
    ),
    errors.DamagedIndex: (
        "The index {path} was damaged. It is made anew from its layer when it is needed; what was"
        " seen before may have been wrong."
    ),
    errors.StaleFace: (
        "{path} does not list what the store has, so that other tools see something else. Free"
        " some space, and open the store once where it can be written."
    ),
    errors.LimitExceeded: (
        "Too many {what}: more than {limit} are not accepted. If you trust where this comes from,"
        " allow more with --limit {name}=…"
    ),
    errors.DiskFull: (
        "The disk is full: {path} could not be written. Free some space and try again."
    ),
    errors.NotWritable: "{path} can't be accessed: permission denied or read-only",
    errors.StoreReadOnly: (
        "{path} is read-only: what is there can be looked at, but not changed. Choose another"
        " root directory to make changes."
    ),
    errors.FileTooLarge: (
        "{path} became larger than the file system or a limit of yours allows. Choose another"
        " place, or raise the limit."
    ),
    errors.HostFailure: "{path}: {reason}",
    errors.StoreTooNew: (
        "{path} was made by a newer version of Layerlab (format {version}, this one knows"
        " {known}). Update Layerlab."
    ),
    errors.StoreTooOld: (
        "{path} was made by an older version of Layerlab (format {version}, this one needs"
        " {known}) and is read-only. Open it once where it can be written."
    ),
    errors.StoreBusy: (
        "{path} is in use by another program. Wait until that is done, and try again."
    ),
    errors.DamagedDatabase: (
        "The database {path} is damaged: {reason}. Rename the folder {directory}, and load the"
        " images from the renamed folder: it is an OCI directory."
    ),
    errors.Cancelled: "Cancelled",
}

REASONS: dict[type[Reason], str] = {
    reasons.NotInThisProgram: "it is not part of this program",
    reasons.NotInteractive: "it talks with nobody",
    reasons.UnknownCommands: "it doesn't know {names}",
    reasons.NeedsLinux: "it needs the Linux kernel",
    reasons.NamespacesOff: (
        "user namespaces are switched off ({said}): `sysctl {setting}={value}`"
    ),
    reasons.NoOverlayMount: (
        "the kernel mounts no overlay in {directory} ({said}): that takes Linux 5.11, and a"
        " directory on a disk of its own, such as ext4, xfs or btrfs"
    ),
    reasons.ContainersForbidden: "the system does not allow what containers are made of ({said})",
    reasons.UnusableDirectory: "{directory} can't be used: {error}",
    reasons.ForeignArchitecture: (
        "the image's programs are for {architecture}, and this machine is {machine}: install"
        " {emulator} for binfmt_misc (Debian: qemu-user-static)"
    ),
    reasons.MissingLayer: "layer {number} of the image is missing",
    reasons.TooManyLayers: "the kernel's overlay has no more than {limit} layers",
    reasons.UserNotMapped: (
        "user {uid}:{gid} does not exist in a user namespace without subordinate IDs: give"
        " yourself some (`usermod --add-subuids 100000-165535 --add-subgids 100000-165535 YOU`,"
        " package uidmap)"
    ),
    reasons.NoUserMapping: "users can't be mapped: {said}",
    reasons.ProcessEnded: "its process ended: {said}",
    reasons.ExitStatus: "status {status}",
    reasons.NotATag: "{tag} is not a tag",
    reasons.NameTooLong: "a repository name has at most {limit} characters",
    reasons.BadVolumeName: (
        '"{name}" includes invalid characters for a local volume name, only'
        ' "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use'
        " absolute path"
    ),
    reasons.OtherConfig: "its config is that of {image_id}",
    reasons.DanglingRow: "a row of {table} refers to a row of {other} that is gone",
    reasons.NotAsRecorded: "{path} is not as it is recorded",
    reasons.LostEdit: "edit {parent}, on which edit {number} was made, is lost",
    reasons.LostContent: "what {path} was for edit {number} is lost",
    reasons.OtherResult: "the log leads to something else than {path} is",
    reasons.ValueTooLong: "a value has at most {limit} bytes",
    reasons.AttributeNameTooLong: "an attribute's name has at most {limit} bytes",
    reasons.OtherNamespaces: "an attribute's name begins with {namespaces}",
    reasons.AttributeNamed: "an extended attribute named {name}",
    reasons.WhiteoutOf: "a whiteout of {name}",
    reasons.NoSource: "bind source path does not exist: {source}",
    reasons.BadSize: "a descriptor's size is {value}",
    reasons.NotADigest: "{value} is not a digest",
    reasons.NotADiffId: "{value} is not a diff ID",
    reasons.NotALayerId: "{value} is not a layer ID of 64 hex digits",
    reasons.ParentNotALayerId: "its parent {value} is not a layer ID of 64 hex digits",
    reasons.OtherRootfs: "a rootfs of the unknown type {value}",
    reasons.NotAField: "{value} is not what a field of the config may be",
    reasons.NotStrings: "{value} is not a list of strings",
    reasons.NotATime: "{value} is not a time",
    reasons.FieldNoObject: "{key} is not a JSON object",
    reasons.TagsNoObject: "the tags of {repository} are not a JSON object",
    reasons.MissingTop: "{name} is layer {layer}, which is missing",
    reasons.OtherLayerCount: "{layers} layers, but its config has {expected}",
    reasons.OtherLayerCountOf: "{layers} layers, but {config} has {expected}",
}
"""Parts of a sentence, which stand behind a colon."""

FLAWS: dict[Flaw, str] = {
    Flaw.IMAGE_ID: "that is an image ID, not a name",
    Flaw.UPPER_CASE: "a repository name must be lower case",
    Flaw.NO_NAME: "not a name of the form [domain/]path[:tag][@digest]",
    Flaw.NO_DIGEST: "not a digest of the form sha256:<64 hex digits>",
    Flaw.WITH_DIGEST: "a name with a digest can't be given",
    Flaw.SHORT_VOLUME_NAME: (
        "volume name is too short, names should be at least two alphanumeric characters"
    ),
    Flaw.OUT_OF_LAYER: "it would leave the container layer",
    Flaw.OUT_OF_TARGET: "it leads out of the directory that the tar goes into",
    Flaw.OUT_OF_DIRECTORY: "leads out of the directory",
    Flaw.CIRCULAR: "is a link that leads to itself",
    Flaw.MISSING: "is missing",
    Flaw.NO_FILE: "is not a file",
    Flaw.NO_FILE_NAME: "can't be the name of a file",
    Flaw.OTHER_BLOBS: "its blobs are not those of its manifest",
    Flaw.DAMAGED_STATE: "its state is damaged",
    Flaw.OTHER_EDITS: "the edits that are done are not those that lead to the files",
    Flaw.LONG_MODE: "a mode has at most twelve bits",
    Flaw.LONG_OWNER: "owner and group are numbers of 32 bits",
    Flaw.LONG_TIME: "a time has at most 63 bits of nanoseconds",
    Flaw.IMPOSSIBLE_SIZE: "a size is between 0 and 2**63 - 1 bytes",
    Flaw.DEVICE_SIZE: "a device has no size",
    Flaw.SIGN_IN_ATTRIBUTE: "a layer can't hold = or a zero byte in an attribute's name",
    Flaw.NO_USER_ATTRIBUTES: "only files and directories have attributes of users",
    Flaw.ROOT_ATTRIBUTES: "the attributes of the root can't be changed",
    Flaw.ROOT_DELETED: "the root can't be deleted",
    Flaw.NO_TARGET: "a link needs a target",
    Flaw.INTO_ITSELF: "a directory can't be moved into itself",
    Flaw.LINK_TO_ITSELF: "a hard link to itself",
    Flaw.ZERO_BYTE: "a name can't have a zero byte in it",
    Flaw.NUL: "a NUL in a name",
    Flaw.EMPTY: "it is empty",
    Flaw.ENDS_EARLY: "it ends early",
    Flaw.NO_ZSTD: "bytes that are no zstd frame",
    Flaw.NO_ENTRY: "an extended header without an entry",
    Flaw.BELOW_WHITEOUT: "an entry below a whiteout",
    Flaw.BELOW_FILE: "an entry below something that is no directory",
    Flaw.LINK_TO_DIRECTORY: "a hard link to a directory",
    Flaw.LOOP: "a parent directory that is a loop of symlinks",
    Flaw.NO_OBJECT: "not a JSON object",
    Flaw.NO_ARRAY: "not a JSON array",
    Flaw.IMAGE_NO_OBJECT: "an image that is not a JSON object",
    Flaw.IMAGE_WITHOUT_CONFIG: "an image without a Config",
    Flaw.NO_LISTS: "Layers and RepoTags must be lists of strings",
    Flaw.NO_CONFIG: "a manifest without a config",
    Flaw.CIRCULAR_PARENTS: "its parents go in a circle",
    Flaw.VERSION_NO_STRING: "docker_version is not a string",
    Flaw.FILE_AND_DIRECTORY: "are you trying to mount a directory onto a file (or vice-versa)?",
}


STANDING: dict[str, str] = {
    "input": "its main command waits for input that nobody types",
    "waits": "its main command waits for ever",
    "serves": "its main command serves for ever",
    "foreign": "its main command is a program that can't be run here",
}
"""Why a container stands, by `container.main_command.Standing`, as part of a sentence."""


def template(told: EngineError | Reason) -> str:
    if isinstance(told, Flaw):
        return FLAWS[told]
    return REASONS[type(told)] if isinstance(told, Reason) else TEMPLATES[type(told)]


def facts(
    told: EngineError | Reason, explained: Callable[[EngineError | Reason], str]
) -> dict[str, str]:
    """The fields as text, for the template; errors and reasons among them as they are explained."""
    return {
        name: _text(value, explained)
        for name, value in vars(told).items()
        if not name.startswith("__")
    }


def _text(value: object, explained: Callable[[EngineError | Reason], str]) -> str:
    if isinstance(value, EngineError | Reason):
        return explained(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def explain(told: EngineError | Reason) -> str:
    """One sentence that names the object and the cause, or the part of one that a reason is."""
    return template(told).format(**facts(told, explain))
