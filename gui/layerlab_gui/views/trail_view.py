"""The path trail: how the chosen path is looked up, top layer first."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from layerlab.overlay import Reason, TrailStep, Verdict
from layerlab_gui import fonts
from layerlab_gui.i18n import size, translate
from layerlab_gui.models.rows import layer_word
from layerlab_gui.teaching import TERM_ROLE, lesson, teach
from layerlab_gui.theme import Theme, stroke
from layerlab_gui.views.trail_words import rule_words
from layerlab_gui.widgets.badge import draw_badge
from layerlab_gui.widgets.marking import draw_ring

Index = QModelIndex | QPersistentModelIndex
STEP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROWS_SHOWN = 8
LEAST_ROWS = 2
STRONG = (Verdict.SEEN, Verdict.MOUNTED, Verdict.WHITEOUT, Verdict.OPAQUE)
FAINT = (Verdict.ABSENT, Verdict.HIDDEN, Verdict.COVERED, Verdict.MISSING)


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One layer's answer, or a run of layers from `layer` down to `last` that have none."""

    layer: int
    last: int
    verdict: Verdict
    words: str
    is_container: bool = False
    rule: str = ""
    """The ID of the rule that decided."""
    mount: str = ""
    """What is mounted, where that answers and no layer."""

    @property
    def is_run(self) -> bool:
        return self.last != self.layer


def trail_rows(steps: tuple[TrailStep, ...], container_layer: int | None) -> list[TrailRow]:
    """Layers that have nothing to say, three or more in a row, are one row."""
    rows: list[TrailRow] = []
    for step in steps:
        above = rows[-1] if rows else None
        if step.mount:
            words = f"{step.mount}: {_words(step, container_layer)}"
            rows.append(TrailRow(0, 0, step.verdict, words, mount=step.mount))
            continue
        absent = step.verdict is Verdict.ABSENT and step.layer != container_layer
        if absent and above and above.verdict is Verdict.ABSENT and not above.is_container:
            rows[-1] = TrailRow(above.layer, step.layer, Verdict.ABSENT, above.words)
            continue
        is_container = step.layer == container_layer
        words = _words(step, container_layer)
        row = TrailRow(step.layer, step.layer, step.verdict, words, is_container, step.rule)
        rows.append(row)
    return rows


def _words(step: TrailStep, container_layer: int | None) -> str:
    entry = step.entry
    bytes_text = size(entry.size) if entry and entry.kind.has_data else ""
    what = _verdict_words(step, container_layer)
    return f"{bytes_text} · {what}" if bytes_text else what


def _verdict_words(step: TrailStep, container_layer: int | None) -> str:
    verdict = step.verdict
    if verdict is Verdict.HIDDEN:
        return _hidden_words(step, container_layer)
    return {
        Verdict.ABSENT: translate("Trail", "not here"),
        Verdict.SEEN: translate("Trail", "seen"),
        Verdict.MERGED: translate("Trail", "directory, merged"),
        Verdict.WHITEOUT: translate("Trail", "whiteout: hides it below"),
        Verdict.OPAQUE: translate("Trail", "opaque: hides all below"),
        Verdict.MISSING: translate("Trail", "layer is missing"),
        Verdict.MOUNTED: translate("Trail", "mounted here, answers for all below"),
        Verdict.COVERED: translate("Trail", "covered by the mount"),
    }[verdict]


def _hidden_words(step: TrailStep, container_layer: int | None) -> str:
    why = {
        Reason.NEWER: translate("Trail", "hidden by {layer}"),
        Reason.WHITEOUT: translate("Trail", "hidden by a whiteout in {layer}"),
        Reason.OPAQUE: translate("Trail", "hidden by an opaque directory in {layer}"),
        Reason.PARENT_WHITEOUT: translate("Trail", "its directory was deleted in {layer}"),
        Reason.PARENT_REPLACED: translate("Trail", "its directory was replaced in {layer}"),
    }
    text = why.get(step.reason, translate("Trail", "hidden"))
    by = layer_word(step.hidden_by, container_layer) if step.hidden_by else ""
    return text.format(layer=by)


