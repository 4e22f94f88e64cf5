"""Draws the pictures of the real window that the README and the guide show.

    python resources/make_pictures.py                    all that need no archive
    python resources/make_pictures.py debian debian.tar  the one of an archive of yours

Each is drawn by a process of its own, offscreen and at twice the size, on a store of its own.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage

from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab_gui.app import Program, Start, application, prepare
from layerlab_gui.pictures.gallery import Gallery, Subject
from layerlab_gui.pictures.writing import image
from layerlab_gui.running import settle
from layerlab_gui.sample import sample_path
from layerlab_gui.settings import Settings
from layerlab_gui.stage.model import BEAT_MS
from layerlab_gui.tasks.edits import Apply, write
from layerlab_gui.workspace import Workspace

TARGET = Path(__file__).parent / "layerlab_resources" / "pictures"
INDEX = LayerPath("opt/nginx/index.html")
LINE = b"<!-- hello -->\n"
SCALE = 1.5


@dataclass(frozen=True)
class Picture:
    """What is done before it is drawn; `beat` is where the stage then stands. With `stage` it is
    seen large; `strip` is the scene's strip instead of the window."""

    name: str
    language: str
    theme: str
    size: tuple[int, int]
    path: LayerPath
    edit: bool = False
    beat: int | None = None
    stage: bool = False
    strip: bool = False


PICTURES = (
    Picture("window-en", "en", "light", (1280, 800), INDEX, edit=True),
    Picture("window-ko", "ko", "dark", (1280, 800), INDEX, edit=True),
    Picture("copy-up-en", "en", "light", (1280, 800), INDEX, edit=True, beat=3),
    Picture("stage-en", "en", "light", (1280, 800), INDEX, edit=True, beat=3, stage=True),
    Picture("stage-ko", "ko", "dark", (1280, 800), INDEX, edit=True, beat=3, stage=True),
    Picture("strip-en", "en", "light", (1280, 800), INDEX, edit=True, strip=True),
    Picture("sample-en", "en", "dark", (1280, 800), LayerPath("opt/nginx/logo.png")),
)
DEBIAN = Picture("debian-en", "en", "light", (1280, 800), LayerPath("etc/login.defs"))


def draw(picture: Picture, archive: Path | None) -> None:
    app = application(SCALE)
    prepare(app, picture.language)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings()
        settings.put("theme", picture.theme)
        engine = Engine(Path(folder))
        if picture.edit:
            engine.load(sample_path())
            engine.start(engine.create("layerlab/sample:1", "c1").name)
        workspace = Workspace(engine, settings)
        failures: list[BaseException] = []
        workspace.failed.connect(failures.append)
        program = Program(app, workspace)
        program.window.resize(*picture.size)
        program.window.share_out()
        program.window.show()
        rest: Callable[[], None] = lambda: settle(app, workspace)  # noqa: E731
        workspace.start(Start(workspace, [archive] if archive else []))
        rest()
        workspace.select_path(picture.path)
        program.window.actions_["stage"].setChecked(picture.stage)
        rest()
        if picture.edit:
            data = LINE + engine.container("c1").view().read(INDEX)
            workspace.start(Apply(workspace, write("c1", INDEX, data)))
            rest()
            _stand(program, picture.beat)
            app.processEvents()
        if failures:
            raise failures[0]
        TARGET.mkdir(exist_ok=True)
        _picture_of(program, picture).save(str(TARGET / f"{picture.name}.png"), "PNG")
        program.close()


def _picture_of(program: Program, picture: Picture) -> QImage:
    if picture.strip:
        return image(Gallery(program.window).draw(Subject.STRIP, paper=True), 1.0)
    return program.window.grab().toImage()


def _stand(program: Program, beat: int | None) -> None:
    """The stage at its end, or half-way through a beat."""
    stage = program.window.stack.stage
    stage.skip()
    if beat is None:
        return
    while stage.position > beat:
        stage.back()
    stage.step()
    loop = QEventLoop()
    QTimer.singleShot(BEAT_MS // 2, loop.quit)
    loop.exec()


def main(words: list[str]) -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    known = {picture.name: picture for picture in PICTURES}
    if words and words[0] in known:
        draw(known[words[0]], None)
    elif len(words) == 2 and words[0] == "debian":
        draw(DEBIAN, Path(words[1]).absolute())
    elif not words:
        for name in known:
            subprocess.run([sys.executable, __file__, name], check=True)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
