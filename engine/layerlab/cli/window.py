"""The `gui` command: the only place from which Qt is imported."""

import sys
from argparse import Namespace
from pathlib import Path

from layerlab.cli.terminal import root_directory


def gui(arguments: Namespace) -> int:
    try:
        from layerlab_gui import main
    except ImportError as error:
        print(f"Error: the window can't start: {error}", file=sys.stderr)
        return 1
    return main(
        root_directory(arguments),
        [Path(archive) for archive in arguments.archives],
        screenshot=Path(arguments.screenshot) if arguments.screenshot else None,
        size=arguments.size,
        language=arguments.lang,
        scale=arguments.scale,
        limits=arguments.limits,
    )
