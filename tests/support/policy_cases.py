"""A case for each row of the policy table that is run: tiny layers, and how to read the outcome.

`Case.tell` turns the files that came out into the words of the table's cells, so that a test can
compare what Layerlab and each tool did with what the table says of them.
"""

import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from layerlab.model import Entry, Kind, LayerPath
from layerlab.rules.policy import REFUSES
from support import rawtar
from support.applied import Files, Found
from support.images import Item, directory, file, hardlink, layer_tar, symlink
from support.rawtar import END, GNU, member

Reading = Callable[[Files], bool]
GZIP = "application/vnd.oci.image.layer.v1.tar+gzip"


@dataclass(frozen=True, slots=True)
class Case:
    """`readings`: a cell's words, and whether the files say that; the first that holds counts."""

    policy: str
    layers: Sequence[bytes]
    readings: Mapping[str, Reading]
    media_type: str = ""
    config: Mapping[str, Any] = field(default_factory=dict)

    def tell(self, files: Files | None) -> str:
        """The words for an outcome, None being an image that was refused."""
        if files is None:
            return REFUSES
        for words, holds in self.readings.items():
            if holds(files):
                return words
        raise AssertionError(f"no words for {files}")


def _layers(*layers: Sequence[Item]) -> list[bytes]:
    return [layer_tar(items) for items in layers]


def _link(path: str, target: str, **more: int) -> Item:
    return Entry(LayerPath(path), Kind.HARDLINK, link=target, **more), b""  # type: ignore[arg-type]


def _device(path: str) -> Item:
    return Entry(LayerPath(path), Kind.CHAR_DEVICE, device=(0, 0)), b""


def _has(path: str, kind: str = "file", **facts: object) -> Reading:
    def holds(files: Files) -> bool:
        found = files.get(path)
        return (
            found is not None
            and found.kind == kind
            and all(getattr(found, name) == value for name, value in facts.items())
        )

    return holds


def _lacks(*paths: str) -> Reading:
    return lambda files: not files.keys() & set(paths)


def _only(*paths: str) -> Reading:
    return lambda files: files.keys() == {"", *paths}


def _both(*readings: Reading) -> Reading:
    return lambda files: all(holds(files) for holds in readings)


def _xattr(path: str, name: str) -> Callable[[Files], bool]:
    return lambda files: name in dict(files[path].xattrs)


_LIB = [file("usr/lib/a"), symlink("lib", "usr/lib")]
_OPENS: dict[str, Reading] = {"opens": _has("x")}
_BYTES: dict[str, Reading] = {"its bytes decide": _has("x", body=b"1")}


def _same_file(files: Files) -> bool:
    return "b" in files and files["b"].file == files["a"].file


