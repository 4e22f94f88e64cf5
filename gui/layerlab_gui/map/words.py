"""What is said of a part of the map: beside the pointer, to a screen reader, on the part itself."""

from PySide6.QtCore import QLocale

from layerlab.model import shown
from layerlab_gui.i18n import counted, size, translate
from layerlab_gui.map.parts import Part, PartKind
from layerlab_gui.map.picture import MapPicture


def name_of(part: Part) -> str:
    """What a part is called on the map."""
    if part.kind is PartKind.REST:
        return counted(
            part.count,
            translate("Map", "{n} smaller file"),
            translate("Map", "{n} smaller files"),
        )
    return part.name


def lines_of(part: Part, picture: MapPicture) -> tuple[str, ...]:
    """All that is known of a part, in lines."""
    path = shown(part.path)
    if part.kind is PartKind.REST:
        path = translate("Map", "{files} in {path}").format(files=name_of(part), path=path)
    amount = translate("Map", "{size}, {share} of all").format(
        size=size(part.size_bytes), share=percent(part.size_bytes, picture.whole_bytes)
    )
    lines = [path, amount, owner_of(part, picture)]
    if part.kind is PartKind.DIRECTORY:
        lines.append(
            counted(part.count, translate("Map", "{n} file"), translate("Map", "{n} files"))
        )
    if part.unseen_bytes:
        hidden = translate("Map", "{size} hidden by upper layers")
        lines.append(hidden.format(size=size(part.unseen_bytes)))
    return tuple(lines)


def owner_of(part: Part, picture: MapPicture) -> str:
    """Whose bytes they are; of what holds several layers', whose most are."""
    if part.mount and not part.owner:
        return part.mount
    if picture.writable is not None and picture.is_writable(part):
        is_volume = picture.writable.is_volume
        return translate("Map", "the volume") if is_volume else translate("Map", "container layer")
    if part.kind is PartKind.FILE:
        return translate("Map", "layer {number}").format(number=part.owner)
    return translate("Map", "mostly layer {number}").format(number=part.owner)


def percent(part_bytes: int, whole_bytes: int) -> str:
    share = part_bytes / whole_bytes * 100 if whole_bytes else 0.0
    if 0 < share < 0.1:
        return f"<{QLocale().toString(0.1, 'f', 1)} %"
    return f"{QLocale().toString(share, 'f', 1 if share < 10 else 0)} %"