def _term_of(row: TrailRow) -> str:
    """What a step teaches: what hides, else what answers."""
    telling = {
        Verdict.WHITEOUT: "whiteout",
        Verdict.OPAQUE: "opaque",
        Verdict.MOUNTED: "mount",
        Verdict.COVERED: "mount",
    }
    return telling.get(row.verdict, "container-layer" if row.is_container else "layer")


class TrailDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height: int = option.fontMetrics.height()
        return QSize(fonts.px(100), round(height * 1.5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: TrailRow = index.data(STEP_ROLE)
        theme, box = self._theme, QRectF(option.rect)
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(box.x() + fonts.px(26), box.center().y())
        painter.setPen(QPen(QColor(theme.edge), stroke(theme)))
        top = box.y() if index.row() else centre.y()
        is_last = index.row() == index.model().rowCount() - 1
        bottom = centre.y() if is_last else box.bottom()
        painter.drawLine(QPointF(centre.x(), top), QPointF(centre.x(), bottom))
        right = self._number(painter, centre, row, font)
        painter.setFont(fonts.strong(font) if row.verdict is Verdict.SEEN else font)
        strong = row.verdict in STRONG
        painter.setPen(QColor(theme.text if strong else theme.muted))
        line = box.adjusted(max(right - box.x(), fonts.px(44)) + fonts.px(8), 0, -fonts.px(6), 0)
        metrics = QFontMetrics(painter.font())
        text = metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            draw_ring(painter, box, theme)

    def _number(self, painter: QPainter, centre: QPointF, row: TrailRow, font: QFont) -> float:
        small = fonts.scaled(fonts.strong(font), 0.82)
        if row.is_run:
            text = f"{row.layer}–{row.last}"
            width = QFontMetrics(small).horizontalAdvance(text) + fonts.px(6)
            height = fonts.px(18)
            box = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
            painter.fillRect(box, QColor(self._theme.base))
            painter.setFont(small)
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            return box.right()
        faint = row.verdict in FAINT
        drawn = draw_badge(
            painter,
            centre,
            row.layer,
            self._theme,
            small,
            is_container=row.is_container,
            is_faint=faint,
        )
        if row.verdict is Verdict.HIDDEN:
            painter.setPen(QPen(QColor(self._theme.muted), stroke(self._theme, 1.4)))
            painter.drawLine(drawn.bottomLeft(), drawn.topRight())
        return drawn.right()


class TrailView(QListWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setItemDelegate(TrailDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(translate("Trail", "What each layer says of the path"))
        tip = translate("Trail", "The lookup, from the top: the first layer that has it is seen")
        teach(self, "merged", tip)

    def show_steps(self, steps: tuple[TrailStep, ...], container_layer: int | None) -> None:
        self.clear()
        rows = trail_rows(steps, container_layer)
        for row in rows:
            item = QListWidgetItem()
            item.setData(STEP_ROLE, row)
            number = f"{row.layer}–{row.last}" if row.is_run else str(row.layer)
            name = translate("Trail", "layer {number}: {words}")
            item.setText(row.words if row.mount else name.format(number=number, words=row.words))
            rule = f"\n\n{rule_words(row.rule)}" if row.rule else ""
            item.setToolTip(lesson(_term_of(row), row.words + rule))
            item.setData(TERM_ROLE, _term_of(row))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, rule.strip())
            self.addItem(item)
        self.setCurrentRow(0)
        height = self.sizeHintForRow(0) if rows else 0
        self.setMinimumHeight(min(len(rows), LEAST_ROWS) * height + 4)
        self.setMaximumHeight(min(len(rows), ROWS_SHOWN) * height + 4)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """All steps, up to a number; a pane of little height has fewer, and they scroll."""
        return QSize(super().sizeHint().width(), self.maximumHeight())
