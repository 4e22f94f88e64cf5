"""The engine stays below 1 GiB of memory, whatever a layer is full of.

With the default limits that takes a minute a layer. So all limits are a twentieth here, and so is
the memory; one layer is indexed with the defaults.
"""

import sys
from dataclasses import asdict

import pytest

from layerlab.limits import DEFAULT_LIMITS
from support.measuring import peak_bytes

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="memory is measured as Linux does"
)

SHARE = 20
LIMITED = ("entries", "directory_entries", "text_bytes", "extended_header_bytes")

SCRIPT = """
import sys
from layerlab.errors import LimitExceeded
from layerlab.layer import build_index
from layerlab.limits import Limits
from layerlab.streams.base import ForwardReader
from support.rawtar import header, member, padded, record, signed

kind, share, *limits = sys.argv[1:]
limits = Limits(**{name: int(value) for name, value in (one.split("=") for one in limits)})
wide = 1000

def place(n):
    return b"%x/%x" % (n // wide, n)

def extended(name, value, n):
    return member(b"x", record(name, value), typeflag=b"x") + header(place(n))

def one_sparse(n):
    pieces = 40000 // int(share)
    numbers = b",".join(b"%d,1" % (2 * piece) for piece in range(pieces))
    said = record("GNU.sparse.map", numbers) + record("GNU.sparse.numblocks", b"%d" % pieces)
    said += record("GNU.sparse.size", b"%d" % (2 * pieces))
    return member(b"x", said, typeflag=b"x") + member(place(n), bytes(pieces))

KINDS = {
    "files": lambda n: header(place(n)),
    "directories": lambda n: header(b"%x" % n + b"/d" * (n % 3), typeflag=b"5"),
    "one name again and again": lambda n: header(b"f"),
    "long names": lambda n: extended("path", b"%0200d/%0200d" % (n // wide, n), n),
    "deep names": lambda n: extended("path", b"%x" % n + b"/d" * 500, n),
    "symbolic links": lambda n: header(place(n), typeflag=b"2", link=b"t%d" % n),
    "hard links": lambda n: header(place(n), typeflag=b"1" if n else b"0", link=b"0/0"),
    "hard links to nowhere": lambda n: header(place(n), typeflag=b"1", link=b"t/%x" % n),
    "implied directories": lambda n: header(b"%x" % n + b"/d" * 40),
    "extended attributes": lambda n: extended("SCHILY.xattr.user.a%x" % n, b"v%x" % n, n),
    "large extended attributes": lambda n: extended("SCHILY.xattr.user.a", bytes(30000), n),
    "whiteouts": lambda n: header(b"%x/.wh.%x" % (n // wide, n)),
    "sparse files": one_sparse,
    "global headers": lambda n: (
        member(b"g", record("SCHILY.xattr.user.a%x" % n, b"v" * 100), typeflag=b"g")
        + header(place(n))
    ),
}

class Layer(ForwardReader):
    def __init__(self, length):
        super().__init__()
        self._length = length
        self.made = 0

    def next_chunk(self):
        if self.made >= self._length:
            return b""
        self.made += 1
        return KINDS[kind](self.made - 1)

endless = Layer(1 << 40)
try:
    build_index(endless, "layer 1", limits=limits)
except LimitExceeded as error:
    print(error.name)
build_index(Layer(endless.made - 2), "layer 1", limits=limits)
"""
KINDS = (
    *("files", "directories", "one name again and again", "long names", "deep names"),
    *("symbolic links", "hard links", "hard links to nowhere", "implied directories"),
    *("extended attributes", "large extended attributes", "whiteouts", "sparse files"),
    "global headers",
)


@pytest.mark.parametrize("kind", KINDS)
def test_growing_to_a_limit(kind: str) -> None:
    """An endless layer ends at a limit, and the longest within it can be indexed."""
    limits = [f"{name}={asdict(DEFAULT_LIMITS)[name] // SHARE}" for name in LIMITED]
    _, idle = peak_bytes("import layerlab.layer")
    said, peak = peak_bytes(SCRIPT, kind, str(SHARE), *limits)
    assert said in LIMITED
    assert peak - idle < (1 << 30) // SHARE


def test_with_the_default_limits() -> None:
    said, peak = peak_bytes(SCRIPT, "implied directories", "1")
    assert said == "entries"
    assert peak < 1 << 30
