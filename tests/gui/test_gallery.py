"""The script that draws the whole window: its first pictures, and the page to look at them."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "resources" / "make_gallery.py"
STOPS = 3


def test_pictures_of_two_looks_are_side_by_side(tmp_path: Path) -> None:
    looks = ("--language", "en", "ko", "--theme", "dark", "--stops", str(STOPS))
    paths = os.pathsep.join(str(ROOT / name) for name in ("engine", "gui", "resources"))
    environment = os.environ | {"PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path), *looks],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    body = page[page.index("<table>") : page.index("</table>") + 8]
    files = [tmp_path / node.attrib["src"] for node in ElementTree.fromstring(body).iter("img")]
    assert len(files) == 2 * STOPS
    pictures = [QImage(str(file)) for file in files]
    assert {(picture.width(), picture.height()) for picture in pictures} == {(1280, 800)}
    english, korean = pictures[:2]
    assert english != korean
    assert sorted(tmp_path.glob("*/*.png")) == sorted(files)
