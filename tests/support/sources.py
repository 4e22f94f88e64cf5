"""Finds texts in the window's source that nobody can translate."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SHOWING = {
    *("setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle"),
    *("setAccessibleName", "setAccessibleDescription", "setPlaceholderText", "setTabToolTip"),
    *("setTabText", "setHeaderLabels", "addTab", "addAction", "addMenu", "addItem", "addItems"),
    *("addRow", "add_row", "add_below", "muted", "setInformativeText", "setDetailedText"),
    *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QToolBar"),
}
"""What shows, or says, the text that it is given."""
MARKS = ("translate", "marked")
_WORD = re.compile(r"[A-Za-z가-힣]{2,}")


def untranslatable(folder: Path) -> list[str]:
    """`file:line: text` of each literal that is shown as it is, and of each `translate` that no
    tool could extract."""
    found = []
    for file in sorted(folder.rglob("*.py")):
        for node, text in _faults(ast.parse(file.read_text("utf-8"))):
            found.append(f"{file.relative_to(folder)}:{node.lineno}: {text}")
    return found


def _faults(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        if name in SHOWING:
            yield from ((arg, text) for arg in node.args for text in _literals(arg))
        if name in MARKS:
            yield from ((a, "an f-string") for a in node.args if isinstance(a, ast.JoinedStr))
    yield from _hidden(tree)


def _hidden(tree: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """`lupdate` reads Python's tokens: what is within an f-string is one string to it."""
    for outer in ast.walk(tree):
        if isinstance(outer, ast.JoinedStr):
            for node in ast.walk(outer):
                if isinstance(node, ast.Call) and _name(node.func) in MARKS:
                    yield node, "translate within an f-string"


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _literals(node: ast.expr) -> Iterator[str]:
    """Words that stand in an expression as they are, not as arguments of another call."""
    match node:
        case ast.Constant(value=str(text)) if _WORD.search(text):
            yield text
        case ast.JoinedStr() | ast.BinOp() | ast.IfExp() | ast.List() | ast.Tuple():
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    yield from _literals(child)


def unwritten_counts(folder: Path) -> list[str]:
    """`file:line` of each `format` that is given `len(…)` as it is: without the separators that
    the language writes, and without its plural."""
    return [
        f"{file.relative_to(folder)}:{node.lineno}"
        for file in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and _name(node.func) == "format"
        for fact in node.keywords
        if isinstance(fact.value, ast.Call) and _name(fact.value.func) == "len"
    ]
