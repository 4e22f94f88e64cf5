"""What the console itself knows beside `docker` and `layerlab`: where it is, and what was typed."""

from pathlib import Path

from layerlab.commands.words import BadLine, read_line
from layerlab_gui.console.history import History
from layerlab_gui.console.output import Kind, Piece
from layerlab_gui.console.terminal import WindowTerminal
from layerlab_gui.i18n import translate


class Builtins:
    """`cd [DIR]`, `pwd`, `history`; each answers at once."""

    def __init__(self, terminal: WindowTerminal, history: History) -> None:
        self._terminal = terminal
        self._history = history

    def run(self, line: str) -> Piece | None:
        """What it has to say; None for a line that is somebody else's."""
        try:
            words = read_line(line).words
        except BadLine:
            return None
        match words:
            case ["cd"]:
                return self._change_directory("~")
            case ["cd", directory]:
                return self._change_directory(directory)
            case ["pwd"]:
                return Piece(Kind.RESULT, f"{self._terminal.directory}\n")
            case ["history"]:
                return Piece(Kind.RESULT, "".join(f"{line}\n" for line in self._history.lines))
        return None

    def _change_directory(self, text: str) -> Piece:
        place = self._terminal.path(text)
        try:
            place = place.resolve(strict=True)
        except OSError as error:
            return Piece(Kind.ERROR, f"cd: {text}: {error.strerror}\n")
        if not place.is_dir():
            told = translate("Console", "{path} is not a directory").format(path=text)
            return Piece(Kind.ERROR, f"cd: {told}\n")
        self._terminal.directory = place
        return Piece(Kind.RESULT, "")


def shown_directory(path: Path) -> str:
    """Its last part, as a prompt has it; `~` for the home directory."""
    return "~" if path == Path.home() else path.name or str(path)
