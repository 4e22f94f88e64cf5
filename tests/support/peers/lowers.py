"""Random lower layers, as the tars of an image and as the directories of an overlay mount.

What the two have no common form for is left out: links of one layer through a link of another, a
hard link into another layer, an opaque root, whiteouts of what is absent.
"""

import stat
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from layerlab.model import Entry, Kind, LayerPath, join, parent, parents
from layerlab.model.entry import OPAQUE_NAME, WHITEOUT_PREFIX
from support.images import Item
from support.peers.overlay_server import CAPABILITY, Seen

NAMES = ("a", "b", "c", "d", "e", "é", "\udcff\udcfe", "한 글", "-x", ".y")
NAME = st.sampled_from(NAMES)
FILE_MODES = st.sampled_from([0o644, 0o600, 0o755, 0o4755, 0o2755, 0o6711, 0o2644, 0o1644, 0])
DIRECTORY_MODES = st.sampled_from([0o755, 0o700, 0o2755, 0o1755, 0o2700])
SECOND = 10**9
TIMES = st.one_of(
    st.integers(-(10**9), 17 * 10**8).map(lambda seconds: seconds * SECOND),
    st.integers(-(10**9) * SECOND, 17 * 10**8 * SECOND),
    st.just(4_000_000_000 * SECOND + 1),
)
DATA = st.binary(max_size=12)
TARGETS = st.one_of(
    st.lists(st.sampled_from(["a", "b", "d", "..", ".", "é"]), min_size=1, max_size=3).map(
        "/".join
    ),
    st.lists(st.sampled_from(["a", "b", "d"]), max_size=2).map(lambda parts: "/" + "/".join(parts)),
)

FORMATS = {
    Kind.FILE: stat.S_IFREG,
    Kind.HARDLINK: stat.S_IFREG,
    Kind.DIRECTORY: stat.S_IFDIR,
    Kind.SYMLINK: stat.S_IFLNK,
    Kind.CHAR_DEVICE: stat.S_IFCHR,
    Kind.BLOCK_DEVICE: stat.S_IFBLK,
    Kind.FIFO: stat.S_IFIFO,
}


def owners(abilities: Collection[str]) -> st.SearchStrategy[tuple[int, int]]:
    """Users and groups; in a user namespace there is one of each."""
    others = [(0, 0), (1, 2), (1000, 1000), (70_000, 3_000_000)]
    return st.sampled_from(others if "owners" in abilities else others[:1])


def xattrs(abilities: Collection[str], kind: Kind) -> st.SearchStrategy[dict[str, bytes]]:
    names = []
    if kind in (Kind.FILE, Kind.DIRECTORY) and "user" in abilities:
        names += ["user.a", "user.\udcff"]
    if "trusted" in abilities:
        names.append("trusted.a")
    plain = st.dictionaries(st.sampled_from(names), DATA, max_size=2) if names else st.just({})
    if kind is not Kind.FILE or "capabilities" not in abilities:
        return plain
    return plain | plain.map(lambda found: {**found, "security.capability": CAPABILITY})


@dataclass(frozen=True, slots=True)
class Piece:
    """What a layer has at a path; `is_opaque` is said by a marker, or by a whiteout beside it."""

    entry: Entry
    data: bytes = b""
    is_opaque: bool = False
    by_whiteout: bool = False

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Short, for Hypothesis: a failing example has many of them."""
        entry = self.entry
        told = [f"{entry.mode_text} {entry.uid}:{entry.gid} {entry.mtime_ns} {self.data!r}"]
        told += [repr(fact) for fact in (entry.link, dict(entry.xattrs)) if fact]
        told += [f"device {entry.device}"] if any(entry.device) else []
        opaque = "opaque by whiteout" if self.by_whiteout else "opaque"
        told += [opaque] if self.is_opaque else []
        printer.text(f"<{' '.join([entry.kind.name, *told])}>")

    def items(self) -> list[Item]:
        """The entries of the layer's tar."""
        path = self.entry.path
        if self.entry.kind is Kind.WHITEOUT:
            return [_marker(_whiteout(path))]
        own = [(self.entry, self.data)]
        if self.is_opaque:
            own.append(_marker(_whiteout(path) if self.by_whiteout else join(path, OPAQUE_NAME)))
        return own

    def seen(self) -> Seen:
        """The same for a directory that is a layer of a mount."""
        entry = self.entry
        is_whiteout = entry.kind is Kind.WHITEOUT
        return {
            "kind": stat.S_IFCHR if is_whiteout else FORMATS[entry.kind],
            "mode": entry.mode,
            "owner": (entry.uid, entry.gid),
            "mtime_ns": entry.mtime_ns,
            "data": self.data,
            "link": entry.link,
            "device": entry.device,
            "xattrs": dict(entry.xattrs),
            "opaque": self.is_opaque,
            "target": entry.link if entry.kind is Kind.HARDLINK else "",
        }


