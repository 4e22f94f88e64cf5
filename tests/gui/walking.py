"""Walks over the whole window, as the keyboard and as assistive technology do."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QTabBar, QWidget

from gui.driving import Driver

State = tuple[str, Callable[[Driver], object]]


def _opened(driver: Driver) -> None:
    driver.choose("opt/nginx/index.html")


def _container(driver: Driver) -> None:
    driver.container()


def _edited(driver: Driver) -> None:
    """A file was changed and another is being changed; the stage stands, the bars are there."""
    driver.container()
    driver.type_line("<!-- one -->")
    driver.press("Ctrl+S")
    driver.until(lambda: bool(driver.workspace.shown.can_undo))
    driver.settle()
    driver.window.stack.stage.skip()
    driver.type_line("<!-- two -->")


def _save_again(driver: Driver) -> None:
    driver.press("Ctrl+S")
    driver.settle()
    driver.until(lambda: driver.workspace.shown.head > 1)
    driver.window.stack.stage.skip()
    driver.settle()


def _past(driver: Driver) -> None:
    _edited(driver)
    _save_again(driver)
    driver.window.actions_["history"].trigger()
    driver.workspace.look_at(1)
    driver.until(lambda: driver.workspace.is_past)
    driver.settle()


def _changes(driver: Driver) -> None:
    _edited(driver)
    _save_again(driver)
    driver.window.actions_["changes"].trigger()
    driver.settle()


def _found(driver: Driver) -> None:
    driver.window.search.setText("conf")
    driver.until(driver.window.files.results.isVisible)
    driver.settle()


def _told(driver: Driver) -> None:
    driver.window.message.tell_error(RuntimeError("a fault of the program"))


def _palette(driver: Driver) -> None:
    driver.press("Ctrl+K")


def _stage(driver: Driver) -> None:
    _opened(driver)
    driver.window.actions_["stage"].trigger()
    driver.settle()


STATES: tuple[State, ...] = (
    ("opened archive", _opened),
    ("container", _container),
    ("edited", _edited),
    ("earlier state", _past),
    ("changes", _changes),
    ("found", _found),
    ("told", _told),
    ("palette", _palette),
    ("stage", _stage),
)


def visible(window: QWidget) -> Iterator[QWidget]:
    return (w for w in window.findChildren(QWidget) if w.isVisible() and w.window() is window)


def can_be_reached(widget: QWidget) -> bool:
    """Whether Tab is to come by. Of buttons that exclude each other it comes to the one that is
    pressed, and arrow keys go on from there."""
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if not takes or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    return not (isinstance(widget, QAbstractButton) and is_alternative(widget))


def has_tab_stop(widget: QWidget) -> bool:
    """Whether Tab comes to one of its kind beside it, from which arrow keys lead here."""
    around = widget.parentWidget().findChildren(type(widget))
    return any(can_be_reached(other) for other in around)


def is_alternative(button: QAbstractButton) -> bool:
    group = button.group()
    is_exclusive = button.autoExclusive() or (group is not None and group.exclusive())
    return is_exclusive and not button.isChecked()


def stops(driver: Driver, *, back: bool = False) -> list[QWidget]:
    """Where the keyboard comes by, from where it is once round."""
    window = driver.window
    window.focusNextPrevChild(not back)
    first = QApplication.focusWidget()
    found = []
    for _ in range(300):
        window.focusNextPrevChild(not back)
        now = QApplication.focusWidget()
        found.append(now)
        if now is first:
            return found
    raise AssertionError(f"never comes back: {found[-5:]}")


def shortcuts(window: QWidget) -> Iterator[tuple[str, object]]:
    """Every key that works in the whole window now, and what it is for."""
    yield from _of_actions(window)
    for widget in visible(window):
        if isinstance(widget, QAbstractButton) and widget.isEnabled():
            if not widget.shortcut().isEmpty():
                yield widget.shortcut().toString(), widget
        elif isinstance(widget, QTabBar):
            yield from _of_tabs(widget)
        elif isinstance(widget, QLabel) and widget.buddy() is not None:
            yield QKeySequence.mnemonic(widget.text()).toString(), widget
    for key in window.findChildren(QShortcut):
        owner = key.parent()
        is_there = isinstance(owner, QWidget) and owner.isVisible()
        if is_there and key.context() == Qt.ShortcutContext.WindowShortcut:
            yield key.key().toString(), key


def _of_actions(window: QWidget) -> Iterator[tuple[str, object]]:
    for action in window.findChildren(QAction):
        is_whole = action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
        if action.isEnabled() and is_whole and not action.shortcut().isEmpty():
            yield action.shortcut().toString(), action
    for action in window.menuBar().actions():
        yield QKeySequence.mnemonic(action.text()).toString(), action


def _of_tabs(bar: QTabBar) -> Iterator[tuple[str, object]]:
    for number in range(bar.count()):
        key = QKeySequence.mnemonic(bar.tabText(number)).toString()
        if bar.isTabVisible(number) and bar.isTabEnabled(number) and key:
            yield key, f"tab {bar.tabText(number)}"


def menus(window: QWidget) -> Iterator[QMenu]:
    return (menu for menu in window.findChildren(QMenu) if menu.actions())


def picture(widget: QWidget) -> QImage:
    """With what is around it, where a frame may be drawn."""
    return (
        widget.window()
        .grab(widget.rect().translated(widget.mapTo(widget.window(), widget.rect().topLeft())))
        .toImage()
    )