_LINK_CASES = (
    Case(
        "linked-parent",
        _layers(_LIB, [file("lib/b")]),
        {
            "goes where the link leads": _both(_has("lib", "symlink"), _has("usr/lib/b")),
            "a directory replaces the link": _both(_has("lib", "directory"), _has("lib/b")),
        },
    ),
    Case(
        "linked-parent-whiteout",
        _layers(_LIB, [file("lib/.wh.a")]),
        {
            "deletes where the link leads": _both(_has("lib", "symlink"), _lacks("usr/lib/a")),
            "deletes nothing, and a directory replaces the link": _both(
                _has("lib", "directory"), _has("usr/lib/a")
            ),
        },
    ),
    Case(
        "linked-parent-nowhere",
        _layers([symlink("lib", "nowhere")], [file("lib/b")]),
        {
            "a directory replaces the link": _both(_has("lib", "directory"), _has("lib/b")),
            "the link's target is made": _both(_has("lib", "symlink"), _has("nowhere/b")),
        },
    ),
    Case(
        "own-linked-parent-nowhere",
        _layers([symlink("lib", "nowhere"), file("lib/b")]),
        {"the link's target is made": _both(_has("lib", "symlink"), _has("nowhere/b"))},
    ),
    Case(
        "parent-is-lower-file",
        _layers([file("a", b"1")], [file("a/b")]),
        {"a directory replaces the file": _both(_has("a", "directory"), _has("a/b"))},
    ),
    Case("parent-is-own-file", _layers([file("a", b"1"), file("a/b")]), {}),
    Case(
        "implied-parent",
        _layers([directory("d", 0o700, uid=5)], [file("d/x")]),
        {
            "kept": _has("d", "directory", mode=0o700, uid=5),
            "root's, mode 0755": _has("d", "directory", mode=0o755, uid=0),
        },
    ),
    Case(
        "implied-hidden-parent",
        _layers([directory("d", 0o700, uid=5)], [file("d/x"), file(".wh..wh..opq")]),
        {
            "the directory goes with its new entries": _lacks("d"),
            "kept": _has("d", "directory", mode=0o700, uid=5),
            "root's, mode 0755": _has("d", "directory", mode=0o755, uid=0),
        },
    ),
    Case(
        "implied-new-parent",
        _layers([file("d/x")]),
        {"root's, mode 0755": _has("d", "directory", mode=0o755, uid=0)},
    ),
    Case(
        "far-link",
        _layers([file("a", b"body")], [hardlink("b", "a")]),
        {"is that file": _both(_has("b", body=b"body"), _same_file)},
    ),
    Case(
        "far-link-through-link",
        _layers([file("usr/a", b"body"), symlink("u", "usr")], [hardlink("b", "u/a")]),
        {"is that file": _has("b", body=b"body")},
    ),
    Case(
        "far-link-attributes",
        _layers([file("a", b"body", 0o640)], [_link("b", "a", mode=0o600)]),
        {"ignored": _has("b", mode=0o640), "count for the file": _has("a", mode=0o600)},
    ),
    Case(
        "far-link-nowhere",
        _layers([file("z")], [hardlink("b", "a")]),
        {"shown, without contents": _both(_has("b", "no contents"), _has("z"))},
    ),
    Case(
        "link-to-deleted",
        _layers([file("a", b"body")], [file(".wh.a"), hardlink("b", "a")]),
        {
            "is the file as it was": _both(_has("b", body=b"body"), _lacks("a")),
            "is a whiteout, too": _only(),
        },
    ),
    Case(
        "link-attributes",
        _layers([file("a", b"body", 0o640), _link("b", "a", mode=0o600)]),
        {"count for the file": _has("a", mode=0o600), "ignored": _has("b", mode=0o640)},
    ),
    Case(
        "link-to-itself",
        _layers([file("a", b"body", 0o640), _link("a", "a", mode=0o600)]),
        {"changes the attributes only": _has("a", mode=0o600, body=b"body")},
    ),
    Case("link-to-directory", _layers([directory("a"), hardlink("b", "a")]), {}),
)

_WHITEOUT_CASES = (
    Case(
        "whiteout-after-entry",
        _layers([file("x", b"old")], [file("x", b"new"), file(".wh.x")]),
        {"the entry stays": _has("x", body=b"new"), "the entry goes": _only()},
    ),
    Case(
        "whiteout-before-directory",
        _layers([file("d/old")], [file(".wh.d"), directory("d"), file("d/new")]),
        {
            "only the new children": _only("d", "d/new"),
            "old and new children": _only("d", "d/old", "d/new"),
        },
    ),
    Case(
        "whiteout-of-absent",
        _layers([file("x")], [file("n/.wh.y")]),
        {
            "an empty directory": _only("x", "n"),
            "no effect": _only("x"),
            "a directory with a name in it that can't be opened": _has("n/y", "ghost"),
        },
    ),
    Case(
        "whiteout-of-nothing",
        _layers([file("d/x")], [file("d/.wh.")]),
        {"removes its directory": _only()},
    ),
    Case(
        "below-whiteout",
        _layers([file("d/x")], [file(".wh.d/y")]),
        {"a directory of that name": _both(_has("d/x"), _has(".wh.d/y"))},
    ),
    Case(
        "whiteout-type",
        _layers(
            [file("a"), file("b"), file("c"), file("d")],
            [
                directory(".wh.a"),
                symlink(".wh.b", "d"),
                _device(".wh.c"),
                hardlink(".wh.d", "junk"),
            ],
        ),
        {"a whiteout": _only()},
    ),
    Case(
        "opaque-root",
        _layers([file("old")], [file(".wh..wh..opq"), file("new")]),
        {"hides all below": _only("new"), "ignored": _only("old", "new")},
    ),
    Case(
        "aufs-leftovers",
        _layers(
            [
                file(".wh..wh.aufs"),
                directory(".wh..wh.orph"),
                directory(".wh..wh.plnk"),
                file("x"),
            ]
        ),
        {"skipped": _only("x")},
    ),
    Case(
        "aufs-link",
        _layers([file(".wh..wh.plnk/1", b"data"), hardlink("x", ".wh..wh.plnk/1")]),
        {
            "is that file": _both(_only("x"), _has("x", body=b"data")),
            "is that file, and AUFS' directory is shown": _both(
                _has("x", body=b"data"), _has(".wh..wh.plnk", "directory")
            ),
        },
    ),
    Case(
        "device-0-0",
        _layers([file("x", b"old")], [_device("x")]),
        {"a device": _has("x", "character device"), "a whiteout": _only()},
    ),
)

