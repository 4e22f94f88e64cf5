"""States and transitions; that the words are Docker's is compared in `tests/peers`."""

import json

import pytest

from layerlab.container.state import (
    State,
    Status,
    ended,
    failed_to_start,
    killed,
    paused,
    require_executable,
    require_removable,
    started,
    unpaused,
)
from layerlab.errors import (
    ContainerAlreadyPaused,
    ContainerNotPaused,
    ContainerNotRunning,
    EngineError,
    ExecInPausedContainer,
    RemovalOfPausedContainer,
    RemovalOfRunningContainer,
    StartOfPausedContainer,
)

CREATED = State()
RUNNING = State(Status.RUNNING, "t1", standing="it waits")
PAUSED = State(Status.PAUSED, "t1", standing="it waits")
EXITED = State(Status.EXITED, "t1", "t2", 3)
ALL = [CREATED, RUNNING, PAUSED, EXITED]


def refusal(action: object, *words: object) -> type[EngineError] | None:
    try:
        action(*words)  # type: ignore[operator]
    except EngineError as error:
        return type(error)
    return None


def test_a_life() -> None:
    state = started(CREATED, "id", "t1", "it waits")
    assert state == RUNNING
    assert (state.is_running, state.is_executing) == (True, False)
    assert unpaused(paused(state, "id"), "id") == state
    state = killed(state, "id", "t2", 15)
    assert state == State(Status.EXITED, "t1", "t2", 143)
    again = started(state, "id", "t3")
    assert again == State(Status.RUNNING, "t3", "t2")
    assert again.is_executing
    assert ended(again, "t4", 1, "why") == State(Status.EXITED, "t3", "t4", 1, "why")


@pytest.mark.parametrize(
    ("action", "words", "refusals"),
    [
        (started, ("id", "t9"), [None, None, StartOfPausedContainer, None]),
        (killed, ("id", "t9", 9), [ContainerNotRunning, None, None, ContainerNotRunning]),
        (paused, ("id",), [ContainerNotRunning, None, ContainerAlreadyPaused, ContainerNotRunning]),
        (unpaused, ("id",), [ContainerNotPaused, ContainerNotPaused, None, ContainerNotPaused]),
        (
            require_executable,
            ("id", "c1"),
            [ContainerNotRunning, None, ExecInPausedContainer, ContainerNotRunning],
        ),
        (
            require_removable,
            ("id",),
            [None, RemovalOfRunningContainer, RemovalOfPausedContainer, None],
        ),
    ],
)
def test_what_is_refused(
    action: object, words: tuple[object, ...], refusals: list[type[EngineError] | None]
) -> None:
    assert [refusal(action, state, *words) for state in ALL] == refusals


def test_what_changes_nothing() -> None:
    assert started(RUNNING, "id", "t9") is RUNNING
    for state in (CREATED, EXITED):
        assert ended(state, "t9", 1) is state


def test_a_start_that_fails_says_why_and_is_none() -> None:
    state = failed_to_start(CREATED, 127, "not found")
    assert state == State(exit_code=127, error="not found")
    state = failed_to_start(EXITED, 126, "denied")
    assert state == State(Status.EXITED, "t1", "t2", 126, "denied")
    assert started(state, "id", "t3") == State(Status.RUNNING, "t3", "t2")


@pytest.mark.parametrize("state", ALL)
def test_it_is_kept_as_json(state: State) -> None:
    assert State.from_json(state.to_json()) == state
    assert not State.is_damaged(state.to_json())


@pytest.mark.parametrize(
    "text", ["", "{}", "null", "[1]", '{"status": "dead"}', '{"status": 1}', "{", '"running"', "7"]
)
def test_a_damaged_one_is_as_new(text: str) -> None:
    assert State.from_json(text) == CREATED
    assert State.is_damaged(text) == (text != "{}")


def test_damaged_fields_are_as_in_a_new_one() -> None:
    text = json.dumps({"status": "exited", "exit_code": "x", "error": None, "started_at": 4})
    assert State.from_json(text) == State(Status.EXITED)
    assert State.is_damaged(text)
    assert State.from_json('{"status": "exited", "exit_code": 70000}') == State(Status.EXITED)


def test_inspected_as_docker_does() -> None:
    found = CREATED.inspected()
    assert found["StartedAt"] == found["FinishedAt"] == "0001-01-01T00:00:00Z"
    assert "Standing" not in found
    found = PAUSED.inspected()
    assert (found["Status"], found["Running"], found["Paused"]) == ("paused", True, True)
    assert found["Standing"] == "it waits"
