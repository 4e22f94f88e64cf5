"""What the palette finds besides paths, gathered from the window when it opens."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QTabWidget

from layerlab_gui.actions import Actions, Spec, key_text, specs
from layerlab_gui.i18n import in_english, translate, without_mnemonic
from layerlab_gui.menus import Choices
from layerlab_gui.models.objects import DETAIL_ROLE, ICON_ROLE
from layerlab_gui.models.stack import CARD_ROLE, Card
from layerlab_gui.palette.entries import Entry, Kind
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.views.objects_pane import ObjectsPane
from layerlab_gui.views.stack_pane import StackPane

_NOT_LISTED = frozenset({"palette"})


def of_actions(actions: Actions) -> Iterator[Entry]:
    """Each with its English name, and with what its tip says of it."""
    with in_english():
        english = {spec.name: spec for spec in specs()}
    for name, spec in actions.specs.items():
        if name not in _NOT_LISTED:
            yield _of_action(actions, spec, english[name])


def _of_action(actions: Actions, spec: Spec, english: Spec) -> Entry:
    action = actions[spec.name]
    return Entry(
        f"action:{spec.name}",
        Kind.ACTION,
        without_mnemonic(spec.text),
        spec.icon or "chevron-right",
        action.trigger,
        (without_mnemonic(english.text),),
        tuple(filter(None, (spec.tip, english.tip))),
        detail=_state(action.isCheckable(), action.isChecked()),
        key=key_text(spec),
        why_not="" if action.isEnabled() else actions.why_not(spec.name) or _impossible(),
    )


def _impossible() -> str:
    return translate("Palette", "not possible now")


def _state(is_switch: bool, is_on: bool) -> str:
    if not is_switch:
        return ""
    return translate("Palette", "on") if is_on else translate("Palette", "off")


def of_choices(choices: Sequence[Choices]) -> Iterator[Entry]:
    """Theme, language and what else the View menu chooses among."""
    for choice in choices:
        for key, text in choice.items:
            words = without_mnemonic(choice.title), without_mnemonic(text)
            yield Entry(
                f"choice:{choice.name}:{key}",
                Kind.CHOICE,
                ": ".join(words),
                "check" if key == choice.current else "settings",
                partial(choice.choose, key),
                (f"{choice.name}: {key}",),
                detail=translate("Palette", "in use") if key == choice.current else "",
            )


def of_objects(pane: ObjectsPane) -> Iterator[Entry]:
    for index in _rows(pane.model, QModelIndex()):
        target = pane.model.target(index)
        if target is not None:
            yield Entry(
                f"object:{target.kind}:{target.archive or ''}:{target.name}:{target.index}",
                Kind.OBJECT,
                str(index.data()),
                str(index.data(ICON_ROLE)),
                partial(pane.choose, target),
                (target.name,),
                detail=_object_detail(target, str(index.data(DETAIL_ROLE) or "")),
            )


def _rows(model: QAbstractItemModel, above: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        yield index
        yield from _rows(model, index)


def _object_detail(target: Target, detail: str) -> str:
    return " · ".join(part for part in (_object_word(target), detail) if part)


def _object_word(target: Target) -> str:
    return {
        TargetKind.IMAGE: translate("Palette", "image"),
        TargetKind.CONTAINER: translate("Palette", "container"),
        TargetKind.ARCHIVE: translate("Palette", "opened archive"),
        TargetKind.VOLUME: translate("Palette", "volume"),
    }[target.kind]


def of_layers(pane: StackPane, choose: Callable[[int], None]) -> Iterator[Entry]:
    for row in range(pane.model.rowCount()):
        card = pane.model.index(row).data(CARD_ROLE)
        if isinstance(card, Card):
            yield Entry(
                f"layer:{card.number}",
                Kind.LAYER,
                _layer_text(card),
                "layers",
                partial(choose, card.number),
                (f"layer {card.number}",),
                detail=card.size,
            )


def _layer_text(card: Card) -> str:
    if card.is_container:
        return card.title
    text = translate("Palette", "Layer {number}: {instruction}")
    return text.format(number=card.number, instruction=card.title)


def of_tabs(tabs: QTabWidget, show: Callable[[int], object]) -> Iterator[Entry]:
    """The inspector's tabs that are there now."""
    title = translate("Palette", "Inspector: {tab}")
    for number in range(tabs.count()):
        if tabs.isTabVisible(number):
            yield Entry(
                f"tab:{number}",
                Kind.TAB,
                title.format(tab=without_mnemonic(tabs.tabText(number))),
                "info",
                partial(show, number),
                detail=tabs.tabToolTip(number),
            )
