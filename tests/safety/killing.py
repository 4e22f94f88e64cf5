"""A script that is ended at random points; what it leaves is checked each time."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from safety.conftest import Killable

SEED = int(os.environ.get("LAYERLAB_SEED", "3"))
POINTS = 60


def share_killed(
    killable: Killable,
    ready: Path,
    quick: Path,
    script: str,
    operations: int,
    check: Callable[[Path], None],
) -> float:
    """How many of the `POINTS` tries were ended: what others look at moves the last points.

    `ready` is copied for each try into `quick`; `script` tells a line for each of `operations`.
    """
    shutil.copytree(ready, quick / "whole")
    lines, _ = killable.run(quick / "whole", script=script)
    assert len(lines) == operations
    count = int(lines[-1][1])
    kills, draw = 0, random.Random(SEED)
    print(f"seed {SEED}, {count} points")
    for number in draw.sample(range(count), POINTS):
        half = draw.random() < 0.5
        place = quick / "place"
        shutil.copytree(ready, place)
        _, is_killed = killable.run(place, script=script, at=number, half=half)
        kills += is_killed
        try:
            check(place)
        except Exception as error:
            error.add_note(f"LAYERLAB_SEED={SEED}, killed at {number}, half {half}")
            raise
        shutil.rmtree(place)
    return kills / POINTS
