"""The upper of a container as a value: what its layer says of each path.

An `UpperTree` is a snapshot: an edit makes a new one, so that whoever looks meanwhile sees either
the state before or the state after.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from layerlab.model import ROOT, Entry, Kind, LayerPath, parent

ROOT_RECORD_MODE = 0o755


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


@dataclass(frozen=True)
class UpperTree:
    """Implements `Tree` over the records; the root is always there, also without a record."""

    records: Mapping[LayerPath, UpperRecord] = field(default_factory=dict)

    def __post_init__(self) -> None:
        paths = [ROOT, *sorted(self.records.keys() - {ROOT}, key=_sort_key)]
        numbers = {path: number for number, path in enumerate(paths)}
        children: dict[int, dict[str, int]] = {}
        for path in paths[1:]:
            siblings = children.setdefault(numbers[parent(path)], {})
            siblings[path.rpartition("/")[2]] = numbers[path]
        object.__setattr__(self, "_paths", paths)
        object.__setattr__(self, "_numbers", numbers)
        object.__setattr__(self, "_children", children)

    _paths: Sequence[LayerPath] = field(init=False, repr=False, compare=False)
    _numbers: Mapping[LayerPath, int] = field(init=False, repr=False, compare=False)
    _children: Mapping[int, Mapping[str, int]] = field(init=False, repr=False, compare=False)

    @property
    def size_bytes(self) -> int:
        """Bytes of all files, hard links counted once."""
        groups = {one.group: one.entry.size for one in self.records.values() if one.group}
        single = (one.entry.size for one in self.records.values() if not one.group)
        return sum(single) + sum(groups.values())

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
        return self._paths[node].rpartition("/")[2]

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
