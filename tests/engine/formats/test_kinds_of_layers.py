"""Layers however they are packed, through the facade: opened in place, loaded, read, verified,
saved and loaded again. The bytes decide, whatever the media type says."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from layerlab.facade import Engine, SaveFormat, Stack
from layerlab.model import clean
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    Layout,
    config_of,
    digest_of,
    docker_members,
    hex_of,
    write_tar,
)
from support.images import directory, file, layer_tar

CONTENT = bytes(range(256)) * 400
TAR = layer_tar([directory("a"), file("a/first", CONTENT), file("a/last", CONTENT[::-1])])
Pack = Callable[[bytes], bytes]


def halves(pack: Pack) -> Pack:
    return lambda data: pack(data[: len(data) // 2]) + pack(data[len(data) // 2 :])


def skippable(data: bytes) -> bytes:
    return b"\x5e\x2a\x4d\x18" + len(data).to_bytes(4, "little") + data


def zstd_chunked(data: bytes) -> bytes:
    """Each piece a frame of its own, then the table of contents in skippable frames, as
    containers/storage writes them."""
    pieces = [data[at : at + 20_000] for at in range(0, len(data), 20_000)]
    frames = [zstandard.compress(piece) for piece in pieces]
    table = zstandard.compress(json.dumps({"version": 1, "entries": []}).encode())
    return b"".join([*frames, skippable(table), skippable(b"\0" * 40 + b"GNUlInUx")])


PACKS: dict[str, Pack] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "gzip of several members": halves(gzip.compress),
    "gzip with an empty member at the end": lambda data: gzip.compress(data) + gzip.compress(b""),
    "zstd": zstandard.compress,
    "zstd of several frames": halves(zstandard.compress),
    "zstd after a skippable frame": lambda data: skippable(b"note") + zstandard.compress(data),
    "zstd:chunked": zstd_chunked,
    "xz": lzma.compress,
    "xz of several streams": halves(lzma.compress),
    "bzip2": bz2.compress,
    "bzip2 of several streams": halves(bz2.compress),
}


def estargz() -> tuple[bytes, bytes]:
    """The tar and the blob: a member for each entry, the table of contents after the end of the
    tar, and a footer. Source: containerd/stargz-snapshotter, docs/estargz.md."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        table = tarfile.TarInfo("stargz.index.json")
        table.size = 2
        archive.addfile(table, io.BytesIO(b"{}"))
    tail = sink.getvalue()[:1024]
    blob = halves(gzip.compress)(TAR) + gzip.compress(tail) + gzip.compress(b"")
    return TAR + tail, blob


def docker(tmp_path: Path, tar: bytes, blob: bytes) -> Path:
    members = docker_members([tar])
    members[f"{hex_of(tar)}/layer.tar"] = blob
    return write_tar(tmp_path / "docker.tar", members)


def oci(tmp_path: Path, tar: bytes, blob: bytes) -> Path:
    layout = Layout()
    config = layout.put(CONFIG_TYPE, config_of([tar]))
    layer = layout.put(f"{LAYER_TYPE}+gzip", blob)
    name = {"io.containerd.image.name": "t:1"}
    layout.list(layout.manifest_of(config, [layer], annotations=name))
    return write_tar(tmp_path / "oci.tar", layout.members())


def right(stack: Stack) -> bool:
    view = stack.view()
    assert [node.path for node in view.walk()] == ["a", "a/first", "a/last"]
    assert view.read(clean("a/last"), 100, 5) == CONTENT[::-1][100:105]
    return view.read(clean("a/last")) == CONTENT[::-1] and view.read(clean("a/first")) == CONTENT


