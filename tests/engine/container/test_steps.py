"""The steps of a command that does a thing many times are told once, and end as it did."""

from layerlab.container.edit import Step, StepKind
from layerlab.container.steps import Steps
from layerlab.model import LayerPath

F, OTHER = LayerPath("f"), LayerPath("other")


def told(*taken: tuple[StepKind, LayerPath] | tuple[StepKind, LayerPath, int]) -> list[Step]:
    steps = Steps()
    for one in taken:
        steps.append(Step(*one))
    return list(steps)


def test_a_thing_done_twice_is_told_once_with_all_its_bytes() -> None:
    taken = [(StepKind.CREATE, F), (StepKind.WRITE, F, 2), (StepKind.WRITE, F, 3)]
    assert told(*taken) == [Step(StepKind.CREATE, F), Step(StepKind.WRITE, F, 5)]


def test_what_is_made_anew_is_so_after_its_removal() -> None:
    for making in (StepKind.CREATE, StepKind.LINK, StepKind.RENAME):
        taken = [(making, F), (StepKind.REMOVE, F), (making, F), (StepKind.WRITE, F, 3)]
        kinds = [step.kind for step in told(*taken)]
        assert kinds == [StepKind.REMOVE, making, StepKind.WRITE]


def test_what_is_removed_is_so_at_last() -> None:
    taken = [(StepKind.CREATE, F), (StepKind.REMOVE, F), (StepKind.CREATE, F), (StepKind.REMOVE, F)]
    assert [step.kind for step in told(*taken)] == [StepKind.CREATE, StepKind.REMOVE]


def test_a_directory_that_takes_a_name_is_made_and_then_renamed() -> None:
    taken = [
        (StepKind.REMOVE, F),
        (StepKind.CREATE, F),
        (StepKind.OPAQUE, F),
        (StepKind.CREATE, OTHER),
        (StepKind.RENAME, F),
    ]
    assert [(step.kind, step.path) for step in told(*taken)] == taken
