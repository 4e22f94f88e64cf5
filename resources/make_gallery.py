"""Draws every pane, page, menu, dialog and scene of the real window, in each theme and language.

    python resources/make_gallery.py FOLDER                     all of them: minutes
    python resources/make_gallery.py FOLDER --language ko --theme dark --stops 5

Into FOLDER/LANGUAGE-THEME, with FOLDER/index.html to look at all side by side: for whoever has
changed what is drawn, since nothing but an eye sees that it is beautiful. In a window on the
screen where there is one (`xvfb-run -a` makes one), else offscreen. Needs the tests' dependencies:
it takes the walk that the tests take through the window.
"""

import argparse
import html
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from types import SimpleNamespace

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from gui.driving import Driver
from gui.touring import CONF, NEW, PAGE, tour
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab_gui.app import Program, application, prepare
from layerlab_gui.dialogs.save import SaveDialog
from layerlab_gui.i18n import LANGUAGES
from layerlab_gui.pictures.gallery import Gallery, Subject
from layerlab_gui.pictures.writing import image
from layerlab_gui.settings import Settings
from layerlab_gui.stage.scene import Depth
from layerlab_gui.target import Mode, Target, TargetKind
from layerlab_gui.tasks import edits
from layerlab_gui.tasks.archives import LoadArchive
from layerlab_gui.tasks.edits import Apply
from layerlab_gui.tasks.showing import Show
from layerlab_gui.theme import THEMES
from layerlab_gui.workspace import Workspace

Picture = tuple[str, QWidget | Subject]
INDEX = "index.html"


@dataclass(frozen=True)
class Look:
    """What all pictures of one run have in common."""

    language: str
    theme: str
    size: tuple[int, int]
    zoom: int

    @property
    def name(self) -> str:
        return f"{self.language}-{self.theme}"


def _hands() -> SimpleNamespace:
    """What the tests' driver needs of pytest-qt, outside of pytest."""
    names = ("keyClick", "keyClicks", "keySequence", "mouseClick")
    return SimpleNamespace(**{name: getattr(QTest, name) for name in names}, waitUntil=_wait_until)


def _wait_until(claim: Callable[[], bool], timeout: int) -> None:
    deadline = QDeadlineTimer(timeout)
    while not claim():
        if deadline.hasExpired():
            raise TimeoutError
        QTest.qWait(10)


def pictures(driver: Driver) -> Iterator[Picture]:
    """The walk of the tests, then what it leaves out."""
    yield from tour(driver)
    driver.window.message.hide()
    container = Target(TargetKind.CONTAINER, "c1")
    driver.workspace.start(Show(driver.workspace, container))
    driver.settle()
    yield from _depths(driver)
    yield from _stage(driver)
    yield from _scenes(driver)
    yield from _acts(driver)


def _depths(driver: Driver) -> Iterator[Picture]:
    """A layer's files, and its tar."""
    workspace = driver.workspace
    for depth in Depth:
        workspace.set_depth(depth)
        workspace.select_layer(4)
        workspace.select_mode(Mode.LAYER)
        workspace.select_path(LayerPath("opt/nginx/old.conf"))
        driver.settle()
        yield f"a layer, {depth.value}", driver.window
    workspace.set_depth(Depth.SIMPLE)
    workspace.select_layer(driver.workspace.shown.top)
    workspace.select_mode(Mode.MERGED)
    driver.choose(PAGE)


def _stage(driver: Driver) -> Iterator[Picture]:
    action = driver.window.actions_["stage"]
    action.setChecked(True)
    driver.window.stack.stage.clear()
    for depth in Depth:
        driver.workspace.set_depth(depth)
        driver.settle()
        yield f"the stage, {depth.value}", driver.window
    driver.window.stage_pane.bar.all.setChecked(True)
    driver.settle()
    yield "all images on the stage", driver.window
    action.setChecked(False)
    driver.workspace.set_depth(Depth.SIMPLE)


def _scenes(driver: Driver) -> Iterator[Picture]:
    """Each as a strip: of an edit of every kind."""
    directory = LayerPath("opt/nginx/conf.d")
    for name, change in (
        ("a file of a layer is written", edits.write("c1", PAGE, b"two\n")),
        ("a file is created", edits.create_file("c1", LayerPath("opt/new"))),
        ("a file is deleted", edits.delete("c1", LayerPath("opt/nginx/mime.types"), False)),
        ("a directory is deleted", edits.delete("c1", directory, True)),
        ("a directory is made anew", edits.make_directory("c1", directory)),
        ("a file is renamed", edits.rename("c1", NEW, LayerPath("opt/nginx/newer.txt"))),
        ("a mode is changed", edits.chmod("c1", LayerPath("opt/nginx/logo.png"), 0o600)),
        ("a symbolic link is made", edits.symlink("c1", CONF, "newer.txt")),
    ):
        driver.workspace.start(Apply(driver.workspace, change))
        driver.settle()
        yield f"scene: {name}", Subject.STRIP


