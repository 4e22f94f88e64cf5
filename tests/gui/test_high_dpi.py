"""On a screen of twice the density all that is drawn is drawn with all its pixels."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

SCRIPT = """
import sys
from pathlib import Path
from layerlab.facade import Engine
from layerlab_gui.running import draw
draw(Engine(Path(sys.argv[1])), [], Path(sys.argv[2]), (640, 480), "en", None)
"""


def _drawn(folder: Path, scale: str) -> QImage:
    file = folder / f"window-{scale}.png"
    command = [sys.executable, "-c", SCRIPT, str(folder / f"root-{scale}"), str(file)]
    given = {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
    subprocess.run(command, check=True, env=os.environ | given, timeout=120)
    return QImage(str(file))


def _fine_rows(image: QImage) -> int:
    """Pairs of rows, of those that one row is drawn in twice, that differ."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = bytes(plain.constBits())
    rows = [bits[at : at + plain.width() * 4] for at in range(0, len(bits), plain.bytesPerLine())]
    pairs = zip(rows[::2], rows[1::2], strict=False)
    return sum(upper != lower for upper, lower in pairs)


def test_twice_the_density_is_twice_the_detail(tmp_path: Path) -> None:
    one, two = _drawn(tmp_path, "1"), _drawn(tmp_path, "2")
    assert (two.width(), two.height()) == (2 * one.width(), 2 * one.height())
    coarse = one.scaled(two.size())
    assert _fine_rows(coarse) == 0, "each row twice"
    assert _fine_rows(two) > two.height() / 8
