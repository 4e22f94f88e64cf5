"""The drafts of a container and of its volumes as one: what `cp` copies into."""

from collections.abc import Sequence
from dataclasses import dataclass

from layerlab.container.draft import Draft
from layerlab.errors import HostMount, MountInUse, NoSuchPath, ReadOnlyMount
from layerlab.model import Entry, Kind, LayerPath, clean, shown
from layerlab.model.entry import is_within
from layerlab.overlay import Mounted, find_entry
from layerlab.overlay.resolving import resolve
from layerlab.progress import Progress


@dataclass(frozen=True, slots=True)
class DraftedMount:
    """`draft` is a volume's; a folder of the host has none."""

    mounted: Mounted[object]
    draft: Draft | None

    def find(self, real: LayerPath) -> Entry | None:
        inside = self.mounted.inside(real)
        return self.draft.find(inside) if self.draft else find_entry(self.mounted.view, inside)


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
        entry = mount.find(real) if mount else self._base.find(real)
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

    def at(self, real: LayerPath, *, is_directory: bool = False) -> tuple[Draft, LayerPath]:
        """Whose a path is, and what it is called there, to put something there.

        A mount point can't be replaced, but where it is a directory it takes a directory's
        attributes. Raises `ReadOnlyMount`, `HostMount`, `MountInUse`.
        """
        mount = self._covering(real)
        if mount is None:
            return self._base, real
        point = mount.mounted.path
        if mount.mounted.read_only:
            raise ReadOnlyMount(shown(real), shown(point))
        if real == point and not is_directory:
            raise MountInUse(shown(real))
        if mount.draft is None:
            raise HostMount(shown(real), shown(point), mount.mounted.title)
        return mount.draft, mount.mounted.inside(real)
