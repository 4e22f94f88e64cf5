"""The rules for whoever writes a layer, as a check: a layer that breaks none is read alike by all.

Spec: image-spec layer.md; and what was learnt by giving layers to Docker, containerd, Podman, umoci
and buildah, which disagree about everything that these rules leave out.
"""

from collections.abc import Iterator, Sequence

from layerlab.model import Kind, LayerPath, clean, parent, parents
from layerlab.model.entry import OPAQUE_NAME, WHITEOUT_PREFIX
from layerlab.overlay import View, find_entry
from layerlab.streams.tar_reader import Header


def broken_rules(headers: Sequence[Header], lower: View) -> list[str]:
    """What is wrong with a layer over the image `lower`, in sentences."""
    return [
        *_names(headers),
        *_whiteouts(headers, lower),
        *_parents(headers),
        *_hard_links(headers),
    ]


def _paths(headers: Sequence[Header]) -> list[LayerPath]:
    return [clean(header.name) for header in headers]


def _is_whiteout(path: LayerPath) -> bool:
    return path.rpartition("/")[2].startswith(WHITEOUT_PREFIX)


def _names(headers: Sequence[Header]) -> Iterator[str]:
    seen: set[LayerPath] = set()
    for header, path in zip(headers, _paths(headers), strict=True):
        if header.name.rstrip("/") != path or not path:
            yield f"{header.name!r} is not a clean relative path"
        if path in seen:
            yield f"{path!r} is there twice"
        seen.add(path)
        if header.name.endswith("/") != (header.kind is Kind.DIRECTORY):
            yield f"{header.name!r} is a {header.kind.name}"


def _whiteouts(headers: Sequence[Header], lower: View) -> Iterator[str]:
    paths = _paths(headers)
    begun: set[LayerPath] = set()
    for header, path in zip(headers, paths, strict=True):
        directory = parent(path)
        if not _is_whiteout(path):
            begun.add(directory)
            continue
        if directory in begun:
            yield f"{path!r} comes after its siblings"
        if (header.kind, header.size) != (Kind.FILE, 0):
            yield f"{path!r} is no empty file"
        if path.rpartition("/")[2] == OPAQUE_NAME:
            there = find_entry(lower, directory)
            if not directory or there is None or not there.is_directory:
                yield f"{path!r} hides nothing"
            continue
        hidden = LayerPath(path.replace(f"/{WHITEOUT_PREFIX}", "/").removeprefix(WHITEOUT_PREFIX))
        if find_entry(lower, hidden) is None:
            yield f"{path!r} hides nothing"
        if hidden in paths:
            yield f"{path!r} and {hidden!r} are both there"


def _parents(headers: Sequence[Header]) -> Iterator[str]:
    kinds: dict[LayerPath, Kind] = {}
    for header, path in zip(headers, _paths(headers), strict=True):
        for above in parents(path)[1:]:
            if kinds.get(above) is not Kind.DIRECTORY:
                yield f"{path!r} comes before its directory, or below something else"
        kinds[path] = header.kind


def _hard_links(headers: Sequence[Header]) -> Iterator[str]:
    files: dict[LayerPath, Header] = {}
    for header, path in zip(headers, _paths(headers), strict=True):
        if header.kind is not Kind.HARDLINK:
            files[path] = header
            continue
        first = files.get(clean(header.link))
        if first is None or first.kind is Kind.DIRECTORY:
            yield f"{path!r} is a link to what is not in this layer before it"
        elif _attributes(first) != _attributes(header):
            yield f"{path!r} and {header.link!r} are one file with two attributes"


def _attributes(header: Header) -> tuple[object, ...]:
    return header.mode, header.uid, header.gid, header.mtime_ns, dict(header.xattrs)