def goes_all_the_way(engine: Engine, path: Path, tmp_path: Path) -> None:
    with engine.open(path) as archive:
        assert right(engine.stack(archive.images[0]))
    assert engine.verify_archive(path) == []
    engine.load(path)
    assert right(engine.stack("t:1"))
    assert engine.verify("t:1") == []
    for form in SaveFormat:
        saved = tmp_path / f"saved.{form}"
        engine.save(["t:1"], saved, form)
        with Engine(tmp_path / f"other.{form}") as other:
            other.load(saved)
            assert right(other.stack("t:1"))
            assert other.verify("t:1") == []


@pytest.mark.parametrize("write", [docker, oci])
@pytest.mark.parametrize("pack", PACKS)
def test_packed(engine: Engine, tmp_path: Path, pack: str, write: Any) -> None:
    goes_all_the_way(engine, write(tmp_path, TAR, PACKS[pack](TAR)), tmp_path)


@pytest.mark.parametrize("write", [docker, oci])
def test_estargz(engine: Engine, tmp_path: Path, write: Any) -> None:
    """Its table of contents is in the diff ID, and is no file."""
    tar, blob = estargz()
    goes_all_the_way(engine, write(tmp_path, tar, blob), tmp_path)


# no bytes, no layers, the same layer twice ------------------------------------------------------


@pytest.mark.parametrize("blob", [b"", gzip.compress(b""), zstandard.compress(b"")])
@pytest.mark.parametrize("write", [docker, oci])
def test_a_layer_of_no_bytes(engine: Engine, tmp_path: Path, blob: bytes, write: Any) -> None:
    """moby#18170: it is an empty layer, with the digest of nothing."""
    path = write(tmp_path, b"", blob)
    engine.load(path)
    (card,) = engine.stack("t:1").layers
    assert (card.diff_id, card.file_count, card.is_missing) == (digest_of(b""), 0, False)
    assert list(engine.stack("t:1").view().walk()) == []
    assert engine.verify("t:1") == []


@pytest.mark.parametrize("layers", [(), (b"",), (TAR, TAR), (TAR, b"", TAR, b"")])
@pytest.mark.parametrize("form", SaveFormat)
def test_saved_and_loaded_again(
    engine: Engine, tmp_path: Path, layers: tuple[bytes, ...], form: SaveFormat
) -> None:
    engine.load(write_tar(tmp_path / "in.tar", docker_members(layers)))
    for name in ("one", "two"):
        engine.save(["t:1"], tmp_path / name, form)
    with Engine(tmp_path / "other") as other:
        (loaded,) = other.load(tmp_path / "one").images
        assert loaded.image_id == digest_of(config_of(layers))
        assert [card.diff_id for card in other.stack("t:1").layers] == [*map(digest_of, layers)]
        assert other.verify("t:1") == []
        other.save(["t:1"], tmp_path / "three", form)
    if form is not SaveFormat.OCI_DIR:
        assert len({(tmp_path / name).read_bytes() for name in ("one", "two", "three")}) == 1


# history ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("history", "told"),
    [
        (None, ["", ""]),
        ([], ["", ""]),
        ([{"created_by": "a"}], ["a", ""]),
        ([{"created_by": "a"}, {"created_by": "no", "empty_layer": True}], ["a", ""]),
        ([{"created_by": "a"}, {"created_by": "b"}, {"created_by": "c"}], ["a", "b"]),
        ([None, 7, {"created_by": None}, {"created_by": "b"}], ["", "b"]),
        ({"not": "a list"}, ["", ""]),
    ],
)
def test_history_and_layers_need_not_agree(
    engine: Engine, tmp_path: Path, history: Any, told: list[str]
) -> None:
    layers = (TAR, layer_tar([file("b")]))
    members = docker_members(layers)
    name = next(iter(members))
    members[name] = config_of(layers, history=history)
    engine.load(write_tar(tmp_path / "a.tar", members))

    assert [card.instruction for card in engine.stack("t:1").layers] == told
    rows = engine.history("t:1")
    assert [row.layer for row in reversed(rows) if row.layer] == [1, 2]
    assert engine.verify("t:1") == []