_TAR_CASES = (
    Case(
        "duplicates",
        _layers([file("x", b"1"), file("x", b"2")]),
        {"the last counts": _has("x", body=b"2")},
    ),
    Case(
        "beyond-root",
        [member(b"../../x") + member(b"d/../../y") + member(b"/z") + END],
        {"stops at the root": lambda files: files.keys() >= {"x", "y", "z"}},
    ),
    Case(
        "global-header",
        [rawtar.pax(b"g", uid=b"7") + member(b"x") + END],
        {"gives defaults": _has("x", uid=7), "ignored": _has("x", uid=0)},
    ),
    Case(
        "repeated-header",
        [rawtar.pax(path=b"first") + rawtar.pax(path=b"last") + member(b"f") + END],
        {"the last counts": _only("last")},
    ),
    Case(
        "two-long-names",
        [
            rawtar.pax(path=b"pax")
            + member(b"././@LongLink", b"gnu\0", typeflag=b"L", magic=GNU)
            + member(b"f", magic=GNU)
            + END
        ],
        {"GNU's counts": _only("gnu")},
    ),
    Case("unknown-type", [member(b"x", typeflag=b"Z") + END], {}),
    Case(
        "contiguous-file",
        [member(b"x", b"data", typeflag=b"7") + END],
        {"a regular file": _has("x", body=b"data")},
    ),
    Case("root-is-file", [member(b"./") + member(b"x") + END], {"ignored": _only("x")}),
    Case(
        "old-times",
        [rawtar.pax(mtime=b"-86400") + member(b"x") + END],
        {"kept": _has("x", mtime_ns=-86400 * 10**9), "1970": _has("x", mtime_ns=0)},
    ),
    Case(
        "fractions",
        [rawtar.pax(mtime=b"1700000000.123456789") + member(b"x") + END],
        {"kept": _has("x", mtime_ns=1_700_000_000_123_456_789)},
    ),
    Case(
        "empty-xattr",
        [rawtar.pax(SCHILY__xattr__user__a=b"") + member(b"x") + END],
        {"kept": _xattr("x", "user.a"), "dropped": _has("x", xattrs=())},
    ),
    Case(
        "overlay-xattr",
        [
            *_layers([file("d/old")]),
            rawtar.pax(SCHILY__xattr__trusted__overlay__opaque=b"y")
            + rawtar.header(b"d/", typeflag=b"5")
            + END,
        ],
        {"no effect": _has("d/old"), "makes it opaque": _only("d")},
    ),
)

_X = _layers([file("x", b"1")])

_IMAGE_CASES = (
    Case("labelled-gzip", _X, _BYTES, media_type=GZIP),
    Case("labelled-plain", [gzip.compress(_X[0], mtime=0)], _BYTES),
    Case("history-longer", _X, _OPENS, config={"history": [{"created_by": "a"}] * 3}),
    Case("history-shorter", _X, _OPENS, config={"history": []}),
)

CASES = (*_LINK_CASES, *_WHITEOUT_CASES, *_TAR_CASES, *_IMAGE_CASES)

__all__ = ["CASES", "Case", "Files", "Found"]
