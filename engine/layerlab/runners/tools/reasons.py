"""Why a file system refused, in the words of the C library, as every tool says it."""

from layerlab import errors
from layerlab.errors import EngineError
from layerlab.runners.shell.problems import PROBLEMS

__all__ = ["PROBLEMS", "reason"]

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
}


def reason(error: EngineError) -> str:
    """Of one of `PROBLEMS`."""
    return _REASONS[type(error)]
