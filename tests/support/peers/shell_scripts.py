"""Scripts that dash, busybox and the built-in shell run: `tests/peers/scripts`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent.parent / "peers" / "scripts"
_TITLE = re.compile(r"^#### (.*)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Script:
    title: str
    text: str


def scripts() -> Iterator[Script]:
    """Each begins with a line `#### title` in a file of its subject."""
    for path in sorted(FOLDER.glob("*.sh")):
        _, *pieces = _TITLE.split(path.read_text("utf-8"))
        for title, text in zip(pieces[::2], pieces[1::2], strict=True):
            yield Script(f"{path.stem}: {title}", text)


BUSYBOX_DIFFERS: Mapping[str, str] = {
    "arithmetic: unset and odd variables": "a variable's value is an expression",
    "arithmetic: nothing": "an empty expression is 0",
    "arithmetic: not in dash": "it has ++ and --",
    "arithmetic: power is none": "it has **",
    "arithmetic: comma is none": "it has the comma",
    "arithmetic: wraps around": "a number that is too large is 0",
    "arithmetic: what is not looked at": "it assigns in what decides nothing",
    "arithmetic: precedence": "it has no ?: in ?:",
    "builtins: set -e and substitutions": "-e is off in substitutions of arguments",
    "builtins: set -o by name": "$- has a c",
    "builtins: shift too far": "it goes on",
    "builtins: command of a special builtin": "redirections fail with 1",
    "builtins: type": "other words",
    "builtins: read (XCU read)": "its echo leaves backslashes alone",
    "builtins: read nothing": "read fails with 1, and reads into REPLY",
    "builtins: printf of numbers": "a number that is only begun is 0",
    "builtins: printf with backslashes": "printf fails with 1",
    "builtins: echo (XCU echo)": "its echo has -e, and leaves backslashes alone",
    "programs: a script of its own": "text without #! is no script",
    "commands: break outside of loops": "break in a function ends the caller's loop",
    "commands: local keeps the value": "a local variable is unset",
    "parameters: quotes inside of braces": "its echo leaves backslashes alone",
    "parameters: special": "$- has a c",
    "parameters: shift": "it goes on",
    "patterns: caret is no negation": "[^a] is [!a]",
    "redirections: what can't be opened": "redirections fail with 1",
    "redirections: special builtins end the shell": "redirections fail with 1",
    "redirections: a compound command goes on": "redirections fail with 1",
    "redirections: a bad descriptor": "redirections fail with 1",
    "redirections: a descriptor that is none": ">&x is a file",
    "redirections: a descriptor from a variable": ">&x is a file",
    "redirections: noclobber": "redirections fail with 1",
    "redirections: a digit is a word where it is one": "descriptors have several digits",
    "words: more quoting": "its echo leaves backslashes alone",
}
"""Where busybox's shell does something else than dash, which is what we follow: what it does."""
