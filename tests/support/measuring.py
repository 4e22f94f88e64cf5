"""How much memory work takes that is done in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
_TELL = """
import resource as _resource
print(_resource.getrusage(_resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def peak_bytes(script: str, *arguments: str | Path) -> tuple[str, int]:
    """What a script printed, and the most memory that its process had. Linux alone."""
    paths = [str(TESTS), str(TESTS.parent / "engine")]
    done = subprocess.run(
        [sys.executable, "-c", script + _TELL, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *said, peak = done.stdout.splitlines()
    return "\n".join(said), int(peak)
