"""Under the mouse: the cards answer for a path that is only pointed at."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from gui.driving import Driver
from layerlab.model import LayerPath
from layerlab_gui.models.stack import CARD_ROLE
from layerlab_gui.stage.scene import Mark


def _marks(driver: Driver) -> dict[int, Mark]:
    model = driver.window.stack.model
    cards = [model.index(row).data(CARD_ROLE) for row in range(model.rowCount())]
    return {card.number: card.mark for card in cards if card.mark is not None}


def _point_at(driver: Driver, path: str) -> None:
    """By an event, not by the cursor: windows that were under that would tell of its leaving."""
    tree = driver.window.files.tree
    index = driver.window.files.model.find(LayerPath(path))
    tree.scrollTo(index)
    at = QPointF(tree.visualRect(index).center())
    none = Qt.MouseButton.NoButton
    where = tree.viewport().mapToGlobal(at)
    keys = Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, at, where, none, none, keys)
    QApplication.sendEvent(tree.viewport(), move)


def test_the_cards_answer_for_the_path_under_the_mouse_until_it_leaves(sample: Driver) -> None:
    sample.choose("opt/nginx/index.html")
    chosen = {2: Mark.SEEN}
    sample.until(lambda: _marks(sample) == chosen)
    _point_at(sample, "opt/nginx/nginx")
    sample.until(lambda: _marks(sample) == {8: Mark.SEEN, 2: Mark.HIDDEN})
    assert sample.workspace.path == "opt/nginx/index.html"
    viewport = sample.window.files.tree.viewport()
    QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    assert _marks(sample) == chosen


def test_another_source_forgets_what_was_pointed_at(sample: Driver) -> None:
    sample.choose("opt/nginx/index.html")
    _point_at(sample, "opt/nginx/nginx")
    sample.until(lambda: 8 in _marks(sample))
    sample.workspace.select_layer(3)
    sample.settle()
    assert 8 not in _marks(sample)
