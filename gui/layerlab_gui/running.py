"""The two ways to run: a window for a person, and a picture of it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from layerlab.facade import Engine
from layerlab_gui.app import LastResort, Program, Start, application, chosen_language, prepare
from layerlab_gui.settings import Settings
from layerlab_gui.workspace import Workspace

PICTURE_PATIENCE_MS = 600_000

Size = tuple[int, int] | None


def run(
    engine: Engine, archives: Sequence[Path], size: Size, language: str | None, scale: float | None
) -> int:
    app = application(scale)
    settings = Settings.of_user()
    prepare(app, language or chosen_language(settings))
    workspace = Workspace(engine, settings)
    program = Program(app, workspace)
    if size is not None:
        program.window.resize(*size)
        program.window.share_out()
    with LastResort(workspace):
        program.window.appear(app.primaryScreen())
        workspace.start(Start(workspace, archives))
        status = app.exec()
    program.close()
    return status


def draw(
    engine: Engine,
    archives: Sequence[Path],
    file: Path,
    size: Size,
    language: str | None,
    scale: float | None,
) -> int:
    """0 when the picture was written; 1 with what the window has to say where it can't show."""
    app = application(scale)
    prepare(app, language)
    workspace = Workspace(engine, Settings())
    failures: list[BaseException] = []
    workspace.failed.connect(failures.append)
    program = Program(app, workspace)
    window = program.window
    window.resize(*(size or (1280, 800)))
    window.share_out()
    window.show()
    workspace.start(Start(workspace, archives))
    settle(app, workspace)
    is_saved = window.grab().save(str(file), "PNG")
    program.close()
    if failures:
        raise failures[0]
    return 0 if is_saved else 1


def settle(app: QApplication, workspace: Workspace) -> None:
    """Let the window work until nothing is under way and everything is drawn."""
    patience = QDeadlineTimer(PICTURE_PATIENCE_MS)
    quiet = 0
    while quiet < 3 and not patience.hasExpired():
        loop = QEventLoop()
        QTimer.singleShot(30, loop.quit)
        loop.exec()
        quiet = quiet + 1 if workspace.is_idle else 0
    app.processEvents()
