"""Opening an archive or directory in place, whatever it is."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from layerlab.errors import DamagedTar, NoSuchFile, UnknownFormat
from layerlab.formats.docker_archive import is_docker_archive, read_docker_archive
from layerlab.formats.hybrid import is_hybrid, read_hybrid
from layerlab.formats.members import DirectoryMembers, Members, TarMembers
from layerlab.formats.oci_layout import is_oci_layout, read_oci_layout
from layerlab.host import host_errors
from layerlab.image import BlobImage
from layerlab.progress import Progress
from layerlab.streams.compression import Compression, decompressed, sniff

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Format:
    """A way to read `Members`: does it look like ours, and which images are in it."""

    name: str
    matches: Callable[[Members], bool]
    read: Callable[[Members], tuple[BlobImage, ...]]


FORMATS = (
    Format("hybrid", is_hybrid, read_hybrid),
    Format("docker-archive", is_docker_archive, read_docker_archive),
    Format("oci-layout", is_oci_layout, read_oci_layout),
)
"""Tried in this order."""


class Archive:
    """An archive opened in place; its images read from the file until it is closed.

    An archive that is compressed as a whole is unpacked once into a temporary file.
    """

    def __init__(self, path: Path, images: tuple[BlobImage, ...], spool: Path | None) -> None:
        self.path = path
        self.images = images
        self._spool = spool
        self._when_closed: list[Callable[[], None]] = []

    def when_closed(self, action: Callable[[], None]) -> None:
        """Calls `action` when the archive closes, while its files are still there."""
        self._when_closed.append(action)

    def close(self) -> None:
        while self._when_closed:
            self._when_closed.pop()()
        if self._spool:
            self._spool.unlink(missing_ok=True)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_archive(
    path: Path, spool_directory: Path, progress: Progress, name: str | None = None
) -> Archive:
    """Opens what `path` is: a tar (plain or compressed as a whole) or a directory.

    `name` is what messages call it, the path by default. Raises `NoSuchFile`, `UnknownFormat`,
    or what is wrong inside (`BadInput`).
    """
    name = name or str(path)
    if not path.exists():
        raise NoSuchFile(name)
    if path.is_dir():
        return Archive(path, _read(DirectoryMembers(path), "a directory"), None)
    if not path.is_file():
        raise UnknownFormat(name, "a device or a pipe")
    with host_errors(path), path.open("rb") as stream:
        head = stream.read(512)
    if not head:
        raise UnknownFormat(name, _describe(head))
    compression = sniff(head)
    spool = (
        None if compression is Compression.NONE else _unpack(path, name, spool_directory, progress)
    )
    try:
        try:
            members = TarMembers(spool or path, name, progress)
        except DamagedTar as error:
            if error.offset == 0 or not _looks_like_tar(head, spool):
                raise UnknownFormat(name, _describe(head)) from error
            raise
        found = "a tar without manifest.json or index.json"
        return Archive(path, _read(members, found), spool)
    except BaseException:
        if spool:
            spool.unlink(missing_ok=True)
        raise


def _read(members: Members, found: str) -> tuple[BlobImage, ...]:
    for candidate in FORMATS:
        if candidate.matches(members):
            return candidate.read(members)
    raise UnknownFormat(members.path, found)


def _unpack(path: Path, name: str, directory: Path, progress: Progress) -> Path:
    progress.begin("unpack", name, path.stat().st_size)
    with host_errors(directory), tempfile.NamedTemporaryFile(dir=directory, delete=False) as sink:
        spool = Path(sink.name)
        try:
            with path.open("rb") as raw:
                position = 0
                stream = decompressed(raw, name)
                while chunk := stream.read(CHUNK_BYTES):
                    sink.write(chunk)
                    progress.advance(raw.tell() - position)
                    position = raw.tell()
        except BaseException:
            sink.close()
            spool.unlink(missing_ok=True)
            raise
    return spool


def _looks_like_tar(head: bytes, spool: Path | None) -> bool:
    if spool:
        with spool.open("rb") as stream:
            head = stream.read(512)
    return head[257:262] == b"ustar" or not any(head)


def _describe(head: bytes) -> str:
    if not head:
        return "an empty file"
    compression = sniff(head)
    if compression is not Compression.NONE:
        return f"{compression.value}-compressed data that is no tar"
    if head.startswith(b"PK\x03\x04"):
        return "a zip file"
    is_text = all(byte in b"\t\n\r" or byte >= 0x20 for byte in head)
    return "text" if is_text else "unknown binary data"
