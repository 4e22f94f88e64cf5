"""What a container's mounts change: what is seen, whose a path is, and which log tells an edit."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO

from layerlab.container import operations
from layerlab.container.draft import Draft
from layerlab.container.edit import Done, Edit
from layerlab.container.editing import Copying, Editing
from layerlab.container.host_files import HostFiles
from layerlab.container.mounted_drafts import DraftedMount, MountedDrafts
from layerlab.container.mounts import ContainerMount, Placed, mounted_over, volumes_of
from layerlab.container.together import edit_together
from layerlab.container.volume import Volume
from layerlab.container.writable import WritableLayer
from layerlab.errors import HostMount, InvalidMountConfig, MountInUse, ReadOnlyMount
from layerlab.host import make_directory
from layerlab.model import ROOT, LayerPath, parent, shown
from layerlab.model.entry import is_within
from layerlab.overlay import MountedView, View, find_entry
from layerlab.overlay.resolving import resolve
from layerlab.progress import Progress
from layerlab.reasons import Flaw
from layerlab.store import now_text

FILE_POINT_MODE = 0o755
"""Source: runc, libcontainer/rootfs_linux.go."""


class MountedContainer(WritableLayer):
    """A writable layer with mounts over it. `view` is what a container sees; `diff`, `commit`,
    `export` and the log are of the layer alone.

    An edit of a path in a volume is the volume's, and in its log.
    """

    mounts: Sequence[ContainerMount] = ()

    # looking ------------------------------------------------------------------------------------

    def unmounted(self) -> View:
        """The image's files with the container layer's, also those that a mount covers."""
        return super().view()

    def view(self) -> View:
        return self.over(self.unmounted())

    def over(self, base: View) -> View:
        """A view of the layers with what is mounted, as that is now."""
        return mounted_over(base, self.mounts, self.limits) if self.mounts else base

    @contextlib.contextmanager
    def still(self) -> Iterator[View]:
        with super().still(), contextlib.ExitStack() as stack:
            for volume in volumes_of(self.mounts):
                stack.enter_context(volume.still())
            yield self.view()

    def refresh(self) -> bool:
        changed = [super().refresh(), *(volume.refresh() for volume in volumes_of(self.mounts))]
        return any(changed)

    # whose a path is ----------------------------------------------------------------------------

    @property
    def placed_mounts(self) -> Sequence[Placed]:
        """In the order of mounting, with the real paths that they are mounted on now."""
        return self._mounted().mounts if self.mounts else ()

    def mount_at(self, path: LayerPath) -> Placed | None:
        """What is mounted where a path leads, a last link followed; None for the layer's own."""
        if not self.mounts:
            return None
        view = self._mounted()
        return view.covering(resolve(partial(find_entry, view), path, follow=True))

    def _mounted(self) -> MountedView[ContainerMount]:
        return mounted_over(self.unmounted(), self.mounts, self.limits)

    def _spot(
        self, path: LayerPath, *, follow: bool = True, whole: bool = False
    ) -> tuple[Editing, LayerPath]:
        """Raises `ReadOnlyMount`, `HostMount`, and where all of it is to go, `MountInUse`."""
        if not self.mounts:
            return self, path
        view = self._mounted()
        real = resolve(partial(find_entry, view), path, follow=follow)
        if whole and any(is_within(mount.path, real) for mount in view.mounts):
            raise MountInUse(shown(real))
        mount = view.covering(real)
        if mount is None:
            return self, real
        if mount.read_only:
            raise ReadOnlyMount(shown(real), shown(mount.path))
        volume = _volume(mount)
        if volume is None:
            raise HostMount(shown(real), shown(mount.path), mount.title)
        return volume, mount.inside(real)

    # several layers at once -----------------------------------------------------------------------

    def _copy(self, copy: Copying, progress: Progress | None) -> Edit:
        if not self.mounts:
            return super()._copy(copy, progress)
        self.make_mount_points()
        layers = [self, *volumes_of(self.mounts)]
        whole: list[Done] = []

        def operation(drafts: Sequence[Draft]) -> list[Done]:
            whole.append(copy(drafts[0], self._drafts(dict(zip(layers, drafts, strict=True)))))
            return [whole[0], *(self._told_in(layer, whole[0]) for layer in layers[1:])]

        edits = edit_together(layers, operation, progress)
        owner = self._owner(whole[0].path)
        made = edits[layers.index(owner)]
        return made or next(filter(None, edits), None) or _unlogged(whole[0], self.head)

    def _drafts(self, drafts: Mapping[WritableLayer, Draft]) -> MountedDrafts:
        mounts = []
        for mount in self._mounted().mounts:
            volume = _volume(mount)
            host = HostFiles(mount.source.host, mount.title)
            mounts.append(DraftedMount(mount, drafts[volume] if volume else host))
        return MountedDrafts(drafts[self], mounts)

    def _owner(self, real: LayerPath) -> WritableLayer:
        mount = self._mounted().covering(real)
        return (mount and _volume(mount)) or self

    def _told_in(self, layer: WritableLayer, done: Done) -> Done:
        """What a volume's log says of something that was done in the container."""
        mount = self._mounted().covering(done.path)
        path = mount.inside(done.path) if mount and _volume(mount) is layer else ROOT
        return replace(done, path=path)

    # mount points -------------------------------------------------------------------------------

    def make_mount_points(self) -> None:
        """Makes what is mounted on where it is missing, as Docker does with the start of a
        container and with `cp`: a directory, or an empty file for a file. They are the layer's
        own, and so in diff and commit, or of the volume that they lie in; on the host, within a
        bind mount, none is made. An absent folder of the host that `-v` names is made.

        Raises `InvalidMountConfig` for a folder of the host on a file, and the other way round.
        """
        if self._store.read_only:
            return
        for asked in self.mounts:
            if asked.spec.creates_source and not asked.host.exists():
                make_directory(asked.host)
        placed: list[Placed] = []
        for mount in self._mounted().mounts:
            self._make_mount_point(MountedView(self.unmounted(), placed), mount)
            placed.append(mount)

    def _make_mount_point(self, below: MountedView[ContainerMount], mount: Placed) -> None:
        host = mount.source.host
        is_file = host.exists() and not host.is_dir()
        entry = find_entry(below, mount.path)
        if entry is not None:
            if entry.is_directory == is_file:
                raise InvalidMountConfig(mount.source.spec.kind.value, Flaw.FILE_AND_DIRECTORY)
            return
        over = below.covering(mount.path)
        layer = _volume(over) if over else self
        if layer is None or (over and over.read_only):
            return
        path = over.inside(mount.path) if over else mount.path
        layer.edit_if_changed(partial(_make_point, path=path, is_file=is_file))


def _unlogged(done: Done, head: int) -> Edit:
    """Number 0: no layer changed, but perhaps files of the host."""
    return Edit(0, done.verb, done.path, None, (), done.size_bytes, now_text(), head)


def _volume(mount: Placed) -> Volume | None:
    return mount.source.volume


def _make_point(draft: Draft, path: LayerPath, *, is_file: bool) -> Done:
    if not is_file:
        return operations.make_directories(draft, path)
    if draft.find(parent(path)) is None:
        operations.make_directories(draft, parent(path))
    return operations.create(draft, path, BytesIO(), FILE_POINT_MODE)
