"""A walk through the window: every pane, page, tab, menu and dialog, one after the other.

`tour` yields a name and the window that is to be looked at, in each of its states; the walk goes on
when the next is asked for.
"""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from gui.driving import Driver
from layerlab.errors import NoSuchContainer
from layerlab.model import LayerPath, Platform, parent
from layerlab_gui.dialogs.import_files import ImportDialog
from layerlab_gui.dialogs.platform import PlatformDialog
from layerlab_gui.target import Mode, Target, TargetKind
from layerlab_gui.tasks import edits
from layerlab_gui.tasks.showing import Show

Stop = tuple[str, QWidget]

PAGE = LayerPath("opt/nginx/index.html")
CONF = LayerPath("opt/nginx/nginx.conf")
NEW = LayerPath("opt/nginx/new.txt")
ON_ARCHIVE = ("create", "create_volume", "export_picture", "print", "about", "glossary")
ON_STORE = ("save", "tag", "disk", "remove")
ON_CONTAINER = (
    *("commit", "rename_container", "keep", "remove"),
    *("new_file", "new_folder", "new_link", "rename", "permissions"),
)
ON_EDIT = ("branch", "label")


def tour(driver: Driver) -> Iterator[Stop]:
    """The window was made and has shown nothing yet."""
    driver.workspace.settings.put("sample_shown", True)
    driver.start()
    yield _at(driver, "empty")
    driver.window.actions_["sample"].trigger()
    driver.settle()
    yield from _around_image(driver)
    yield from _menus(driver)
    driver.window.conduct.edit_in_container()
    driver.until(lambda: driver.workspace.container is not None)
    driver.settle()
    driver.choose(PAGE)
    driver.window.stack.stage.is_on = False
    yield from _around_container(driver)
    yield from _around_history(driver)
    yield from _around_store(driver)
    yield from _free_dialogs(driver)
    driver.workspace.failed.emit(NoSuchContainer("c9"))
    yield _at(driver, "an error")
    driver.workspace.failed.emit(ValueError("odd"))
    yield _at(driver, "an unexpected error")


def _at(driver: Driver, name: str) -> Stop:
    driver.settle()
    QApplication.processEvents()
    return name, driver.window


def _around_image(driver: Driver) -> Iterator[Stop]:
    window, workspace = driver.window, driver.workspace
    yield _at(driver, "an image")
    for mode in (Mode.LAYER, Mode.CHANGES, Mode.MERGED):
        workspace.select_mode(mode)
        yield _at(driver, f"mode {mode.name}")
    driver.choose(PAGE)
    yield from _tabs(driver)
    workspace.show_ghosts(True)
    yield _at(driver, "ghosts")
    workspace.show_ghosts(False)
    for text in ("conf", "no such path"):
        window.search.setText(text)
        driver.until(lambda: not window.files._timer.isActive())
        yield _at(driver, f"filter {text!r}")
    window.search.clear()
    window.actions_["real"].trigger()
    yield _at(driver, "as stored")
    window.actions_["stage"].trigger()
    yield _at(driver, "the stage")
    window.stage_pane.bar.all.click()
    yield _at(driver, "the stage of all images")
    window.stage_pane.bar.one.click()
    window.actions_["stage"].trigger()
    yield from _tabs(driver)
    window.actions_["real"].trigger()
    yield from _dialogs(driver, ON_ARCHIVE)


def _around_store(driver: Driver) -> Iterator[Stop]:
    """The image of the container, which was loaded for it."""
    workspace = driver.workspace
    image = Target(TargetKind.IMAGE, str(driver.engine.images()[0].image_id))
    workspace.start(Show(workspace, image))
    yield _at(driver, "an image of the store")
    yield from _dialogs(driver, ON_STORE)


def _around_container(driver: Driver) -> Iterator[Stop]:
    window, workspace = driver.window, driver.workspace
    yield _at(driver, "a container without edits")
    window.actions_["changes"].trigger()
    yield _at(driver, "no changes")
    workspace.select_mode(Mode.MERGED)
    for change in (
        edits.write("c1", PAGE, b"one\n"),
        edits.delete("c1", CONF, False),
        edits.write("c1", NEW, b"new\n"),
    ):
        workspace.start(edits.Apply(workspace, change))
        driver.settle()
    driver.choose(PAGE)
    yield from _tabs(driver)
    yield from _dialogs(driver, ON_CONTAINER)
    driver.choose(parent(PAGE))
    yield from _dialogs(driver, ("delete",))
    for flat in (True, False):
        window.actions_["changes"].trigger()
        window.files.bar.flat.setChecked(flat)
        yield _at(driver, f"changes, as a list: {flat}")
    workspace.select_mode(Mode.MERGED)


def _around_history(driver: Driver) -> Iterator[Stop]:
    window = driver.window
    window.actions_["console"].trigger()
    window.console.line.setText("docker ps -a")
    driver.qtbot.keyClick(window.console.line, Qt.Key.Key_Return)
    yield _at(driver, "the console")
    window.actions_["history"].trigger()
    driver.until(lambda: window.history.model.rowCount() == 4)
    yield _at(driver, "the history")
    window.history.list.setCurrentIndex(
        window.history.model.index(window.history.model.row_of(1), 0)
    )
    yield _at(driver, "an edit of the history")
    yield from _dialogs(driver, ON_EDIT)
    window.past.look_at(1)
    yield _at(driver, "the past")
    window.past.look_at(None)
    driver.settle()


def _tabs(driver: Driver) -> Iterator[Stop]:
    tabs = driver.window.inspector.tabs
    for number in range(tabs.count()):
        if tabs.isTabVisible(number):
            tabs.setCurrentIndex(number)
            yield _at(driver, f"tab {tabs.tabText(number)}")
    tabs.setCurrentIndex(0)


def _menus(driver: Driver) -> Iterator[Stop]:
    for action in driver.window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.popup(driver.window.mapToGlobal(driver.window.rect().topLeft()))
        QApplication.processEvents()
        yield f"menu {menu.title()}", menu
        menu.close()


def _dialogs(driver: Driver, names: tuple[str, ...]) -> Iterator[Stop]:
    for name in names:
        action = driver.window.actions_[name]
        if not action.isEnabled():
            continue
        action.trigger()
        dialog = driver.dialog()
        QApplication.processEvents()
        yield f"dialog {name}", dialog
        _dismiss(driver, dialog)


def _dismiss(driver: Driver, dialog: QDialog) -> None:
    dialog.reject()
    driver.settle()


def _free_dialogs(driver: Driver) -> Iterator[Stop]:
    """Those that a dialog for files comes before."""
    arm = Platform("linux", "arm64")
    for dialog in (
        ImportDialog(Path("root.tar"), arm, driver.window),
        PlatformDialog("many.tar", (arm, Platform("linux", "amd64")), arm, driver.window),
    ):
        dialog.show()
        QApplication.processEvents()
        yield f"dialog {type(dialog).__name__}", dialog
        dialog.close()
        dialog.deleteLater()
