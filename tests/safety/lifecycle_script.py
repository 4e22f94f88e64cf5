"""What a program does to the states of containers, one operation after another."""

from layerlab.container.options import CreateOptions, HostConfig
from layerlab.facade import Engine
from safety.script import Operation, tree_of

WAITS = ("sh", "-c", "while :; do :; done")
WRITES = ("sh", "-c", "echo made > /made; echo said; exit 3")


def _create(name: str, words: tuple[str, ...], options: CreateOptions) -> Operation:
    return lambda engine, _: engine.create("t:1", name, words, options=options)


LIFECYCLE_OPERATIONS: tuple[Operation, ...] = (
    _create("waits", WAITS, CreateOptions(working_directory="/srv/new")),
    lambda engine, _: engine.start("waits"),
    lambda engine, _: engine.pause("waits"),
    _create("writes", WRITES, CreateOptions()),
    lambda engine, _: engine.start("writes"),
    lambda engine, _: engine.unpause("waits"),
    lambda engine, _: engine.restart("waits"),
    lambda engine, _: engine.stop("waits"),
    _create("gone", WRITES, CreateOptions(host=HostConfig(auto_remove=True))),
    lambda engine, _: engine.start("gone"),
    lambda engine, _: engine.rename_container("waits", "waits2"),
    lambda engine, _: engine.start("waits2"),
    lambda engine, _: engine.remove_container("waits2", force=True),
    lambda engine, _: engine.prune_containers(),
)


def lives_of(engine: Engine) -> dict[str, tuple[str, str]]:
    """Of each container by its name its state, without times, and its files."""
    found = {}
    for row in engine.containers():
        container = engine.container(row.name)
        container.refresh()
        state = row.state
        told = f"{state.status.value} {state.exit_code} {state.standing}"
        found[row.name] = (told, tree_of(container.unmounted()))
    return found
