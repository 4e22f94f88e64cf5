"""The file tree's model: whole directories, integer identities, merging after an edit."""

from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from gui.driving import Driver
from layerlab.model import LayerPath
from layerlab_gui.models.rows import printable
from layerlab_gui.page import read_page
from layerlab_gui.tasks import edits


def test_model_keeps_qts_rules(sample: Driver) -> None:
    model = sample.window.files.model
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    tester = QAbstractItemModelTester(model, mode)
    sample.unfold("opt")
    sample.unfold("opt/nginx")
    assert model.rowCount(sample.row("opt/nginx")) > 3
    tester.deleteLater()


def test_unfolded_directories_stay_unfolded_in_another_layer(sample: Driver) -> None:
    sample.unfold("opt")
    sample.unfold("opt/nginx")
    sample.workspace.select_layer(3)
    sample.settle()
    sample.until(lambda: sample.window.files.model.is_read(LayerPath("opt/nginx")))
    assert sample.window.files.tree.isExpanded(sample.row("opt/nginx"))


def test_an_edit_keeps_the_other_rows(sample: Driver) -> None:
    sample.container()
    kept = QPersistentModelIndex(sample.row("opt/nginx/nginx.conf"))
    change = edits.create_file("c1", LayerPath("opt/nginx/aaa.txt"))
    sample.workspace.start(edits.Apply(sample.workspace, change))
    sample.until(lambda: sample.window.files.model.find(LayerPath("opt/nginx/aaa.txt")).isValid())
    assert kept.isValid()
    assert kept.data() == "nginx.conf"
    assert kept.row() == sample.row("opt/nginx/nginx.conf").row()


def test_pages_tell_what_is_no_file(sample: Driver) -> None:
    view = sample.workspace.stack.view()
    assert "directory" in read_page(view, LayerPath("opt")).note
    assert "Nothing is at this path" in read_page(view, LayerPath("nowhere")).note
    logo = read_page(view, LayerPath("opt/nginx/logo.png"))
    assert logo.picture is not None
    as_hex = read_page(view, LayerPath("opt/nginx/logo.png"), as_hex=True)
    assert as_hex.text.startswith("00000000  89 50 4e 47")


def test_hostile_names_are_made_visible() -> None:
    assert printable("a\nb\x1b[31m") == "a\\x0ab\\x1b[31m"
    assert printable("\udcff") == "\\xff"
    assert printable("a\u202eb") == "a\\u202eb"
