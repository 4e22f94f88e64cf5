"""Opening an archive or directory in place, whatever it is."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from layerlab.errors import DamagedTar, NoSuchFile, TarOfFiles, UnknownFormat
from layerlab.formats.artifacts import Artifact
from layerlab.formats.choosing import Choice, choose, host_platform
from layerlab.formats.contents import AbsentImage, Contents
from layerlab.formats.docker_archive import is_docker_archive, read_docker_archive
from layerlab.formats.docker_v1 import is_docker_v1, read_docker_v1
from layerlab.formats.hybrid import is_hybrid, read_hybrid
from layerlab.formats.members import DirectoryMembers, Members, TarMembers
from layerlab.formats.oci_layout import is_oci_layout, read_oci_layout
from layerlab.formats.transport_dir import is_transport_dir, read_transport_dir
from layerlab.host import host_errors
from layerlab.image import BlobImage
from layerlab.limits import Limits
from layerlab.model import Platform
from layerlab.progress import Progress
from layerlab.streams.base import read_up_to
from layerlab.streams.compression import Compression, Rewound, decompressed, sniff

CHUNK_BYTES = 1 << 20
HEAD_BYTES = 512
PIPE = "what came from the pipe"

_OF_IMAGES = {"manifest.json", "index.json", "oci-layout", "repositories", "blobs"}
"""Names at the top of an archive that is, or was to be, one of images."""


@dataclass(frozen=True, slots=True)
class Format:
    """A way to read `Members`: does it look like ours, and what is in it."""

    name: str
    matches: Callable[[Members], bool]
    read: Callable[[Members, Progress], Contents]


FORMATS = (
    Format("transport-dir", is_transport_dir, read_transport_dir),
    Format("hybrid", is_hybrid, read_hybrid),
    Format("docker-archive", is_docker_archive, read_docker_archive),
    Format("oci-layout", is_oci_layout, read_oci_layout),
    Format("docker-archive v1", is_docker_v1, read_docker_v1),
)
"""Tried in this order."""


class Archive:
    """An archive opened in place; its images read from the file until it is closed.

    An archive that is compressed as a whole, or comes from a pipe, is unpacked once into a
    temporary file. `format` is the name of its kind.
    """

    def __init__(self, path: Path, form: str, contents: Contents, spool: Path | None) -> None:
        self.path = path
        self.format = form
        self._contents = contents
        self._spool = spool
        self._when_closed: list[Callable[[], None]] = []

    @property
    def images(self) -> tuple[BlobImage, ...]:
        """All of them, those for other platforms, too."""
        return self._contents.images

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        return self._contents.artifacts

    @property
    def absent(self) -> tuple[AbsentImage, ...]:
        return self._contents.absent

    def choose(self, wanted: Platform | None = None) -> Choice:
        """Of images for several platforms one. See `formats.choosing`."""
        return choose(self.images, wanted, host_platform(), str(self.path))

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


def open_archive(path: Path, spool_directory: Path, limits: Limits, progress: Progress) -> Archive:
    """Opens what `path` is: a tar (plain or compressed as a whole), a directory, or a named pipe.

    Raises `NoSuchFile`, `UnknownFormat`, `TarOfFiles`, or what is wrong inside (`BadInput`).
    """
    name = str(path)
    if not path.exists():
        raise NoSuchFile(name)
    if path.is_dir():
        return _read(path, DirectoryMembers(path, limits), None, progress)
    if path.is_fifo():
        with host_errors(path), path.open("rb") as stream:
            return open_stream(stream, spool_directory, limits, progress, name)
    if not path.is_file():
        raise UnknownFormat(name, "a device")
    with host_errors(path), path.open("rb") as stream:
        head = read_up_to(stream, HEAD_BYTES)
        if sniff(head) is not Compression.NONE:
            stream.seek(0)
            progress.begin("unpack", name, path.stat().st_size)
            return open_stream(stream, spool_directory, limits, progress, name)
    return _open_tar(path, path, None, head, limits, progress)


def open_stream(
    stream: BinaryIO,
    spool_directory: Path,
    limits: Limits,
    progress: Progress,
    name: str = PIPE,
) -> Archive:
    """An archive that can be read only once: unpacked to the disk, since it is read in jumps.

    `name` is what messages call it.
    """
    head = read_up_to(stream, HEAD_BYTES)
    spool = _spool(Rewound(head, stream), name, spool_directory, limits, progress)
    try:
        return _open_tar(Path(name), spool, spool, head, limits, progress)
    except BaseException:
        spool.unlink(missing_ok=True)
        raise


def _open_tar(
    path: Path,
    file: Path,
    spool: Path | None,
    head: bytes,
    limits: Limits,
    progress: Progress,
) -> Archive:
    """`head` is how the archive began before it was unpacked into `spool`."""
    name = str(path)
    if not head:
        raise UnknownFormat(name, _describe(head))
    try:
        members = TarMembers(file, name, limits, progress)
    except DamagedTar as error:
        if error.offset == 0 or not _looks_like_tar(file):
            raise UnknownFormat(name, _describe(head)) from error
        raise
    return _read(path, members, spool, progress)


def _read(path: Path, members: Members, spool: Path | None, progress: Progress) -> Archive:
    form = next((one for one in FORMATS if one.matches(members)), None)
    if form is not None:
        return Archive(path, form.name, form.read(members, progress), spool)
    if isinstance(members, DirectoryMembers):
        raise UnknownFormat(members.path, "a directory")
    if _has_files(members):
        raise TarOfFiles(members.path)
    raise UnknownFormat(members.path, "a tar without manifest.json or index.json")


def _has_files(members: Members) -> bool:
    """`docker export`, BuildKit's `type=tar`, and what a distribution's base is shipped as: a tar
    of anything that is no part of an image.
    """
    names = list(members.names())
    tops = {name.partition("/")[0] for name in names}
    return bool(tops) and not tops & _OF_IMAGES and not any(n.endswith("/layer.tar") for n in names)


def _spool(
    stream: BinaryIO, name: str, directory: Path, limits: Limits, progress: Progress
) -> Path:
    with host_errors(directory), tempfile.NamedTemporaryFile(dir=directory, delete=False) as sink:
        spool = Path(sink.name)
        try:
            plain = decompressed(stream, name, limits)
            position = stream.tell()
            while chunk := plain.read(CHUNK_BYTES):
                sink.write(chunk)
                progress.advance(stream.tell() - position)
                position = stream.tell()
        except BaseException:
            sink.close()
            spool.unlink(missing_ok=True)
            raise
    return spool


def _looks_like_tar(file: Path) -> bool:
    with file.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
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
