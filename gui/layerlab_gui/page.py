"""What the inspector shows of a path: read and understood on a worker, as one value."""

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage

from layerlab.errors import EngineError, NotFound
from layerlab.model import Entry, Kind, LayerPath
from layerlab.overlay import View
from layerlab_gui import content
from layerlab_gui.content import Decoded, Shape
from layerlab_gui.highlighting import Lines, spans
from layerlab_gui.i18n import counted, translate
from layerlab_gui.models.rows import kind_word, printable

HEX_PAGE_BYTES = 64 << 10
IMAGE_SIDE = 2048


@dataclass(frozen=True)
class Page:
    """`entry` is None where the view has nothing at the path. `text` is what is drawn: on a page of
    a larger file with its long lines folded, since it can't be edited anyway."""

    path: LayerPath
    entry: Entry | None
    note: str = ""
    shape: Shape | None = None
    text: str = ""
    decoded: Decoded | None = None
    lines: Lines = ()
    picture: QImage | None = None
    offset: int = 0
    length: int = 0
    has_long_lines: bool = False

    @property
    def total(self) -> int:
        return self.entry.size if self.entry else 0

    @property
    def is_whole(self) -> bool:
        return self.length >= self.total

    @property
    def is_editable(self) -> bool:
        exact = self.decoded is not None and self.decoded.is_exact
        return self.shape is Shape.TEXT and self.is_whole and exact


def read_page(view: View, path: LayerPath, offset: int = 0, as_hex: bool = False) -> Page:
    """One page of a file; for all else a note that says what it is."""
    try:
        entry = view.get(path).entry
    except NotFound:
        return Page(
            path,
            None,
            translate("Content", "Nothing is at this path here. Choose another path or layer."),
        )
    if not entry.kind.has_data:
        return Page(path, entry, _note(view, entry))
    if entry.size == 0:
        empty = Decoded("", "utf-8")
        return Page(path, entry, shape=Shape.TEXT, decoded=empty)
    size = HEX_PAGE_BYTES if as_hex else content.PAGE_BYTES
    data = view.read(path, offset, size)
    is_whole = offset == 0 and len(data) >= entry.size
    if as_hex:
        return _hex(path, entry, data, offset)
    shape = content.shape(data, entry.name, is_whole) if offset or is_whole else None
    shape = shape or _shape_of_large(data, entry)
    if shape is Shape.IMAGE:
        picture = _picture(view, path, entry)
        if picture is not None:
            return Page(path, entry, shape=shape, picture=picture, length=entry.size)
    if shape is Shape.TEXT:
        return _text(path, entry, data, offset, is_whole)
    return _hex(path, entry, data[:HEX_PAGE_BYTES], offset)


def _shape_of_large(data: bytes, entry: Entry) -> Shape:
    is_image = entry.size <= content.IMAGE_LIMIT_BYTES
    shape = content.shape(data, entry.name, is_image)
    return shape if shape is Shape.IMAGE else content.shape(data, entry.name, False)


def _text(path: LayerPath, entry: Entry, data: bytes, offset: int, is_whole: bool) -> Page:
    decoded = content.decode(data, is_whole)
    if decoded is None:
        return _hex(path, entry, data[:HEX_PAGE_BYTES], offset)
    lines = spans(decoded.text, entry.name) if is_whole else ()
    return Page(
        path,
        entry,
        shape=Shape.TEXT,
        text=decoded.text if is_whole else content.fold(decoded.text),
        decoded=decoded,
        lines=lines,
        offset=offset,
        length=len(data),
        has_long_lines=content.has_long_lines(decoded.text),
    )


def _hex(path: LayerPath, entry: Entry, data: bytes, offset: int) -> Page:
    text = content.hex_lines(data, offset)
    return Page(path, entry, shape=Shape.BINARY, text=text, offset=offset, length=len(data))


def _picture(view: View, path: LayerPath, entry: Entry) -> QImage | None:
    image = QImage.fromData(QByteArray(view.read(path, 0, entry.size)))
    if image.isNull():
        return None
    if max(image.width(), image.height()) <= IMAGE_SIDE:
        return image
    keep = Qt.AspectRatioMode.KeepAspectRatio
    return image.scaled(IMAGE_SIDE, IMAGE_SIDE, keep, Qt.TransformationMode.SmoothTransformation)


def _note(view: View, entry: Entry) -> str:
    if entry.kind is Kind.DIRECTORY:
        length = _length(view, entry.path)
        if not length:
            return translate("Content", "An empty directory: choose another path.")
        return counted(
            length,
            translate("Content", "A directory with one entry: choose a file in it."),
            translate("Content", "A directory with {n} entries: choose a file in it."),
        )
    if entry.kind is Kind.SYMLINK:
        return translate("Content", "A symbolic link to {target}").format(
            target=printable(entry.link)
        )
    if entry.kind is Kind.WHITEOUT:
        return translate("Content", "A whiteout: it hides what lower layers have at this path.")
    return translate("Content", "A {kind}: it has no content").format(kind=kind_word(entry.kind))


def _length(view: View, path: LayerPath) -> int:
    try:
        return len(view.list(path))
    except EngineError:
        return 0
