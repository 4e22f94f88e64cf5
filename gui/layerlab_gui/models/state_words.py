"""A container's state for people: an icon, a word, and what running without a process means."""

from layerlab.container.main_command import Standing
from layerlab.container.state import State, Status
from layerlab_gui.i18n import created, translate

ICONS = {
    Status.CREATED: "container",
    Status.RUNNING: "play",
    Status.PAUSED: "pause",
    Status.EXITED: "square",
}


def state_word(state: State) -> str:
    """One or two words, for a row."""
    match state.status:
        case Status.CREATED:
            return translate("State", "created")
        case Status.RUNNING:
            return translate("State", "running")
        case Status.PAUSED:
            return translate("State", "paused")
        case Status.EXITED:
            return translate("State", "exited ({code})").format(code=state.exit_code)


def standing_sentence(state: State) -> str:
    """Why the main command is not executed though the container runs; "" where it is."""
    return {
        Standing.INPUT.value: translate(
            "State", "Its shell waits for input. Commands can be run in it with exec."
        ),
        Standing.WAITS.value: translate(
            "State",
            "Its command only waits, so it is not executed. Commands can be run with exec.",
        ),
        Standing.SERVES.value: translate(
            "State",
            "Its command is a server; nothing runs in the background here, so it is not executed."
            " Commands can be run with exec.",
        ),
        Standing.FOREIGN.value: translate(
            "State",
            "Its command can't be run here, so it is not executed. Commands that can be run are run"
            " with exec.",
        ),
    }.get(state.standing, "")


def state_lines(state: State) -> list[tuple[str, str]]:
    """All that is known of a state, as names and values."""
    rows = [(translate("State", "State"), state_word(state))]
    if state.started_at:
        rows.append((translate("State", "Started"), created(state.started_at)))
    if state.finished_at and state.status is Status.EXITED:
        rows.append((translate("State", "Finished"), created(state.finished_at)))
    if state.error:
        rows.append((translate("State", "Error"), state.error))
    sentence = standing_sentence(state)
    if sentence and state.is_running:
        rows.append(("", sentence))
    return rows
