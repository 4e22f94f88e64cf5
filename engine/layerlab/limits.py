"""How much input may ask for: every bound between hostile bytes and the machine, in one value.

Beside constants where they are used: one table to read, one value to hand down, and a user who
trusts an archive can raise what it needs (`layerlab --limit NAME=VALUE`). The defaults let every
real image pass that we know of, and keep the engine below 1 GiB of memory whatever comes.
What the store has already was let in once, and is not measured again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from layerlab.errors import LimitExceeded

LARGEST = 1 << 60
"""No limit can be set higher, and no expansion be larger: sums of sizes have to fit 64 bits."""

_UNITS = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what comes from outside; beyond one is `LimitExceeded`, which names it."""

    document_bytes: int = 4 << 20
    """Bytes of one manifest, config or index. Registries accept no more."""

    archive_document_bytes: int = 16 << 20
    """Bytes of all manifests and configs of an archive. Parsed, they can take thirty times that,
    and an archive that is of two formats at once has them twice."""

    archive_members: int = 1_000_000
    """Files in an archive; those of a file system, too, until it is known to be no image."""

    archive_layers: int = 65_536
    """Layers of all images of an archive, each as often as it is listed."""

    images: int = 4096
    """Images of an archive."""

    index_entries: int = 50_000
    """Entries of all indexes of an archive, each as often as it is reached."""

    member_links: int = 16
    """Links from member to member of an archive before a file. Docker writes one."""

    nested_indexes: int = 8
    """Indexes within indexes. Docker and BuildKit nest two."""

    layers: int = 512
    """Layers of one image. Docker's own bound is 127."""

    image_entries: int = 5_000_000
    """Entries of all layers of an image, as for `entries`."""

    entries: int = 1_500_000
    """Entries of a layer, or paths in it with the directories that have no entry of their own.
    Each takes some 300 bytes while the layer is indexed."""

    directory_entries: int = 250_000
    """Names in one directory, of a layer or merged. Listing it takes some 1000 bytes for each."""

    text_bytes: int = 256 << 20
    """Bytes of names, link targets, extended attributes and sparse maps of a layer in all, each
    entry with one of the latter counting 100 more. Twice that is held while it is indexed."""

    path_bytes: int = 4096
    """Bytes of a path or link target, as written and as it is with links followed. Linux's
    PATH_MAX: no program could open what is longer."""

    path_depth: int = 512
    """Names that a path has, one below the other. Work on a path grows with its square."""

    lookup_steps: int = 50_000_000
    """Names looked up on the way to a layer's entries in all: a few for each, but thousands where
    each goes through its own long links."""

    linked_directories: int = 4096
    """Directories of an image that have no entry and lie where a lower layer has a symbolic link,
    and so are moved to where it leads. Merging takes the square of it; real layers have a few."""

    extended_header_bytes: int = 1 << 20
    """Bytes of one PAX header, GNU long name, or of what global headers set. As Go's reader."""

    sparse_pieces: int = 65_536
    """Pieces of one sparse file. GNU tar writes one for each hole."""

    expanded_bytes: int = 4 << 30
    """Bytes that may come out of a compressed stream, or of the holes of a layer's sparse files,
    however little went in."""

    expansion_ratio: int = 200
    """Bytes that may come out in addition for each byte that went in. Text reaches 20, zeros in
    gzip 1030, in zstd 30,000."""

    decoder_bytes: int = 128 << 20
    """Memory that a compressed stream may ask its decoder for: a zstd window or an xz dictionary.
    `zstd --ultra` takes 128 MiB, `xz -9` 65."""

    def check(self, name: str, what: str, actual: int) -> None:
        """Raises `LimitExceeded` where `actual` is above the limit called `name`."""
        limit: int = getattr(self, name)
        if actual > limit:
            raise LimitExceeded(what, limit, actual, name)

    def check_expansion(self, what: str, read_bytes: int, produced_bytes: int) -> None:
        """The same for bytes that came out of compression or holes, by what went in."""
        limit = min(self.expanded_bytes + self.expansion_ratio * read_bytes, LARGEST)
        if produced_bytes > limit:
            what = f"bytes expanded from {what}"
            raise LimitExceeded(what, limit, produced_bytes, "expanded_bytes")


DEFAULT_LIMITS = Limits()
ADMITTED = Limits(expanded_bytes=LARGEST, decoder_bytes=LARGEST)
"""For layers that the store has: they were measured, and their digests checked, on the way in."""

NAMES = tuple(field.name for field in fields(Limits))


def parse_setting(text: str) -> tuple[str, int]:
    """`entries=2000000` or `document_bytes=16M` (units of 1024: K, M, G, T) as name and value.

    Raises `ValueError` with a sentence for people.
    """
    name, equals, value = text.strip().partition("=")
    if not equals or name not in NAMES:
        raise ValueError(f"{text!r} sets no limit; the limits are {', '.join(NAMES)}")
    unit = _UNITS.get(value[-1:].upper(), 1)
    digits = value[:-1] if unit > 1 else value
    number = int(digits) * unit if digits.isascii() and digits.isdecimal() else 0
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{value!r} is no value for {name}: a number from 1 to {LARGEST}")
    return name, number


def with_settings(limits: Limits, settings: Iterable[tuple[str, int]]) -> Limits:
    """The limits with some of them set; of two settings of one limit the last counts."""
    return replace(limits, **dict(settings))
