"""`/dev`, as every container has it: made for each process, kept in no layer.

Beside the image's own `/dev`, which a container runtime covers, too. `/dev/stdin` and the others
are the descriptors of the process that looks.
"""

import errno
import io
import os
import re
from typing import BinaryIO

from layerlab.errors import AlreadyExists, InvalidPath, MountInUse, NoSuchPath
from layerlab.model import Entry, Kind, LayerPath, shown
from layerlab.reasons import Flaw
from layerlab.runners.files import Files, Opening
from layerlab.runners.shell.descriptors import Descriptors
from layerlab.runners.shell.meter import Meter

_DIRECTORY = LayerPath("dev")
_NUMBERS = {
    "dev/null": (1, 3),
    "dev/zero": (1, 5),
    "dev/full": (1, 7),
    "dev/random": (1, 8),
    "dev/urandom": (1, 9),
}
_DESCRIPTOR = re.compile(r"(?:dev|proc/self)/fd/([0-9])\Z")
_STANDARD = {"dev/stdin": 0, "dev/stdout": 1, "dev/stderr": 2}
_CHUNK_BYTES = 1 << 16


class DeviceFiles:
    """Implements `Files` over others, for one process."""

    def __init__(self, files: Files, descriptors: Descriptors, meter: Meter) -> None:
        self._files = files
        self._descriptors = descriptors
        self._meter = meter

    # looking

    def find(self, real: LayerPath) -> Entry | None:
        if not self._is_device(real):
            return self._files.find(real)
        return Entry(real, Kind.CHAR_DEVICE, 0o666, device=_NUMBERS.get(real, (136, 0)))

    def names(self, real: LayerPath) -> list[LayerPath]:
        found = self._files.names(real)
        if real != _DIRECTORY:
            return found
        own = map(LayerPath, (*_NUMBERS, *_STANDARD))
        return sorted({*found, *own}, key=os.fsencode)

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        return path if self._is_device(path) else self._files.resolve(path, follow=follow)

    def open(self, real: LayerPath) -> BinaryIO:
        return self._device(real) if self._is_device(real) else self._files.open(real)

    def identity(self, real: LayerPath) -> tuple[object, int]:
        return (real, 1) if self._is_device(real) else self._files.identity(real)

    def mount(self, real: LayerPath) -> str:
        return _DIRECTORY if self._is_device(real) else self._files.mount(real)

    # changing

    def open_to_write(self, path: LayerPath, opening: Opening, mode: int = 0o644) -> BinaryIO:
        if opening is Opening.EXCLUSIVE:
            self._refuse_new(path)
        elif self._is_device(real := self.resolve(path)):
            return self._device(real)
        return self._files.open_to_write(path, opening, mode)

    def truncate(self, path: LayerPath, size_bytes: int) -> None:
        if self._is_device(self.resolve(path)):
            raise InvalidPath(shown(path), Flaw.DEVICE_SIZE)
        self._files.truncate(path, size_bytes)

    def make_directory(self, path: LayerPath, mode: int = 0o755) -> None:
        self._refuse_new(path)
        self._files.make_directory(path, mode)

    def make_fifo(self, path: LayerPath, mode: int = 0o644) -> None:
        self._refuse_new(path)
        self._files.make_fifo(path, mode)

    def symlink(self, path: LayerPath, target: str) -> None:
        self._refuse_new(path)
        self._files.symlink(path, target)

    def link(self, path: LayerPath, existing: LayerPath) -> None:
        self._refuse_new(path)
        self._refuse_gone(existing)
        self._files.link(path, existing)

    def rename(self, path: LayerPath, new: LayerPath) -> None:
        self._refuse_gone(path)
        self._refuse_gone(new)
        self._files.rename(path, new)

    def remove(self, path: LayerPath, *, recursive: bool = False) -> None:
        self._refuse_gone(path)
        self._files.remove(path, recursive=recursive)

    def chmod(self, path: LayerPath, mode: int) -> None:
        """Of a device it would be gone with the process, so that there is nothing to do."""
        if not self._is_device(self.resolve(path)):
            self._files.chmod(path, mode)

    def chown(self, path: LayerPath, uid: int, gid: int, *, follow: bool = True) -> None:
        if not self._is_device(self.resolve(path, follow=follow)):
            self._files.chown(path, uid, gid, follow=follow)

    def set_time(self, path: LayerPath, mtime_ns: int, *, follow: bool = True) -> None:
        if not self._is_device(self.resolve(path, follow=follow)):
            self._files.set_time(path, mtime_ns, follow=follow)

    def set_xattr(self, path: LayerPath, name: str, value: bytes | None) -> None:
        self._refuse_gone(self.resolve(path))
        self._files.set_xattr(path, name, value)

    # devices

    def _is_device(self, path: LayerPath) -> bool:
        if path in _NUMBERS:
            return True
        number = self._number(path)
        return number is not None and self._descriptors.get(number) is not None

    @staticmethod
    def _number(path: LayerPath) -> int | None:
        match = _DESCRIPTOR.match(path)
        return int(match.group(1)) if match else _STANDARD.get(path)

    def _device(self, real: LayerPath) -> BinaryIO:
        number = self._number(real)
        if number is None:
            return _Device(real, self._meter)  # type: ignore[return-value]
        file = self._descriptors.get(number)
        if file is None:
            raise NoSuchPath("", shown(real))
        return Borrowed(file.stream)  # type: ignore[return-value]

    def _refuse_new(self, path: LayerPath) -> None:
        if self._is_device(path):
            raise AlreadyExists(shown(path))

    def _refuse_gone(self, path: LayerPath) -> None:
        if self._is_device(path):
            raise MountInUse(shown(path))


class _Device(io.BufferedIOBase):
    """What `/dev/null` and its like read and write."""

    def __init__(self, path: LayerPath, meter: Meter) -> None:
        super().__init__()
        self._path = path
        self._meter = meter

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        if self._path == "dev/null":
            return b""
        while size is None or size < 0:
            # It has no end: whoever wants all of it comes to the end of the memory.
            self._meter.hold(_CHUNK_BYTES)
        return os.urandom(size) if self._path.endswith("random") else bytes(size)

    def read1(self, size: int = -1) -> bytes:
        return self.read(size if size >= 0 else _CHUNK_BYTES)

    def readline(self, size: int | None = -1) -> bytes:
        return self.read(size)

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        if self._path == "dev/full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return len(data)


class Borrowed(io.BufferedIOBase):
    """A stream of somebody else's, who closes it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        return self._stream.read(-1 if size is None else size)

    def read1(self, size: int = -1) -> bytes:
        return self._stream.read(_CHUNK_BYTES if size < 0 else size)

    def readline(self, size: int | None = -1) -> bytes:
        return self._stream.readline(-1 if size is None else size)

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        return self._stream.write(data)
