"""A program that works on a store while others do: `python -m safety.company ROOT WORK NAME COUNT`.

It says when it is ready, begins when it is told, and tells each operation that was done, or by
which error it was refused.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from layerlab.container import parse_volume
from layerlab.container.options import CreateOptions
from layerlab.errors import EngineError
from layerlab.facade import Engine
from layerlab.model import clean

Work = Callable[[Engine, str, int], object]


def open_only(engine: Engine, name: str, number: int) -> object:
    return engine.images()


def load(engine: Engine, name: str, number: int) -> object:
    return engine.load(engine.root.parent / f"{name}.tar")


def load_and_remove(engine: Engine, name: str, number: int) -> object:
    engine.load(engine.root.parent / f"{name}.tar")
    return engine.remove_image(f"{name}:1")


def collect(engine: Engine, name: str, number: int) -> object:
    return engine.collect()


def append(engine: Engine, name: str, number: int) -> object:
    return engine.container("c1").append(clean("etc/motd"), f"{name} {number}\n".encode())


def rewrite(engine: Engine, name: str, number: int) -> object:
    return engine.container("c1").write(clean("etc/motd"), b"%d" % (number % 10) * 100_000)


def jump(engine: Engine, name: str, number: int) -> object:
    container = engine.container("c1")
    return container.jump(7 * number % (len(container.all_edits()) + 1))


def look_back(engine: Engine, name: str, number: int) -> object:
    """The first edit is `name` by itself, whatever others do now."""
    found = engine.container("c1").view_at(1).read(clean("etc/motd"))
    assert found == name.encode()
    return found


def commit(engine: Engine, name: str, number: int) -> object:
    return engine.commit("c1", f"{name}:{number}")


def create_and_remove(engine: Engine, name: str, number: int) -> object:
    engine.create("a:1", f"{name}{number}")
    return engine.remove_container(f"{name}{number}")


def rename(engine: Engine, name: str, number: int) -> object:
    return engine.rename_container(engine.containers()[0].name, f"{name}{number}")


def read(engine: Engine, name: str, number: int) -> object:
    assert not [image for image in engine.images() if image.is_damaged]
    return engine.stack("c1").view().read(clean("etc/motd"))


def write_and_remove(engine: Engine, name: str, number: int) -> object:
    engine.create("t:1", "c1")
    engine.container("c1").write(clean("etc/motd"), b"written")
    return engine.remove_container("c1")


def tag(engine: Engine, name: str, number: int) -> object:
    return engine.tag(f"{name}:1", f"moving:{number % 5}")


def untag(engine: Engine, name: str, number: int) -> object:
    return engine.remove_image(f"moving:{number % 5}")


def append_to_volume(engine: Engine, name: str, number: int) -> object:
    """Through a container of its own, which mounts the one volume elsewhere."""
    if number == 0:
        options = CreateOptions(mounts=[parse_volume(f"shared:/{name}")])
        engine.create("t:1", f"of-{name}", options=options)
    return engine.container(f"of-{name}").append(
        clean(f"{name}/log"), f"{name} {number}\n".encode()
    )


def mount_and_copy(engine: Engine, name: str, number: int) -> object:
    """Two volumes in an order that each program has the other way round, and files into both."""
    order = ("aa:/etc", "bb:/opt") if name == "x" else ("bb:/opt", "aa:/etc")
    made = f"{name}{number}"
    engine.create("t:1", made, options=CreateOptions(mounts=list(map(parse_volume, order))))
    engine.container(made).copy_in(engine.root.parent / "in/.", "/")
    return engine.remove_container(made)


def prune_volumes(engine: Engine, name: str, number: int) -> object:
    return engine.prune_volumes(all=True)


WORKS: dict[str, Work] = {
    work.__name__: work
    for work in (
        open_only,
        load,
        load_and_remove,
        collect,
        append,
        rewrite,
        jump,
        look_back,
        commit,
        create_and_remove,
        rename,
        read,
        write_and_remove,
        tag,
        untag,
        append_to_volume,
        mount_and_copy,
        prune_volumes,
    )
}


def main(root: str, work: str, name: str, count: str) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    with Engine(Path(root)) as engine:
        for number in range(int(count)):
            try:
                WORKS[work](engine, name, number)
            except EngineError as error:
                print("refused", number, error, flush=True)
            else:
                print("done", number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
