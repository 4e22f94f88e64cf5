"""The lines that were typed, as a shell remembers them."""

KEPT = 500
SEPARATOR = "\n"


class History:
    """`older` and `newer` go through the lines that begin as the one that was being typed."""

    def __init__(self, text: str = "") -> None:
        self._lines = [line for line in text.split(SEPARATOR) if line][-KEPT:]
        self._position = len(self._lines)
        self._draft = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self._lines)

    def add(self, line: str) -> None:
        """A line that was submitted; the same twice counts once."""
        if line.strip() and (not self._lines or self._lines[-1] != line):
            self._lines = [*self._lines, line][-KEPT:]
        self.reset()

    def reset(self) -> None:
        """Back to the line that is being typed."""
        self._position = len(self._lines)
        self._draft = ""

    def older(self, current: str) -> str:
        """The next older line; the current one where there is none."""
        if self._position == len(self._lines):
            self._draft = current
        for position in range(self._position - 1, -1, -1):
            if self._lines[position].startswith(self._draft):
                self._position = position
                return self._lines[position]
        return current

    def newer(self, current: str) -> str:
        """The next newer line, and at the end what was being typed."""
        for position in range(self._position + 1, len(self._lines)):
            if self._lines[position].startswith(self._draft):
                self._position = position
                return self._lines[position]
        if self._position == len(self._lines):
            return current
        self._position = len(self._lines)
        return self._draft

    def dumps(self) -> str:
        return SEPARATOR.join(self._lines)