def _acts(driver: Driver) -> Iterator[Picture]:
    """Scenes of what is done with whole images and containers."""
    workspace = driver.workspace
    archive = workspace.engine.root / "saved.tar"
    for name in ("commit", "save", "create", "remove"):
        driver.window.actions_[name].trigger()
        dialog = driver.dialog()
        if isinstance(dialog, SaveDialog):
            dialog.findChildren(QLineEdit)[-1].setText(str(archive))
        driver.until(dialog.accept_button.isEnabled)  # type: ignore[attr-defined]
        dialog.accept()
        driver.settle()
        yield f"scene: {name}", Subject.STRIP
    workspace.start(LoadArchive(workspace, archive))
    driver.settle()
    yield "scene: load", Subject.STRIP
    driver.window.actions_["play_build"].trigger()
    driver.settle()
    yield "scene: what made the image", Subject.STRIP


def draw(look: Look, folder: Path, stops: int | None) -> list[str]:
    """The pictures of one look; their names, in order."""
    app = application()
    prepare(app, look.language)
    names: list[str] = []
    with tempfile.TemporaryDirectory() as root:
        settings = Settings()
        for key, value in (("theme", look.theme), ("zoom", str(look.zoom))):
            settings.put(key, value)
        program = Program(app, Workspace(Engine(Path(root)), settings))
        driver = Driver(program, _hands())  # type: ignore[arg-type]
        driver.window.resize(*look.size)
        driver.window.share_out()
        for name, what in islice(pictures(driver), stops):
            names.append(f"{len(names):02} {_plain(name)}")
            _save(driver, what, folder / f"{names[-1]}.png")
        driver.window.inspector.content.editor.document().setModified(False)
        program.close()
    return names


def _save(driver: Driver, what: QWidget | Subject, file: Path) -> None:
    QApplication.processEvents()
    if isinstance(what, Subject):
        image(Gallery(driver.window).draw(what, paper=False), 1.0).save(str(file), "PNG")
    else:
        what.grab().save(str(file), "PNG")


def _plain(name: str) -> str:
    """For a file's name; the same in every language, as far as the walk's names are."""
    return "".join(c if c.isalnum() or c in "-_ ," else "" for c in name).strip()


def contact_sheet(folder: Path, looks: Iterable[Look]) -> str:
    """A row for each picture, a column for each look. Names differ by language: numbers do not."""
    columns = [(look, sorted((folder / look.name).glob("*.png"))) for look in looks]
    head = "".join(f"<th>{html.escape(look.name)}</th>" for look, _ in columns)
    rows = []
    for number in range(max((len(files) for _, files in columns), default=0)):
        row = (files[number] if number < len(files) else None for _, files in columns)
        rows.append(f"<tr>{''.join(_cell(folder, file) for file in row)}</tr>")
    return _PAGE.format(head=head, rows="\n".join(rows))


_PAGE = """<!doctype html>
<meta charset="utf-8"><title>Layerlab, every pane</title>
<style>body {{ font: 14px sans-serif; background: #888; margin: 8px }} img {{ width: 460px }}
td {{ vertical-align: top; background: #fff; padding: 6px }}
th {{ position: sticky; top: 0; background: #222; color: #fff; padding: 6px }}</style>
<table><tr>{head}</tr>
{rows}
</table>
"""


def _cell(folder: Path, file: Path | None) -> str:
    if file is None:
        return "<td></td>"
    link = html.escape(file.relative_to(folder).as_posix())
    title = html.escape(file.stem)
    image_ = f'<img loading="lazy" src="{link}" alt="{title}"/>'
    return f'<td>{title}<br/><a href="{link}">{image_}</a></td>'


def main(words: list[str]) -> None:
    chosen = _parser().parse_args(words)
    folder: Path = chosen.folder
    size = int(chosen.size.partition("x")[0]), int(chosen.size.partition("x")[2])
    pairs = product(chosen.language, chosen.theme)
    looks = [Look(language, theme, size, chosen.zoom) for language, theme in pairs]
    if chosen.here:
        (look,) = looks
        draw(look, folder / look.name, chosen.stops)
        return
    for look in looks:
        (folder / look.name).mkdir(parents=True, exist_ok=True)
    common = ["--size", chosen.size, "--zoom", str(chosen.zoom)]
    common += ["--stops", str(chosen.stops)] if chosen.stops else []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda look: _in_a_process(look, folder, common), looks))
    (folder / INDEX).write_text(contact_sheet(folder, looks), encoding="utf-8")
    print(folder / INDEX)


def _in_a_process(look: Look, folder: Path, common: list[str]) -> None:
    """One application has one language and one theme from its start on."""
    own = ["--here", "--language", look.language, "--theme", look.theme]
    subprocess.run([sys.executable, __file__, str(folder), *own, *common], check=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Draws every pane of the window.")
    parser.add_argument("folder", type=lambda text: Path(text).absolute())
    parser.add_argument("--language", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--theme", nargs="+", choices=tuple(THEMES), default=tuple(THEMES))
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--zoom", type=int, default=100, help="percent")
    parser.add_argument("--stops", type=int, help="only so many pictures of each")
    parser.add_argument("--here", action="store_true", help="one look, in this process")
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
