"""What making and reading an archive share."""

from dataclasses import dataclass

from layerlab.model import LayerPath
from layerlab.runners.shell.patterns import Pattern
from layerlab.runners.shell.text import inner


class Failed(Exception):
    """Nothing more can be done; the text says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where, and what of it. `directory` is a real path."""

    directory: LayerPath
    strip: int
    excluded: tuple[Pattern, ...]
    tells: bool

    def excludes(self, name: str) -> bool:
        """A pattern matches a name, or a directory in it, from any slash on."""
        parts = inner(name.rstrip("/")).split("/")
        return any(
            each.matches("/".join(parts[begin:end]))
            for each in self.excluded
            for begin in range(len(parts))
            for end in range(begin + 1, len(parts) + 1)
        )
