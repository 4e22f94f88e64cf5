"""Whether this machine lets the sandbox work in a directory: everything is tried once."""

import os
import secrets

from layerlab.sandbox.root import mount_overlay, new_terminals, unmount_overlay
from layerlab.sandbox.unpacking import OPAQUE, remove_tree


def try_everything(directory: str) -> None:
    """Raises `OSError` with what failed."""
    place = os.path.join(directory, f".try-{secrets.token_hex(6)}")
    names = [os.path.join(place, name) for name in ("stage", "lower", "upper", "work")]
    try:
        for name in (place, *names):
            os.mkdir(name)
        stage, lower, upper, work = names
        os.mkdir(os.path.join(lower, "directory"))
        os.setxattr(os.path.join(lower, "directory"), OPAQUE, b"y")
        root = mount_overlay(stage, [lower], upper, work)
        os.rmdir(os.path.join(root, "directory"))
        os.close(new_terminals())
        unmount_overlay(stage)
    finally:
        remove_tree(place)
