"""Zoom, projector, high contrast, reduced motion: by their keys, in the real window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFontInfo, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.driving import Driver
from layerlab_gui import fonts, looks
from layerlab_gui.app import prepare
from layerlab_gui.settings import ZOOMS, Settings
from layerlab_gui.theme import LIGHT, projected, stroke


def _renewed(driver: Driver, key: str) -> None:
    before = driver.window
    driver.press(key)
    driver.until(lambda: driver.window is not before)
    driver.settle()


def _edit(driver: Driver) -> None:
    """Save a line, and wait for its scene to begin."""
    stage = driver.window.stack.stage
    before = stage.scene
    driver.type_line("hello")
    driver.press("Ctrl+S")
    driver.until(lambda: stage.scene is not before)


# zoom


def test_the_keys_go_through_all_zooms(sample: Driver) -> None:
    for zoom in ZOOMS[ZOOMS.index(100) + 1 :]:
        _renewed(sample, "Ctrl++")
        assert sample.workspace.settings.zoom == zoom
        assert sample.window.search.font().pointSizeF() == fonts.POINT_SIZE * zoom / 100
    before = sample.window
    sample.press("Ctrl++")
    sample.settle()
    assert sample.window is before, "300 % is the end"
    _renewed(sample, "Ctrl+0")
    assert sample.window.search.font().pointSizeF() == fonts.POINT_SIZE
    for zoom in reversed(ZOOMS[: ZOOMS.index(100)]):
        _renewed(sample, "Ctrl+-")
        assert sample.workspace.settings.zoom == zoom


def test_everything_grows_with_the_font(sample: Driver) -> None:
    def sizes() -> list[int]:
        window = sample.window
        tools = window.search.sizeHint().height()
        return [
            window.files.tree.sizeHintForRow(0),
            window.stack.list.sizeHintForRow(0),
            window.objects.tree.sizeHintForRow(0),
            window.files.bar.sizeHint().height(),
            window.files.tree.indentation(),
            window.files.tree.verticalScrollBar().sizeHint().width(),
            tools,
            window.stack.controls.back.iconSize().height(),
        ]

    before = sizes()
    for _ in range(ZOOMS.index(200) - ZOOMS.index(100)):
        _renewed(sample, "Ctrl++")
    for small, large in zip(before, sizes(), strict=True):
        assert large >= small * 1.75, (before, sizes())


def test_the_zoom_is_remembered_and_nonsense_is_not(make: Callable[..., Driver]) -> None:
    settings = Settings()
    settings.put("zoom", "150")
    assert make(settings=settings).window.fontMetrics().height() > 20
    settings.put("zoom", "7000")
    assert settings.zoom == 100


@pytest.mark.parametrize(
    ("turns", "zoom"), [((120,), 110), ((60, 60), 110), ((-120,), 90), ((60,), 100)]
)
def test_ctrl_and_the_wheel_zoom(sample: Driver, turns: tuple[int, ...], zoom: int) -> None:
    window = sample.window
    at = QPointF(window.stack.mapTo(window, window.stack.rect().center()))
    for turn in turns:
        event = QWheelEvent(
            at,
            window.mapToGlobal(at),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(window.windowHandle(), event)
    sample.settle()
    assert sample.workspace.settings.zoom == zoom


def test_what_was_begun_is_there_after_a_zoom(sample: Driver) -> None:
    sample.container()
    _edit(sample)
    stage = sample.window.stack.stage
    stage.skip()
    sample.settle()
    stage.back()
    scene, position = stage.scene, stage.position
    sample.press("Alt+5")
    sample.qtbot.keyClicks(sample.window.console.line, "docker ps")
    _renewed(sample, "Ctrl++")
    window = sample.window
    assert window.console.line.text() == "docker ps"
    assert window.drawer.isAncestorOf(QApplication.focusWidget())
    assert (window.stack.stage.scene, window.stack.stage.position) == (scene, position)


def _seen(widget: QWidget) -> QRect:
    """What of it no widget around it cuts off."""
    seen, above = widget.rect(), widget
    while not above.isWindow():
        seen = seen.translated(above.pos())
        above = above.parentWidget()
        seen = seen.intersected(above.rect())
    return seen if widget.isVisible() else QRect()


@pytest.mark.parametrize("zoom", ["200", "300"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_at_the_largest_zoom_a_small_screen_is_enough(
    make: Callable[..., Driver], qapp: QApplication, zoom: str, language: str
) -> None:
    settings = Settings()
    settings.put("zoom", zoom)
    settings.put("language", language)
    prepare(qapp, language)
    driver = make(settings=settings).start()
    window = driver.window
    window.resize(1024, 768)
    driver.settle()
    assert (window.width(), window.height()) == (1024, 768)
    for number in range(1, 6):
        driver.press(f"Alt+{number}")
        driver.settle()
        focus = QApplication.focusWidget()
        assert focus is not None
        assert _seen(focus).width() > 200, focus
        assert _seen(focus).height() > 20, focus
    driver.press("Ctrl+F")
    assert window.search.hasFocus()
    assert _seen(window.search).width() >= window.search.minimumWidth()


# projector


@pytest.mark.parametrize("height", [480, 600, 720, 768, 1080, 1440, 2160])
@pytest.mark.parametrize("dpi", [72.0, 96.0, 120.0])
def test_a_projectors_text_and_lines_are_large_enough(
    qapp: QApplication, height: int, dpi: float
) -> None:
    """An em of the smallest text there is, and the thinnest line."""
    zoom = looks.projector_zoom(height, dpi)
    smallest = fonts.scaled(fonts.interface(zoom), 0.1)
    assert smallest.pointSizeF() * dpi / 72 >= height / 45
    before = qapp.font()
    qapp.setFont(fonts.interface(zoom))
    try:
        assert stroke(projected(LIGHT)) >= 3
        assert stroke(projected(LIGHT), 3) > stroke(projected(LIGHT), 2) > stroke(projected(LIGHT))
    finally:
        qapp.setFont(before)


def _texts(window: QWidget) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if w.isVisible() and not w.children()]


def test_projector_mode_shows_one_pane_in_large_text(sample: Driver) -> None:
    _renewed(sample, "F11")
    window = sample.window
    assert window.isFullScreen()
    assert window.area.shown == {"stage"}
    least = window.screen().geometry().height() / looks.LINES_OF_A_SCREEN
    for widget in _texts(window):
        assert QFontInfo(widget.font()).pixelSize() >= least - 0.5, widget
    assert not window.menuBar().isVisible()
    assert not window.statusBar().isVisible()
    for number, name in enumerate(("objects", "stack", "files", "inspector", "drawer"), start=1):
        sample.press(f"Alt+{number}")
        assert window.area.shown == {name}
        assert window.area.bar.isVisible()


def test_escape_leaves_the_projector_and_gives_back_what_was_there(sample: Driver) -> None:
    _renewed(sample, "F11")
    names = ("geometry", "panes", "rows")
    before = [sample.workspace.settings.blob(name) for name in names]
    assert None not in before
    sample.press("Alt+3")
    _renewed(sample, "Esc")
    window = sample.window
    assert not window.isFullScreen()
    assert window.menuBar().isVisible()
    assert not window.actions_["projector"].isChecked()
    assert [sample.workspace.settings.blob(name) for name in names] == before


def test_escape_in_the_projector_dismisses_a_message_first(sample: Driver) -> None:
    _renewed(sample, "F11")
    sample.workspace.noted.emit("Look")
    assert sample.window.message.isVisible()
    sample.press("Esc")
    sample.until(lambda: not sample.window.message.isVisible())
    assert sample.window.theme.is_projected


def test_the_keys_of_a_presenter_step_the_scene(sample: Driver) -> None:
    sample.container()
    _renewed(sample, "F11")
    window, stage = sample.window, sample.window.stack.stage
    assert window.area.shown == {"stage"}
    sample.press("Alt+4")
    _edit(sample)
    assert window.area.shown == {"stage"}, "an edit is seen"
    stage.skip()
    end = stage.position
    assert end > 1
    sample.press("PgUp")
    assert stage.position == end - 1
    sample.press("PgUp")
    assert stage.position == end - 2
    sample.press("PgDown")
    sample.until(lambda: stage.position == end - 1)
    sample.press("Alt+2")
    sample.press("Right")
    sample.until(lambda: stage.position == end)
    sample.press("Left")
    assert stage.position == end - 1


def test_below_the_picture_stands_the_command(sample: Driver) -> None:
    _renewed(sample, "F11")
    sample.press("Alt+5")
    sample.qtbot.keyClicks(sample.window.console.line, "docker images")
    sample.qtbot.keyClick(sample.window.console.line, Qt.Key.Key_Return)
    sample.settle()
    sample.press("Alt+2")
    shown = [w.text() for w in sample.window.findChildren(QLabel) if w.isVisible()]
    assert "$ docker images" in shown
    _renewed(sample, "Ctrl++")
    shown = [w.text() for w in sample.window.findChildren(QLabel) if w.isVisible()]
    assert "$ docker images" in shown


# motion


def test_reduced_motion_steps_from_still_to_still(sample: Driver) -> None:
    sample.container()
    sample.press("Ctrl+Shift+A")
    assert sample.workspace.is_still
    assert sample.window.actions_["still"].isChecked()
    assert not sample.window.stack.controls.speed.isEnabled()
    _edit(sample)
    stage = sample.window.stack.stage
    assert stage.is_finished
    stage.back()
    stage.step()
    assert not stage.is_moving
    assert stage.is_finished
    sample.press("Ctrl+Shift+A")
    stage.play()
    assert stage.is_moving


def test_motion_is_as_the_system_has_it_until_somebody_says_otherwise() -> None:
    settings = Settings()
    assert settings.still(as_system=True)
    assert not settings.still(as_system=False)
    settings.put("still", False)
    assert not settings.still(as_system=True)


def test_menus_fade_in_no_more(sample: Driver, qapp: QApplication) -> None:
    effect = Qt.UIEffect.UI_General
    sample.workspace.set_still(True)
    assert not qapp.isEffectEnabled(effect)


# themes


@pytest.mark.parametrize("name", ["dark-contrast", "light-contrast"])
def test_high_contrast_is_chosen_in_the_menu(sample: Driver, name: str) -> None:
    before = sample.window
    sample.program.choose_theme(name)
    sample.until(lambda: sample.window is not before)
    assert sample.window.theme.name == name
    assert sample.workspace.settings.theme == name


@pytest.mark.parametrize(
    ("is_dark", "wants_contrast", "name"),
    [
        (False, False, "light"),
        (True, False, "dark"),
        (False, True, "light-contrast"),
        (True, True, "dark-contrast"),
    ],
)
def test_the_theme_follows_the_system(is_dark: bool, wants_contrast: bool, name: str) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Dark if is_dark else Qt.ColorScheme.Light

        def accessibility(self) -> "Hints":
            return self

        def contrastPreference(self) -> object:
            preference = Qt.ContrastPreference
            return preference.HighContrast if wants_contrast else preference.NoPreference

    class App:
        def styleHints(self) -> Hints:
            return Hints()

    assert looks.theme_of(App(), "system").name == name
    assert looks.theme_of(App(), "light").name == "light"
