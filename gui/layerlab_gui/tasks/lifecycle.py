"""A container's life: started, stopped, paused, renamed."""

from collections.abc import Callable

from layerlab.container.options import RunnerChoice
from layerlab.facade import ContainerSummary, Engine
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.questions import TextDialog
from layerlab_gui.i18n import translate
from layerlab_gui.models.state_words import standing_sentence, state_word
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.showing import read_objects, reread, show
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.workspace import Workspace


class Start(Task):
    """Effect: the container runs, or its main command has run to its end."""

    def __init__(self, workspace: Workspace, name: str, *, again: bool = False) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Starting {name}").format(name=name)
        self._name = name
        self._again = again

    def flow(self) -> Flow:
        workspace, engine, name = self.workspace, self.workspace.engine, self._name

        def start(progress: Progress) -> ContainerSummary:
            if self._again:
                return engine.restart(name, progress)
            return engine.start(name, progress=progress).container

        made: ContainerSummary = yield Work(start, Queue.CONSOLE)
        verb = "restart" if self._again else "start"
        workspace.say(commands.lifecycle(verb, name), started_words(made))
        yield from reread(workspace)


def started_words(container: ContainerSummary) -> str:
    """What became of a start."""
    state = container.state
    if state.is_running:
        return standing_sentence(state) or state_word(state)
    told = translate("Tasks", "its command has ended: {state}; docker logs {name} shows the output")
    return told.format(state=state_word(state), name=container.name)


_ACTIONS: dict[str, Callable[[Engine, str], ContainerSummary]] = {
    "stop": Engine.stop,
    "pause": Engine.pause,
    "unpause": Engine.unpause,
}


class ChangeState(Task):
    """Effect: the container is stopped, paused or goes on; its layer stays as it is."""

    def __init__(self, workspace: Workspace, name: str, verb: str) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Changing {name}").format(name=name)
        self._name = name
        self._verb = verb

    def flow(self) -> Flow:
        workspace, engine, name = self.workspace, self.workspace.engine, self._name
        change = _ACTIONS[self._verb]
        made: ContainerSummary = yield Work(lambda _: change(engine, name), Queue.WRITE)
        workspace.say(commands.lifecycle(self._verb, name), state_word(made.state))
        yield from reread(workspace)


class ChooseRunner(Task):
    """Effect: what runs the container's commands from now on."""

    def __init__(self, workspace: Workspace, name: str, choice: RunnerChoice) -> None:
        super().__init__(workspace)
        self._name = name
        self._choice = choice

    def flow(self) -> Flow:
        engine, name, choice = self.workspace.engine, self._name, self._choice
        yield Work(lambda _: engine.set_runner(name, choice), Queue.WRITE)
        yield from reread(self.workspace)


class RenameContainer(Task):
    """Effect: another name for the container. Asks for it."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        super().__init__(workspace)
        self._name = name

    def flow(self) -> Flow:
        workspace, engine, name = self.workspace, self.workspace.engine, self._name
        title = translate("Tasks", "Rename the container {name}").format(name=name)
        dialog = yield Ask(TextDialog(title, translate("Tasks", "&Name"), name, workspace.window))
        new = dialog.text
        if new == name:
            return
        yield Work(lambda _: engine.rename_container(name, new), Queue.WRITE)
        workspace.say(commands.lifecycle("rename", name, new))
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
        yield from show(workspace, Target(TargetKind.CONTAINER, new))