def _whiteout(path: LayerPath) -> LayerPath:
    return join(parent(path), WHITEOUT_PREFIX + path.rpartition("/")[2])


def _marker(path: LayerPath) -> Item:
    return Entry(path, Kind.FILE, 0), b""


Layer = dict[LayerPath, Piece]


@dataclass
class _Growing:
    """The layers so far: what is merged of them, and the one that is being made."""

    abilities: Collection[str]
    merged: dict[LayerPath, Kind] = field(default_factory=lambda: {LayerPath(""): Kind.DIRECTORY})
    layer: Layer = field(default_factory=dict)

    def directories(self) -> list[LayerPath]:
        return sorted(path for path, kind in self.merged.items() if kind is Kind.DIRECTORY)

    def add(self, piece: Piece) -> None:
        path, kind = piece.entry.path, piece.entry.kind
        if kind is not Kind.DIRECTORY or piece.is_opaque or self.merged.get(path) is not kind:
            for inner in [p for p in self.merged if p == path or p.startswith(path + "/")]:
                del self.merged[inner]
        if kind is not Kind.WHITEOUT:
            self.merged[path] = kind
        self.layer[path] = piece


@st.composite
def _entries(draw: st.DrawFn, path: LayerPath, kind: Kind, abilities: Collection[str]) -> Entry:
    uid, gid = draw(owners(abilities))
    mode = draw(DIRECTORY_MODES if kind is Kind.DIRECTORY else FILE_MODES)
    return Entry(
        path,
        kind,
        0o777 if kind is Kind.SYMLINK else mode,
        uid,
        gid,
        mtime_ns=draw(TIMES),
        link=draw(TARGETS) if kind is Kind.SYMLINK else "",
        device=(draw(st.integers(1, 400)), draw(st.integers(0, 70_000)))
        if kind in (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE)
        else (0, 0),
        xattrs=draw(xattrs(abilities, kind)),
    )


@st.composite
def layers(draw: st.DrawFn, abilities: Collection[str]) -> list[Layer]:
    """Two to four, base first. Every directory on the way to an entry has an entry itself."""
    growing = _Growing(abilities)
    made = []
    for _ in range(draw(st.integers(2, 4))):
        growing.layer = {}
        for _ in range(draw(st.integers(3, 10))):
            _draw_piece(draw, growing)
        made.append(growing.layer)
    return made


def _draw_piece(draw: st.DrawFn, growing: _Growing) -> None:
    path = join(draw(st.sampled_from(growing.directories())), draw(NAME))
    if path in growing.layer:
        return
    kinds = [Kind.FILE, Kind.FILE, Kind.DIRECTORY, Kind.DIRECTORY, Kind.SYMLINK, Kind.FIFO]
    if "devices" in growing.abilities:
        kinds += [Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE]
    firsts = [p for p, one in growing.layer.items() if one.entry.kind is Kind.FILE]
    kinds += [Kind.HARDLINK] * (2 if firsts else 0)
    kinds += [Kind.WHITEOUT, Kind.WHITEOUT] if path in growing.merged else []
    for above in parents(path)[1:]:
        if above not in growing.layer:
            growing.add(Piece(draw(_entries(above, Kind.DIRECTORY, growing.abilities))))
    kind = draw(st.sampled_from(kinds))
    if kind is Kind.WHITEOUT:
        growing.add(Piece(Entry(path, kind, 0)))
    elif kind is Kind.HARDLINK:
        first = growing.layer[draw(st.sampled_from(firsts))]
        link = replace(first.entry, path=path, kind=kind, link=first.entry.path, size=0)
        growing.add(Piece(link))
    else:
        entry = draw(_entries(path, kind, growing.abilities))
        data = draw(DATA) if kind is Kind.FILE else b""
        opaque = kind is Kind.DIRECTORY and draw(st.booleans())
        entry = replace(entry, size=len(data))
        growing.add(Piece(entry, data, opaque, opaque and draw(st.booleans())))
