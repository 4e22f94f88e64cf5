"""Makes docs/keys.en.md and docs/keys.ko.md: every key, from the window's own menus and buttons.

python resources/make_keys.py            write them
python resources/make_keys.py --check    compare what is committed with what would be made
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from keeping import keep
from layerlab.facade import Engine
from layerlab_gui.app import Program, application, prepare
from layerlab_gui.keys import Group
from layerlab_gui.settings import Settings
from layerlab_gui.workspace import Workspace

DOCS = Path(__file__).parents[1] / "docs"
HEADS = {
    "en": """\
# Keys

[한국어](keys.ko.md)

Made by `resources/make_keys.py` from the window's menus and buttons; in the window: Ctrl+/.
On macOS Ctrl is ⌘.
""",
    "ko": """\
# 단축키

[English](keys.en.md)

`resources/make_keys.py`가 창의 메뉴와 단추에서 만들었습니다. 창에서는 Ctrl+/로 봅니다.
macOS에서 Ctrl은 ⌘입니다.
""",
}
COLUMNS = {"en": ("Key", "What it does"), "ko": ("키", "하는 일")}


def document(language: str) -> str:
    app = application()
    prepare(app, language)
    with tempfile.TemporaryDirectory() as folder:
        program = Program(app, Workspace(Engine(Path(folder)), Settings()))
        groups = program.window.keys()
        program.close()
    return "\n".join([HEADS[language].rstrip(), *_tables(groups, language), ""])


def _tables(groups: tuple[Group, ...], language: str) -> Iterator[str]:
    key_word, does = COLUMNS[language]
    for group in groups:
        yield f"\n## {group.title}\n\n| {key_word} | {does} |\n| --- | --- |"
        for key in group.keys:
            yield f"| {key.sequence} | {key.text} |"


if __name__ == "__main__":
    sys.exit(max(keep(DOCS / f"keys.{name}.md", document(name), __doc__) for name in HEADS))
