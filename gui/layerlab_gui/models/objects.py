"""Images of the store with their containers, and the archives that are only opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from layerlab.facade import (
    AbsentImage,
    Artifact,
    ArtifactKind,
    ContainerSummary,
    ImageSummary,
    VolumeSummary,
)
from layerlab.image import BlobImage
from layerlab.model import Digest
from layerlab_gui.i18n import count, counted, size, translate
from layerlab_gui.models.state_words import ICONS, standing_sentence, state_word
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.teaching import TERM_ROLE

TARGET_ROLE = int(Qt.ItemDataRole.UserRole) + 1
DETAIL_ROLE = int(Qt.ItemDataRole.UserRole) + 2
SIZE_ROLE = int(Qt.ItemDataRole.UserRole) + 3
ICON_ROLE = int(Qt.ItemDataRole.UserRole) + 4
ANONYMOUS_LENGTH = 12
ARTIFACT_ROLE = int(Qt.ItemDataRole.UserRole) + 5


@dataclass(frozen=True)
class Opened:
    """An archive that is looked at in place, and what is in it."""

    path: Path
    images: tuple[BlobImage, ...]
    artifacts: tuple[Artifact, ...] = ()
    absent: tuple[AbsentImage, ...] = ()

    @property
    def has_platforms(self) -> bool:
        """Whether its images are for several platforms, so that each is told by its own."""
        found = {absent.platform for absent in self.absent if absent.platform}
        return len(found | {image.platform for image in self.images}) > 1

    def subject(self, artifact: Artifact) -> BlobImage | None:
        """The image that an artifact speaks of."""
        return next((i for i in self.images if _digest(i) == artifact.subject), None)


def _digest(image: BlobImage) -> Digest | None:
    return Digest.of(image.manifest_data) if image.manifest_data is not None else None


@dataclass(frozen=True)
class Listed:
    """An artifact, with the archive that it is in."""

    archive: Opened
    artifact: Artifact


@dataclass(frozen=True)
class Objects:
    images: Sequence[ImageSummary] = ()
    containers: Sequence[ContainerSummary] = ()
    archives: Sequence[Opened] = ()
    volumes: Sequence[VolumeSummary] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.images or self.containers or self.archives or self.volumes)

    def lists_the_same(self, other: "Objects") -> bool:
        """Whether the store has the same in it; archives are the window's own."""
        mine = (self.images, self.containers, self.volumes)
        return mine == (other.images, other.containers, other.volumes)


def image_title(image: ImageSummary) -> str:
    names = [reference.familiar for reference in image.references]
    return ", ".join(names) or translate("Objects", "untagged")


def volume_title(volume: VolumeSummary) -> str:
    """An anonymous one's name is 64 digits long: its beginning is enough for people."""
    return volume.name[:ANONYMOUS_LENGTH] if volume.record.is_anonymous else volume.name


