"""Where a log and what it is the log of contradict each other."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from layerlab.container.rows import DONE, Row
from layerlab.errors import Reason
from layerlab.model import Kind, LayerPath, shown
from layerlab.overlay import UpperRecord
from layerlab.reasons import Flaw, LostContent, LostEdit, OtherResult

Slot = Callable[[str, int, bool], Path]
"""Where a folder has the content of a change that is made, or taken back."""


def log_faults(
    rows: Mapping[int, Row], head: int, records: Mapping[LayerPath, UpperRecord], slot: Slot
) -> list[Reason]:
    """Where it does not lead to the records, or has lost what undo and redo need. `rows` are all,
    in the order of their numbers.
    """
    expected: dict[LayerPath, UpperRecord | None] = {}
    faults: list[Reason] = []
    for number, row in rows.items():
        is_done = row.status == DONE
        if is_done:
            expected |= {change.path: change.after for change in row.changes}
        faults += _lost(row, is_done, slot)
        if row.edit.parent >= number or (row.edit.parent and row.edit.parent not in rows):
            faults.append(LostEdit(row.edit.parent, number))
    done = [number for number, row in rows.items() if row.status == DONE]
    if done != _way(head, rows):
        faults.append(Flaw.OTHER_EDITS)
    wrong: list[Reason] = [
        OtherResult(shown(path))
        for path in sorted(expected.keys() | records.keys())
        if bare(expected.get(path)) != bare(records.get(path))
    ]
    return wrong + faults


def _way(head: int, rows: Mapping[int, Row]) -> list[int]:
    """The edits that lead to one, the first one first."""
    way: list[int] = []
    while head in rows and head not in way:
        way.append(head)
        head = rows[head].edit.parent
    return way[::-1]


def _lost(row: Row, backwards: bool, slot: Slot) -> Iterator[Reason]:
    for index, change in enumerate(row.changes):
        coming = change.before if backwards else change.after
        has_bytes = coming and coming.kind.has_data and coming.entry.size
        is_told = backwards and change.path in row.edit.lost
        needs_slot = has_bytes and not change.keeps_content and not is_told
        if needs_slot and not slot(row.slots, index, backwards).exists():
            yield LostContent(shown(change.path), row.edit.number)


def bare(record: UpperRecord | None) -> object:
    """A record without what the host's file happened to look like."""
    if record is None or record.kind is Kind.WHITEOUT:
        return record.kind if record else None
    return record.entry, record.opaque, record.group
