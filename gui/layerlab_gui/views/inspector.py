"""The right pane: the path's trail on top; its content, its metadata, and the JSON documents."""

import json
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMessageBox, QTabWidget, QVBoxLayout, QWidget

from layerlab.errors import EngineError
from layerlab.facade import Stack, VolumeStack
from layerlab.model import Entry, LayerPath, shown
from layerlab.overlay import TrailStep, View
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import muted
from layerlab_gui.i18n import translate
from layerlab_gui.models.rows import printable
from layerlab_gui.stage.scene import Depth
from layerlab_gui.target import Mode
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.teaching import teach_page
from layerlab_gui.theme import Theme
from layerlab_gui.views.container_tab import ContainerTab
from layerlab_gui.views.content_tab import ContentTab
from layerlab_gui.views.diff_tab import DiffTab
from layerlab_gui.views.document_tab import DocumentTab, image_facts, layer_facts
from layerlab_gui.views.facts_tab import FactsTab
from layerlab_gui.views.trail_view import TrailView
from layerlab_gui.views.trail_words import (
    deciding_entries,
    deciding_rule,
    plain_reason,
    rule_line,
    rule_words,
)
from layerlab_gui.widgets.elided import ElidedLabel
from layerlab_gui.widgets.empty import EmptyState
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.workspace import Workspace

LINES_FOR_RULE = 18
"""How high the pane must be, in lines of text, to have the rule under the trail."""


