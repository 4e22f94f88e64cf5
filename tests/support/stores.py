"""What lies in a store's directory."""

from pathlib import Path


def temporary_files(root: Path) -> list[Path]:
    """Files that are in the making, or were left; not the locks of programs at work."""
    found = (path for path in (root / "tmp").rglob("*") if path.is_file())
    return [path for path in found if path.suffix != ".lock"]


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder by its path; None for a directory."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }
