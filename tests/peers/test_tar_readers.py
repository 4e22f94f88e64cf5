"""Our tar reader and writer against Python's `tarfile` and GNU tar, on tars by the byte.

Random headers of every format have to be read alike by all three. Where they are not, `DIFFER`
says who reads what, and why we do as we do.
"""

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layerlab.errors import DamagedTar
from layerlab.model import Entry, Kind, LayerPath
from layerlab.streams.tar_reader import read_headers
from layerlab.streams.tar_writer import TarWriter
from support.peers.tar_listing import GnuTarRefused, Listed, by_gnu_tar, by_tarfile, ours
from support.rawtar import (
    END,
    GNU,
    USTAR,
    V7,
    base256,
    gnu_tar,
    header,
    member,
    octal,
    padded,
    pax,
    record,
    run_tar,
)

MANY = settings(
    report_multiple_bugs=False,
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FEW = settings(MANY, max_examples=12)

pytestmark = pytest.mark.skipif(gnu_tar() is None, reason="no GNU tar here")


def without_content(listed: list[Listed]) -> list[Listed]:
    return [Listed(*(getattr(one, f) for f in Listed.__slots__[:-1])) for one in listed]


# random headers ---------------------------------------------------------------------------------

PARTS = st.sampled_from(
    [b"a", b"bc", "한".encode(), b"\xff\xfe", b'q"\\', b"n\nl", b" x ", b"y" * 90]
)
NAMES = st.lists(PARTS, min_size=1, max_size=4).map(b"/".join)
SECONDS = st.integers(0, 8**11 - 1) | st.just(0)
IDS = st.integers(0, 0o7777777)


@st.composite
def named(draw: st.DrawFn, style: str) -> tuple[bytes, bytes, bytes, dict[str, bytes]]:
    """Extended headers, and name and link as the header has them."""
    name, link = draw(NAMES), draw(NAMES)
    if style == "gnu":
        before = b"".join(
            member(b"././@LongLink", text + b"\0", typeflag=flag, magic=GNU)
            for text, flag in ((name, b"L"), (link, b"K"))
            if len(text) > 100 or draw(st.booleans())
        )
        return before, name[:100], link[:100], {}
    if style == "pax":
        return b"", b"short", b"short", {"path": name, "linkpath": link}
    return b"", name[:100].rstrip(b"/"), link[:100].rstrip(b"/"), {}


@st.composite
def members(draw: st.DrawFn) -> bytes:
    style = draw(st.sampled_from(["v7", "ustar", "gnu", "pax"]))
    flag = draw(st.sampled_from([b"0", b"1", b"2", b"5", b"6", b"3", b"4"]))
    flag = draw(st.sampled_from([b"0", b"1", b"2"])) if style == "v7" else flag
    before, name, link, records = draw(named(style))
    data = draw(st.binary(max_size=1100)) if flag == b"0" else b""
    uid, gid, mtime = (draw(number) for number in (IDS, IDS, SECONDS))
    fields: dict[str, object] = {"uid": uid, "gid": gid, "mtime": mtime}
    if style == "gnu" and draw(st.booleans()):
        fields["uid"] = base256(draw(st.integers(0, (1 << 32) - 1)), 8)
        fields["mtime"] = base256(draw(st.integers(-(1 << 34), 1 << 34)), 12)
    if style == "pax" and draw(st.booleans()):
        records["uid"] = b"%d" % draw(st.integers(0, (1 << 32) - 1))
        whole = draw(st.integers(-(10**9), 1 << 34))
        fraction = 125_000 * draw(st.integers(0, 7)) if whole >= 0 else 0  # tarfile has floats
        records["mtime"] = b"%d.%06d" % (whole, fraction)
        records["SCHILY.xattr.user.a"] = draw(st.binary(max_size=9))
    if not all(_is_text(text) for text in records.values()):
        records = {"hdrcharset": b"BINARY", **records}
    if records:
        body = b"".join(record(key, value) for key, value in records.items())
        before += member(b"PaxHeader", body, typeflag=b"x")
    patches = {}
    if flag in b"34":
        patches = {329: octal(draw(st.integers(0, 4095)), 8), 337: octal(draw(IDS), 8)}
    if style == "ustar" and draw(st.booleans()):
        patches[345] = b"pre/fix"
    block = header(
        name,
        typeflag=flag,
        size=len(data),
        mode=draw(st.integers(0, 0o7777)) | draw(st.sampled_from([0, 0o100000, 0o40000])),
        link=link if flag in b"12" else b"",
        magic={"v7": V7, "gnu": GNU}.get(style, USTAR),
        patches=patches,
        **fields,  # type: ignore[arg-type]
    )
    return before + block + padded(data)


def _is_text(data: bytes) -> bool:
    try:
        return bool(data.decode()) or True
    except UnicodeDecodeError:
        return False


ENDS = st.sampled_from([END, b"", bytes(512), END + bytes(9 * 512), END + b"garbage" * 300])
GLOBALS = st.sampled_from([b"", b"", b"", pax(b"g", comment=b"made by git")])


@given(st.lists(members(), min_size=1, max_size=5), GLOBALS, ENDS)
@MANY
def test_all_read_the_same(tmp_path: Path, parts: list[bytes], before: bytes, end: bytes) -> None:
    data = before + b"".join(parts) + end
    found = ours(data)
    assert len(found) == len(parts)
    assert found == by_tarfile(data)
    assert without_content(found) == by_gnu_tar(data, tmp_path)


# where they differ ------------------------------------------------------------------------------

REFUSED = "refused"
Told = Callable[[list[Listed]], object]


def name(listed: list[Listed]) -> object:
    return [one.name for one in listed]


def kind(listed: list[Listed]) -> object:
    return [one.kind for one in listed]


def mtime(listed: list[Listed]) -> object:
    return [one.mtime_us for one in listed]


def owner(listed: list[Listed]) -> object:
    return [one.owner for one in listed]


def long_name(text: bytes) -> bytes:
    return member(b"././@LongLink", text + b"\0", typeflag=b"L", magic=GNU)


OWN = member(b"own")
DIFFER: dict[str, tuple[bytes, Told, object, object, object]] = {
    # What the tar has: its bytes, what is looked at, ours, tarfile's, GNU tar's.
    # Docker, containerd and Podman read with Go, which takes the last of repeated headers.
    "a PAX header twice": (
        pax(path=b"first") + pax(path=b"last") + OWN,
        name,
        ["last"],
        ["first"],
        ["last"],
    ),
    "a PAX header, and another that says nothing of it": (
        pax(path=b"first") + pax(uid=b"7") + OWN,
        name,
        ["own"],
        ["first"],
        ["own"],
    ),
    "a GNU long name twice": (
        long_name(b"first") + long_name(b"last") + OWN,
        name,
        ["last"],
        ["first"],
        ["last"],
    ),
    # Go prefers GNU's, whatever their order.
    "a GNU long name, then a PAX path": (
        long_name(b"gnu") + pax(path=b"pax") + OWN,
        name,
        ["gnu"],
        ["gnu"],
        ["pax"],
    ),
    "a PAX path, then a GNU long name": (
        pax(path=b"pax") + long_name(b"gnu") + OWN,
        name,
        ["gnu"],
        ["pax"],
        ["pax"],
    ),
    # One path for all entries is no default, but an attack or a mistake; Go ignores it as well.
    "a global path": (pax(b"g", path=b"all") + OWN, name, ["own"], ["all"], ["all"]),
    # POSIX: an empty value takes the keyword's record back, so the header's own name holds.
    "an empty PAX path": (pax(path=b"") + OWN, name, ["own"], [""], [""]),
    # GNU tar unpacks it as we read it; its listing alone turns the fraction round.
    "a time before 1970 with a fraction": (
        pax(mtime=b"-1.25") + OWN,
        mtime,
        [-1_250_000],
        [-1_250_000],
        [-750_000],
    ),
    # GNU tar takes a slash for a directory in every format, Go and we in V7's only.
    "a slash after a ustar file's name": (header(b"d/"), kind, ["-"], ["-"], ["d"]),
    # Go before 1.8 wrote a ustar prefix into GNU headers.
    "a prefix in a GNU header": (
        header(b"f", magic=GNU, patches={345: b"pre"}),
        name,
        ["pre/f"],
        ["pre/f"],
        ["f"],
    ),
    # No such user can be made; Go reads it, and Docker fails when it unpacks.
    "a negative owner": (
        header(uid=base256(-1, 8)),
        owner,
        REFUSED,
        [(-1, 0)],
        REFUSED,
    ),
    # Docker refuses these two.
    "an unknown typeflag": (member(b"f", b"x", typeflag=b"Z"), name, REFUSED, ["f"], ["f"]),
    "a single block of zeros between entries": (
        OWN + bytes(512) + OWN,
        name,
        REFUSED,
        ["own"],
        ["own"],
    ),
}


@pytest.mark.parametrize("what", DIFFER)
def test_known_differences(tmp_path: Path, what: str) -> None:
    data, told, *expected = DIFFER[what]
    readers = (ours, by_tarfile, lambda whole: by_gnu_tar(whole, tmp_path))
    found: list[object] = []
    for reader in readers:
        try:
            found.append(told(reader(data + END)))
        except (DamagedTar, GnuTarRefused):
            found.append(REFUSED)
    assert found == expected


# sparse files of GNU tar's ----------------------------------------------------------------------

PIECES = st.lists(st.tuples(st.integers(0, 40), st.binary(min_size=1, max_size=30)), max_size=12)


@pytest.mark.parametrize("form", ["gnu", "0.0", "0.1", "1.0"])
@given(pieces=PIECES, tail=st.integers(0, 2))
@FEW
def test_sparse_files_have_their_contents(
    tmp_path: Path, form: str, pieces: list[tuple[int, bytes]], tail: int
) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        for block, piece in pieces:
            file.seek(block << 14)
            file.write(piece)
        file.truncate(file.seek(0, os.SEEK_END) + (tail << 16))
    version = ["--format=gnu"] if form == "gnu" else ["--format=posix", f"--sparse-version={form}"]
    data = run_tar("-cf", "-", "--sparse", *version, "-C", tmp_path, "sparse")
    (found,) = ours(data)
    assert found.size == path.stat().st_size
    assert found.content == hashlib.sha256(path.read_bytes()).hexdigest()
    assert without_content([found]) == by_gnu_tar(data, tmp_path)


# what we write ----------------------------------------------------------------------------------

TEXT = NAMES.map(lambda raw: raw.decode("utf-8", "surrogateescape"))


@st.composite
def entries(draw: st.DrawFn) -> tuple[Entry, bytes]:
    what = draw(st.sampled_from([one for one in Kind if one is not Kind.WHITEOUT]))
    data = draw(st.binary(max_size=1100)) if what is Kind.FILE else b""
    whole = draw(st.integers(-(10**9), 1 << 34))
    entry = Entry(
        LayerPath(draw(TEXT)),
        what,
        draw(st.integers(0, 0o7777)),
        draw(st.integers(0, (1 << 32) - 1)),
        draw(st.integers(0, (1 << 32) - 1)),
        len(data),
        whole * 10**9 + (125_000_000 * draw(st.integers(0, 7)) if whole >= 0 else 0),
        draw(TEXT) if what in (Kind.SYMLINK, Kind.HARDLINK) else "",
        (draw(st.integers(0, 4095)), draw(IDS)) if what in _DEVICES else (0, 0),
        draw(st.dictionaries(st.sampled_from(["user.a", "trusted.b"]), st.binary(max_size=20))),
    )
    return entry, data


_DEVICES = (Kind.CHAR_DEVICE, Kind.BLOCK_DEVICE)


@given(st.lists(entries(), min_size=1, max_size=5))
@MANY
def test_all_read_what_we_write(tmp_path: Path, made: list[tuple[Entry, bytes]]) -> None:
    sink = io.BytesIO()
    writer = TarWriter(sink, whole_seconds=False)
    for entry, data in made:
        writer.add(entry, io.BytesIO(data))
    writer.finish()
    written = sink.getvalue()
    found = ours(written)
    assert [(one.name, one.owner, one.link, one.size) for one in found] == [
        (entry.path, (entry.uid, entry.gid), entry.link, entry.size) for entry, _ in made
    ]
    assert found == by_tarfile(written)
    assert without_content(found) == by_gnu_tar(written, tmp_path)
    headers = read_headers(io.BytesIO(written), "x")
    assert [dict(one.xattrs) for one in headers] == [dict(entry.xattrs) for entry, _ in made]
