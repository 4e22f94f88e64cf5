"""What a file system refuses, and a command reports and goes on from."""

from layerlab import errors

PROBLEMS = (
    errors.NoSuchPath,
    errors.NotADirectory,
    errors.IsADirectory,
    errors.NotAFile,
    errors.AlreadyExists,
    errors.DirectoryNotEmpty,
    errors.LinkLoop,
    errors.InvalidPath,
    errors.ReservedName,
    errors.ReadOnlyMount,
    errors.CrossesMounts,
    errors.MountInUse,
    errors.PermissionDenied,
    errors.NotPermitted,
)
"""All else, such as a bound that is reached or a full disk of the host, ends the command."""