class Inspector(Forwarding, QWidget):
    def __init__(self, workspace: Workspace, theme: Theme, empty: EmptyState) -> None:
        super().__init__()
        self._workspace = workspace
        self._entry_job: int | None = None
        self.title = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.title.setFont(fonts.strong(self.font()))
        self.title.setContentsMargins(fonts.margins(12, 9, 12, 5))
        self.trail = TrailView(theme)
        self.rule = muted("")
        self.rule.setContentsMargins(fonts.margins(12, 2, 12, 6))
        self.rule.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.content = ContentTab(workspace, theme)
        self.diff = DiffTab(workspace, theme)
        self.facts = FactsTab(workspace)
        self.container = ContainerTab(workspace)
        self.layer = DocumentTab(workspace, theme, translate("Inspector", "Layer"))
        self.image = DocumentTab(workspace, theme, translate("Inspector", "Image"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setProperty("role", "narrow")
        self.tabs.setAccessibleName(translate("Inspector", "Inspector"))
        self.tabs.tabBar().setAccessibleName(translate("Inspector", "Inspector"))
        for page, name, tip, term_id in self._pages():
            self.tabs.addTab(page, name)
            teach_page(self.tabs, page, term_id, tip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.trail)
        layout.addWidget(self.rule)
        layout.addWidget(self.tabs, 1)
        self._empty = empty
        layout.addWidget(empty, 1)
        workspace.guard = self.may_leave
        workspace.path_changed.connect(self._show_path)
        workspace.trail_changed.connect(self._show_trail)
        workspace.depth_changed.connect(self._show_rule)
        workspace.stack_refreshed.connect(self._refresh)
        workspace.source_changed.connect(self._show_layer)
        workspace.source_changed.connect(self._follow_mode)
        workspace.target_changed.connect(self._show_image)
        workspace.target_changed.connect(self._offer_tabs)
        self._offer_tabs()

    def _pages(self) -> tuple[tuple[QWidget, str, str, str], ...]:
        return (
            (
                self.content,
                translate("Inspector", "&Content"),
                translate("Inspector", "Its bytes"),
                "merged",
            ),
            (
                self.diff,
                translate("Inspector", "&Diff"),
                translate("Inspector", "What the chosen layer changed of it"),
                "changeset",
            ),
            (
                self.facts,
                translate("Inspector", "&Meta"),
                translate("Inspector", "Mode, owner, times, attributes"),
                "mode",
            ),
            (
                self.layer,
                translate("Inspector", "Layer"),
                translate("Inspector", "History, descriptor, diff ID and chain ID of the layer"),
                "diff-id",
            ),
            (
                self.image,
                translate("Inspector", "Image"),
                translate("Inspector", "The image's config and manifest"),
                "config",
            ),
            (
                self.container,
                translate("Inspector", "Con&tainer"),
                translate("Inspector", "State, main command, environment, mounts"),
                "container",
            ),
        )

    def keyboard_part(self) -> QWidget:
        return self._empty if self._workspace.stack is None else self.tabs

    def minimumSizeHint(self) -> QSize:
        """So that no tab is behind another click."""
        tabs = QSize(self.tabs.tabBar().sizeHint().width(), 0)
        return super().minimumSizeHint().expandedTo(tabs)

    # following

    def _follow_mode(self) -> None:
        """Among changes the difference comes to the front, elsewhere the content."""
        shows_changes = self._workspace.mode is Mode.CHANGES
        before, after = (self.content, self.diff) if shows_changes else (self.diff, self.content)
        if self.tabs.currentWidget() is before:
            self.tabs.setCurrentWidget(after)

    def _offer_tabs(self) -> None:
        """Those that have something to say: the room is needed."""
        stack, tabs = self._workspace.stack, self.tabs
        is_container = self._workspace.container is not None
        tabs.setTabVisible(tabs.indexOf(self.container), is_container)
        tabs.setTabVisible(tabs.indexOf(self.image), not isinstance(stack, VolumeStack))
        for part in (self.title, self.trail, tabs):
            part.setVisible(stack is not None)
        self._empty.setVisible(stack is None)

    def _show_path(self, path: LayerPath) -> None:
        has_target = self._workspace.stack is not None
        self.title.show_text(printable(shown(path)) if has_target else "")
        jobs, source = self._workspace.jobs, self._workspace.source
        jobs.drop(self._entry_job)
        if source is None:
            self.facts.show_entry(None)
            return
        self._entry_job = jobs.submit(
            Queue.GLANCE, lambda: _entry(source.view(), path), self.facts.show_entry
        )

    def _refresh(self) -> None:
        self._show_path(self._workspace.path)

    def _show_trail(self, steps: tuple[TrailStep, ...]) -> None:
        shown_ = self._workspace.shown
        self.trail.show_steps(steps, shown_.container_layer if shown_ else None)
        self._show_rule()

    def _show_rule(self) -> None:
        """Why: in plain words, or the entries that decide and the specification's sentence."""
        steps, is_real = self._workspace.trail, self._workspace.depth is Depth.REAL
        rule = deciding_rule(steps)
        shown_ = self._workspace.shown
        top = shown_.container_layer if shown_ else None
        entries = deciding_entries(steps, self._workspace.path, top)
        real = "\n".join([*entries, *([rule_line(rule)] if rule else [])])
        self.rule.setText(real if is_real else plain_reason(steps))
        self.rule.setToolTip(rule_words(rule) if rule else "")
        self._fit_rule()

    def _fit_rule(self) -> None:
        """In a pane of little height the rule is in the tooltips of the steps only."""
        needed = LINES_FOR_RULE * self.fontMetrics().height()
        self.rule.setVisible(bool(self.rule.text()) and self.height() >= needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rule()

    def _show_layer(self) -> None:
        stack, number = self._workspace.stack, self._workspace.layer
        if stack is None:
            self.layer.show_document([], None)
            return
        card = stack.layers[number - 1]
        self.layer.show_document(layer_facts(card), lambda: card.json)

    def _show_image(self) -> None:
        stack = self._workspace.stack
        if stack is None or isinstance(stack, VolumeStack):
            self.image.show_document([], None)
            return
        self.image.show_document(image_facts(stack), lambda: image_json(stack))

    # leaving

    def may_leave(self, then: Callable[[], object]) -> bool:
        """True where nothing is unsaved; otherwise asks, and calls `then` when that is settled."""
        if not self.content.is_modified:
            return True
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(translate("Inspector", "Unsaved change"))
        name = printable(shown(self.content.path or LayerPath("")))
        question = translate("Inspector", "Save your change of {path}?")
        box.setText(question.format(path=name))
        box.setStandardButtons(
            QMessageBox.StandardButton.Save
            | QMessageBox.StandardButton.Discard
            | QMessageBox.StandardButton.Cancel
        )
        box.finished.connect(lambda code: self._settle(QMessageBox.StandardButton(code), then))
        box.finished.connect(box.deleteLater)
        box.open()
        return False

    def _settle(self, answer: QMessageBox.StandardButton, then: Callable[[], object]) -> None:
        if answer == QMessageBox.StandardButton.Save:
            self.content.store(then)
        elif answer == QMessageBox.StandardButton.Discard:
            self.content.editor.document().setModified(False)
            then()


def _entry(view: View, path: LayerPath) -> Entry | None:
    try:
        return view.get(path).entry
    except EngineError:
        return None


def image_json(stack: Stack) -> str:
    """The config, and the manifest where the image came with one."""
    image = stack.image
    documents = {"image_id": str(image.image_id), "config": dict(image.config.raw)}
    if image.manifest_data:
        documents["manifest"] = json.loads(image.manifest_data)
    return json.dumps(documents, indent=2, ensure_ascii=False)
