"""What another program did to a layer's directory."""

from layerlab.container.draft import PathChange
from layerlab.container.edit import Step, StepKind
from layerlab.model import Kind
from layerlab.overlay import UpperFiles, UpperRecord, UpperTree
from layerlab.overlay.untouched import is_untouched
from layerlab.overlay.upper_files import HostState, adopt, is_as_recorded


def external_changes(files: UpperFiles, upper: UpperTree) -> list[PathChange]:
    """How the host's directory differs from the records; parents first. Its root never does."""
    if is_untouched(files, upper):
        return []
    found = files.scan()
    records = {path: record for path, record in upper.records.items() if path}
    changes: list[PathChange] = []
    for path in sorted(found.keys() | records.keys(), key=lambda p: p.split("/")):
        record, state = records.get(path), found.get(path)
        if state is None:
            changes.append(PathChange(path, record, None))
        elif record is None or not is_as_recorded(record, state):
            keeps = record is not None and _keeps_content(record, state)
            changes.append(PathChange(path, record, adopt(path, state, record), keeps))
    return changes


def _keeps_content(record: UpperRecord, state: HostState) -> bool:
    """Whether only attributes are different: what is written to a file changes its time."""
    if state.kind is Kind.FILE and record.kind.has_data:
        return record.stamp is not None and record.stamp[:2] == state.stamp[:2]
    return state.kind is record.kind is Kind.DIRECTORY


def external_step(change: PathChange) -> Step:
    if change.after is None:
        return Step(StepKind.REMOVE, change.path)
    if change.after.kind is Kind.WHITEOUT:
        return Step(StepKind.WHITEOUT, change.path)
    kind = StepKind.WRITE if change.before else StepKind.CREATE
    return Step(kind, change.path, change.after.entry.size)
