"""Containers started, paused and removed by keys and clicks; volumes; what it all takes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from gui.driving import Driver
from layerlab.container import parse_volume
from layerlab.container.options import CreateOptions, RunnerChoice
from layerlab.container.state import Status
from layerlab.errors import NoSuchContainer
from layerlab.model import LayerPath, clean
from layerlab_gui.dialogs.create_container import CreateDialog
from layerlab_gui.dialogs.disk import DiskDialog
from layerlab_gui.dialogs.remove_container import RemoveDialog
from layerlab_gui.dialogs.volume import KeepDialog
from layerlab_gui.models.objects import DETAIL_ROLE
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.edits import Apply, make_directory
from layerlab_gui.tasks.showing import Show


def status(driver: Driver) -> Status:
    return driver.engine.containers()[0].state.status


def detail(driver: Driver) -> str:
    """What the list says of the target that is shown."""
    model = driver.window.objects.model
    return str(model.index_of(driver.workspace.target).data(DETAIL_ROLE))


def click(driver: Driver, dialog: object) -> None:
    driver.qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


def accept(driver: Driver, dialog: object) -> None:
    """A dialog that ends its task."""
    click(driver, dialog)
    driver.settle()


class TestLifecycle:
    def test_a_new_container_runs_and_says_why_it_stands(self, sample: Driver) -> None:
        sample.container()
        assert status(sample) is Status.RUNNING
        assert detail(sample) == "container, running"
        assert any("server" in said.result for said in sample.said)

    def test_pause_and_go_on(self, sample: Driver) -> None:
        sample.container()
        actions = sample.window.actions_
        sample.press("Ctrl+Shift+P")
        sample.settle()
        assert status(sample) is Status.PAUSED
        assert detail(sample) == "container, paused"
        assert not actions["pause"].isEnabled()
        actions["unpause"].trigger()
        sample.settle()
        assert status(sample) is Status.RUNNING

    def test_stop_keeps_the_layer_and_start_goes_on(self, sample: Driver) -> None:
        sample.container()
        sample.engine.container("c1").write(clean("/note"), b"kept")
        sample.press("Shift+F5")
        sample.settle()
        assert status(sample) is Status.EXITED
        assert sample.engine.container("c1").view().read(clean("/note")) == b"kept"
        sample.press("F5")
        sample.settle()
        assert status(sample) is Status.RUNNING
        assert [said.command for said in sample.said if said.command][-2:] == [
            "docker stop c1",
            "docker start c1",
        ]

    def test_only_what_the_state_allows_is_offered(self, sample: Driver) -> None:
        actions = sample.window.actions_
        names = ("start", "stop", "restart", "pause", "unpause")
        assert not any(actions[name].isEnabled() for name in names)
        sample.container()
        assert [name for name in names if actions[name].isEnabled()] == ["stop", "restart", "pause"]

    def test_another_name(self, sample: Driver) -> None:
        sample.container()
        sample.window.actions_["rename_container"].trigger()
        dialog = sample.dialog()
        dialog.field.setText("web")
        accept(sample, dialog)
        assert sample.workspace.target == Target(TargetKind.CONTAINER, "web")


class TestCreating:
    def test_what_differs_from_the_image(self, sample: Driver) -> None:
        sample.press("Ctrl+L")
        sample.dialog().reject()
        sample.window.actions_["create"].trigger()
        dialog = sample.dialog()
        assert isinstance(dialog, CreateDialog)
        fields = {field.accessibleName(): field for field in dialog.findChildren(QLineEdit)}
        texts = {field.accessibleName(): field for field in dialog.findChildren(QPlainTextEdit)}
        fields["Name"].setText("db")
        fields["Command"].setText("sleep 1000")
        texts["Volumes"].setPlainText("data:/opt/data")
        texts["Environment"].setPlainText("A=1")
        accept(sample, dialog)
        made = sample.engine.containers()[0]
        assert (made.name, made.command[-2:]) == ("db", ("sleep", "1000"))
        assert [volume.name for volume in sample.engine.volumes()] == ["data"]
        command = sample.said[-1].command
        assert "--name db -v data:/opt/data -e A=1" in command

    def test_a_wrong_mount_is_told_while_it_is_typed(self, sample: Driver) -> None:
        sample.window.actions_["create"].trigger()
        dialog = sample.dialog()
        texts = {field.accessibleName(): field for field in dialog.findChildren(QPlainTextEdit)}
        texts["Volumes"].setPlainText("data:nowhere")
        assert not dialog.accept_button.isEnabled()
        texts["Volumes"].setPlainText("data:/somewhere")
        assert dialog.accept_button.isEnabled()
        dialog.reject()


class TestRemoving:
    def test_what_is_lost_is_said_first(self, sample: Driver) -> None:
        sample.container()
        sample.engine.container("c1").write(clean("/note"), b"lost")
        sample.press("Shift+Del", sample.window.files.tree)
        dialog = sample.dialog()
        assert isinstance(dialog, RemoveDialog)
        told = dialog.accessibleDescription()
        assert "It is running" in told
        assert "1 changed path" in told
        accept(sample, dialog)
        with pytest.raises(NoSuchContainer):
            sample.engine.container("c1")

    def test_files_are_kept_in_a_volume(self, sample: Driver) -> None:
        sample.container()
        sample.engine.container("c1").write(clean("/opt/nginx/note"), b"kept")
        sample.choose("opt/nginx")
        sample.press("Shift+Del", sample.window.files.tree)
        first = sample.dialog()
        sample.qtbot.mouseClick(first.volume_button, Qt.MouseButton.LeftButton)
        sample.until(lambda: isinstance(sample.dialog(), KeepDialog))
        click(sample, sample.dialog())
        sample.until(lambda: isinstance(sample.dialog(), RemoveDialog))
        accept(sample, sample.dialog())
        volume = sample.engine.volume("c1-data")
        assert volume.view().read(clean("/note")) == b"kept"
        assert not sample.engine.containers()


class TestVolumes:
    @pytest.fixture
    def volume(self, sample: Driver) -> Driver:
        sample.press("Ctrl+Shift+V")
        accept(sample, sample.dialog())
        return sample

    def test_a_new_one_is_shown_and_can_be_edited(self, volume: Driver) -> None:
        assert volume.workspace.target == Target(TargetKind.VOLUME, "data")
        assert detail(volume) == "mounted nowhere"
        volume.window.actions_["new_folder"].trigger()
        dialog = volume.dialog()
        dialog.field.setText("logs")
        accept(volume, dialog)
        assert volume.window.files.model.find(LayerPath("logs")).isValid()
        volume.press("Ctrl+Z", volume.window.files.tree)
        volume.settle()
        assert not volume.window.files.model.find(LayerPath("logs")).isValid()

    def test_it_goes_with_its_files(self, volume: Driver) -> None:
        volume.press("Shift+Del", volume.window.files.tree)
        accept(volume, volume.dialog())
        assert not volume.engine.volumes()

    def test_one_that_is_mounted_stays(self, volume: Driver, sample_archive: Path) -> None:
        volume.engine.load(sample_archive)
        image = volume.engine.image_names()[0]
        options = CreateOptions(mounts=[parse_volume("data:/d")])
        volume.engine.create(image, "c9", options=options)
        volume.press("Shift+Del", volume.window.files.tree)
        accept(volume, volume.dialog())
        assert volume.engine.volumes()
        assert volume.failures


def test_what_everything_takes(sample: Driver) -> None:
    sample.container()
    sample.press("Ctrl+Shift+D")
    dialog = sample.dialog()
    assert isinstance(dialog, DiskDialog)
    rows = [dialog.tree.topLevelItem(n).text(0) for n in range(dialog.tree.topLevelItemCount())]
    assert rows[:3] == ["Images", "Container layers", "Volumes"]
    assert dialog.tree.topLevelItem(1).text(2) == "1"
    dialog.reject()


def test_what_is_mounted_covers_the_layers_and_can_be_looked_under(sample: Driver) -> None:
    sample.container()
    image = sample.engine.image_names()[0]
    options = CreateOptions(mounts=[parse_volume("data:/opt/nginx:nocopy")])
    sample.engine.create(image, "c9", options=options)
    sample.engine.container("c9").write(clean("/opt/nginx/inside"), b"volume")
    sample.workspace.start(Show(sample.workspace, Target(TargetKind.CONTAINER, "c9")))
    sample.settle()
    sample.unfold("opt")
    sample.unfold("opt/nginx")
    model, bar = sample.window.files.model, sample.window.files.bar
    assert bar.mounts.isVisible()
    assert model.find(LayerPath("opt/nginx/inside")).isValid()
    assert not model.find(LayerPath("opt/nginx/index.html")).isValid()
    sample.qtbot.mouseClick(bar.mounts, Qt.MouseButton.LeftButton)
    sample.settle()
    sample.unfold("opt")
    sample.unfold("opt/nginx")
    assert model.find(LayerPath("opt/nginx/index.html")).isValid()
    assert not model.find(LayerPath("opt/nginx/inside")).isValid()


class TestSharing:
    def test_other_containers_stand_over_the_same_layers(self, sample: Driver) -> None:
        sample.container()
        pane = sample.window.stack
        assert not pane.sharing.isVisible()
        image = sample.engine.image_names()[0]
        sample.engine.create(image, "c2")
        sample.engine.container("c2").write(clean("/note"), b"twelve bytes")
        sample.workspace.start(Show(sample.workspace, Target(TargetKind.CONTAINER, "c1")))
        sample.settle()
        assert pane.sharing.isVisible()
        assert pane.sharing.item(0).text() == "c2 · 12 B · created"
        pane.sharing.setCurrentRow(0)
        sample.qtbot.keyClick(pane.sharing, Qt.Key.Key_Return)
        sample.settle()
        assert sample.workspace.target == Target(TargetKind.CONTAINER, "c2")
        assert pane.sharing.item(0).text().startswith("c1 · ")

    def test_what_runs_commands_is_chosen_and_kept(self, sample: Driver) -> None:
        sample.container()
        box = sample.window.stack.runner.box
        assert box.isVisible()
        assert box.currentText() == "Automatic"
        box.setFocus()
        sample.qtbot.keyClick(box, Qt.Key.Key_Down)
        sample.settle()
        assert sample.engine.containers()[0].host.runner is RunnerChoice.SHELL
        assert box.currentText() == "Built-in shell"


def test_undo_takes_back_what_was_done_last_wherever_that_was(sample: Driver) -> None:
    sample.container()
    image = sample.engine.image_names()[0]
    options = CreateOptions(mounts=[parse_volume("data:/data")])
    sample.engine.create(image, "c9", options=options)
    sample.engine.start("c9")
    sample.workspace.start(Show(sample.workspace, Target(TargetKind.CONTAINER, "c9")))
    sample.settle()
    container, volume = sample.engine.container("c9"), sample.engine.volume("data")
    for change in (make_directory("c9", clean("/one")), make_directory("c9", clean("/data/two"))):
        sample.workspace.start(Apply(sample.workspace, change))
        sample.settle()
    edits = len(container.edits())
    sample.press("Ctrl+Z", sample.window.files.tree)
    sample.settle()
    assert not volume.edits()
    assert len(container.edits()) == edits
    sample.press("Ctrl+Z", sample.window.files.tree)
    sample.settle()
    assert len(container.edits()) == edits - 1
    sample.press("Ctrl+Shift+Z", sample.window.files.tree)
    sample.press("Ctrl+Shift+Z", sample.window.files.tree)
    sample.settle()
    assert len(volume.edits()) == 1
    commands = [said.command for said in sample.said if said.command.startswith("layerlab")]
    assert commands == [
        "layerlab undo volume:data",
        "layerlab undo c9",
        "layerlab redo c9",
        "layerlab redo volume:data",
    ]
