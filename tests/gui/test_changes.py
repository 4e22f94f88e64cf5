"""The container's changes as a list that follows every edit, and the differences of a file."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from gui.driving import Driver
from layerlab.facade import Engine
from layerlab.model import LayerPath
from layerlab.overlay import Change
from layerlab_gui.target import Mode
from layerlab_gui.tasks import edits

PAGE = LayerPath("opt/nginx/index.html")
CONF = LayerPath("opt/nginx/nginx.conf")
NEW = LayerPath("opt/nginx/new.txt")


def do(driver: Driver, change: edits.Change) -> None:
    driver.workspace.start(edits.Apply(driver.workspace, change))
    driver.settle()


@pytest.fixture
def changed(sample: Driver) -> Driver:
    """A page is written, a configuration deleted, a file made; the list is in front."""
    sample.container()
    sample.window.stack.stage.is_on = False
    do(sample, edits.write("c1", PAGE, b"<!DOCTYPE html>\nnew\n"))
    do(sample, edits.delete("c1", CONF, False))
    do(sample, edits.write("c1", NEW, b"new\n"))
    sample.choose("opt/nginx/index.html")
    sample.press("Alt+7")
    sample.settle()
    assert sample.window.files.changes.list.hasFocus()
    return sample


def paths(driver: Driver) -> list[str]:
    model = driver.window.files.changes.model
    rows = (model.row(model.index(row)) for row in range(model.rowCount()))
    return [str(row) for row in rows if row]


def press_filter(driver: Driver, kind: Change) -> None:
    button = driver.window.files.changes.filters[kind]
    driver.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_alt_7_lists_what_docker_diff_does(changed: Driver) -> None:
    assert changed.workspace.mode is Mode.CHANGES
    assert paths(changed) == [str(row) for row in changed.workspace.container.diff()]
    assert paths(changed) == [
        "C /opt",
        "C /opt/nginx",
        "C /opt/nginx/index.html",
        "A /opt/nginx/new.txt",
        "D /opt/nginx/nginx.conf",
    ]


def test_model_keeps_qts_rules(changed: Driver) -> None:
    model = changed.window.files.changes.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    do(changed, edits.create_file("c1", LayerPath("opt/aaa")))
    changed.press("Ctrl+Z")
    changed.settle()
    assert "A /opt/aaa" not in paths(changed)
    tester.deleteLater()


def test_arrow_keys_choose_the_path_for_the_whole_window(changed: Driver) -> None:
    view = changed.window.files.changes.list
    changed.press("Down", view)
    changed.settle()
    assert changed.workspace.path == NEW
    changed.press("Down", view)
    changed.settle()
    assert changed.workspace.path == CONF
    assert "whiteout" in changed.window.inspector.trail.item(0).text()


def test_an_edit_keeps_selection_and_place(changed: Driver) -> None:
    view, model = changed.window.files.changes.list, changed.window.files.changes.model
    for number in range(40):
        changed.workspace.container.create(LayerPath(f"opt/nginx/z{number:02}"))
    do(changed, edits.create_file("c1", LayerPath("opt/nginx/z99")))
    changed.workspace.select_path(LayerPath("opt/nginx/z20"))
    view.scrollTo(model.find(LayerPath("opt/nginx/z20")))
    changed.settle()
    place = view.visualRect(view.currentIndex()).top()
    do(changed, edits.write("c1", LayerPath("opt/nginx/a-new-one"), b""))
    assert "A /opt/nginx/a-new-one" in paths(changed)
    assert model.row(view.currentIndex()).path == "opt/nginx/z20"
    assert view.visualRect(view.currentIndex()).top() == place
    assert changed.workspace.path == "opt/nginx/z20"


def test_what_another_program_does_is_listed(changed: Driver) -> None:
    with Engine(changed.engine.root) as other:
        other.container("c1").create(LayerPath("opt/by-another"))
    (changed.workspace.container.upper_path / "by-hand").write_text("x")
    changed.window._watcher.look()
    changed.until(lambda: "A /by-hand" in paths(changed))
    assert "A /opt/by-another" in paths(changed)


def test_kinds_are_left_out_by_their_buttons(changed: Driver) -> None:
    changes = changed.window.files.changes
    assert changes.filters[Change.ADDED].text() == "+1 added"
    press_filter(changed, Change.MODIFIED)
    assert paths(changed) == ["A /opt/nginx/new.txt", "D /opt/nginx/nginx.conf"]
    assert changes.filters[Change.MODIFIED].text() == "~3 modified"
    press_filter(changed, Change.MODIFIED)
    assert len(paths(changed)) == 5
    assert changes.model.row(changes.list.currentIndex()).path == PAGE


def test_the_list_is_copied_as_docker_prints_it(changed: Driver) -> None:
    button = changed.window.files.changes.copy_button
    changed.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == [str(row) for row in changed.workspace.container.diff()]


def test_the_list_is_copied_by_the_usual_key(changed: Driver) -> None:
    press_filter(changed, Change.MODIFIED)
    changed.press("Ctrl+C", changed.window.files.changes.list)
    assert QGuiApplication.clipboard().text() == ("A /opt/nginx/new.txt\nD /opt/nginx/nginx.conf\n")


def test_the_same_as_a_tree_by_a_key(changed: Driver) -> None:
    files = changed.window.files
    changed.press("Ctrl+Shift+T")
    changed.until(files.tree.isVisible)
    assert not files.changes.isVisible()
    changed.press("Ctrl+Shift+T")
    changed.until(files.changes.isVisible)


def test_a_layer_of_the_image_is_a_tree(changed: Driver) -> None:
    changed.workspace.select_layer(5)
    changed.settle()
    assert changed.window.files.tree.isVisible()
    assert not changed.window.files.bar.flat.isVisible()


def test_nothing_is_changed_yet(sample: Driver) -> None:
    sample.container()
    sample.press("Alt+7")
    changes = sample.window.files.changes
    assert changes.isVisible()
    assert not changes.list.isVisible()
    do(sample, edits.create_file("c1", NEW))
    assert changes.list.isVisible()


def test_an_earlier_state_has_the_changes_of_then(changed: Driver) -> None:
    changed.workspace.look_at(1)
    changed.settle()
    assert paths(changed) == ["C /opt", "C /opt/nginx", "C /opt/nginx/index.html"]
    assert changed.workspace.mode is Mode.CHANGES


def test_focus_alone_chooses_nothing(changed: Driver) -> None:
    changed.workspace.select_path(LayerPath("etc"))
    changed.settle()
    changed.window.files.changes.list.clearFocus()
    changed.press("Alt+3")
    changed.settle()
    assert changed.workspace.path == "etc"
    assert changed.window.files.changes.list.currentIndex() == QModelIndex() or (
        not changed.window.files.changes.list.selectedIndexes()
    )


# the differences of one path


def shown_lines(driver: Driver) -> list[str]:
    return driver.window.inspector.diff.view.raw_text.split("\n")


def test_the_difference_of_a_text_is_shown_among_changes(changed: Driver) -> None:
    tab = changed.window.inspector.diff
    assert tab.isVisible()
    changed.until(lambda: "+new" in shown_lines(changed))
    assert shown_lines(changed)[0].startswith("@@ -1,")
    assert " <!DOCTYPE html>" in shown_lines(changed)
    assert '-<html lang="en">' in shown_lines(changed)
    assert "content: 615 B → 20 B" in tab.head.text()
    assert tab.view.isReadOnly()


def test_a_row_says_why_and_how_large(changed: Driver) -> None:
    do(changed, edits.chmod("c1", LayerPath("opt/nginx/mime.types"), 0o600))
    model = changed.window.files.changes.model
    told = {model.row(model.index(r)).path: model.index(r).data() for r in range(model.rowCount())}
    assert told[PAGE] == "/opt/nginx/index.html, modified: content, time · 615 B → 20 B"
    assert told[NEW] == "/opt/nginx/new.txt, added · 4 B"
    assert told[CONF] == "/opt/nginx/nginx.conf, deleted · 154 B"
    assert told["opt/nginx"] == "/opt/nginx, modified: inside"
    assert told["opt/nginx/mime.types"] == "/opt/nginx/mime.types, modified: mode · 71 B"


def test_the_difference_follows_an_edit_of_another_program(changed: Driver) -> None:
    changed.until(lambda: "+new" in shown_lines(changed))
    with Engine(changed.engine.root) as other:
        other.container("c1").write(PAGE, b"<!DOCTYPE html>\nnewer\n")
    changed.window._watcher.look()
    changed.until(lambda: "+newer" in shown_lines(changed))


def test_line_numbers_are_beside_the_text(changed: Driver) -> None:
    view = changed.window.inspector.diff.view
    changed.until(lambda: "+new" in shown_lines(changed))
    assert view.viewportMargins().left() == 2 * view.number_width()
    view.selectAll()
    view.copy()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied == shown_lines(changed)


def test_what_is_no_text_has_sizes_and_digests(changed: Driver) -> None:
    do(changed, edits.write("c1", LayerPath("opt/nginx/logo.png"), b"\0\1"))
    changed.workspace.select_path(LayerPath("opt/nginx/logo.png"))
    tab = changed.window.inspector.diff
    changed.until(lambda: "sha256:b413f47d" in tab.note.text())
    assert "→ 2 B" in tab.head.text()


def test_a_large_text_says_so(changed: Driver) -> None:
    do(changed, edits.write("c1", NEW, b"word\n" * 300_000))
    changed.workspace.select_path(NEW)
    changed.until(lambda: "Too large" in changed.window.inspector.diff.note.text())


def test_attributes_have_both_values(changed: Driver) -> None:
    path = LayerPath("opt/nginx/mime.types")
    do(changed, edits.chmod("c1", path, 0o600))
    do(changed, edits.chown("c1", path, 4, 5))
    changed.workspace.select_path(path)
    tab = changed.window.inspector.diff
    changed.until(lambda: "owner: 0:0 → 4:5" in tab.head.text())
    assert "mode: -rw-r--r-- → -rw-------" in tab.head.text()
    assert "the content is the same" in tab.note.text()


def test_a_layer_of_the_image_has_differences_too(changed: Driver) -> None:
    changed.workspace.select_layer(8)
    changed.workspace.select_path(LayerPath("opt/nginx/nginx"))
    tab = changed.window.inspector.diff
    changed.until(lambda: "mode:" in tab.head.text())


def test_other_modes_bring_the_content_back(changed: Driver) -> None:
    inspector = changed.window.inspector
    changed.workspace.select_mode(Mode.MERGED)
    assert inspector.tabs.currentWidget() is inspector.content
    inspector.tabs.setCurrentWidget(inspector.facts)
    changed.workspace.select_mode(Mode.CHANGES)
    assert inspector.tabs.currentWidget() is inspector.facts


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a\rb\n", "+a\\x0db"),
        ("x\u2028y\n".encode(), "+x\\u2028y"),
        (b"one\r\ntwo\r\n", "+one"),
        (b"one\r\ntwo\n", "+one\\x0d"),
        (b"\ta\n", "+\ta"),
        (b"z" * 5000, "+" + "z" * 4096 + "…"),
    ],
)
def test_odd_characters_are_visible(changed: Driver, data: bytes, expected: str) -> None:
    do(changed, edits.write("c1", NEW, data))
    changed.workspace.select_path(NEW)
    changed.until(lambda: expected in shown_lines(changed))
