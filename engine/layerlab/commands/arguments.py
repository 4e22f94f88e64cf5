"""What commands make of their arguments before they call the engine."""

import argparse

from layerlab.model import Platform


def wanted_platform(arguments: argparse.Namespace) -> Platform | None:
    """`--platform`, where it was given. Raises `InvalidPlatform`."""
    return Platform.parse(arguments.platform) if arguments.platform else None
