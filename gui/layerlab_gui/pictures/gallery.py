"""What can be drawn of the window, and each as a drawing."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from layerlab_gui import fonts
from layerlab_gui.i18n import translate
from layerlab_gui.models.history import History
from layerlab_gui.models.rows import printable
from layerlab_gui.pictures import lists, staged
from layerlab_gui.pictures.drawing import Drawing, of_widget
from layerlab_gui.pictures.table import Look
from layerlab_gui.stage.picture.look import Look as StageLook
from layerlab_gui.theme import DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme

if TYPE_CHECKING:
    from layerlab_gui.main_window import MainWindow


class Subject(StrEnum):
    """WINDOW and INSPECTOR are drawn as they are on the screen, all others whole."""

    WINDOW = "window"
    STAGE = "stage"
    STRIP = "strip"
    STACK = "stack"
    FILES = "files"
    MAP = "map"
    INSPECTOR = "inspector"
    HISTORY = "history"

    @property
    def has_paper_colours(self) -> bool:
        return self not in (Subject.WINDOW, Subject.INSPECTOR)


def subject_word(subject: Subject) -> str:
    return {
        Subject.WINDOW: translate("Pictures", "The whole window"),
        Subject.STAGE: translate("Pictures", "The stage"),
        Subject.STRIP: translate("Pictures", "The scene as a strip of stills"),
        Subject.STACK: translate("Pictures", "The layers"),
        Subject.FILES: translate("Pictures", "The files"),
        Subject.MAP: translate("Pictures", "The map of the files"),
        Subject.INSPECTOR: translate("Pictures", "The inspector"),
        Subject.HISTORY: translate("Pictures", "The history"),
    }[subject]


class Gallery:
    """Draws the window as it is when asked. `history` is the container's log, once it was read."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.history: History | None = None

    @property
    def name(self) -> str:
        """What is shown: the heading of a page, and the beginning of a file's name."""
        target = self._window.workspace.target
        return printable(target.name) if target else "Layerlab"

    @property
    def caption(self) -> str:
        """The path that is chosen, and how deep it is looked into."""
        workspace = self._window.workspace
        return printable(f"/{workspace.path}") if workspace.target else ""

    def subjects(self) -> tuple[Subject, ...]:
        """What there is to be drawn now."""
        if self._window.workspace.shown is None:
            return (Subject.WINDOW,)
        lacking = set()
        if self.history is None:
            lacking.add(Subject.HISTORY)
        if self._window.stack.stage.scene is None:
            lacking.add(Subject.STRIP)
        if not self._window.files.map.is_measured:
            lacking.add(Subject.MAP)
        return tuple(subject for subject in Subject if subject not in lacking)

    def focused(self) -> Subject:
        """What the pane with the keyboard's focus shows; else the window."""
        window, focus = self._window, QApplication.focusWidget()
        panes: tuple[tuple[QWidget, Subject], ...] = (
            (window.stage_pane, Subject.STAGE),
            (window.stack, Subject.STACK),
            (window.files.map, Subject.MAP),
            (window.files, Subject.FILES),
            (window.inspector, Subject.INSPECTOR),
            (window.history, Subject.HISTORY),
        )
        for pane, subject in panes:
            if focus is not None and pane.isAncestorOf(focus) and subject in self.subjects():
                return subject
        return Subject.WINDOW

    def draw(self, subject: Subject, *, paper: bool) -> Drawing:
        """With `paper` in the light theme, where the subject can be (`has_paper_colours`)."""
        own = self._window.theme
        theme = _on_paper(own) if paper else own
        title = f"{self.name}: {subject_word(subject)}"
        draw: dict[Subject, Callable[[str, Theme], Drawing]] = {
            Subject.WINDOW: lambda title, _: of_widget(self._window, title),
            Subject.STAGE: self._stage,
            Subject.STRIP: self._strip,
            Subject.STACK: self._stack,
            Subject.FILES: self._files,
            Subject.MAP: self._map,
            Subject.INSPECTOR: lambda title, _: of_widget(self._window.inspector, title),
            Subject.HISTORY: self._history,
        }
        return draw[subject](title, theme)

    def _stage(self, title: str, theme: Theme) -> Drawing:
        """As the stage shows it, also where that is not seen."""
        canvas = self._window.stage_pane.canvas
        return staged.of_still(canvas.still, title, self._stage_look(theme), canvas.column)

    def _strip(self, title: str, theme: Theme) -> Drawing:
        scene = self._window.stack.stage.scene
        assert scene is not None, "`subjects` does not offer it"
        return staged.of_scene(scene, scene.title or title, self._stage_look(theme))

    def _stage_look(self, theme: Theme) -> StageLook:
        workspace = self._window.workspace
        scale = workspace.settings.stage_scale
        return StageLook(theme, fonts.interface(), workspace.depth, scale)

    def _stack(self, title: str, theme: Theme) -> Drawing:
        return lists.of_stack(self._window.stack.model, title, theme, self._window)

    def _files(self, title: str, theme: Theme) -> Drawing:
        """The page that is in front: the tree, the matches, the changes, or the tar."""
        pane, look = self._window.files, _look(theme)
        depth = self._window.workspace.depth
        page = pane.page
        if page is pane.results:
            return lists.of_matches(pane.matches, title, look, depth)
        if page is pane.changes:
            return lists.of_changes(pane.changes.model, title, look)
        if page is pane.tar:
            return lists.of_tar(pane.tar.entries, title, look)
        return lists.of_tree(pane.tree, pane.model, title, look, depth)

    def _map(self, title: str, theme: Theme) -> Drawing:
        look = StageLook(theme, fonts.interface())
        made = self._window.files.map.picture_in(staged.MAP_SIZE, look)
        assert made is not None, "`subjects` does not offer it"
        return staged.of_map(made, title, look)

    def _history(self, title: str, theme: Theme) -> Drawing:
        assert self.history is not None, "`subjects` does not offer it"
        return lists.of_history(self.history, title, _look(theme))


def _on_paper(theme: Theme) -> Theme:
    """Light, with as much contrast as the window has."""
    return LIGHT_CONTRAST if theme in (LIGHT_CONTRAST, DARK_CONTRAST) else LIGHT


def _look(theme: Theme) -> Look:
    return Look(theme, fonts.interface())
