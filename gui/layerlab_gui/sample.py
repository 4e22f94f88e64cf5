"""The built-in sample: an image to look at when there is nothing else."""

from pathlib import Path

import layerlab_resources


def sample_path() -> Path:
    return Path(str(layerlab_resources.path("samples", "sample.tar")))
