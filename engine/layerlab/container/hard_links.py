"""Which names of an upper are one file, while an edit is made."""

from collections.abc import Mapping

from layerlab.model import LayerPath
from layerlab.overlay import UpperRecord


class HardLinks:
    """By the groups of the records. They are looked for once somebody asks: most edits never do."""

    def __init__(self, records: Mapping[LayerPath, UpperRecord]) -> None:
        self._records = records
        self._groups: dict[int, dict[LayerPath, None]] | None = None

    def change(
        self, path: LayerPath, before: UpperRecord | None, after: UpperRecord | None
    ) -> None:
        old, new = before.group if before else 0, after.group if after else 0
        if old != new:
            groups = self._all()
            if old:
                del groups[old][path]
            if new:
                groups.setdefault(new, {})[path] = None

    def others(self, group: int, path: LayerPath) -> list[LayerPath]:
        """The other names of a file; none where the group is 0."""
        return [name for name in self._all().get(group, ()) if name != path]

    def count(self, group: int) -> int:
        return len(self._all()[group])

    def new_group(self) -> int:
        return max(self._all(), default=0) + 1

    def _all(self) -> dict[int, dict[LayerPath, None]]:
        if self._groups is None:
            self._groups = {}
            for path, record in self._records.items():
                if record.group:
                    self._groups.setdefault(record.group, {})[path] = None
        return self._groups
