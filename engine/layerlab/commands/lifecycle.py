"""`create`, `run`, `start`, `stop` and what else changes a container's state."""

import contextlib
from argparse import Namespace

from layerlab.commands import CommandFailed, Terminal
from layerlab.commands.executing import is_session, streams_of, talk
from layerlab.commands.several import complain, each
from layerlab.commands.volumes import pairs, wanted_mounts
from layerlab.container.options import CreateOptions, HostConfig, RunnerChoice
from layerlab.errors import CommandNotStarted, CommandStopped, EngineError, NoSuchContainer
from layerlab.facade import ContainerSummary, Engine
from layerlab.words import STANDING

NOT_RUN = 125
"""Docker's status of a `run` that failed before its command."""

KILLED = 137


def create(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        terminal.print(_create(engine, arguments, terminal).id)


def _create(engine: Engine, arguments: Namespace, terminal: Terminal) -> ContainerSummary:
    words = tuple(arguments.cmd)
    with terminal.progress() as bar:
        return engine.create(
            arguments.image, arguments.name, words, (), bar, options=_options(arguments, terminal)
        )


def _options(arguments: Namespace, terminal: Terminal) -> CreateOptions:
    files = [terminal.path(name) for name in arguments.env_file]
    lines = [line for path in files for line in path.read_text().splitlines()]
    entrypoint = arguments.entrypoint
    return CreateOptions(
        None if entrypoint is None else tuple(filter(None, [entrypoint])),
        (*(line for line in lines if line.strip() and line[0] != "#"), *arguments.env),
        arguments.workdir,
        arguments.user,
        arguments.hostname,
        pairs(arguments.label),
        arguments.interactive,
        arguments.tty,
        HostConfig(arguments.rm, RunnerChoice(arguments.runner or "auto")),
        mounts=wanted_mounts(arguments, terminal),
        volumes_from=arguments.volumes_from,
    )


def run(arguments: Namespace, terminal: Terminal) -> int:
    """The main command's exit status; where it was not started 127 or 126, or else 125.

    Of a container that goes on running, detached or since it stands, the ID is printed.
    """
    if arguments.interactive and arguments.tty and not _may_talk(arguments, terminal):
        terminal.warn("Error: the input device is not a TTY")
        return 1
    try:
        with terminal.engine() as engine:
            made = _create(engine, arguments, terminal)
            if not arguments.detach:
                status = _attach(engine, made, arguments, terminal)
                if status is None:
                    terminal.print(made.id)
                return status or 0
            terminal.print(made.id)
            with terminal.progress() as bar:
                _say_if_it_stands(engine.start(made.id, progress=bar).container, terminal)
    except CommandNotStarted as error:
        complain(error, terminal)
        return error.status
    except CommandStopped as error:
        complain(error, terminal)
        return KILLED
    except EngineError as error:
        complain(error, terminal)
        return NOT_RUN
    return 0


def _may_talk(arguments: Namespace, terminal: Terminal) -> bool:
    return arguments.detach or terminal.is_interactive


def _attach(
    engine: Engine, made: ContainerSummary, arguments: Namespace, terminal: Terminal
) -> int | None:
    """Shows what the main command prints, and lets a person talk with one that is a shell.

    Its exit status; None where the container goes on running.
    """
    is_terminal = made.has_terminal
    if is_session(made.command, is_asked=arguments.interactive and is_terminal) and (
        terminal.is_interactive and made.host.runner is not RunnerChoice.LINUX
    ):
        return _talk(engine, made, terminal)
    streams = streams_of(terminal, with_input=arguments.interactive, is_terminal=is_terminal)
    with terminal.progress() as bar:
        started = engine.start(made.id, streams, with_input=arguments.interactive, progress=bar)
    _say_if_it_stands(started.container, terminal)
    return started.status


def _talk(engine: Engine, made: ContainerSummary, terminal: Terminal) -> int:
    """The shell is the main command: with it the container ends."""
    engine.start(made.id)
    status = KILLED
    try:
        status = talk(engine.session(made.id, made.command), terminal)
    finally:
        with contextlib.suppress(NoSuchContainer):
            engine.finish(made.id, status)
    return status


def _say_if_it_stands(container: ContainerSummary, terminal: Terminal) -> None:
    why = STANDING.get(container.state.standing)
    if why:
        words = " ".join(container.command)
        terminal.warn(f"{container.name} runs, but {why}, so it is not executed: {words}")


def start(arguments: Namespace, terminal: Terminal) -> int:
    """With `-a` the main command's exit status."""
    names = arguments.container
    if not (arguments.attach or arguments.interactive):
        with terminal.engine() as engine:
            each(names, lambda name: _start(engine, name, terminal), terminal)
        return 0
    if len(names) > 1:
        terminal.warn("Error: you cannot start and attach multiple containers at once")
        raise CommandFailed
    with terminal.engine() as engine:
        return _attach(engine, engine.container_summary(names[0]), arguments, terminal) or 0


def _start(engine: Engine, name: str, terminal: Terminal) -> None:
    with terminal.progress() as bar:
        _say_if_it_stands(engine.start(name, progress=bar).container, terminal)


def stop(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        each(arguments.container, lambda name: engine.stop(name, arguments.time), terminal)


def restart(arguments: Namespace, terminal: Terminal) -> None:
    def restart_one(name: str) -> None:
        with terminal.progress() as bar:
            _say_if_it_stands(engine.restart(name, bar, seconds=arguments.time), terminal)

    with terminal.engine() as engine:
        each(arguments.container, restart_one, terminal)


def kill(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        each(arguments.container, lambda name: engine.kill(name, arguments.signal), terminal)


def pause(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        each(arguments.container, engine.pause, terminal)


def unpause(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        each(arguments.container, engine.unpause, terminal)


def wait(arguments: Namespace, terminal: Terminal) -> None:
    """Prints each one's exit status in its turn."""
    has_failed = False
    with terminal.engine() as engine, terminal.progress() as bar:
        for name in arguments.container:
            try:
                terminal.print(str(engine.wait(name, bar)))
            except NoSuchContainer as error:
                complain(error, terminal)
                has_failed = True
    if has_failed:
        raise CommandFailed


def rename(arguments: Namespace, terminal: Terminal) -> None:
    with terminal.engine() as engine:
        engine.rename_container(arguments.container, arguments.name)


def rm(arguments: Namespace, terminal: Terminal) -> None:
    """With `-f` one that is absent is told, and no failure, as in Docker."""

    def remove(name: str) -> None:
        engine.remove_container(name, force=arguments.force, volumes=arguments.volumes)

    with terminal.engine() as engine:
        try:
            each(arguments.container, remove, terminal)
        except CommandFailed:
            if not arguments.force:
                raise
