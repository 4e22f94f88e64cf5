"""`python linux_child.py ROOT CONTAINER SCRIPT`: a program of its own that runs a command."""

import io
import sys
from pathlib import Path

from layerlab.container import ProcessOptions
from layerlab.container.options import RunnerChoice
from layerlab.facade import Engine
from layerlab.runners import Streams
from support.peers.linux import MARK

if __name__ == "__main__":
    root, container, script = sys.argv[1:]
    streams = Streams(io.BytesIO(), sys.stdout.buffer, sys.stderr.buffer)
    with Engine(Path(root)) as engine:
        options = ProcessOptions(runner=RunnerChoice.LINUX)
        done = engine.execute(container, ("sh", "-c", script, MARK), streams, options)
    sys.exit(done.status)
