"""The window of Layerlab: it shows what the engine says, and asks it for what the user wants."""

from collections.abc import Sequence
from pathlib import Path

from layerlab.limits import DEFAULT_LIMITS, Limits


def main(
    root: Path,
    archives: Sequence[Path],
    *,
    screenshot: Path | None = None,
    size: tuple[int, int] | None = None,
    language: str | None = None,
    scale: float | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> int:
    """Open the window on the store at `root` and on archives; returns an exit status.

    With `screenshot` the window draws itself once everything is shown, is saved as a PNG and
    closes, screen or no screen; nothing is kept of it in the user's settings. `size` is in
    device-independent pixels, `language` is `en` or `ko`, `limits` are the engine's.
    """
    from layerlab.facade import Engine
    from layerlab_gui.running import draw, run  # Qt is loaded only when a window is wanted

    engine = Engine(root, limits)
    if screenshot is not None:
        return draw(engine, archives, screenshot, size, language, scale)
    return run(engine, archives, size, language, scale)
