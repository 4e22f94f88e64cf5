"""Containers in states that a test needs, without starting them."""

from layerlab.container.state import State
from layerlab.facade import Engine


def put_state(engine: Engine, name: str, state: State) -> None:
    with engine._store.database.writing() as writer:
        query = "update container set state = ? where name = ?"
        assert writer.execute(query, (state.to_json(), name)).rowcount == 1
