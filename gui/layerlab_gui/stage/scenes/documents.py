"""JSON that describes images, as slabs: a config, a manifest, an index."""

import json

from layerlab.errors import BadInput
from layerlab.model import Digest
from layerlab.model.documents import parse_json
from layerlab_gui.stage.scene import Slab, SlabKind

SHOWN_LINES = 6
SHOWN_CHARACTERS = 72


def document_slab(key: str, name: str, data: bytes, media_type: str = "") -> Slab:
    """`media_type` is that of a blob, which has a digest; a file beside the blobs has neither."""
    facts = (media_type, f"digest {Digest.of(data).short}") if media_type else ()
    return Slab(
        key, SlabKind.DOCUMENT, 0, name, len(data), details=(*facts, *document_lines(data, name))
    )


def document_lines(data: bytes, name: str) -> tuple[str, ...]:
    """The beginning of what stands in it; nothing of what is no JSON."""
    try:
        text = json.dumps(parse_json(data, name), indent=1, ensure_ascii=False)
    except BadInput:
        return ()
    lines = [_shortened(line) for line in text.splitlines()]
    return (*lines[:SHOWN_LINES], "…") if len(lines) > SHOWN_LINES else tuple(lines)


def _shortened(line: str) -> str:
    return line if len(line) <= SHOWN_CHARACTERS else f"{line[: SHOWN_CHARACTERS - 1]}…"
