"""What a program does to volumes and to containers that mount them, one operation after another.

A container is there only when its volumes are, and are filled; so more states can be met after a
kill than those between operations, but each layer's files are always those of one of them.
"""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from layerlab.container import parse_volume
from layerlab.container.options import CreateOptions
from layerlab.facade import Engine
from layerlab.model import ROOT, clean
from safety.script import Operation, tree_of

Trees = Mapping[str, set[str]]
"""By the name of a volume or container, what its own files were at one time or another."""


def _create(name: str, *texts: str) -> Operation:
    options = CreateOptions(mounts=[parse_volume(text) for text in texts])
    return lambda engine, _: engine.create("u:1", name, options=options)


VOLUME_OPERATIONS: tuple[Operation, ...] = (
    lambda engine, _: engine.create_volume("data", {"k": "v"}),
    _create("v1", "data:/opt", "fresh:/usr", "/new/place"),
    lambda engine, _: engine.container("v1").write(clean("opt/written"), b"in the volume"),
    lambda engine, _: engine.container("v1").make_mount_points(),
    lambda engine, _: engine.container("v1").chmod(clean("opt"), 0o700),
    lambda engine, place: engine.container("v1").copy_in(place / "in", "/opt"),
    lambda engine, place: engine.container("v1").copy_in(f"{place}/in/.", "/"),
    lambda engine, _: engine.volume("data").undo(),
    lambda engine, _: engine.volume("data").redo(),
    _create("v2", "data:/elsewhere"),
    lambda engine, _: engine.container("v2").delete(clean("elsewhere/written")),
    lambda engine, _: engine.remove_container("v1", volumes=True),
    lambda engine, _: engine.remove_volume("fresh"),
    lambda engine, _: engine.create_volume("fresh"),
    lambda engine, _: engine.prune_volumes(all=True),
)


def trees_of(engine: Engine) -> dict[str, str]:
    """Of each volume and each container layer by itself; anonymous volumes under one name."""
    found: dict[str, str] = {}
    for summary in engine.volumes():
        volume = engine.volume(summary.name)
        volume.refresh()
        name = "anonymous" if summary.record.is_anonymous else summary.name
        root = volume.view().get(ROOT).entry
        found[f"volume {name}"] = f"{tree_of(volume.view())} {root.mode} {root.uid}"
    for record in engine.containers():
        container = engine.container(record.name)
        container.refresh()
        found[f"container {record.name}"] = tree_of(container.unmounted())
    return found


def played(place: Path) -> list[dict[str, str]]:
    """The whole script; the trees before it and after each operation."""
    with Engine(place / "root") as engine:
        steps = [trees_of(engine)]
        for operation in VOLUME_OPERATIONS:
            operation(engine, place)
            steps.append(trees_of(engine))
    return steps


def all_trees(steps: list[dict[str, str]]) -> Trees:
    """A volume may also be empty, as the first operation makes one."""
    empty = steps[1]["volume data"]
    found: defaultdict[str, set[str]] = defaultdict(set)
    for step in steps:
        for name, tree in step.items():
            found[name].add(tree)
            if name.startswith("volume "):
                found[name].add(empty)
    return found


def check_volumes(place: Path, known: Trees) -> None:
    """All is whole, what is mounted is filled, and the store can be worked with."""
    with Engine(place / "root") as engine:
        assert engine.verify_store().faults == ()
        trees = trees_of(engine)
        for name, tree in trees.items():
            assert tree in known[name], name
        for record in engine.containers():
            mounts = engine.container(record.name).mounts
            for mount in mounts:
                assert mount.volume
                assert mount.spec.destination == "/new/place" or mount.volume.upper.records
        assert trees_of(engine) == trees
        engine.collect()
        names = {volume.mountpoint.parent.name for volume in engine.volumes()}
        assert {path.name for path in (place / "root/volumes").glob("*")} <= names
        for record in engine.containers():
            engine.remove_container(record.name, volumes=True)
        engine.prune_volumes(all=True)
        assert engine.volumes() == []
        assert list((place / "root/volumes").glob("*")) == []
