"""The console strip: commands as in a terminal, and the `docker` command of every action."""

from collections.abc import Iterable
from enum import Enum, auto

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layerlab.commands import Completion
from layerlab.commands.completion import complete_line
from layerlab_gui import fonts, icons
from layerlab_gui.console.builtins import Builtins, shown_directory
from layerlab_gui.console.history import History
from layerlab_gui.console.output import Kind, Output, Pager, Piece
from layerlab_gui.console.page_bar import PageBar
from layerlab_gui.console.terminal import Questions, WindowTerminal
from layerlab_gui.console.transcript import Transcript
from layerlab_gui.i18n import size, translate
from layerlab_gui.tasks.console import Before, Follow, RunCommand
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.theme import Theme
from layerlab_gui.widgets.command_line import CommandLine
from layerlab_gui.widgets.forwarding import Forwarding
from layerlab_gui.workspace import Said, Workspace

SHOWN_LINES = 3


class State(Enum):
    """What the line at the bottom is for."""

    IDLE = auto()
    RUNNING = auto()
    ASKED = auto()


class Console(Forwarding, QWidget):
    def __init__(self, workspace: Workspace, theme: Theme) -> None:
        super().__init__()
        self._workspace = workspace
        self._output = Output(self)
        self._questions = Questions(self)
        self.terminal = WindowTerminal(workspace.engine, self._output, self._questions)
        self._pager = Pager()
        self._state = State.IDLE
        self._running: RunCommand | None = None
        self._before: Before | None = None
        self._question = ""
        self.transcript = Transcript(theme)
        self.line = CommandLine(History(workspace.settings.text("console/history", "")))
        self._builtins = Builtins(self.terminal, self.line.history)
        self._lay_out(theme)
        self._connect()
        self._update()

    # building

    def _lay_out(self, theme: Theme) -> None:
        code = fonts.code(self.font())
        self.prompt = QLabel()
        self.prompt.setFont(fonts.strong(code))
        self.prompt.setTextFormat(Qt.TextFormat.PlainText)
        self.line.setFont(code)
        self.line.setAccessibleName(translate("Console", "Command"))
        self.line.setToolTip(
            translate("Console", "A docker or layerlab command; Tab completes it (Alt+5)")
        )
        self.cancel_button = QToolButton()
        self.cancel_button.setIcon(icons.icon("x", theme))
        self.cancel_button.setText(translate("Console", "C&ancel"))
        self.cancel_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.cancel_button.setToolTip(translate("Console", "Stop the command (Ctrl+C)"))
        self.page_bar = PageBar()
        self._places = QStackedWidget()
        self._places.addWidget(self.line)
        self._places.addWidget(self.page_bar)
        self._places.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        foot = QFrame()
        foot.setProperty("role", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(fonts.margins(8, 3, 8, 3))
        row.setSpacing(fonts.px(6))
        row.addWidget(self.prompt)
        row.addWidget(self._places, 1)
        row.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.transcript, 1)
        layout.addWidget(foot)

    def keyboard_part(self) -> QWidget:
        return self.page_bar if self._pager.holds else self.line

    def _connect(self) -> None:
        self._workspace.said.connect(self.write)
        self._output.arrived.connect(self._show_output)
        self._questions.asked.connect(self._asked)
        line = self.line
        line.submitted.connect(self._submitted)
        line.interrupted.connect(self.interrupt)
        line.ended.connect(self._end_of_input)
        line.clear_wanted.connect(self.clear)
        line.scroll_wanted.connect(self._scroll)
        line.completion_wanted.connect(self._complete)
        self.cancel_button.clicked.connect(self.interrupt)
        self.page_bar.more_wanted.connect(lambda: self._page(self._pager.more()))
        self.page_bar.rest_wanted.connect(lambda: self._page(self._pager.rest()))
        self.page_bar.stop_wanted.connect(self._drop_rest)

    def sizeHint(self) -> QSize:
        return QSize(
            fonts.px(400), self.fontMetrics().lineSpacing() * (SHOWN_LINES + 2) + fonts.px(24)
        )

    # what is shown

    def write(self, said: Said) -> None:
        """What an action of the mouse does, as a command."""
        pieces = []
        if said.command:
            pieces += [Piece(Kind.PROMPT, "$ "), Piece(Kind.COMMAND, said.command)]
        if said.result:
            gap = "   → " if said.command else "→ "
            kind = Kind.ERROR if said.is_error else Kind.NOTE
            pieces.append(Piece(kind, gap + said.result))
        self.transcript.add_line(*pieces)

    def restore(self, pieces: Iterable[Piece]) -> None:
        """What another window showed before this one."""
        self.transcript.add(pieces)

    def clear(self) -> None:
        self.transcript.forget()

    def _show_output(self) -> None:
        pieces, left_out = self._output.take()
        self._page(self._pager.feed(pieces))
        if left_out:
            text = translate("Console", "{size} more were left out: print to a file with > FILE")
            self.transcript.add_line(Piece(Kind.NOTE, text.format(size=size(left_out))))

    def _page(self, pieces: list[Piece]) -> None:
        self.transcript.add(pieces)
        self._update()

    def _drop_rest(self) -> None:
        self._pager.rest()
        self.transcript.add_line(Piece(Kind.NOTE, "…"))
        self._update()

    def _update(self) -> None:
        """The line at the bottom, for what it is for now."""
        pages = self._pager.holds
        had_focus = self.line.hasFocus() or self.page_bar.more.hasFocus()
        self._places.setCurrentWidget(self.page_bar if pages else self.line)
        if pages:
            self.page_bar.show_count(self._pager.held_lines)
        self.line.setReadOnly(self._state is State.RUNNING)
        self.line.setPlaceholderText(
            translate("Console", "Running; Ctrl+C cancels")
            if self._state is State.RUNNING
            else translate("Console", "docker …")
            if self._state is State.IDLE
            else ""
        )
        self.cancel_button.setVisible(self._state is not State.IDLE)
        prompt = f"{shown_directory(self.terminal.directory)} $"
        self.prompt.setText(self._question.rstrip() if self._state is State.ASKED else prompt)
        self.prompt.setVisible(not pages)
        if had_focus:
            (self.page_bar.more if pages else self.line).setFocus()

    def _scroll(self, pages: int) -> None:
        bar = self.transcript.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    # what is typed

    def _submitted(self, line: str) -> None:
        if self._state is State.ASKED:
            self._answer(line)
        elif self._state is State.IDLE and line.strip():
            self.run(line)

    def run(self, line: str) -> None:
        """As if it was typed."""
        self._remember(line)
        self._pager.restart()
        prompt = f"{shown_directory(self.terminal.directory)} $ "
        self.transcript.add_line(Piece(Kind.PROMPT, prompt), Piece(Kind.COMMAND, line))
        if line.strip() == "clear":
            self.clear()
            return
        told = self._builtins.run(line)
        if told is not None:
            self._page(self._pager.feed([told]))
            return
        self._state = State.RUNNING
        self.terminal.columns = self._columns()
        self._running = RunCommand(self._workspace, line, self.terminal, self._done)
        self.terminal.begin(self._workspace.start(self._running).progress)
        self._update()

    def _remember(self, line: str) -> None:
        self.line.history.add(line)
        self._workspace.settings.put("console/history", self.line.history.dumps())

    def _columns(self) -> int:
        width = self.transcript.viewport().width() - 2 * 8
        return max(20, width // self.transcript.fontMetrics().horizontalAdvance("0"))

    def _done(self, status: int) -> None:
        self._show_output()
        self._state = State.IDLE
        self._running = None
        self._before = None
        if status:
            text = translate("Console", "exit status {n}").format(n=status)
            self.transcript.add_line(Piece(Kind.NOTE, f"→ {text}"))
        self._update()

    def interrupt(self) -> None:
        """Ctrl+C: stops the command, or gives the line up."""
        if self._state is State.ASKED:
            self.transcript.add_line(
                Piece(Kind.PROMPT, self._question), Piece(Kind.COMMAND, self.line.text() + "^C")
            )
            self.line.clear()
            self._ask_no_more(None)
        elif self._running is not None:
            self.terminal.interrupt()
        else:
            self.line.clear()

    # what a command asks

    def _asked(self, question: str) -> None:
        """Whatever the line before did is followed, since a session is one long command."""
        self._show_output()
        self._question = question
        self._state = State.ASKED
        self._update()
        if self._running is not None:
            before = self._before or self._running.before
            if before is not None:
                self._workspace.start(
                    Follow(self._workspace, self._running.line, before, self._followed)
                )

    def _followed(self, before: Before) -> None:
        self._before = before

    def _answer(self, line: str) -> None:
        self.line.history.add(line)
        self._pager.restart()
        self.transcript.add_line(Piece(Kind.PROMPT, self._question), Piece(Kind.COMMAND, line))
        self._ask_no_more(line + "\n")

    def _end_of_input(self) -> None:
        if self._state is State.ASKED:
            self._ask_no_more("")

    def _ask_no_more(self, answer: str | None) -> None:
        self._state = State.RUNNING
        self._update()
        self._questions.answer(answer)

    # what may follow

    def _complete(self, line: str, cursor: int) -> None:
        complete = self._questions.complete if self._state is State.ASKED else None
        terminal = self.terminal

        def find() -> Completion:
            if complete is not None:
                return complete(line, cursor)
            return complete_line(line, cursor, terminal)

        if self._state is State.ASKED and complete is None:
            return
        self._workspace.jobs.submit(Queue.GLANCE, find, lambda found: self.line.offer(line, found))
