"""What the image's documents say: their facts in words, or the JSON itself, by the depth."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFormLayout, QFrame, QScrollArea, QStackedWidget, QWidget

from layerlab.facade import LayerCard, Stack
from layerlab_gui.highlighting import Lines, spans
from layerlab_gui.i18n import count, created, size, translate
from layerlab_gui.models.rows import printable
from layerlab_gui.models.stack import instruction
from layerlab_gui.stage.scene import Depth
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.theme import Theme
from layerlab_gui.views.facts_tab import fact_name, fact_value
from layerlab_gui.widgets.code_view import CodeView
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.workspace import Workspace

Facts = list[tuple[str, str]]


class DocumentTab(Forwarding, QStackedWidget):
    """Two pages: `facts` at the depth SIMPLE, `json` at REAL."""

    def __init__(self, workspace: Workspace, theme: Theme, name: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._job: int | None = None
        self.json = CodeView(theme)
        self.json.setAccessibleName(translate("Inspector", "JSON: {name}").format(name=name))
        self.facts = QScrollArea()
        self.facts.setWidgetResizable(True)
        self.facts.setFrameShape(QFrame.Shape.NoFrame)
        self.facts.setBackgroundRole(QPalette.ColorRole.Base)
        self.facts.setAccessibleName(name)
        self.addWidget(self.facts)
        self.addWidget(self.json)
        workspace.depth_changed.connect(self._choose_page)
        self._choose_page(workspace.depth)

    def _choose_page(self, depth: Depth) -> None:
        page: QWidget = self.json if depth is Depth.REAL else self.facts
        self.setCurrentWidget(page)

    def keyboard_part(self) -> QWidget:
        return self.currentWidget() or self.json

    def show_document(self, facts: Facts, make: Callable[[], str] | None) -> None:
        """`make` gives the JSON, on a worker; None where there is no document."""
        self._show_facts(facts)
        self._workspace.jobs.drop(self._job)
        if make is None:
            self.json.show_text("")
            return

        def work() -> tuple[str, Lines]:
            text = make()
            return text, spans(text, "document.json")

        self._job = self._workspace.jobs.submit(
            Queue.READ, work, lambda made: self.json.show_text(*made)
        )

    def _show_facts(self, facts: Facts) -> None:
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        form = QFormLayout(body)
        form.setContentsMargins(12, 12, 12, 12)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(7)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setAlignment(Qt.AlignmentFlag.AlignTop)
        for name, value in facts:
            form.addRow(fact_name(name), fact_value(value))
        self.facts.setWidget(body)


def layer_facts(card: LayerCard) -> Facts:
    """What a layer is, for whoever needs no digests."""
    if card.is_container:
        made = translate("Document", "by what is done in it; the image below never changes")
    else:
        made = _lines(instruction(card.instruction)) or translate("Document", "not recorded")
    rows = [
        (translate("Document", "Made"), made),
        (translate("Document", "Files"), count(card.file_count)),
        (translate("Document", "Their bytes"), size(card.size_bytes)),
        (translate("Document", "Deletions"), count(card.whiteout_count)),
    ]
    if not card.is_container:
        rows.append((translate("Document", "Stored size"), size(card.stored_bytes)))
    if card.history and card.history.created:
        rows.append((translate("Document", "Created"), created(card.history.created)))
    if card.history and card.history.comment:
        rows.append((translate("Document", "Comment"), _lines(card.history.comment)))
    return rows


def image_facts(stack: Stack) -> Facts:
    """What the image's config sets for its containers."""
    config, image = stack.image.config, stack.image
    run = config.raw.get("config")
    run = run if isinstance(run, dict) else {}
    none = translate("Document", "none")
    command = [*(_words(run.get("Entrypoint"))), *(_words(run.get("Cmd")))]
    layers = [card for card in stack.layers if not card.is_container]
    rows = [
        (translate("Document", "Names"), "\n".join(r.familiar for r in image.references) or none),
        (translate("Document", "For"), str(image.platform)),
        (translate("Document", "Layers"), count(len(layers))),
        (translate("Document", "Bytes"), size(sum(card.size_bytes for card in layers))),
        (translate("Document", "Runs"), " ".join(command) or none),
        (translate("Document", "Environment"), "\n".join(_words(run.get("Env"))) or none),
        (translate("Document", "Working directory"), str(run.get("WorkingDir") or "/")),
        (translate("Document", "User"), str(run.get("User") or "root")),
    ]
    facts = [(name, _lines(value)) for name, value in rows]
    made = config.raw.get("created")
    if isinstance(made, str) and made:
        facts.append((translate("Document", "Created"), created(_lines(made))))
    return facts


def _words(value: object) -> list[str]:
    """A document may have anything there."""
    return [str(word) for word in value] if isinstance(value, list) else []


def _lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.splitlines())
