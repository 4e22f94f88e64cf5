"""Random stacks of layers: entries of all kinds in few places, so that they meet."""

import random
from dataclasses import replace

from hypothesis import strategies as st

from layerlab.model import Entry, Kind, LayerPath
from support.images import Item

NAMES = st.sampled_from(["a", "b", "c", "가", "n\udcff"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
MODES = st.sampled_from([0o755, 0o700, 0o1777])
_SPELLED = st.sampled_from(["{}", "./{}", "/{}", "x/../{}", "../{}"])


def _item(kind: Kind, path: str, mode: int, **more: object) -> Item:
    return Entry(LayerPath(path), kind, mode, mtime_ns=10**18, **more), b""  # type: ignore[arg-type]


def _file(path: str, mode: int, data: bytes) -> Item:
    return Entry(LayerPath(path), Kind.FILE, mode, size=len(data), mtime_ns=10**18), data


def _marker(path: str, name: str) -> Item:
    above = path.rpartition("/")[0]
    return _file(f"{above}/{name}" if above else name, 0, b"")


_TARGETS = st.one_of(
    PATHS, PATHS.map("/{}".format), PATHS.map("../{}".format), st.sampled_from([".", "..", "/"])
)

ENTRIES = st.one_of(
    st.builds(_item, st.just(Kind.DIRECTORY), PATHS, MODES),
    st.builds(_file, PATHS, MODES, st.binary(min_size=1, max_size=4)),
    st.builds(_file, PATHS, MODES, st.binary(min_size=1, max_size=4)),
    st.builds(_item, st.just(Kind.FIFO), PATHS, MODES),
    st.builds(_item, st.just(Kind.SYMLINK), PATHS, st.just(0o777), link=_TARGETS),
    st.builds(_item, st.just(Kind.HARDLINK), PATHS, MODES, link=PATHS),
    st.builds(_marker, PATHS, NAMES.map(".wh.{}".format)),
    st.builds(_marker, PATHS, st.just(".wh..wh..opq")),
    st.builds(_item, st.just(Kind.DIRECTORY), st.just("."), MODES),
)


def _spell(item: Item, form: str) -> Item:
    entry, data = item
    return replace(entry, path=LayerPath(form.format(entry.path))), data


LAYERS = st.lists(st.builds(_spell, ENTRIES, _SPELLED), min_size=1, max_size=9)
STACKS = st.lists(LAYERS, min_size=1, max_size=4)


_KINDS = (
    *(Kind.DIRECTORY, Kind.DIRECTORY, Kind.FILE, Kind.FILE, Kind.FILE),
    *(Kind.SYMLINK, Kind.HARDLINK, Kind.HARDLINK, Kind.FIFO),
)


def random_stack(rng: random.Random) -> list[list[Item]]:
    """Denser than what Hypothesis makes: most entries meet another."""
    names = "abc"[: rng.randint(2, 3)]
    files: list[str] = []
    return [
        [_random_item(rng, names, files) for _ in range(rng.randint(2, 7))]
        for _ in range(rng.randint(2, 4))
    ]


def _random_item(rng: random.Random, names: str, files: list[str]) -> Item:
    """`files` are the paths that hard links are to, most of them."""

    def path() -> str:
        return "/".join(rng.choices(names, k=rng.choice([1, 1, 2, 2, 3])))

    marker = rng.random()
    if marker < 0.12:
        return _marker(path(), f".wh.{rng.choice(names)}")
    if marker < 0.2:
        return _marker(path(), ".wh..wh..opq")
    kind = rng.choice(_KINDS)
    if kind is Kind.FILE:
        files.append(path())
        return _file(files[-1], 0o755, rng.randbytes(4))
    if kind is Kind.SYMLINK:
        return _item(kind, path(), 0o777, link=rng.choice(["", "/", "../"]) + path())
    mode = rng.choice([0o755, 0o700]) if kind is Kind.DIRECTORY else 0o755
    if kind is Kind.HARDLINK:
        return _item(kind, path(), mode, link=rng.choice([*files, path()]))
    return _item(kind, path(), mode)


def told(layers: list[list[Item]]) -> str:
    """A stack in a line for each layer, for whoever reads of a failure."""
    return "\n".join(
        f"layer {n}: {', '.join(map(_told, items))}" for n, items in enumerate(layers, 1)
    )


def _told(item: Item) -> str:
    entry, data = item
    link = f" -> {entry.link!r}" if entry.link else ""
    return f"{entry.kind.name} {entry.path!r}{link} {entry.mode:o} {data!r}"
