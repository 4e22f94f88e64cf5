"""What comes of files of the host that are dropped on the window: told while they are dragged.

The cursor and the hint say what is done. Files that can be no archives are refused before they are
dropped, by what is cheap to know: their kind and their first bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt

from layerlab.streams.compression import Compression, sniff
from layerlab_gui.i18n import translate

_TAR_MAGIC, _TAR_MAGIC_AT = b"ustar", 257
_HEAD_BYTES = 512
_LOADS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Proposal:
    """`action` is what the cursor shows, `IgnoreAction` where nothing can come of it."""

    action: Qt.DropAction
    text: str
    loads: bool = False

    @property
    def is_possible(self) -> bool:
        return self.action is not Qt.DropAction.IgnoreAction


@dataclass(frozen=True)
class Dragged:
    """Files of the host over the window, looked at once when they come."""

    paths: tuple[Path, ...]
    odd: tuple[Path, ...]
    """Those that can be no archives."""


def dragged(data: QMimeData) -> Dragged:
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return Dragged(paths, tuple(path for path in paths if not may_be_archive(path)))


def may_be_archive(path: Path) -> bool:
    """By its first bytes; a directory by what an image layout has."""
    try:
        if path.is_dir():
            return (path / "oci-layout").is_file()
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    is_tar = head[_TAR_MAGIC_AT:].startswith(_TAR_MAGIC) or path.suffix == ".tar"
    return is_tar or sniff(head) is not Compression.NONE


def proposal(
    files: Dragged, modifiers: Qt.KeyboardModifier, *, onto_images: bool, onto_files: bool
) -> Proposal:
    """Over the list of images, or with Shift or Ctrl, archives are loaded; elsewhere they are
    opened in place. `onto_files`: over files that can't be changed."""
    if not files.paths:
        return Proposal(Qt.DropAction.IgnoreAction, translate("Drop", "These are no local files"))
    if files.odd:
        return Proposal(Qt.DropAction.IgnoreAction, _refusal(files.odd, onto_files=onto_files))
    if onto_images or modifiers & _LOADS:
        text = translate("Drop", "Drop to load into the store")
        return Proposal(Qt.DropAction.CopyAction, text, loads=True)
    text = translate("Drop", "Drop to open in place; with Shift to load into the store")
    return Proposal(Qt.DropAction.LinkAction, text)


def _refusal(odd: Sequence[Path], *, onto_files: bool) -> str:
    if onto_files:
        return translate("Drop", "Files can be dropped into a container seen with all its layers")
    return translate("Drop", "{name} is no image archive").format(name=odd[0].name)
