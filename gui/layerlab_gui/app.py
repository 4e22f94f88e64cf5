"""The program around the window: Qt, fonts, language, theme; and the window made anew for both."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    QTemporaryDir,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPixmapCache, QScreen
from PySide6.QtWidgets import QApplication

from layerlab_gui import fonts, i18n, looks
from layerlab_gui.carrying import give, take
from layerlab_gui.collecting import MainThreadCollector
from layerlab_gui.comfort import Comfort
from layerlab_gui.i18n import translate
from layerlab_gui.main_window import MainWindow
from layerlab_gui.menus import Choices
from layerlab_gui.sample import sample_path
from layerlab_gui.settings import Settings
from layerlab_gui.tasks.archives import OpenArchive
from layerlab_gui.tasks.showing import ReloadObjects, show_any
from layerlab_gui.tasks.task import Flow, Task
from layerlab_gui.workspace import Workspace

SWITCH_INTERVAL_S = 0.0005
"""How long a thread may keep the interpreter: brings a busy worker's delay below 10 ms."""
PIXMAP_CACHE_KB = 100 << 10


def application(scale: float | None = None) -> QApplication:
    """The one `QApplication`, made if need be; offscreen where there is no screen."""
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    if scale is not None:
        os.environ["QT_SCALE_FACTOR"] = str(scale)
    if sys.platform.startswith("linux") and not _has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        qInstallMessageHandler(_without_a_screen)
    app = QApplication(["layerlab"])
    app.setApplicationName("Layerlab")
    app.setDesktopFileName("layerlab")
    return app


def _without_a_screen(_kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    """Qt's messages, but those that its offscreen platform has for every window and menu."""
    if not text.startswith("This plugin does not support"):
        print(text, file=sys.stderr)


def _has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare(app: QApplication, language: str | None) -> None:
    """What is set once: style, fonts, language."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    QPixmapCache.setCacheLimit(PIXMAP_CACHE_KB)
    app.setStyle("Fusion")
    fonts.load()
    app.setFont(fonts.interface())
    i18n.install(app, language)


def chosen_language(settings: Settings) -> str | None:
    """None for the system's."""
    return None if settings.language == "system" else settings.language


class Start(Task):
    """Effect: the first view. The archives that were named, else what the store has, else the
    sample, where it was never shown before."""

    def __init__(self, workspace: Workspace, archives: Sequence[Path]) -> None:
        super().__init__(workspace)
        self._archives = tuple(archives)

    def flow(self) -> Flow:
        workspace = self.workspace
        yield from ReloadObjects(workspace).flow()
        for path in self._archives:
            task = OpenArchive(workspace, path.absolute())
            self.title = task.title
            yield from task.flow()
        if self._archives:
            return
        is_first = not workspace.settings.flag("sample_shown", False)
        if workspace.objects.is_empty and is_first and sample_path().is_file():
            workspace.settings.put("sample_shown", True)
            yield from OpenArchive(workspace, sample_path()).flow()
        else:
            yield from show_any(workspace)


class Program(QObject):
    """Owns the workspace and the window; another theme, language or zoom makes another window."""

    def __init__(self, app: QApplication, workspace: Workspace) -> None:
        super().__init__()
        self._app = app
        self._collector = MainThreadCollector()
        self._folder = QTemporaryDir()
        self.workspace = workspace
        self._is_other_language = False
        self._screen = app.primaryScreen().name()
        workspace.is_still = workspace.settings.still(as_system=looks.wants_stillness(app))
        self._comfort = Comfort(app, workspace, self._renew)
        self.window = self._make_window()
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        if hasattr(hints, "accessibility"):  # from Qt 6.10 on
            hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    def _make_window(self) -> MainWindow:
        theme = looks.dress(
            self._app, self.workspace.settings, self._where(), Path(self._folder.path())
        )
        window = MainWindow(self.workspace, theme, (self._themes(), self._languages()))
        self._comfort.attach(window)
        return window

    def _where(self) -> QScreen:
        """The screen of the window; by its name, since its wrapper goes with the window."""
        named = (screen for screen in self._app.screens() if screen.name() == self._screen)
        return next(named, self._app.primaryScreen())

    def _themes(self) -> Choices:
        names = (
            ("system", translate("Menus", "As the &system")),
            ("light", translate("Menus", "&Light")),
            ("dark", translate("Menus", "&Dark")),
            ("dark-contrast", translate("Menus", "&High contrast, dark")),
            ("light-contrast", translate("Menus", "High &contrast, light")),
        )
        current = self.workspace.settings.theme
        return Choices("theme", translate("Menus", "&Theme"), names, current, self.choose_theme)

    def _languages(self) -> Choices:
        """Each under its own name, so that whoever can't read the window finds it."""
        names = (
            ("system", translate("Menus", "As the &system")),
            *((language, i18n.language_name(language)) for language in i18n.LANGUAGES),
        )
        current = self.workspace.settings.language
        title = translate("Menus", "&Language")
        return Choices("language", title, names, current, self.choose_language)

    def _system_changed(self) -> None:
        if self.workspace.settings.theme == "system":
            self._renew()

    def choose_theme(self, name: str) -> None:
        self.workspace.settings.put("theme", name)
        QTimer.singleShot(0, self._renew)  # not from within a menu of the window that goes

    def choose_language(self, name: str) -> None:
        self.workspace.settings.put("language", name)
        self._is_other_language = True
        QTimer.singleShot(0, self._renew)

    def _renew(self) -> None:
        """Once nothing is under way or unsaved, so that no result is lost with the old window."""
        if not self.workspace.is_idle:
            QTimer.singleShot(50, self._renew)
            return
        if not self.window.inspector.may_leave(self._renew):
            return
        self.window.remember()
        self._screen = self.window.screen().name()
        carried = take(self.window, is_other_language=self._is_other_language)
        was_zoomed = fonts.zoom()
        self._discard_window()
        if self._is_other_language:
            self._is_other_language = False
            i18n.install(self._app, chosen_language(self.workspace.settings))
        self.window = self._make_window()
        self.window.appear(self._where())
        give(self.window, carried)
        if fonts.zoom() != was_zoomed:
            self._comfort.tell()

    def _discard_window(self) -> None:
        """Now, not later: its views must not hear what the next ones are told."""
        self.window.hide()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def close(self) -> None:
        """All Qt objects go here, on the window's thread, whoever still holds their wrappers."""
        self.workspace.close()
        self.workspace.deleteLater()
        self._discard_window()
        self._collector.close()
        self._collector.deleteLater()
        self._comfort.deleteLater()
        self.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class LastResort:
    """Python exceptions of slots come to the message bar instead of a console nobody sees."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._before = sys.excepthook

    def __enter__(self) -> None:
        sys.excepthook = self._tell

    def __exit__(self, *_: object) -> None:
        sys.excepthook = self._before

    def _tell(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._before(kind, error, trace)
        self._workspace.failed.emit(error)
