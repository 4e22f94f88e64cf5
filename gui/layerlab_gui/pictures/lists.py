"""The window's trees and lists as drawings: all their rows, not only those on the screen."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from PySide6.QtCore import QModelIndex, QRect, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget

from layerlab.overlay import Change, Node
from layerlab_gui.i18n import count, translate
from layerlab_gui.models import edit_words, tar_entries
from layerlab_gui.models.changes import ChangesModel, path_text
from layerlab_gui.models.files import FileTree
from layerlab_gui.models.history import History
from layerlab_gui.models.lanes import START, State
from layerlab_gui.models.matches import Matches
from layerlab_gui.models.reasons import detail
from layerlab_gui.models.rows import GLYPHS, Column, cells, headings
from layerlab_gui.models.stack import StackModel
from layerlab_gui.models.tar_entries import Fact, TarEntries
from layerlab_gui.pictures.drawing import Drawing, is_seen
from layerlab_gui.pictures.table import MOST_ROWS, Cell, Heading, Look, Row, Side, Style, table
from layerlab_gui.stage.scene import Depth
from layerlab_gui.theme import Theme, palette
from layerlab_gui.views.file_view import FileView
from layerlab_gui.views.stack_delegate import StackDelegate

STACK_WIDTH = 30.0
"""In heights of the font's line."""
_SIDES = {Column.CHANGE: Side.CENTRE, Column.SIZE: Side.RIGHT, Column.LAYER: Side.CENTRE}
_NUMBERS = (Fact.OFFSET, Fact.SIZE)
_BYTES = (edit_words.Column.COPIED, edit_words.Column.WRITTEN)


def left_out(shown: int, total: int) -> str:
    """What is said where not all rows are drawn."""
    if total <= shown:
        return ""
    text = translate("Pictures", "The first {shown} of {total} rows are drawn.")
    return text.format(shown=count(shown), total=count(total))


# layers


def of_stack(model: StackModel, title: str, theme: Theme, parent: QWidget) -> Drawing:
    """All cards, roomy, with what each says of the path."""
    delegate = StackDelegate(theme, parent)
    option = QStyleOptionViewItem()
    option.font = QApplication.font()
    option.palette = palette(theme)
    option.state = QStyle.StateFlag.State_Enabled
    line = option.fontMetrics.height()
    width = round(STACK_WIDTH * line)
    height = delegate.sizeHint(option, model.index(0)).height()
    delegate.deleteLater()
    count_ = model.rowCount()

    def paint(painter: QPainter) -> None:
        own = StackDelegate(theme, parent)
        for row in range(count_):
            option.rect = QRect(0, row * height, width, height)
            if is_seen(painter, QRectF(option.rect)):
                own.paint(painter, option, model.index(row))
        own.deleteLater()

    tops = tuple(float(row * height) for row in range(1, count_))
    return Drawing(title, width, max(count_, 1) * height, paint, QColor(theme.base), tops)


# files


def of_tree(view: FileView, tree: FileTree, title: str, look: Look, depth: Depth) -> Drawing:
    """The rows that are unfolded."""
    found = list(islice(_unfolded(view, tree), MOST_ROWS + 1))
    top = tree.container_layer
    rows = [_file_row(node, node.name, steps, top, look, depth) for node, steps in found]
    more = translate("Pictures", "The first {n} rows are drawn.").format(n=count(MOST_ROWS))
    note = more if len(found) > MOST_ROWS else ""
    return table(title, _file_headings(), rows[:MOST_ROWS], look, note)


def _unfolded(view: FileView, tree: FileTree) -> Iterator[tuple[Node, int]]:
    waiting = [(QModelIndex(), -1)]
    while waiting:
        above, steps = waiting.pop()
        node = tree.node(above)
        if node is not None:
            yield node, steps
        if node is None or view.isExpanded(above):
            rows = range(tree.rowCount(above))
            waiting += [(tree.index(row, 0, above), steps + 1) for row in reversed(rows)]


def of_matches(matches: Matches, title: str, look: Look, depth: Depth) -> Drawing:
    nodes = [matches.node(matches.index(row, 0)) for row in range(matches.rowCount())]
    top = matches.container_layer
    rows = [_file_row(node, f"/{node.path}", 0, top, look, depth) for node in nodes if node]
    return table(title, _file_headings(), rows[:MOST_ROWS], look, left_out(MOST_ROWS, len(rows)))