class ObjectsModel(QStandardItemModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Target, QStandardItem] = {}

    def show_objects(self, objects: Objects) -> None:
        self.clear()
        self._rows = {}
        for image in objects.images:
            row = self._image_row(image)
            for container in objects.containers:
                if container.image_id == image.image_id:
                    row.appendRow(self._container_row(container))
            self.appendRow(row)
        known = {image.image_id for image in objects.images}
        for container in objects.containers:
            if container.image_id not in known:
                self.appendRow(self._container_row(container))
        if objects.volumes:
            self._add_volumes(objects.volumes)
        if objects.archives:
            self._add_archives(objects.archives)

    def _add_volumes(self, volumes: Sequence[VolumeSummary]) -> None:
        title = translate("Objects", "Volumes")
        group = _heading(title, translate("Objects", "outlive their containers"), "database")
        for volume in volumes:
            group.appendRow(self._volume_row(volume))
        self.appendRow(group)

    def _volume_row(self, volume: VolumeSummary) -> QStandardItem:
        target = Target(TargetKind.VOLUME, volume.name)
        used = translate("Objects", "mounted in {names}").format(names=", ".join(volume.containers))
        detail = used if volume.containers else translate("Objects", "mounted nowhere")
        if volume.record.is_anonymous:
            anonymous = translate("Objects", "anonymous")
            detail = f"{anonymous} · {detail}"
        return self._row(target, volume_title(volume), detail, "")

    def _add_archives(self, archives: Sequence[Opened]) -> None:
        title = translate("Objects", "Opened, not loaded")
        group = _heading(title, translate("Objects", "looked at in place"), "folder-open")
        for archive in archives:
            if len(archive.images) == 1 and not (archive.artifacts or archive.absent):
                group.appendRow(self._archive_row(archive, 0, archive.images[0]))
            else:
                group.appendRow(self._content_row(archive))
        self.appendRow(group)

    def _content_row(self, archive: Opened) -> QStandardItem:
        """An archive with more in it than one image: all that it has is below."""
        row = _heading(archive.path.name, _content_words(archive), "file-archive")
        row.setToolTip(str(archive.path))
        for index, image in enumerate(archive.images):
            row.appendRow(self._archive_row(archive, index, image))
        for artifact in archive.artifacts:
            row.appendRow(_artifact_row(archive, artifact))
        for absent in archive.absent:
            if not _is_attestation(absent):
                row.appendRow(_absent_row(absent))
        attestations = sum(map(_is_attestation, archive.absent))
        if attestations:
            row.appendRow(_left_out_row(attestations))
        return row

    def _row(self, target: Target, title: str, detail: str, bytes_text: str) -> QStandardItem:
        row = QStandardItem(title)
        row.setEditable(False)
        row.setData(target, TARGET_ROLE)
        row.setData(detail, DETAIL_ROLE)
        row.setData(bytes_text, SIZE_ROLE)
        row.setData(_ICONS[target.kind], ICON_ROLE)
        row.setData(target.kind.name.lower(), TERM_ROLE)
        row.setData(", ".join(t for t in (title, detail, bytes_text) if t), ACCESSIBLE)
        facts = (title, detail, bytes_text, str(target.archive or ""))
        row.setToolTip("\n".join(fact for fact in facts if fact))
        self._rows[target] = row
        return row

    def _image_row(self, image: ImageSummary) -> QStandardItem:
        target = Target(TargetKind.IMAGE, str(image.image_id))
        if image.is_damaged:
            damaged = translate("Objects", "damaged: remove it and load it again")
            return self._row(target, image_title(image), damaged, "")
        layers = counted(
            image.layer_count, translate("Objects", "{n} layer"), translate("Objects", "{n} layers")
        )
        return self._row(target, image_title(image), layers, size(image.size_bytes))

    def _container_row(self, container: ContainerSummary) -> QStandardItem:
        target = Target(TargetKind.CONTAINER, container.name)
        state = container.state
        detail = translate("Objects", "container, {state}").format(state=state_word(state))
        row = self._row(target, container.name, detail, "")
        row.setData(ICONS[state.status], ICON_ROLE)
        facts = (container.name, detail, " ".join(container.command), standing_sentence(state))
        row.setToolTip("\n".join(fact for fact in facts if fact))
        return row

    def _archive_row(self, archive: Opened, index: int, image: BlobImage) -> QStandardItem:
        """Of images for several platforms the platform is what tells one from another."""
        target = Target(TargetKind.ARCHIVE, archive.path.name, archive.path, index)
        names = ", ".join(reference.familiar for reference in image.references)
        title, detail = names or image.image_id.short, _layer_words(image)
        if archive.has_platforms:
            title, detail = str(image.platform), f"{title} · {detail}"
        stored = sum(layer.stored_size for layer in image.layers)
        return self._row(target, title, detail, size(stored))

    def target(self, index: QModelIndex) -> Target | None:
        value = index.data(TARGET_ROLE)
        return value if isinstance(value, Target) else None

    def artifact(self, index: QModelIndex) -> Listed | None:
        value = index.data(ARTIFACT_ROLE)
        return value if isinstance(value, Listed) else None

    def index_of(self, target: Target | None) -> QModelIndex:
        row = self._rows.get(target) if target else None
        return row.index() if row else QModelIndex()


