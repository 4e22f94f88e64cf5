"""The drafts of a container and of its volumes as one: what `cp` copies into."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from layerlab.container import operations
from layerlab.container.draft import Draft
from layerlab.container.host_arrival import put_on_host
from layerlab.container.host_files import HostFiles
from layerlab.errors import CrossesMounts, MountInUse, NoSuchPath, ReadOnlyMount
from layerlab.model import Entry, Kind, LayerPath, clean, shown
from layerlab.model.entry import is_within
from layerlab.overlay import Mounted
from layerlab.overlay.resolving import resolve
from layerlab.progress import Progress


@dataclass(frozen=True, slots=True)
class DraftedMount:
    """`place` is a volume's draft, or a folder of the host, which is changed at once."""

    mounted: Mounted[object]
    place: Draft | HostFiles


class MountedDrafts:
    """Paths are the container's; links are followed through all that is mounted."""

    def __init__(self, base: Draft, mounts: Sequence[DraftedMount] = ()) -> None:
        """`mounts` come in the order of mounting."""
        self._base = base
        self._mounts = tuple(mounts)

    @property
    def title(self) -> str:
        return self._base.title

    @property
    def progress(self) -> Progress:
        return self._base.progress

    @property
    def now_ns(self) -> int:
        return self._base.now_ns

    def _covering(self, real: LayerPath) -> DraftedMount | None:
        over = (m for m in reversed(self._mounts) if is_within(real, m.mounted.path))
        return next(over, None)

    def find(self, real: LayerPath) -> Entry | None:
        mount = self._covering(real)
        inside = mount.mounted.inside(real) if mount else real
        entry = (mount.place if mount else self._base).find(inside)
        if entry is None and any(is_within(m.mounted.path, real) for m in self._mounts):
            return Entry(real, Kind.DIRECTORY, 0o755)  # nobody has made the mount point
        return entry

    def need(self, real: LayerPath) -> Entry:
        entry = self.find(real)
        if entry is None:
            raise NoSuchPath(self.title, shown(real))
        return entry

    def resolve(self, path: LayerPath, *, follow: bool = True) -> LayerPath:
        return resolve(self.find, clean(path), follow=follow)

    # changing

    def put(self, entry: Entry, data: BinaryIO | None) -> int:
        """One object over what is there, see `operations.put_entry`; bytes written.

        A mount point can't be replaced, but where it is a directory it takes a directory's
        attributes. Raises `ReadOnlyMount`, `MountInUse`.
        """
        place, path = self._at(entry.path, is_directory=entry.is_directory)
        inside = replace(entry, path=path)
        if isinstance(place, HostFiles):
            return put_on_host(place, inside, data)
        return operations.put_entry(place, inside, data)

    def link(self, real: LayerPath, existing: LayerPath) -> None:
        """A hard link over what is there. Raises `CrossesMounts`, too."""
        (place, path), (other, source) = self._at(real), self._at(existing)
        if place is not other:
            raise CrossesMounts(shown(existing), shown(real))
        if not isinstance(place, HostFiles):
            operations.put_link(place, path, source)
            return
        if place.find(path) is not None:
            place.remove(path)
        place.link(path, source)

    def set_directory_time(self, real: LayerPath, mtime_ns: int) -> None:
        """Of a directory that something was put into, if it is one."""
        place, path = self._at(real, is_directory=True)
        entry = place.find(path)
        if entry is None or not entry.is_directory:
            return
        if isinstance(place, HostFiles):
            place.set_time(path, mtime_ns)
        elif place.record(path):
            place.set_attributes(replace(entry, mtime_ns=mtime_ns))

    def _at(
        self, real: LayerPath, *, is_directory: bool = False
    ) -> tuple[Draft | HostFiles, LayerPath]:
        """Whose a path is, and what it is called there, to put something there."""
        mount = self._covering(real)
        if mount is None:
            return self._base, real
        point = mount.mounted.path
        if mount.mounted.read_only:
            raise ReadOnlyMount(shown(real), shown(point))
        if real == point and not is_directory:
            raise MountInUse(shown(real))
        return mount.place, mount.mounted.inside(real)
