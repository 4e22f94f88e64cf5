"""The command palette: letters find things, in both languages, and Enter does them."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from gui.driving import Driver
from layerlab.errors import Cancelled
from layerlab.model import LayerPath
from layerlab_gui.i18n import install
from layerlab_gui.palette.dialog import Palette
from layerlab_gui.palette.entries import Entry, Kind, rank
from layerlab_gui.palette.matching import Pattern, Way, fold
from layerlab_gui.palette.paths import read_paths, search
from layerlab_gui.palette.recent import KEPT, Recent
from layerlab_gui.settings import Settings


def _meant(typed: str, name: str) -> tuple[Way, str] | None:
    fit = Pattern(typed).fit(fold(name))
    return None if fit is None else (fit.way, "".join(name[spot] for spot in fit.spots))


@pytest.mark.parametrize(
    ("typed", "name", "way", "meant"),
    [
        ("comm", "Commit to a new image…", Way.BEGINS, "Comm"),
        ("new", "Commit to a new image…", Way.WORD_BEGINS, "new"),
        ("cni", "Commit to a new image…", Way.WORDS, "Cni"),
        ("im new", "Commit to a new image…", Way.WORDS, "newim"),
        ("conew", "Commit to a new image…", Way.WORDS, "Conew"),
        ("mit", "Commit to a new image…", Way.PART, "mit"),
        ("cmtge", "Commit to a new image…", Way.SCATTERED, "Cmtge"),
        ("nconf", "/etc/nginx.conf", Way.WORDS, "nconf"),
        ("ㅋㅁ", "새 이미지로 커밋…", Way.WORD_BEGINS, "커밋"),
        ("ㅋ미", "커밋", Way.BEGINS, "커밋"),
        ("커미", "커밋", Way.BEGINS, "커밋"),
        ("컴", "커밋", Way.BEGINS, "커밋"),
        ("닭", "달걀", Way.BEGINS, "달걀"),
        ("ㅇㄱㅅ", "이미지 검색", Way.WORDS, "이검색"),
        ("ㄲ", "꺼짐", Way.BEGINS, "꺼"),
    ],
)
def test_a_name_fits_in_the_best_way(typed: str, name: str, way: Way, meant: str) -> None:
    assert _meant(typed, name) == (way, meant)


@pytest.mark.parametrize(("typed", "name"), [("xyz", "Commit"), ("ㅋㄱ", "커밋"), ("커미", "커다")])
def test_what_does_not_fit(typed: str, name: str) -> None:
    assert _meant(typed, name) is None


def test_decomposed_hangul_is_found() -> None:
    assert Pattern("ㅋㅁ").fit(fold("커밋")) is not None


def _entry(text: str, kind: Kind = Kind.ACTION, why_not: str = "", *also: str) -> Entry:
    return Entry(text, kind, text, "file", lambda: None, also, why_not=why_not)


def _ranked(typed: str, *entries: Entry, recent: tuple[str, ...] = ()) -> list[str]:
    ages = {name: age for age, name in enumerate(recent)}
    return [found.entry.text for found in rank(entries, Pattern(typed), ages)]


def test_possible_before_impossible_before_scattered() -> None:
    save, far, off = _entry("Save"), _entry("Show a vase"), _entry("Save all", why_not="nothing")
    assert _ranked("save", far, off, save) == ["Save", "Save all", "Show a vase"]


def test_recent_ones_are_first_among_equals_and_before_all_where_nothing_is_typed() -> None:
    one, two, three = _entry("Tag one"), _entry("Tag two"), _entry("A tag")
    assert _ranked("tag", one, three, two, recent=("Tag two",)) == ["Tag two", "Tag one", "A tag"]
    assert _ranked("", one, two, three, recent=("A tag",)) == ["A tag", "Tag one", "Tag two"]


def test_other_names_find_it_too() -> None:
    assert _ranked("commit", _entry("커밋", Kind.ACTION, "", "Commit"), _entry("열기")) == ["커밋"]


def test_recent_keeps_the_last_ones() -> None:
    recent = Recent(Settings())
    for number in range(KEPT + 5):
        recent.note(f"action:{number}")
    recent.note("action:9")
    ages = recent.ages()
    assert len(ages) == KEPT
    assert ages["action:9"] == 0
    assert ages[f"action:{KEPT + 4}"] == 1
    assert "action:0" not in ages


def test_paths_are_found_by_name_first(sample: Driver) -> None:
    source = sample.workspace.source
    assert source is not None
    index = read_paths(source, lambda: False)
    found = search(index, Pattern("nginx"), lambda: False)
    assert found[0] == "opt/nginx"
    assert LayerPath("opt/nginx/index.html") in found
    assert search(index, Pattern("/opt/nginx/ind"), lambda: False)[0] == "opt/nginx/index.html"
    assert search(index, Pattern("html index"), lambda: False) == ["opt/nginx/index.html"]
    assert "opt/nginx/index.html" in search(index, Pattern("oni"), lambda: False)
    assert search(index, Pattern("no such thing at all"), lambda: False) == []


def test_reading_and_searching_stop_when_nobody_waits(sample: Driver) -> None:
    source = sample.workspace.source
    assert source is not None
    with pytest.raises(Cancelled):
        read_paths(source, lambda: True)
    index = read_paths(source, lambda: False)
    with pytest.raises(Cancelled):
        search(index, Pattern("in"), lambda: True)


# in the window


def _open(driver: Driver) -> Palette:
    driver.press("Ctrl+K")
    palette = driver.window.palette_
    assert palette.isVisible()
    assert QApplication.focusWidget() is palette.field
    return palette


def _texts(palette: Palette) -> list[str]:
    return [palette.model.index(row).data() for row in range(palette.model.rowCount())]


def _spoken(palette: Palette) -> str:
    return str(palette.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def test_enter_runs_an_action_and_the_keyboard_goes_back(sample: Driver) -> None:
    tree = sample.window.files.tree
    tree.setFocus()
    palette = _open(sample)
    assert not sample.window.actions_["real"].isChecked()
    palette.field.setText("how it is stored")
    assert _spoken(palette) == "Show how it is stored, off · action, Ctrl+Shift+R"
    sample.press("Return")
    assert sample.window.actions_["real"].isChecked()
    assert palette.isHidden()
    assert QApplication.focusWidget() is tree


def test_escape_closes_and_nothing_else(sample: Driver) -> None:
    sample.workspace.noted.emit("a note")
    palette = _open(sample)
    sample.press("Esc")
    assert palette.isHidden()
    assert sample.window.message.isVisible()


def test_arrows_pages_and_the_tabulator_move_the_choice(sample: Driver) -> None:
    palette = _open(sample)

    def rows(*keys: str) -> list[int]:
        found = []
        for key in keys:
            sample.press(key)
            found.append(palette.list.currentIndex().row())
        return found

    assert rows("Down", "Down", "Up", "Tab", "Shift+Tab") == [1, 2, 1, 2, 1]
    (below,) = rows("PgDown")
    assert below > 5
    assert rows("PgUp", "Up")[1] < below - 5
    assert QApplication.focusWidget() is palette.field


def test_a_path_is_found_and_gone_to(sample: Driver) -> None:
    palette = _open(sample)
    sample.qtbot.keyClicks(palette.field, "index.html")
    sample.until(lambda: "/opt/nginx/index.html" in _texts(palette))
    while palette.list.currentIndex().data() != "/opt/nginx/index.html":
        sample.press("Down")
    assert _spoken(palette) == "/opt/nginx/index.html, path"
    sample.press("Return")
    sample.settle()
    assert sample.workspace.path == "opt/nginx/index.html"
    assert QApplication.focusWidget() is sample.window.files.tree
    assert "/opt/nginx/index.html" not in _texts(_open(sample))  # paths want to be asked for


def test_a_layer_an_image_a_tab_and_a_theme_are_found(sample: Driver) -> None:
    for typed, text in (("layer 3", "Layer 3"), ("inspector meta", "Inspector: Meta")):
        palette = _open(sample)
        palette.field.setText(typed)
        assert str(palette.list.currentIndex().data()).startswith(text)
        sample.press("Return")
        sample.settle()
    assert sample.workspace.layer == 3
    tabs = sample.window.inspector.tabs
    assert tabs.currentWidget() is sample.window.inspector.facts
    palette = _open(sample)
    assert any("opened archive" in _side(palette, row) for row in range(palette.model.rowCount()))
    assert "Theme: Dark" in _texts(palette)


def _side(palette: Palette, row: int) -> str:
    return str(palette.model.index(row).data(Qt.ItemDataRole.ToolTipRole))


def test_what_is_not_possible_says_why_and_is_not_done(sample: Driver) -> None:
    palette = _open(sample)
    palette.field.setText("commit to")
    assert palette.list.currentIndex().data() == "Commit to a new image…"
    assert "Show a container" in _spoken(palette)
    sample.press("Return")
    assert palette.isVisible()
    assert palette.note.text() == "Show a container"


def test_every_impossible_action_has_its_reason(sample: Driver) -> None:
    actions = sample.window.actions_
    off = [name for name in actions.specs if not actions[name].isEnabled()]
    assert off
    assert [name for name in off if not actions.why_not(name)] == []
    tip = actions["commit"].toolTip()
    assert tip.endswith("(Ctrl+M)\nShow a container")


def test_korean_window_finds_by_initial_consonants_and_by_english_names(sample: Driver) -> None:
    sample.workspace.settings.put("language", "ko")
    window = sample.window
    sample.program.choose_language("ko")
    sample.until(lambda: sample.window is not window)
    sample.settle()
    for typed in ("ㅋㅁ", "commit"):
        palette = _open(sample)
        palette.field.setText(typed)
        assert "새 이미지로 커밋…" in _texts(palette)[:3], typed
        sample.press("Esc")
    install(QApplication.instance(), "en")


def test_late_results_are_dropped(sample: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    gate, asked = threading.Event(), []

    def slow(index, pattern, is_stopped):
        asked.append(pattern.text)
        if pattern.text == "nginx":
            gate.wait(10)
        return [LayerPath(f"found/{pattern.text}")]

    monkeypatch.setattr("layerlab_gui.palette.finder.search", slow)
    palette = _open(sample)
    palette.field.setText("nginx")
    sample.until(lambda: asked == ["nginx"])
    palette.field.setText("index")
    sample.until(lambda: "/found/index" in _texts(palette))
    gate.set()
    sample.settle()
    assert "/found/nginx" not in _texts(palette)


def test_paths_are_read_once_for_a_view_and_anew_after_an_edit(
    sample: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = []

    def counting(source, is_stopped):
        readings.append(source)
        return read_paths(source, is_stopped)

    monkeypatch.setattr("layerlab_gui.palette.finder.read_paths", counting)
    sample.container()
    _look_for(sample, "nginx")
    sample.press("Esc")
    _look_for(sample, "index.html")
    sample.press("Esc")
    assert len(readings) == 1
    sample.window.files.tree.setFocus()
    sample.choose("opt/nginx/index.html")
    sample.press("Del", sample.window.files.tree)
    sample.settle()
    palette = _look_for(sample, "index.html")
    assert len(readings) == 2
    assert "/opt/nginx/index.html" not in _texts(palette)


def _look_for(driver: Driver, typed: str) -> Palette:
    palette = _open(driver)
    palette.field.setText(typed)
    driver.until(lambda: not palette._finder.is_busy)
    return palette


def test_it_is_told_to_assistive_technology(sample: Driver) -> None:
    palette = _open(sample)
    field = QAccessible.queryAccessibleInterface(palette.field)
    assert field.text(QAccessible.Text.Name) == "Command palette"
    assert field.text(QAccessible.Text.Description)
    rows = QAccessible.queryAccessibleInterface(palette.list)
    assert rows.role() == QAccessible.Role.List
    assert rows.child(0).text(QAccessible.Text.Name)


def test_going_elsewhere_closes_it(sample: Driver) -> None:
    palette = _open(sample)
    sample.window.search.setFocus()
    assert palette.isHidden()
    assert QApplication.focusWidget() is sample.window.search
