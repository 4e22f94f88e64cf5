"""Why a file system refused, in the words of the C library, as every tool says it."""

from layerlab import errors
from layerlab.errors import EngineError

_REASONS: dict[type[EngineError], str] = {
    errors.NoSuchPath: "No such file or directory",
    errors.NoSuchFile: "No such file or directory",
    errors.NotADirectory: "Not a directory",
    errors.IsADirectory: "Is a directory",
    errors.NotAFile: "No such device or address",
    errors.AlreadyExists: "File exists",
    errors.DirectoryNotEmpty: "Directory not empty",
    errors.LinkLoop: "Too many levels of symbolic links",
    errors.InvalidPath: "Invalid argument",
    errors.ReservedName: "Names that begin with .wh. are whiteouts",
    errors.ReadOnlyMount: "Read-only file system",
    errors.CrossesMounts: "Invalid cross-device link",
    errors.MountInUse: "Device or resource busy",
    errors.PermissionDenied: "Permission denied",
    errors.NotPermitted: "Operation not permitted",
    errors.NotWritable: "Permission denied",
    errors.FileTooLarge: "File too large",
    errors.DiskFull: "No space left on device",
}

PROBLEMS: tuple[type[EngineError], ...] = tuple(_REASONS)
"""What a tool reports and goes on from. All else, such as a bound reached, ends the command."""


def reason(error: EngineError) -> str:
    return next(text for kind, text in _REASONS.items() if isinstance(error, kind))
