"""A new container: its name, and what may differ from what the image says."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from layerlab.container import MountSpec, parse_volume
from layerlab.container.options import CreateOptions, HostConfig, RunnerChoice
from layerlab.errors import EngineError
from layerlab_gui import fonts
from layerlab_gui.dialogs.form import FormDialog, muted
from layerlab_gui.i18n import translate
from layerlab_gui.wording import error_text


def runner_names() -> dict[RunnerChoice, str]:
    return {
        RunnerChoice.AUTO: translate("Create", "Automatic"),
        RunnerChoice.SHELL: translate("Create", "Built-in shell"),
        RunnerChoice.LINUX: translate("Create", "Linux runner (the image's own programs)"),
    }


class CreateDialog(FormDialog):
    """`run` are the image's execution parameters: they stand, faint, where nothing is typed."""

    def __init__(
        self, image: str, name: str, run: Mapping[str, Any], parent: QWidget | None
    ) -> None:
        title = translate("Create", "Create a container of {image}").format(image=image)
        super().__init__(title, translate("Create", "C&reate"), parent)
        self._name = QLineEdit(name)
        self._name.selectAll()
        self._command = self._line(shlex.join(run.get("Cmd") or ()))
        self._entrypoint = self._line(shlex.join(run.get("Entrypoint") or ()))
        self._directory = self._line(run.get("WorkingDir") or "/")
        self._user = self._line(run.get("User") or "root")
        self._env = self._lines("\n".join((run.get("Env") or ())[:3]))
        self._mounts = self._lines("data:/var/lib/data\n/home/me/site:/www:ro")
        self._runner = QComboBox()
        for choice, text in runner_names().items():
            self._runner.addItem(text, choice)
        self._starts = QCheckBox(translate("Create", "&Start it"))
        self._starts.setChecked(True)
        self._add_rows()
        self.want_width(fonts.px(520))
        self._name.textChanged.connect(self._check)
        for field in (self._command, self._entrypoint, self._mounts):
            field.textChanged.connect(self._check)
        self._check()

    def _line(self, example: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(example)
        field.setFont(fonts.code(self.font()))
        return field

    def _lines(self, example: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setPlaceholderText(example)
        field.setFont(fonts.code(self.font()))
        field.setTabChangesFocus(True)
        field.setFixedHeight(self.fontMetrics().height() * 3 + fonts.px(12))
        return field

    def _add_rows(self) -> None:
        self.add_row(translate("Create", "&Name"), self._name)
        self.add_row(
            translate("Create", "Co&mmand"),
            self._command,
            translate("Create", "In place of the image's CMD"),
        )
        self.add_row(
            translate("Create", "&Entry point"),
            self._entrypoint,
            translate("Create", "In place of the image's ENTRYPOINT, which comes before CMD"),
        )
        self.add_row(
            translate("Create", "&Volumes"),
            self._mounts,
            translate("Create", "One a line: VOLUME:/path, or /folder:/path; :ro at the end"),
        )
        self.add_row(
            translate("Create", "En&vironment"),
            self._env,
            translate("Create", "One a line: NAME=VALUE, over the image's ENV"),
        )
        self.add_row(
            translate("Create", "Working &directory"),
            self._directory,
            translate("Create", "In place of the image's WORKDIR"),
        )
        self.add_row(
            translate("Create", "&User"),
            self._user,
            translate("Create", "In place of the image's USER: a name or number, and :group"),
        )
        self.add_row(translate("Create", "Commands &run by"), self._runner)
        self.form.addRow("", self._starts)
        self._wrong = muted("")
        self.add_below(self._wrong)
        self.add_below(
            muted(
                translate(
                    "Create",
                    "Nothing is copied: the container is a thin writable layer over the image.",
                )
            )
        )

    def _check(self) -> None:
        words = _words(self._command.text()), _words(self._entrypoint.text())
        wrong = ""
        try:
            self._specs()
        except EngineError as error:
            wrong = error_text(error)
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        self.accept_button.setEnabled(bool(self.name) and None not in words and not wrong)

    def _specs(self) -> list[MountSpec]:
        return [parse_volume(text) for text in self.mounts]

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def starts(self) -> bool:
        return self._starts.isChecked()

    @property
    def command(self) -> Sequence[str]:
        return _words(self._command.text()) or ()

    @property
    def mounts(self) -> Sequence[str]:
        return _filled(self._mounts)

    @property
    def options(self) -> CreateOptions:
        """With an open terminal, so that a shell waits for input instead of ending at once."""
        return CreateOptions(
            entrypoint=_words(self._entrypoint.text()) or None,
            env=_filled(self._env),
            working_directory=self._directory.text().strip(),
            user=self._user.text().strip(),
            is_interactive=True,
            has_terminal=True,
            host=HostConfig(runner=RunnerChoice(self._runner.currentData())),
            mounts=self._specs(),
        )


def _words(text: str) -> list[str] | None:
    """As a shell splits them; None where a quote is not closed."""
    try:
        return shlex.split(text)
    except ValueError:
        return None


def _filled(field: QPlainTextEdit) -> list[str]:
    lines = (line.strip() for line in field.toPlainText().splitlines())
    return [line for line in lines if line]
