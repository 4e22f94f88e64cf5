"""A program that is there to be killed: it forks one for each request and tells how far it came.

Reads a request a line from standard input and answers with a line of JSON. The engine is imported
once, so that a killed program costs milliseconds.
"""

import json
import os
import select
import signal
import sys
from pathlib import Path
from typing import Any

from layerlab.facade import Engine
from safety.lifecycle_script import LIFECYCLE_OPERATIONS
from safety.points import Points
from safety.script import OPERATIONS
from safety.volume_script import VOLUME_OPERATIONS

SCRIPTS = {
    "store": OPERATIONS,
    "volumes": VOLUME_OPERATIONS,
    "lifecycle": LIFECYCLE_OPERATIONS,
}


def run(place: Path, script: str, points: Points, told: int) -> None:
    """All operations; each is told after the engine has returned."""
    points.install()
    with Engine(place / "root") as engine:
        for number, operation in enumerate(SCRIPTS[script]):
            operation(engine, place)
            os.write(told, b"%d %d\n" % (number, points.count))


def run_and_watch(request: dict[str, Any]) -> dict[str, Any]:
    """Ends the program from outside where the request says after how many seconds."""
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        points = Points(request.get("at"), request.get("half", False))
        try:
            run(Path(request["place"]), request.get("script", "store"), points, telling)
            if request.get("events"):
                Path(request["events"]).write_text(json.dumps(points.events))
        except BaseException as error:  # noqa: BLE001 - told to the test
            os.write(telling, f"error {error!r}\n".encode())
        os._exit(0)
    os.close(telling)
    if request.get("after"):
        select.select([], [], [], request["after"])
        os.kill(child, signal.SIGKILL)
    with os.fdopen(told, "rb") as stream:
        lines = stream.read().decode().splitlines()
    _, status = os.waitpid(child, 0)
    return {"lines": lines, "killed": os.WIFSIGNALED(status)}


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(run_and_watch(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
