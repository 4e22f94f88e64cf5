"""The window of Layerlab: it shows what the engine says, and asks it for what the user wants."""

from collections.abc import Sequence
from pathlib import Path


def main(
    root: Path,
    archives: Sequence[Path],
    *,
    screenshot: Path | None = None,
    size: tuple[int, int] | None = None,
    language: str | None = None,
    scale: float | None = None,
) -> int:
    """Open the window on the store at `root` and on archives; returns an exit status.

    With `screenshot` the window draws itself once everything is shown, is saved as a PNG and
    closes, screen or no screen; nothing is kept of it in the user's settings. `size` is in
    device-independent pixels, `language` is `en` or `ko`.
    """
    from layerlab_gui.running import draw, run  # Qt is loaded only when a window is wanted

    if screenshot is not None:
        return draw(root, archives, screenshot, size, language, scale)
    return run(root, archives, size, language, scale)
