"""Under the mouse: the cards answer for a path that is only pointed at."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtTest import QTest
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
    tree = driver.window.files.tree
    index = driver.window.files.model.find(LayerPath(path))
    tree.scrollTo(index)
    QTest.mouseMove(tree.viewport(), tree.visualRect(index).center())


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
    QTest.mouseMove(sample.window, QPoint(1, 1))
    sample.workspace.select_layer(3)
    sample.settle()
    assert 8 not in _marks(sample)
