"""`Engine`: one method an action, for the window, the command line and notebooks alike.

    with Engine(Path("~/layers").expanduser()) as engine:
        engine.load(Path("nginx.tar"))
        container = engine.container(engine.create("nginx:1", "c1").name)
        container.write(clean("/opt/nginx/index.html"), b"hello")
        engine.commit("c1", "nginx:2", message="a new page")

Every method may raise `EngineError`. Methods that look may be called from any thread; of those
that change the store, one runs at a time, also between programs.
"""

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layerlab.container import WritableLayer
from layerlab.errors import (
    BadInput,
    DamagedContainer,
    DamagedIndex,
    DamagedVolume,
    NoSuchContainer,
    NoSuchImage,
    NoSuchVolume,
    NotFound,
)
from layerlab.facade.archives import Archives
from layerlab.facade.describing import container_json, image_json
from layerlab.facade.history import History
from layerlab.facade.housekeeping import Housekeeping
from layerlab.facade.stack import Stack
from layerlab.facade.starting import Starting
from layerlab.facade.verifying import Fault, StoreVerifier
from layerlab.image import Image, stored_image
from layerlab.progress import Progress


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What is wrong, and what is only left over and goes with the next collection."""

    faults: tuple[Fault, ...]
    leftovers: tuple[Path, ...]


class Engine(Archives, History, Starting, Housekeeping):
    """All actions; here are those that take whatever a name stands for.

    Open with the root directory; close it when done, or use it as a context. `limits` bound what
    comes in from outside, from archives and their layers.
    """

    def stack(self, target: "str | Image", progress: Progress | None = None) -> Stack:
        """The layers of a container, or of an image by name, or of an image of an archive.

        Layers that were never indexed are read now, which `progress` tells.
        """
        progress = progress or Progress()
        if not isinstance(target, str):
            return Stack(self._opened_lower(target, progress))
        with contextlib.suppress(NoSuchContainer):
            container = self.container(target, progress)
            container.refresh()
            return Stack(self._lower(self.image(container.image_id), progress), container)
        return Stack(self._lower(self.image(target), progress))

    def writable(self, target: str, progress: Progress | None = None) -> WritableLayer:
        """A container by its name, or a volume by `volume:NAME`."""
        volume = self.volume_named(target)
        return self.volume(volume) if volume else self.container(target, progress)

    def inspect(self, name: str) -> dict[str, Any]:
        """Docker's JSON of a container, else of an image, else of a volume."""
        with contextlib.suppress(NoSuchContainer):
            return container_json(self.container(name))
        try:
            record = self._store.find_image(name)
        except NoSuchImage:
            with contextlib.suppress(NoSuchVolume):
                return self.inspect_volume(name)
            raise
        with self._while_listed(record, name):
            image = stored_image(self._store, record)
            return image_json(image, record, sum(self._sizes(image)))

    def verify(self, name: str, progress: Progress | None = None) -> list[Fault]:
        """Recomputes everything of an image of the store; no faults means all is right."""
        record = self._store.find_image(name)
        return list(StoreVerifier(self._store, progress or Progress()).image(record))

    def verify_store(self, progress: Progress | None = None) -> StoreReport:
        """The same for the whole store: images, blobs, database, containers and their logs.

        Containers are opened, which completes what a killed program began. A damaged index is
        removed, since it is made anew when it is needed.
        """
        faults = list(StoreVerifier(self._store, progress or Progress()).everything())
        damaged = self._indexes.drop_damaged()
        faults += [Fault(path.name, DamagedIndex(str(path))) for path in damaged]
        faults += self._state_faults()
        for record in self._records():
            try:
                reasons = self.container(record.id, progress).faults()
            except (BadInput, NotFound) as error:
                faults.append(Fault(record.name, error))
                continue
            faults += [Fault(record.name, DamagedContainer(record.name, r)) for r in reasons]
        for summary in self.volumes():
            with contextlib.suppress(NotFound):
                reasons = self.volume(summary.name).faults()
                faults += [Fault(summary.name, DamagedVolume(summary.name, r)) for r in reasons]
        return StoreReport(tuple(faults), tuple(self._store.leftovers()))
