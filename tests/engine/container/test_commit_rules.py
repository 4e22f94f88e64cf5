"""Whatever was done to a container: its commit's layer breaks no rule, and gives its files."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings

from layerlab.facade import Engine
from layerlab.model import Entry, Kind, LayerPath
from layerlab.model.entry import OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.overlay import View
from layerlab.streams.tar_reader import read_headers
from support.edits import LAYERS, Change, apply, changes, planted
from support.images import write_archive
from support.layer_rules import broken_rules


def _tree(view: View) -> dict[LayerPath, tuple[object, ...]]:
    return {
        node.path: (*_attributes(node.entry), _content(view, node.path)) for node in view.walk()
    }


def _attributes(entry: Entry) -> tuple[object, ...]:
    """Times in seconds, as a layer has them; a name of a file is that file."""
    kind = Kind.FILE if entry.kind is Kind.HARDLINK else entry.kind
    owner = (entry.mode, entry.uid, entry.gid, entry.mtime_ns // 10**9)
    return kind, *owner, entry.link_target, dict(entry.xattrs)


def _content(view: View, path: LayerPath) -> bytes:
    return view.read(path) if view.get(path).kind.has_data else b""


def _names_of_files(view: View) -> set[frozenset[LayerPath]]:
    files: dict[object, set[LayerPath]] = {}
    for node in view.walk():
        if node.kind.has_data:
            files.setdefault(view.inode(node.path), set()).add(node.path)
    return {frozenset(names) for names in files.values()}


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes)
@example([planted(LayerPath("new"), WHITEOUT_PREFIX)])
@example([planted(LayerPath("new"), OPAQUE_NAME)])
def test_a_commit_obeys_the_rules(wanted: list[Change]) -> None:
    with tempfile.TemporaryDirectory() as folder, Engine(Path(folder) / "root") as engine:
        engine.load(write_archive(Path(folder) / "in.tar", LAYERS))
        container = engine.container(engine.create("t:1").name)
        apply(container, wanted)
        result = engine.commit(container.name, "t:2")
        view = engine.stack("t:2").view()
        assert _tree(view) == _tree(container.view())
        assert _names_of_files(view) == _names_of_files(container.view())
        if result.layer is None:
            assert not container.diff()
            return
        with engine.image("t:2").layers[-1].open_blob() as blob:
            headers = list(read_headers(blob, "the layer"))
        assert broken_rules(headers, container.lower) == []
