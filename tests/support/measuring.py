"""How much memory work takes that is done in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
_TELL = """
with open("/proc/self/status") as _status:
    print(next(int(line.split()[1]) for line in _status if line.startswith("VmHWM:")) * 1024)
"""
"""Not `ru_maxrss`: that begins with what the process had that started this one."""


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
