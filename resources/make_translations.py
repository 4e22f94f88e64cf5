"""Brings the translations up to date with the source, and builds what the window loads.

    python resources/make_translations.py          all languages that are there
    python resources/make_translations.py de       also a new one: layerlab_de.ts, to be translated
    python resources/make_translations.py --check  tells what `lupdate` finds and no file has

New texts come in unfinished, those that are no longer used go. Qt Linguist edits the files; they
are indented anew here, so that only what changed differs. The words of errors, of reasons and of
the rules of a lookup are the engine's, which knows nothing of Qt: they are written out for
`lupdate` to read.
"""

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import layerlab_gui
import layerlab_resources
from layerlab.overlay.trail import TRAIL_RULES
from layerlab.rules import RULES
from layerlab.words import FLAWS, REASONS, TEMPLATES

FOLDER = Path(str(layerlab_resources.path("translations")))
SOURCES = Path(layerlab_gui.__file__).parent
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


def engine_texts() -> Iterator[tuple[str, str]]:
    """Context and text of what the window translates of the engine."""
    texts = (*TEMPLATES.values(), *REASONS.values(), *FLAWS.values())
    yield from (("Errors", text) for text in texts)
    yield from (("Rules", RULES[name].text) for name in TRAIL_RULES)


def _tool(name: str) -> str:
    """Qt's, as PySide6 brings them, beside this Python."""
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def update(file: Path) -> None:
    """`lupdate` over the window's source and the engine's texts; made where it is not there."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "engine_texts.py")
        lines = (f"translate({context!r}, {text!r})\n" for context, text in engine_texts())
        texts.write_text("".join(lines), "utf-8")
        command = [_tool("lupdate"), *map(str, sorted(SOURCES.rglob("*.py"))), str(texts)]
        options = ["-tr-function-alias", "translate+=marked", "-locations", "none", "-no-obsolete"]
        subprocess.run([*command, *options, "-ts", str(file)], check=True)
    tidy(file)


def tidy(file: Path) -> None:
    """One form, whichever tool wrote it."""
    tree = ET.parse(file)
    ET.indent(tree, "    ")
    file.write_text(f"{HEAD}{ET.tostring(tree.getroot(), 'unicode')}\n", "utf-8")


def build(file: Path) -> None:
    command = [_tool("lrelease"), str(file), "-qm", str(file.with_suffix(".qm"))]
    subprocess.run(command, check=True)


def missing(file: Path) -> set[tuple[str, str]]:
    """Context and text of what is not in a file, as Qt's own tool reads the source."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, file.name)
        shutil.copyfile(file, copy)
        update(copy)
        return _texts(copy) - _texts(file)


def _texts(file: Path) -> set[tuple[str, str]]:
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in ET.parse(file).iter("context")
        for message in context.iter("message")
    }


def check() -> None:
    found = {text for file in FOLDER.glob("layerlab_*.ts") for text in missing(file)}
    if found:
        sys.exit(f"Not in every file, run resources/make_translations.py: {sorted(found)}")


def main(languages: list[str]) -> None:
    wanted = {FOLDER / f"layerlab_{language}.ts" for language in languages}
    for file in sorted(wanted | set(FOLDER.glob("layerlab_*.ts"))):
        update(file)
        build(file)


if __name__ == "__main__":
    check() if sys.argv[1:] == ["--check"] else main(sys.argv[1:])
