"""Paths that match a pattern.

Spec: POSIX.1-2024 XCU 2.14.3 Patterns Used for Filename Expansion.
"""

from collections.abc import Iterator, Sequence

from layerlab.model import LayerPath
from layerlab.runners.files import Files
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.patterns import SPECIAL, Pattern, pattern
from layerlab.runners.shell.splitting import Field
from layerlab.runners.shell.text import absolute, inner
from layerlab.runners.tools.reasons import PROBLEMS

Runs = list[tuple[str, bool]]


class Globber:
    """Looks for names in one directory after the other; each name looked at is a tick."""

    def __init__(self, files: Files, meter: Meter, directory: str) -> None:
        self._files = files
        self._meter = meter
        self._directory = directory

    def paths(self, field: Field) -> list[str]:
        """The paths that a field matches, sorted by their bytes; none where it is no pattern."""
        if not any(not piece.quoted and SPECIAL & set(piece.text) for piece in field):
            return []
        prefixes = [""]
        components = list(_components(field))
        for number, runs in enumerate(components):
            is_last = number == len(components) - 1
            prefixes = self._step(prefixes, runs, is_last=is_last)
            if not prefixes:
                return []
        return sorted(prefixes)

    def _step(self, prefixes: Sequence[str], runs: Runs, *, is_last: bool) -> list[str]:
        made = pattern(runs)
        slash = "" if is_last else "/"
        found: list[str] = []
        held = 0
        try:
            for prefix in prefixes:
                for name in self._names(prefix, made):
                    path = f"{prefix}{name}{slash}"
                    if not is_last and made.text is None and not self._is_directory(path):
                        continue
                    if is_last and made.text is not None and not self._exists(path):
                        continue
                    self._meter.hold(len(path) + 64)
                    held += len(path) + 64
                    found.append(path)
        finally:
            self._meter.hold(-held)
        return found

    def _names(self, prefix: str, made: Pattern) -> Iterator[str]:
        if made.text is not None:
            yield made.text
            return
        shows_hidden = made.elements[:1] == ("\\.",)
        for name in self._children(prefix):
            self._meter.tick()
            if (shows_hidden or not name.startswith(".")) and made.matches(name):
                yield name

    def _children(self, prefix: str) -> list[str]:
        try:
            real = self._files.resolve(absolute(self._directory, prefix))
            names = [inner(path.rpartition("/")[2]) for path in self._files.names(real)]
        except PROBLEMS:
            return []
        return [".", "..", *names]

    def _exists(self, path: str) -> bool:
        return self._look(path, follow=False)

    def _is_directory(self, path: str) -> bool:
        return self._look(path, follow=True)

    def _look(self, path: str, *, follow: bool) -> bool:
        try:
            wanted = absolute(self._directory, path)
            real: LayerPath = self._files.resolve(wanted, follow=follow)
            entry = self._files.find(real)
        except PROBLEMS:
            return False
        return entry is not None and (entry.is_directory or not (follow or path.endswith("/")))


def _components(field: Field) -> Iterator[Runs]:
    """What stands between the slashes; several slashes stay with the one before them."""
    runs: Runs = []
    for piece in field:
        first, *others = piece.text.split("/")
        runs.append((first, piece.quoted))
        for other in others:
            yield runs
            runs = [(other, piece.quoted)]
    yield runs
