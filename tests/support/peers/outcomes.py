"""What operations in a container came to: for Docker's containers and for ours, to be compared.

Not compared of the layers:
- times, which are those of the run;
- of whiteouts and opaque markers anything but the name: their attributes mean nothing, and Docker's
  whiteouts carry the name of a link, since overlayfs keeps them all as one file;
- opaque markers where no lower layer has a directory: overlayfs leaves one in a directory that
  stands in a file's or link's place, or that was new and was renamed. They hide nothing.
"""

import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from layerlab.errors import NoSuchPath
from layerlab.facade import Engine
from layerlab.model import LayerPath, clean
from layerlab.model.entry import OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.overlay import View
from support.peers.daemons import Docker

IMAGE = "example.org/prepared:1"
COMMITTED = "example.org/committed:1"


@dataclass(frozen=True, slots=True)
class LayerRow:
    """What is compared of one entry of a layer."""

    name: str
    kind: bytes
    mode: int
    uid: int
    gid: int
    size: int
    link: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the operations came to: lines of `diff`, entries of the committed layer, the image."""

    diff: frozenset[str]
    layer: tuple[LayerRow, ...]
    archive: Path

    def diff_below(self, directory: str) -> set[str]:
        return {line for line in self.diff if f"{line[2:]}/".startswith(f"{directory}/")}

    def layer_below(self, directory: str) -> set[LayerRow]:
        return {row for row in self.layer if f"/{row.name}/".startswith(f"{directory}/")}


def layer_rows(tar: bytes, lower: View) -> tuple[LayerRow, ...]:
    with tarfile.open(fileobj=BytesIO(tar), errors="surrogateescape") as archive:
        rows = tuple(map(_row, archive))
    return tuple(row for row in rows if not _hides_nothing(row.name, lower))


def _hides_nothing(name: str, lower: View) -> bool:
    directory, _, marker = name.rpartition("/")
    if marker != OPAQUE_NAME:
        return False
    try:
        return not lower.get(LayerPath(directory)).is_directory
    except NoSuchPath:
        return True


def _row(member: tarfile.TarInfo) -> LayerRow:
    name = clean(member.name)
    if name.rpartition("/")[2].startswith(WHITEOUT_PREFIX):
        return LayerRow(name, tarfile.REGTYPE, 0, 0, 0, 0, "")
    link = clean(member.linkname) if member.islnk() else member.linkname
    mode = member.mode & 0o7777
    return LayerRow(name, member.type, mode, member.uid, member.gid, member.size, link)


def docker_outcome(docker: Docker, image: str, script: str, saved: Path) -> Outcome:
    """Of a shell's script in a container of Docker's, committed and saved."""
    docker("run", "--name", "ops", "--network", "none", image, "sh", "-c", script)
    lines = frozenset(docker("diff", "ops").splitlines())
    docker("commit", "ops", COMMITTED)
    docker("save", "--output", str(saved), COMMITTED)
    docker("rm", "ops")
    with Engine(saved.with_suffix(".store")) as engine, engine.open(saved) as archive:
        (image_of,) = archive.images
        lower = engine.stack(image_of).view(upto=len(image_of.layers) - 1)
        with image_of.layers[-1].open_blob() as blob:
            return Outcome(lines, layer_rows(blob.read(), lower), saved)


def our_outcome(engine: Engine, name: str, saved: Path) -> Outcome:
    """Of what was done in a container of ours."""
    container = engine.container(name)
    lines = frozenset(map(str, container.diff()))
    engine.commit(name, COMMITTED)
    engine.save([COMMITTED], saved)
    with engine.image(COMMITTED).layers[-1].open_blob() as blob:
        return Outcome(lines, layer_rows(blob.read(), container.lower), saved)
