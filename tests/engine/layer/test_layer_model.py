"""The tree against a plain dictionary that follows the same rules in the slowest way."""

import io
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from layerlab.layer import LayerIndex, build_index
from layerlab.model import Kind, LayerPath, clean, parents
from support.images import Item, directory, file, hardlink, layer_tar, symlink


@dataclass(eq=False)
class Inode:
    kind: Kind
    size: int = 0


@dataclass
class Model:
    """Paths to inodes; markers in sets. No symlinked parents: those have tests of their own."""

    paths: dict[str, Inode] = field(default_factory=lambda: {"": Inode(Kind.DIRECTORY)})
    implied: set[str] = field(default_factory=lambda: {""})
    opaque: set[str] = field(default_factory=set)
    whited: set[str] = field(default_factory=set)

    def apply(self, item: Item) -> None:
        entry, data = item
        path = clean(entry.path)
        above, _, name = path.rpartition("/")
        if any(self._blocks(p) for p in parents(path)):
            return
        if name == ".wh..wh..opq":
            self._make(above)
            self.opaque.add(above)
        elif name.startswith(".wh."):
            self._make(above)
            self.whited.add(f"{above}/{name[4:]}".lstrip("/"))
        elif entry.kind is Kind.HARDLINK:
            target = self.paths.get(entry.link)
            if target is None or target.kind is Kind.DIRECTORY or entry.link == path:
                return
            if entry.link.startswith(path + "/"):
                return
            self._put(path, target)
        else:
            self._put(path, Inode(entry.kind, len(data)))

    def _blocks(self, path: str) -> bool:
        return path in self.paths and self.paths[path].kind is not Kind.DIRECTORY

    def _make(self, path: str) -> None:
        for part in [*parents(LayerPath(path)), path]:
            if part not in self.paths:
                self.paths[part] = Inode(Kind.DIRECTORY)
                self.implied.add(part)

    def _put(self, path: str, inode: Inode) -> None:
        self._make(path.rpartition("/")[0])
        old = self.paths.get(path)
        if old and not (old.kind is inode.kind is Kind.DIRECTORY):
            for below in [p for p in self.paths if p.startswith(path + "/")]:
                del self.paths[below]
            self.opaque = {p for p in self.opaque if p != path and not p.startswith(path + "/")}
            self.whited = {p for p in self.whited if not p.startswith(path + "/")}
            if inode.kind is Kind.DIRECTORY:
                self.whited.add(path)
        self.paths[path] = inode
        self.implied.discard(path)

    def accepts(self, item: Item) -> bool:
        """Whether the reader takes the entry at all, and knows its target."""
        before = (dict(self.paths), set(self.opaque), set(self.whited), set(self.implied))
        self.apply(item)
        after = (self.paths, self.opaque, self.whited, self.implied)
        is_marker = ".wh." in item[0].path
        return before != after or (
            is_marker and not any(self._blocks(p) for p in parents(clean(item[0].path)))
        )


NAMES = st.sampled_from(["a", "b", "c"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
ITEMS = st.one_of(
    PATHS.map(directory),
    st.builds(file, PATHS, st.binary(max_size=600)),
    st.builds(symlink, PATHS, st.just("nowhere")),
    st.builds(hardlink, PATHS, PATHS),
    st.builds(lambda p, n: file(f"{p}/.wh.{n}"), PATHS, NAMES),
    NAMES.map(lambda n: file(f".wh.{n}")),
    PATHS.map(lambda p: file(f"{p}/.wh..wh..opq")),
)


@given(st.lists(ITEMS, max_size=25))
@settings(max_examples=300, deadline=None)
def test_same_tree_as_the_model(candidates: list[Item]) -> None:
    model = Model()
    items = [item for item in candidates if model.accepts(item)]
    index = build_index(io.BytesIO(layer_tar(items)), "x")
    seen = {index.path(node): node for node in range(index.count)}
    _same_paths(index, seen, model)
    for path, inode in model.paths.items():
        node = seen[LayerPath(path)]
        kind = index.kind(node)
        assert (Kind.FILE if kind is Kind.HARDLINK else kind) is inode.kind
        assert index.size(node) == inode.size
        assert index.is_opaque(node) == (path in model.opaque)
        assert index.hides_lower(node) == (path in model.whited)
        assert index.is_implied(node) == (path in model.implied and path in model.paths)
    files = {id(i): i.size for i in model.paths.values() if i.kind is Kind.FILE}
    assert index.size_bytes == sum(files.values())


def _same_paths(index: LayerIndex, seen: dict[LayerPath, int], model: Model) -> None:
    bare = {path for path, node in seen.items() if index.kind(node) is Kind.WHITEOUT}
    assert set(seen) - bare == set(model.paths)
    assert bare == model.whited - set(model.paths)
    for path, node in seen.items():
        if index.kind(node) is Kind.HARDLINK:
            target = index.entry(node).link
            assert model.paths[target] is model.paths[path]
            assert index.kind(seen[LayerPath(target)]) is Kind.FILE
