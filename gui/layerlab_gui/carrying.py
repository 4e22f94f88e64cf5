"""What one window leaves to the next, that is made for another theme, language or zoom."""

from dataclasses import dataclass

from layerlab_gui.console.output import Piece
from layerlab_gui.main_window import MainWindow
from layerlab_gui.stage.scene import Scene


@dataclass(frozen=True)
class Carried:
    """`scene` is None where its words are in another language now."""

    pieces: tuple[Piece, ...]
    typed: str
    sought: str
    pane: str
    tab: int
    scene: Scene | None
    position: int
    was_projected: bool


def take(window: MainWindow, *, is_other_language: bool) -> Carried:
    stage = window.stack.stage
    return Carried(
        pieces=tuple(window.console.transcript.pieces),
        typed=window.console.line.text(),
        sought=window.search.text(),
        pane=window.area.current,
        tab=window.inspector.tabs.currentIndex(),
        scene=None if is_other_language else stage.scene,
        position=stage.position,
        was_projected=window.theme.is_projected,
    )


def give(window: MainWindow, carried: Carried) -> None:
    """To a window that is shown."""
    window.console.restore(carried.pieces)
    window.console.line.setText(carried.typed)
    window.search.setText(carried.sought)
    window.inspector.tabs.setCurrentIndex(carried.tab)
    if carried.scene is not None:
        window.stack.stage.stand(carried.scene, carried.position)
    if window.theme.is_projected != carried.was_projected:
        window.open_on_stage()
    else:
        window.area.bring(carried.pane)