def _heading(title: str, detail: str, icon: str) -> QStandardItem:
    """A row that holds others and stands for nothing itself."""
    row = QStandardItem(title)
    row.setData(detail, DETAIL_ROLE)
    row.setData(icon, ICON_ROLE)
    row.setData(", ".join(part for part in (title, detail) if part), ACCESSIBLE)
    row.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return row


def _layer_words(image: BlobImage) -> str:
    layers = counted(
        len(image.layers), translate("Objects", "{n} layer"), translate("Objects", "{n} layers")
    )
    missing = sum(layer.is_missing for layer in image.layers)
    if not missing:
        return layers
    lacking = translate("Objects", "{n} missing").format(n=count(missing))
    return f"{layers} · {lacking}"


def _content_words(archive: Opened) -> str:
    one_image, images = translate("Objects", "{n} image"), translate("Objects", "{n} images")
    one, several = translate("Objects", "{n} artifact"), translate("Objects", "{n} artifacts")
    left_out = translate("Objects", "{n} not in the file")
    parts = (
        (len(archive.images), one_image, images),
        (len(archive.artifacts), one, several),
        (len(archive.absent), left_out, left_out),
    )
    return " · ".join(counted(*part) for part in parts if part[0])


def artifact_word(kind: ArtifactKind) -> str:
    return {
        ArtifactKind.ATTESTATION: translate("Objects", "Attestation"),
        ArtifactKind.SIGNATURE: translate("Objects", "Signature"),
        ArtifactKind.SBOM: "SBOM",
        ArtifactKind.HELM_CHART: translate("Objects", "Helm chart"),
        ArtifactKind.WASM: translate("Objects", "WebAssembly module"),
        ArtifactKind.OTHER: translate("Objects", "Artifact"),
    }[kind]


def _artifact_row(archive: Opened, artifact: Artifact) -> QStandardItem:
    title = artifact_word(artifact.kind)
    subject = archive.subject(artifact)
    what = ", ".join(artifact.predicate_types) or artifact.artifact_type
    about = str(subject.platform) if subject is not None else ", ".join(artifact.names)
    detail = " · ".join(part for part in (about, what) if part)
    row = _heading(title, detail, "file-text")
    row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    row.setData(Listed(archive, artifact), ARTIFACT_ROLE)
    row.setData("artifact", TERM_ROLE)
    tip = translate("Objects", "No image: it has no files. Enter shows what it says.")
    row.setToolTip("\n".join(part for part in (title, detail, tip) if part))
    return row


def _is_attestation(absent: AbsentImage) -> bool:
    return absent.platform is not None and absent.platform.is_unknown


def _left_out_row(attestations: int) -> QStandardItem:
    one, several = translate("Objects", "{n} attestation"), translate("Objects", "{n} attestations")
    title = counted(attestations, one, several)
    row = _heading(title, translate("Objects", "listed, but not in the file"), "file-x")
    row.setFlags(Qt.ItemFlag.NoItemFlags)
    return row


def _absent_row(absent: AbsentImage) -> QStandardItem:
    names = ", ".join(reference.familiar for reference in absent.references)
    title = str(absent.platform) if absent.platform else names or absent.missing
    detail = translate("Objects", "listed, but not in the file")
    if not absent.was_left_out:
        detail = translate("Objects", "incomplete: {missing} is missing").format(
            missing=absent.missing
        )
    row = _heading(title, detail, "file-x")
    row.setFlags(Qt.ItemFlag.NoItemFlags)
    row.setToolTip("\n".join(part for part in (title, names, detail) if part))
    return row


ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_ICONS = {
    TargetKind.IMAGE: "layers",
    TargetKind.CONTAINER: "container",
    TargetKind.ARCHIVE: "file-archive",
    TargetKind.VOLUME: "database",
}
