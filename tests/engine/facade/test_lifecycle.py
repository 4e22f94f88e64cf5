"""Stopping, pausing, killing, removing; starting has a suite of its own."""

import pytest

from layerlab.container.state import KILLED, State, Status
from layerlab.errors import (
    ContainerAlreadyPaused,
    ContainerNotPaused,
    ContainerNotRunning,
    DamagedContainer,
    InvalidSignal,
    KillOfStoppedContainer,
    NoSuchContainer,
    RemovalOfPausedContainer,
    RemovalOfRunningContainer,
)
from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.running import set_state

WAITS = State(Status.RUNNING, "2026-01-01T00:00:00Z", standing="waits")
SERVES = State(Status.RUNNING, "2026-01-01T00:00:00Z", standing="serves")
EXECUTES = State(Status.RUNNING, "2026-01-01T00:00:00Z")


def state(engine: Engine, name: str = "c1") -> State:
    (found,) = [row.state for row in engine.containers() if row.name == name]
    return found


def test_a_new_one_is_created_and_stays_so(loaded: Engine) -> None:
    assert loaded.stop("c1").state == state(loaded) == State()
    with pytest.raises(ContainerNotRunning):
        loaded.pause("c1")
    with pytest.raises(ContainerNotPaused):
        loaded.unpause("c1")
    with pytest.raises(KillOfStoppedContainer):
        loaded.kill("c1")
    assert loaded.wait("c1") == 0


def test_stopping_keeps_the_layer(loaded: Engine) -> None:
    set_state(loaded, "c1", WAITS)
    loaded.container("c1").write(LayerPath("etc/motd"), b"kept")
    assert loaded.stop("c1").state.exit_code == KILLED
    found = state(loaded)
    assert found.status is Status.EXITED
    assert found.started_at < found.finished_at
    assert loaded.container("c1").view().read(LayerPath("etc/motd")) == b"kept"
    assert loaded.stop("c1").state == found


def test_pausing(loaded: Engine) -> None:
    set_state(loaded, "c1", WAITS)
    assert loaded.pause("c1").state.status is Status.PAUSED
    with pytest.raises(ContainerAlreadyPaused):
        loaded.pause("c1")
    assert loaded.unpause("c1").state == WAITS
    loaded.pause("c1")
    assert loaded.stop("c1").state.status is Status.EXITED


@pytest.mark.parametrize(
    ("before", "signal", "code"),
    [
        (WAITS, "KILL", KILLED),
        (WAITS, "sigkill", KILLED),
        (WAITS, "9", KILLED),
        (WAITS, "TERM", None),
        (WAITS, "HUP", None),
        (SERVES, "TERM", 0),
        (SERVES, "SIGQUIT", 0),
        (SERVES, "HUP", None),
        (SERVES, "KILL", KILLED),
        (WAITS, "64", None),
    ],
)
def test_signals(loaded: Engine, before: State, signal: str, code: int | None) -> None:
    set_state(loaded, "c1", before)
    loaded.kill("c1", signal)
    found = state(loaded)
    assert (found == before) if code is None else (found.exit_code == code)


@pytest.mark.parametrize("signal", ["BOGUS", "", "0", "65", "-1", "SIG"])
def test_no_signals(loaded: Engine, signal: str) -> None:
    with pytest.raises(InvalidSignal):
        loaded.kill("c1", signal)


def test_a_server_ends_well(loaded: Engine) -> None:
    set_state(loaded, "c1", SERVES)
    assert loaded.stop("c1").state.exit_code == 0


def test_what_runs_is_removed_by_force_only(loaded: Engine) -> None:
    layer = loaded.container("c1").upper_path
    set_state(loaded, "c1", WAITS)
    with pytest.raises(RemovalOfRunningContainer):
        loaded.remove_container("c1")
    loaded.pause("c1")
    with pytest.raises(RemovalOfPausedContainer):
        loaded.remove_container("c1")
    assert layer.exists()
    loaded.remove_container("c1", force=True)
    assert loaded.containers() == []
    assert not layer.exists()
    with pytest.raises(NoSuchContainer):
        loaded.remove_container("c1", force=True)


def test_what_removing_would_lose(loaded: Engine) -> None:
    assert loaded.loss("c1").is_nothing
    container = loaded.container("c1")
    container.write(LayerPath("etc/motd"), b"12345")
    container.write(LayerPath("etc/new"), b"6")
    loss = loaded.loss("c1")
    assert (loss.changed_paths, loss.size_bytes, loss.edits) == (3, 6, 2)
    container.undo()
    container.undo()
    assert loaded.loss("c1").changed_paths == 0
    assert not loaded.loss("c1").is_nothing


def test_one_whose_program_died_has_ended(loaded: Engine) -> None:
    set_state(loaded, "c1", EXECUTES)
    found = state(loaded)
    assert (found.status, found.exit_code) == (Status.EXITED, KILLED)
    assert "ended" in found.error


def test_damage_of_a_state_leaves_the_container(loaded: Engine) -> None:
    with loaded._store.database.writing() as writer:
        writer.execute("update container set state = '{damaged'")
    (fault,) = loaded.verify_store().faults
    assert isinstance(fault.error, DamagedContainer)
    assert state(loaded) == State()
    assert loaded.container("c1").view().read(LayerPath("etc/motd")) == b"welcome\n"


def test_pruning_removes_what_does_not_run(loaded: Engine) -> None:
    loaded.create("t:1", "c2")
    loaded.container("c1").write(LayerPath("etc/new"), b"12345")
    set_state(loaded, "c2", WAITS)
    key = loaded.container("c1").id
    pruned = loaded.prune_containers()
    assert (pruned.ids, pruned.size_bytes) == ((key,), 5)
    assert [row.name for row in loaded.containers()] == ["c2"]
    assert loaded.prune_containers().ids == ()
