"""Archives with more in them than one whole image, and tars that are none: in the real window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QDialog, QRadioButton

from gui.driving import Driver
from layerlab_gui.dialogs.artifact import ArtifactDialog
from layerlab_gui.dialogs.import_files import ImportDialog
from layerlab_gui.dialogs.platform import PlatformDialog
from layerlab_gui.models.objects import DETAIL_ROLE
from layerlab_gui.models.stack import CARD_ROLE
from layerlab_gui.settings import Settings
from layerlab_gui.target import TargetKind
from layerlab_gui.tasks.archives import LoadArchive, OpenArchive
from support.archives import config_of, digest_of, dump, write_tar
from support.real_archives import RealArchive, real_archives

ROWS = {row.name: row for row in real_archives()}


@pytest.fixture
def window(make: Callable[..., Driver]) -> Driver:
    settings = Settings()
    settings.put("sample_shown", True)
    return make(settings=settings).start()


def open_in(driver: Driver, path: Path) -> None:
    driver.workspace.start(OpenArchive(driver.workspace, path))
    driver.settle()


def rows_below(driver: Driver) -> list[QModelIndex]:
    """What the one opened archive has below its name."""
    model = driver.window.objects.model
    group = model.index(model.rowCount() - 1, 0)
    archive = model.index(0, 0, group)
    return [model.index(row, 0, archive) for row in range(model.rowCount(archive))]


def place(name: str, folder: Path) -> Path:
    row: RealArchive = ROWS[name]
    return row.place(folder)


def accept(dialog: QDialog) -> None:
    dialog.accept_button.click()  # type: ignore[attr-defined]


def test_the_hosts_platform_is_proposed_and_another_can_be_chosen(
    window: Driver, tmp_path: Path
) -> None:
    open_in(window, place("docker-28-containerd-platforms", tmp_path))
    archive = window.workspace.archives[window.workspace.target.archive]
    image = window.workspace.image_of(window.workspace.target)
    assert (image,) == archive.choose().images
    rows = rows_below(window)
    assert [row.data() for row in rows[:3]] == ["linux/amd64", "linux/arm64", "linux/arm/v7"]
    window.window.objects.tree.setCurrentIndex(rows[1])
    window.settle()
    assert window.window.files.model.find("srv").isValid()
    chosen = window.workspace.image_of(window.workspace.target)
    assert str(chosen.platform) == "linux/arm64"


def test_loading_asks_for_the_platform(window: Driver, tmp_path: Path) -> None:
    archive = place("docker-28-containerd-platforms", tmp_path)
    window.workspace.start(LoadArchive(window.workspace, archive))
    dialog = window.dialog()
    assert isinstance(dialog, PlatformDialog)
    buttons = dialog.findChildren(QRadioButton)
    assert [button.isChecked() for button in buttons].count(True) == 1
    buttons[1].click()
    accept(dialog)
    window.settle()
    (image,) = window.engine.images()
    assert image.platform == "linux/arm64"
    assert "--platform linux/arm64" in window.said[-1].command


def test_loading_all_platforms(window: Driver, tmp_path: Path) -> None:
    archive = place("docker-28-containerd-platforms", tmp_path)
    window.workspace.start(LoadArchive(window.workspace, archive))
    dialog = window.dialog()
    dialog.findChildren(QRadioButton)[-1].click()
    accept(dialog)
    window.settle()
    images = window.engine.images()
    assert len(images) == 3
    assert sum(bool(image.references) for image in images) == 1


def test_a_declined_question_loads_nothing(window: Driver, tmp_path: Path) -> None:
    archive = place("docker-28-containerd-platforms", tmp_path)
    window.workspace.start(LoadArchive(window.workspace, archive))
    window.dialog().reject()
    window.settle()
    assert window.engine.images() == []
    assert window.failures == []


def test_the_image_that_is_shown_is_loaded(window: Driver, tmp_path: Path) -> None:
    open_in(window, place("docker-28-containerd-platforms", tmp_path))
    window.window.objects.tree.setCurrentIndex(rows_below(window)[2])
    window.settle()
    window.press("Ctrl+Shift+L")
    window.settle()
    (image,) = window.engine.images()
    assert image.platform == "linux/arm/v7"
    assert window.workspace.target.kind is TargetKind.IMAGE


def test_attestations_are_shown_as_what_they_are(window: Driver, tmp_path: Path) -> None:
    open_in(window, place("buildkit-oci-platforms", tmp_path))
    rows = rows_below(window)
    attestations = [row for row in rows if row.data() == "Attestation"]
    assert len(attestations) == 2
    assert "linux/arm64" in " ".join(str(row.data(DETAIL_ROLE)) for row in attestations)
    before = window.workspace.target
    tree = window.window.objects.tree
    tree.setCurrentIndex(attestations[0])
    tree.setFocus()
    window.qtbot.keyClick(tree, Qt.Key.Key_Return)
    dialog = window.dialog()
    assert isinstance(dialog, ArtifactDialog)
    assert "predicateType" in dialog.document.raw_text
    dialog.reject()
    window.settle()
    assert window.workspace.target == before


def test_platforms_that_are_not_in_the_file_are_named_and_can_not_be_chosen(
    window: Driver, tmp_path: Path
) -> None:
    open_in(window, place("docker-28-containerd-absent-platforms", tmp_path))
    rows = rows_below(window)
    absent = [row for row in rows if not row.flags() & Qt.ItemFlag.ItemIsEnabled]
    assert [row.data() for row in absent] == ["linux/arm64", "linux/arm/v7", "3 attestations"]


def test_artifacts_without_an_image(window: Driver, tmp_path: Path) -> None:
    config = dump({"a": 1})
    manifest = dump(
        {
            "schemaVersion": 2,
            "artifactType": "application/vnd.example",
            "config": {
                "mediaType": "application/vnd.example",
                "digest": digest_of(config),
                "size": len(config),
            },
            "layers": [],
        }
    )
    index = dump(
        {
            "schemaVersion": 2,
            "manifests": [
                {
                    "mediaType": "application/vnd.oci.image.manifest.v1+json",
                    "digest": digest_of(manifest),
                    "size": len(manifest),
                }
            ],
        }
    )
    members = {
        "oci-layout": dump({"imageLayoutVersion": "1.0.0"}),
        "index.json": index,
        f"blobs/sha256/{digest_of(manifest)[7:]}": manifest,
        f"blobs/sha256/{digest_of(config)[7:]}": config,
    }
    path = write_tar(tmp_path / "chart.tar", members)
    open_in(window, path)
    assert "has no image" in window.window.message.text
    assert [row.data() for row in rows_below(window)] == ["Artifact"]
    window.workspace.start(LoadArchive(window.workspace, path))
    window.settle()
    assert "nothing was loaded" in window.window.message.text
    assert window.said == []
    assert window.failures == []


def test_a_missing_layer_is_shown_as_missing(window: Driver, tmp_path: Path) -> None:
    layers = [b"\0" * 1024, b"\0" * 2048]
    config = config_of(layers)
    row = {"Config": "config.json", "RepoTags": ["part:1"], "Layers": ["1.tar", "2.tar"]}
    members = {"config.json": config, "1.tar": layers[0], "manifest.json": dump([row])}
    open_in(window, write_tar(tmp_path / "part.tar", members))
    stack = window.window.stack
    cards = [stack.model.index(n).data(CARD_ROLE) for n in range(2)]
    assert [card.is_missing for card in cards] == [True, False]
    assert "missing" in cards[0].spoken
    assert "Missing: layer 2" in stack._total.text()
    assert window.failures == []


def test_a_root_file_system_is_offered_to_be_imported(window: Driver, tmp_path: Path) -> None:
    window.workspace.start(OpenArchive(window.workspace, place("docker-28-export", tmp_path)))
    dialog = window.dialog()
    assert isinstance(dialog, ImportDialog)
    assert dialog.reference == "docker-28-export:latest"
    dialog._reference.setText("Not A Name")
    assert not dialog.accept_button.isEnabled()
    dialog._reference.setText("files:1")
    dialog._platform.setEditText("nonsense/of/four/parts")
    assert not dialog.accept_button.isEnabled()
    dialog._platform.setEditText("linux/arm64")
    dialog._changes.setPlainText('CMD ["/bin/tool"]\n\nENV A=b\n')
    accept(dialog)
    window.settle()
    assert window.failures == []
    image = window.engine.image("files:1")
    assert image.config.run["Cmd"] == ["/bin/tool"]
    assert image.config.run["Env"] == ["A=b"]
    assert str(image.platform) == "linux/arm64"
    assert window.workspace.target.name == str(image.image_id)
    assert window.said[-1].command.startswith("docker import --platform linux/arm64")
