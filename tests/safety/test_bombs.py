"""Small inputs that ask for much: each ends early, says of what, takes little and leaves nothing.

Each is tried as a layer and as a whole archive, in a process of its own whose memory is measured.
"""

import bz2
import gzip
import lzma
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
import zstandard

from layerlab.streams.compression import Compression, sniff
from support.archives import docker_members, hex_of, write_tar
from support.images import file, layer_tar
from support.measuring import peak_bytes
from support.rawtar import END, base256, header, pax, record

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="memory is measured as Linux does"
)

MIB = 1 << 20
ZEROS = bytes(96 * MIB)
SMALL = layer_tar([file("f", b"x")])

LOAD = """
import sys
from pathlib import Path
from layerlab.errors import EngineError
from layerlab.facade import Engine
from layerlab.limits import Limits
from layerlab.words import explain

def files(root):
    # Without locks: whoever uses the store has one.
    found = Path(root).rglob("*")
    return {str(path) for path in found if path.is_file() and path.suffix != ".lock"}

root, archive, *settings = sys.argv[1:]
limits = Limits(**{name: int(value) for name, value in (one.split("=") for one in settings)})
with Engine(Path(root), limits) as engine:
    before = files(root)
    try:
        engine.load(Path(archive))
        print("loaded")
    except EngineError as error:
        print(type(error).__name__, getattr(error, "name", ""))
        print(explain(error))
    engine.collect()
    print(sorted(files(root) - before))
"""


def load(tmp_path: Path, archive: Path, **limits: int) -> tuple[str, str]:
    """The error and its words."""
    settings = [f"{name}={value}" for name, value in limits.items()]
    said, peak = peak_bytes(LOAD, tmp_path / "root", archive, *settings)
    error, words, left = said.split("\n")
    assert left == "[]"
    assert peak < 300 * MIB
    return error, words


def archive_with(path: Path, blob: bytes) -> Path:
    """A docker-archive with a layer of these bytes; a plain one has the diff ID that it claims."""
    said = blob if sniff(blob) is Compression.NONE else SMALL
    members = dict(docker_members([said]))
    members[f"{hex_of(said)}/layer.tar"] = blob
    return write_tar(path, members)


COMPRESSED: dict[str, Callable[[], bytes]] = {
    "gzip": lambda: gzip.compress(ZEROS),
    "gzip of many members": lambda: gzip.compress(bytes(MIB)) * 96,
    "zstd": lambda: zstandard.compress(ZEROS, 19),
    "zstd of many frames": lambda: zstandard.compress(bytes(MIB)) * 96,
    "xz": lambda: lzma.compress(ZEROS, preset=0),
    "xz of many streams": lambda: lzma.compress(bytes(MIB), preset=0) * 96,
    "bzip2": lambda: bz2.compress(ZEROS),
    "bzip2 of many streams": lambda: bz2.compress(bytes(9 * MIB)) * 11,
}


@pytest.mark.parametrize("is_layer", [False, True])
@pytest.mark.parametrize("kind", list(COMPRESSED))
def test_zeros(tmp_path: Path, kind: str, is_layer: bool) -> None:
    bomb = COMPRESSED[kind]()
    assert len(bomb) < MIB
    archive = tmp_path / "in.tar"
    if is_layer:
        archive_with(archive, bomb)
    else:
        archive.write_bytes(bomb)
    error, words = load(tmp_path, archive, expanded_bytes=32 * MIB, expansion_ratio=10)
    assert error == "LimitExceeded expanded_bytes"
    assert ("layer 1 (" if is_layer else str(archive)) in words


def test_bomb_in_a_bomb(tmp_path: Path) -> None:
    """A layer is expanded once: what is in it is not expanded again."""
    archive = archive_with(tmp_path / "in.tar", gzip.compress(gzip.compress(ZEROS)))
    error, words = load(tmp_path, archive)
    assert error.startswith("DamagedTar")
    assert "layer 1 (" in words


def xz_that_wants(dictionary: int) -> bytes:
    """An xz stream whose header asks for a dictionary of 2^`dictionary` bytes.

    Spec: the .xz file format, 3.1, Block Header; 5.3.1, LZMA2.
    """
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 16}]
    data = bytearray(lzma.compress(SMALL, filters=filters))
    size = (data[12] + 1) * 4
    at = data.index(b"\x21\x01", 12) + 2
    data[at] = 2 * (dictionary - 12)
    data[12 + size - 4 : 12 + size] = struct.pack("<I", crc32(data[12 : 12 + size - 4]))
    return bytes(data)


ZSTD = b"\x28\xb5\x2f\xfd"
ZSTD = b"\x28\xb5\x2f\xfd"
ZSTD_WINDOW = ZSTD + bytes([0, 21 << 3]) + (len(SMALL) << 3 | 1).to_bytes(3, "little")
GZIP = b"\x1f\x8b\x08%c\x00\x00\x00\x00\x00\xff"
SPARSE = {"GNU__sparse__numblocks": b"0", "GNU__sparse__map": b""}
EXBIBYTES_8 = (1 << 63) - 1

CLAIMS = {
    "xz dictionary of 1 GiB": (xz_that_wants(30), "LimitExceeded decoder_bytes"),
    "zstd window of 2 GiB": (ZSTD_WINDOW + SMALL, "LimitExceeded decoder_bytes"),
    "zstd content of 8 EiB": (
        ZSTD + b"\xe0" + struct.pack("<Q", EXBIBYTES_8) + b"\x01\x00\x00",
        "LimitExceeded decoder_bytes",
    ),
    "gzip with an endless name": (GZIP % 8 + b"n" * MIB, "DamagedStream"),
    "gzip with a long extra field": (GZIP % 4 + b"\xff\xff" + b"n" * 100, "DamagedStream"),
    "a file of 8 EiB": (header(size=base256(EXBIBYTES_8, 12)) + b"x" * 512, "DamagedTar"),
    "a sparse file of 8 EiB": (
        pax(**SPARSE, GNU__sparse__size=b"%d" % EXBIBYTES_8) + header() + END,
        "LimitExceeded expanded_bytes",
    ),
    "a PAX header of 1 GiB": (
        header(typeflag=b"x", size=1 << 30) + record("path", b"p" * 500) + header() + END,
        "LimitExceeded extended_header_bytes",
    ),
    "a GNU name of 1 GiB": (
        header(typeflag=b"L", size=1 << 30) + b"n" * 512 + header() + END,
        "LimitExceeded extended_header_bytes",
    ),
    "a global header of 1 GiB": (
        header(typeflag=b"g", size=1 << 30) + b"n" * 512 + header() + END,
        "LimitExceeded extended_header_bytes",
    ),
}


@pytest.mark.parametrize("is_layer", [False, True])
@pytest.mark.parametrize("claim", list(CLAIMS))
def test_claims(tmp_path: Path, claim: str, is_layer: bool) -> None:
    """What is only said to be large is not waited for, and no memory is taken for it."""
    blob, expected = CLAIMS[claim]
    archive = tmp_path / "in.tar"
    if is_layer:
        archive_with(archive, blob)
    else:
        archive.write_bytes(blob)
    error, words = load(tmp_path, archive)
    is_no_archive = not is_layer and error.startswith(("UnknownFormat", "TarOfFiles"))
    assert is_no_archive or error.startswith(expected)
    assert ("layer 1 (" if is_layer else str(archive)) in words
