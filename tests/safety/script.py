"""What a program does to a store, one operation after the other, and how the store looks then."""

import hashlib
import json
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from layerlab.facade import Engine, SaveFormat
from layerlab.image.manifests import make_manifest
from layerlab.model import Descriptor, DiffID, ImageID, LayerPath, Reference, clean, media
from layerlab.overlay import View
from support.archives import packed
from support.images import BASE, directory, file, layer_tar, write_archive

UPDATE = (
    directory("etc"),
    file("etc/motd", b"updated\n"),
    directory("opt"),
    directory("opt/d"),
    file("opt/d/.wh.b"),
    file("opt/big", b"0123456789" * 250_000),
)


def prepare(place: Path) -> None:
    """A small store with an image and a container, and the archives that will be loaded."""
    write_archive(place / "base.tar", [BASE])
    write_archive(place / "other.tar", [BASE, UPDATE], "u:1")
    plain = write_archive(place / "plain.tar", [[file("x", b"x" * 5000)]], "p:1")
    (place / "packed.tar.gz").write_bytes(packed(plain.read_bytes()))
    (place / "files.tar").write_bytes(layer_tar([file("whole", b"whole" * 9000)]))
    (place / "in").mkdir()
    (place / "in/a").write_bytes(b"from the host")
    (place / "out").mkdir()
    with Engine(place / "root") as engine:
        engine.load(place / "base.tar")
        engine.create("t:1", "c1")
        container = engine.container("c1")
        container.write(clean("etc/motd"), b"first\n")
        container.delete(clean("opt/d/sub"), recursive=True)


Operation = Callable[[Engine, Path], object]


def _build(engine: Engine, place: Path) -> None:
    """As a build does it: blobs under a lease, then the image that needs them."""
    store = engine._store
    tar = layer_tar([file("built", b"built" * 2000)])
    blob = packed(tar)
    config = {
        "architecture": "amd64",
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": [DiffID.of(tar)]},
    }
    data = json.dumps(config).encode()
    with store.lease() as lease:
        layer = Descriptor(media.OCI_LAYER_GZIP, *store.put_bytes(blob, "layer", lease))
        described = Descriptor(media.OCI_CONFIG, *store.put_bytes(data, "config", lease))
        manifest = make_manifest(described, [layer])
        store.add_image(ImageID.of(data), manifest, [Reference.parse("built:1")], lease)


def _edit(name: str, *arguments: Any, **more: Any) -> Operation:
    return lambda engine, _: getattr(engine.container("c1"), name)(*arguments, **more)


def _removed_by_another_program(engine: Engine) -> None:
    engine._store.require_writable()
    container = engine.container("c1")
    (container.upper_path / "etc/motd").unlink(missing_ok=True)
    container.refresh()


OPERATIONS: tuple[Operation, ...] = (
    lambda engine, place: engine.load(place / "other.tar"),
    lambda engine, _: engine.create("u:1", "c2"),
    _edit("write", clean("opt/tool"), b"another tool"),
    _edit("rename", clean("opt/d"), clean("opt/e")),
    _edit("undo"),
    _edit("redo"),
    _edit("link", clean("opt/three"), clean("opt/one")),
    _edit("delete", clean("usr"), recursive=True),
    _edit("undo"),
    _edit("append", clean("etc/motd"), b"second\n"),
    _edit("undo"),
    _edit("chmod", clean("etc/motd"), 0o600),
    _edit("append", clean("etc/motd"), b"on another branch\n"),
    _edit("label", 5, "before the branch"),
    lambda engine, place: engine.container("c1").copy_in(place / "in", clean("opt/in")),
    lambda engine, _: engine.container("c2").write(clean("new"), b"in c2"),
    lambda engine, _: engine.tag("t:1", "x:1"),
    lambda engine, _: engine.commit("c1", "new:1", message="a commit"),
    lambda engine, place: engine.save(["new:1"], place / "out/a.tar"),
    lambda engine, place: engine.save(["t:1"], place / "out/d", SaveFormat.OCI_DIR),
    lambda engine, place: engine.save(["t:1", "u:1"], place / "out/a.tar"),
    lambda engine, place: engine.export("c1", place / "out/files.tar"),
    lambda engine, place: engine.load(place / "packed.tar.gz"),
    _build,
    lambda engine, place: engine.import_image(place / "files.tar", "imported:1"),
    lambda engine, _: engine.remove_image("x:1"),
    lambda engine, _: engine.rename_container("c2", "c3"),
    lambda engine, _: _removed_by_another_program(engine),
    _edit("undo"),
    lambda engine, _: engine.branch("c1", 4, "b1"),
    lambda engine, _: engine.container("b1").undo(),
    lambda engine, _: engine.branch("c1", None, "b2"),
    lambda engine, _: engine.remove_container("b1"),
    lambda engine, _: engine.remove_container("c3"),
    lambda engine, _: engine.remove_image("u:1"),
    lambda engine, _: engine.remove_image("built:1"),
    lambda engine, place: engine.load_stream(BytesIO((place / "other.tar").read_bytes())),
)


@dataclass(frozen=True)
class State:
    """All that a person can see of a store, and of what was saved; nothing that time changes."""

    images: tuple[Any, ...]
    containers: tuple[Any, ...]
    saved: tuple[Any, ...]


def state_of(engine: Engine, place: Path) -> State:
    images = [
        (
            tuple(ref.familiar for ref in image.references),
            image.layer_count,
            tree_of(engine.stack(str(image.image_id)).view()),
        )
        for image in engine.images()
    ]
    return State(
        tuple(sorted(images)),
        tuple(sorted(_container_state(engine, c.name) for c in engine.containers())),
        tuple(sorted(_saved(engine, path) for path in (place / "out").glob("[!.]*"))),
    )


def _container_state(engine: Engine, name: str) -> tuple[Any, ...]:
    container = engine.container(name)
    container.refresh()
    logs = (container.edits(), container.undone(), container.all_edits())
    edits = [[(e.number, e.parent, e.verb.value, e.path, e.label) for e in log] for log in logs]
    return name, tree_of(container.view()), repr(edits)


def _saved(engine: Engine, path: Path) -> tuple[Any, ...]:
    if path.name == "files.tar":
        with tarfile.open(path) as tar:
            return path.name, tuple(tar.getnames())
    assert engine.verify_archive(path) == []
    with engine.open(path) as archive:
        names = [ref.familiar for image in archive.images for ref in image.references]
        return path.name, tuple(names)


def tree_of(view: View) -> str:
    """One digest for all paths with their kinds, modes, links and contents."""
    found = [
        (node.path, node.kind.name, node.entry.mode, node.entry.link, _content(view, node.path))
        for node in view.walk()
    ]
    return hashlib.sha256(repr(found).encode()).hexdigest()


def _content(view: View, path: LayerPath) -> bytes:
    return view.read(path) if view.get(path).kind.has_data else b""
