"""What another program did to a layer's directory."""

from layerlab.container.draft import PathChange
from layerlab.container.edit import Step, StepKind
from layerlab.model import Kind
from layerlab.overlay import UpperFiles, UpperTree
from layerlab.overlay.upper_files import adopt, is_as_recorded


def external_changes(files: UpperFiles, upper: UpperTree) -> list[PathChange]:
    """How the host's directory differs from the records; parents first. Its root never does."""
    found = files.scan()
    records = {path: record for path, record in upper.records.items() if path}
    changes: list[PathChange] = []
    for path in sorted(found.keys() | records.keys(), key=lambda p: p.split("/")):
        record, state = records.get(path), found.get(path)
        if state is None:
            changes.append(PathChange(path, record, None, keeps_content=True))
        elif record is None or not is_as_recorded(record, state):
            changes.append(PathChange(path, record, adopt(path, state, record), keeps_content=True))
    return changes


def external_step(change: PathChange) -> Step:
    if change.after is None:
        return Step(StepKind.REMOVE, change.path)
    if change.after.kind is Kind.WHITEOUT:
        return Step(StepKind.WHITEOUT, change.path)
    kind = StepKind.WRITE if change.before else StepKind.CREATE
    return Step(kind, change.path, change.after.entry.size)
