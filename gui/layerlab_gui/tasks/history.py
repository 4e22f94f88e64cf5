"""The container's history: read, gone to, branched from, labelled, replayed."""

from collections.abc import Callable, Mapping

from layerlab.container import Container, Volume
from layerlab.facade import Stack, VolumeStack
from layerlab.progress import Progress
from layerlab_gui import commands
from layerlab_gui.dialogs.questions import TextDialog
from layerlab_gui.i18n import count, translate
from layerlab_gui.models.history import History
from layerlab_gui.models.lanes import START
from layerlab_gui.stage.scenes.editing import edit_scene
from layerlab_gui.stage.scenes.reading import read_places
from layerlab_gui.stage.scenes.replaying import Reel, reel
from layerlab_gui.target import Target, TargetKind
from layerlab_gui.tasks.containers import free_name
from layerlab_gui.tasks.jobs import Queue
from layerlab_gui.tasks.showing import read_objects, reread, show
from layerlab_gui.tasks.task import Ask, Flow, Task, Work
from layerlab_gui.workspace import Workspace

REPLAYED_EDITS = 200
"""At most so many edits are replayed in one go, the newest: ten minutes."""


def read_history(container: Container | Volume) -> History:
    """The head first: an edit that comes in between is in the list, and not the other way round."""
    head, undone = container.head, container.undone()
    edits = container.all_edits()
    return History.of(edits, edits.links, head, undone[-1].number if undone else head)


class Jump(Task):
    """Effect: the container's files as of an edit. The edits in between stay in the log."""

    def __init__(self, workspace: Workspace, number: int) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Going to edit {number}").format(number=number)
        self._number = number

    def flow(self) -> Flow:
        workspace, container, number = self.workspace, self.workspace.writable, self._number
        if container is None:
            return
        jump = yield Work(lambda progress: container.jump(number, progress), Queue.WRITE)
        text = translate("Tasks", "undone: {undone}, redone: {redone}")
        result = text.format(undone=count(len(jump.undone)), redone=count(len(jump.redone)))
        workspace.say_of_files(commands.jump(container.name, number), result)
        yield from reread(workspace)


class Label(Task):
    """Effect: an edit is called something; an empty text takes the name away."""

    def __init__(self, workspace: Workspace, number: int) -> None:
        super().__init__(workspace)
        self._number = number

    def flow(self) -> Flow:
        workspace, container, number = self.workspace, self.workspace.writable, self._number
        if container is None:
            return
        before: str = yield Work(lambda _: _label(container, number))
        title = translate("Tasks", "Label edit {number}").format(number=number)
        label = translate("Tasks", "&Label")
        dialog = yield Ask(TextDialog(title, label, before, workspace.window, may_be_empty=True))
        text = dialog.text
        yield Work(lambda _: container.label(number, text), Queue.WRITE)
        workspace.say_of_files(commands.label(container.name, number, text))
        yield from reread(workspace, keeps_time=True)


def _label(container: Container | Volume, number: int) -> str:
    return container.all_edits().only([number])[0].label


class Replay(Task):
    """Effect: a reel on the stage. `chosen` is an edit, or the first and the last one.

    From an edit it goes on to now; to one that does not lead to now, from where the ways part.
    """

    def __init__(
        self,
        workspace: Workspace,
        chosen: int | tuple[int, int] | None,
        load: Callable[[Reel], None],
    ) -> None:
        super().__init__(workspace)
        self.title = translate("Tasks", "Reading the edits")
        self._chosen = chosen
        self._load = load

    def flow(self) -> Flow:
        shown, container, chosen = self.workspace.shown, self.workspace.writable, self._chosen
        if container is None or shown is None:
            return
        stack = shown.stack

        def read(_: Progress) -> Reel | None:
            return read_reel(stack, container, chosen)

        made: Reel | None = yield Work(read)
        if made is None:
            return
        self._load(made)
        if len(made.numbers) == REPLAYED_EDITS:
            told = translate("Tasks", "Of all edits the last {n} are replayed.")
            self.workspace.noted.emit(told.format(n=count(REPLAYED_EDITS)))


def read_reel(
    stack: Stack | VolumeStack,
    container: Container | Volume,
    chosen: int | tuple[int, int] | None,
) -> Reel | None:
    """None where there is nothing to play."""
    head, edits = container.head, container.all_edits()
    numbers = replayed(dict(edits.links), head, chosen)[-REPLAYED_EDITS:]
    played = list(edits.only(numbers))
    if not played:
        return None
    places = read_places(stack, container, played)
    return reel(played, [edit_scene(*pair) for pair in zip(played, places, strict=True)])


def replayed(
    above: Mapping[int, int], head: int, chosen: int | tuple[int, int] | None
) -> list[int]:
    """The numbers of the edits to be played, the first one first."""
    if isinstance(chosen, int) and chosen not in (START, *_way(above, head)):
        return _after(above, head, chosen)
    first, last = chosen if isinstance(chosen, tuple) else (chosen or START, head)
    way = _way(above, last)
    if first == START:
        return way[::-1]
    return way[: way.index(first) + 1][::-1] if first in way else _after(above, first, last)


def _after(above: Mapping[int, int], first: int, last: int) -> list[int]:
    """The edits that lead to `last` from where its way and that to `first` part."""
    shared = set(_way(above, first))
    return [number for number in _way(above, last) if number not in shared][::-1]


def _way(above: Mapping[int, int], number: int) -> list[int]:
    """The edits from one down to the first."""
    way = []
    while number != START:
        way.append(number)
        number = above[number]
    return way


class Branch(Task):
    """Effect: another container of the image, with the files as of an edit. Asks for its name."""

    def __init__(self, workspace: Workspace, number: int) -> None:
        super().__init__(workspace)
        self._number = number

    def flow(self) -> Flow:
        workspace, container, number = self.workspace, self.workspace.container, self._number
        if container is None:
            return
        engine, name = workspace.engine, container.name
        title = translate("Tasks", "Create a container as of edit {number}").format(number=number)
        free = free_name(workspace.objects.containers)
        dialog = yield Ask(TextDialog(title, translate("Tasks", "&Name"), free, workspace.window))
        new = dialog.text
        yield Work(lambda progress: engine.branch(name, number, new, progress), Queue.WRITE)
        workspace.set_objects((yield Work(lambda _: read_objects(engine))))
        told = translate("Tasks", "another container, with the files as of edit {number}")
        workspace.say(commands.branch(name, number, new), told.format(number=number))
        yield from show(workspace, Target(TargetKind.CONTAINER, new), workspace.path)
