"""The upper of a container as a value: what its layer says of each path.

An `UpperTree` is a snapshot: an edit makes a new one, so that whoever looks meanwhile sees either
the state before or the state after.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from layerlab.model import ROOT, Entry, Kind, LayerPath, parent

ROOT_RECORD_MODE = 0o755
SPARE_NODES = 1000


@dataclass(frozen=True, slots=True)
class UpperRecord:
    """What stands at one path of the container layer.

    `entry` has the attributes that the host can't hold; `opaque` marks a directory that hides
    the lower one; paths with the same `group` (not 0) are hard links of one file. `stamp` is how
    the host's file looked when it was written (size in bytes, mtime in ns, mode): where it looks
    otherwise now, another program has changed it.
    """

    entry: Entry
    opaque: bool = False
    group: int = 0
    stamp: tuple[int, int, int] | None = None

    @property
    def kind(self) -> Kind:
        return self.entry.kind

    @property
    def path(self) -> LayerPath:
        return self.entry.path

    def at(self, path: LayerPath) -> "UpperRecord":
        return replace(self, entry=replace(self.entry, path=path))

    def to_json(self) -> dict[str, Any]:
        entry = self.entry
        return {
            "kind": int(entry.kind),
            "mode": entry.mode,
            "uid": entry.uid,
            "gid": entry.gid,
            "size": entry.size,
            "mtime_ns": entry.mtime_ns,
            "link": entry.link,
            "device": list(entry.device),
            "xattrs": {name: value.hex() for name, value in entry.xattrs.items()},
            "opaque": self.opaque,
            "group": self.group,
            "stamp": list(self.stamp) if self.stamp else None,
        }

    @classmethod
    def from_json(cls, path: LayerPath, value: Mapping[str, Any]) -> "UpperRecord":
        major, minor = value["device"]
        entry = Entry(
            path,
            Kind(value["kind"]),
            value["mode"],
            value["uid"],
            value["gid"],
            value["size"],
            value["mtime_ns"],
            value["link"],
            (major, minor),
            {name: bytes.fromhex(text) for name, text in value["xattrs"].items()},
        )
        stamp = tuple(value["stamp"]) if value["stamp"] else None
        return cls(entry, value["opaque"], value["group"], stamp)

    def dumps(self) -> str:
        return json.dumps(self.to_json())


def whiteout(path: LayerPath) -> UpperRecord:
    return UpperRecord(Entry(path, Kind.WHITEOUT, mode=0))


def size_of(records: Mapping[LayerPath, UpperRecord]) -> int:
    """Bytes of all files, hard links counted once."""
    groups = {one.group: one.entry.size for one in records.values() if one.group}
    single = (one.entry.size for one in records.values() if not one.group)
    return sum(single) + sum(groups.values())


class UpperTree:
    """Implements `Tree` over the records; the root is always there, also without a record.

    A value. Whatever it has, it has the directories above.
    """

    __slots__ = ("_children", "_numbers", "_paths", "records")

    def __init__(self, records: Mapping[LayerPath, UpperRecord] | None = None) -> None:
        self.records: Mapping[LayerPath, UpperRecord] = records or {}
        self._paths = [ROOT, *sorted(self.records.keys() - {ROOT}, key=_sort_key)]
        self._numbers = {path: number for number, path in enumerate(self._paths)}
        self._children: dict[int, dict[str, int]] = {}
        for path in self._paths[1:]:
            siblings = self._children.setdefault(self._numbers[parent(path)], {})
            siblings[_name(path)] = self._numbers[path]

    def changed(self, changes: Mapping[LayerPath, UpperRecord | None]) -> "UpperTree":
        """The tree after an edit; None takes a path away. Sorts only directories with new names."""
        records = dict(self.records)
        records.update((path, record) for path, record in changes.items() if record)
        gone = [path for path, record in changes.items() if record is None and path in records]
        for path in gone:
            del records[path]
        if len(self._paths) > 2 * len(records) + SPARE_NODES:
            return UpperTree(records)
        tree = UpperTree.__new__(UpperTree)
        tree.records = records
        tree._paths, tree._numbers = list(self._paths), dict(self._numbers)
        tree._children = dict(self._children)
        tree._remove([path for path in gone if path])
        tree._add([path for path, record in changes.items() if record])
        return tree

    def _remove(self, paths: Sequence[LayerPath]) -> None:
        """Their nodes have numbers that nobody has any more."""
        inner: dict[int, list[str]] = {}
        for path in paths:
            inner.setdefault(self._numbers[parent(path)], []).append(_name(path))
        for node, names in inner.items():
            taken = set(names)
            siblings = self._children[node].items()
            self._children[node] = {n: child for n, child in siblings if n not in taken}
        for path in paths:
            self._children.pop(self._numbers.pop(path), None)

    def _add(self, paths: Sequence[LayerPath]) -> None:
        new = [path for path in paths if path not in self._numbers]
        for path in new:
            self._numbers[path] = len(self._paths)
            self._paths.append(path)
        inner: dict[int, dict[str, int]] = {}
        for path in new:
            siblings = inner.setdefault(self._numbers[parent(path)], {})
            siblings[_name(path)] = self._numbers[path]
        for node, found in inner.items():
            siblings = {**self._children.get(node, {}), **found}
            self._children[node] = dict(sorted(siblings.items(), key=_by_name))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UpperTree) and self.records == other.records

    __hash__ = None  # type: ignore[assignment]

    @property
    def size_bytes(self) -> int:
        return size_of(self.records)

    def record(self, node: int) -> UpperRecord:
        """Of any node but a root that has none."""
        return self.records[self._paths[node]]

    def path(self, node: int) -> LayerPath:
        return self._paths[node]

    def children(self, node: int) -> Sequence[int]:
        return tuple(self._children.get(node, {}).values())

    def child(self, node: int, name: str) -> int | None:
        return self._children.get(node, {}).get(name)

    def find(self, path: LayerPath) -> int | None:
        return self._numbers.get(path)

    def name(self, node: int) -> str:
        return _name(self._paths[node])

    def kind(self, node: int) -> Kind:
        return self.record(node).kind if node else Kind.DIRECTORY

    def entry(self, node: int) -> Entry:
        if node == 0 and ROOT not in self.records:
            return Entry(ROOT, Kind.DIRECTORY, mode=ROOT_RECORD_MODE)
        return self.record(node).entry

    def is_opaque(self, node: int) -> bool:
        return node != 0 and self.record(node).opaque

    def hides_lower(self, node: int) -> bool:
        return False

    def is_implied(self, node: int) -> bool:
        return node == 0 and ROOT not in self.records

    def implied_tops(self) -> Sequence[int]:
        return ()

    def far_link(self, node: int) -> LayerPath | None:
        return None


def _sort_key(path: LayerPath) -> list[bytes]:
    return path.encode("utf-8", "surrogateescape").split(b"/")


def _name(path: LayerPath) -> str:
    return path.rpartition("/")[2]


def _by_name(item: tuple[str, int]) -> bytes:
    return item[0].encode("utf-8", "surrogateescape")