def _file_headings() -> list[Heading]:
    texts = headings()
    return [Heading(texts[column], _SIDES.get(column, Side.LEFT)) for column in Column]


def _file_row(node: Node, name: str, steps: int, top: int | None, look: Look, depth: Depth) -> Row:
    theme, made = look.theme, cells(node, name, top, depth)
    inks = {
        Change.ADDED: theme.added,
        Change.MODIFIED: theme.modified,
        Change.DELETED: theme.deleted,
    }
    drawn = [Cell(text, theme.muted) for text in made.texts]
    style = Style.STRUCK if node.ghost else Style.PLAIN
    ink = theme.muted if node.ghost else theme.text
    icon_ink = theme.accent if made.icon == "folder" else theme.muted
    drawn[Column.NAME] = Cell(made.texts[0], ink, style, made.icon, icon_ink)
    drawn[Column.CHANGE] = Cell(GLYPHS[node.change], inks.get(node.change, ""), Style.STRONG)
    is_top = node.layer == top
    drawn[Column.LAYER] = Cell("", badge=node.layer, is_container=is_top)
    drawn[Column.MODE] = Cell(made.texts[Column.MODE], theme.muted, Style.CODE)
    return Row(tuple(drawn), steps)


def of_changes(model: ChangesModel, title: str, look: Look) -> Drawing:
    theme = look.theme
    inks = {Change.ADDED: theme.added, Change.DELETED: theme.deleted}
    rows = []
    for at in range(model.rowCount()):
        row = model.row(model.index(at))
        if row is not None:
            sign = Cell(GLYPHS[row.change], inks.get(row.change, theme.modified), Style.STRONG)
            rows.append(Row((sign, Cell(path_text(row)), Cell(detail(row), theme.muted))))
    names = (
        Heading("±", Side.CENTRE),
        Heading(translate("Pictures", "Path")),
        Heading(translate("Pictures", "What is different")),
    )
    return table(title, names, rows[:MOST_ROWS], look, left_out(MOST_ROWS, len(rows)))


def of_tar(entries: TarEntries, title: str, look: Look) -> Drawing:
    theme, texts = look.theme, tar_entries.fact_headings()
    names = [Heading(texts[f], Side.RIGHT if f in _NUMBERS else Side.LEFT) for f in Fact]
    rows = []
    for at in range(min(entries.rowCount(), MOST_ROWS)):
        header = entries.header(entries.index(at, 0))
        if header is not None:
            drawn = [Cell(text, theme.muted, Style.CODE) for text in tar_entries.texts(header)]
            marked = tar_entries.is_marker(header)
            ink = theme.deleted if marked else theme.text
            icon = tar_entries.icon_name(header)
            drawn[Fact.NAME] = Cell(drawn[Fact.NAME].text, ink, Style.CODE, icon)
            rows.append(Row(tuple(drawn)))
    return table(title, names, rows, look, left_out(MOST_ROWS, entries.rowCount()))


# the history


def of_history(history: History, title: str, look: Look) -> Drawing:
    """Newest on top; abandoned branches are indented, what does not count is fainter."""
    at = {number: position for position, (number, _) in enumerate(history.links)}
    now, rows = datetime.now(UTC), []
    for place in history.places[:MOST_ROWS]:
        edit = history.edits[at[place.number]] if place.number != START else None
        made = edit_words.cells(place, edit, now)
        faint = place.state in (State.UNDONE, State.ABANDONED)
        ink = look.theme.muted if faint else look.theme.text
        style = Style.STRONG if place.state is State.CURRENT else Style.PLAIN
        drawn = [Cell(text, ink, style) for text in made.texts]
        what = edit_words.Column.WHAT
        drawn[what] = Cell(made.texts[what], ink, style, made.icon, ink)
        rows.append(Row(tuple(drawn), place.depth))
    texts = edit_words.headings()
    names = [
        Heading(texts[column], Side.RIGHT if column in _BYTES else Side.LEFT)
        for column in edit_words.Column
    ]
    return table(title, names, rows, look, left_out(MOST_ROWS, len(history.places)))
