"""What an artifact is: its type, what it speaks of, and its parts."""

from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLabel, QWidget

from layerlab_gui import fonts
from layerlab_gui.dialogs.fitting import FittingDialog
from layerlab_gui.dialogs.form import muted
from layerlab_gui.highlighting import Lines
from layerlab_gui.i18n import size, translate
from layerlab_gui.models.objects import Listed, artifact_word
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.code_view import CodeView


class ArtifactDialog(FittingDialog):
    """`text` are its documents, coloured by `lines`."""

    def __init__(
        self, listed: Listed, text: str, lines: Lines, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        title = artifact_word(listed.artifact.kind)
        self.setWindowTitle(title)
        heading = QLabel(title)
        heading.setProperty("role", "title")
        note = translate(
            "Artifact",
            "An artifact is kept and found like an image, but it is none: it has no file system.",
        )
        form = QFormLayout()
        form.setHorizontalSpacing(fonts.px(12))
        for name, value in _facts(listed):
            label = QLabel(value)
            label.setFont(fonts.code(self.font()))
            label.setWordWrap(True)
            label.setTextInteractionFlags(label.textInteractionFlags().TextSelectableByMouse)
            label.setAccessibleName(f"{name}: {value}")
            form.addRow(QLabel(name), label)
        self.document = CodeView(theme)
        self.document.setProperty("flat", False)
        self.document.setAccessibleName(translate("Artifact", "Its documents"))
        self.document.show_text(text, lines)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.body.addWidget(heading)
        self.body.addWidget(muted(note))
        self.body.addLayout(form)
        self.body.addWidget(self.document, 1)
        self.add_foot(buttons)
        self.resize(fonts.px(640), fonts.px(560))


def _facts(listed: Listed) -> list[tuple[str, str]]:
    artifact, subject = listed.artifact, listed.archive.subject(listed.artifact)
    about = str(artifact.subject or "")
    if subject is not None:
        names = ", ".join(reference.familiar for reference in subject.references)
        about = " ".join(part for part in (names, str(subject.platform)) if part)
    rows = [
        (translate("Artifact", "Type"), artifact.artifact_type),
        (translate("Artifact", "Parts"), "\n".join(part.media_type for part in artifact.layers)),
        (translate("Artifact", "States"), "\n".join(artifact.predicate_types)),
        (translate("Artifact", "Speaks of"), about),
        (translate("Artifact", "Names"), ", ".join(artifact.names)),
        (translate("Artifact", "Digest"), str(artifact.descriptor.digest)),
        (translate("Artifact", "Size"), size(artifact.size_bytes)),
    ]
    return [(name, value) for name, value in rows if value]
