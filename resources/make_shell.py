"""Makes docs/shell.md: what the built-in shell knows, from what its builtins and tools say.

python resources/make_shell.py            write it
python resources/make_shell.py --check    compare what is committed with what would be made
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from keeping import keep
from layerlab.runners import DEFAULT_BOUNDS as BOUNDS
from layerlab.runners.shell.builtins import BUILTINS
from layerlab.runners.tools import TOOLS
from layerlab.runners.tools.usage import Usage

TARGET = Path(__file__).parents[1] / "docs" / "shell.md"

HEAD = f"""\
# The built-in shell

Made by `resources/make_shell.py` from what the builtins and tools say of themselves; change it
there. `help` and `help NAME` print the same in the shell.

It runs scripts for `sh` on a container's files, on every system and without the image's own
programs. What it doesn't know ends with `sh: NAME: not in the built-in shell` and status 127; the
Linux runner runs the image's own programs. Neither pretends to be the other.

## The language

The Shell Command Language of POSIX.1-2024 (XCU 2): words and all quotes, every `${{…}}`, `$(…)` and
backquotes, `$((…))`, field splitting, globs with classes, tildes; `;` `&&` `||` `!` `|`,
redirections and here-documents, `( )`, `{{ }}`, `if`, `for`, `while`, `until`, `case`, functions
with `local`; `set -a -C -e -f -n -u -x -o pipefail`, and `trap … EXIT`.

Tests run hundreds of scripts, and others made at random, in Debian's `dash`, in `busybox sh` and
here, and compare what they print, return and leave behind. Where dash and busybox differ, dash is
followed; `tests/support/peers/shell_scripts.py` lists where that is.

A script file of the image that begins with `#!/bin/sh` (or `dash`, `ash`, `env sh`), or that is
text without `#!`, is run. `/bin/ls` and the like are the tools below.

### What is not as in dash

| what | here |
| --- | --- |
| `command &`, `jobs`, `fg`, `bg`, `kill` | refused: nothing runs in the background |
| `alias`, `fc`, `ulimit`, `times` | not there |
| `trap` | `EXIT` runs; other signals never come |
| `$$`, `$!` | 1; never set |
| `$LINENO`, `$'…'`, `set -o pipefail` | there, as POSIX says |
| `sh <script` | reads no further than the command that it runs, as POSIX says |
| `read` | blanks that a backslash quotes stay at the end, too, as POSIX says |
| `/dev` | `null` `zero` `full` `random` `urandom` `stdin` `stdout` `stderr` `fd/N` |
| a session on a terminal | descriptors that `exec` opens are those of one line |
| pipelines | the commands take turns, so that a script does the same each time |

### Bounds

A command is stopped, and the container stays as it was, beyond {BOUNDS.seconds:g} seconds,
{BOUNDS.memory_bytes >> 20} MiB of memory, {BOUNDS.written_bytes >> 30} GiB written to files,
{BOUNDS.printed_bytes >> 20} MiB printed, or {BOUNDS.processes} processes and calls of functions at
a time.
"""


def document() -> str:
    builtins = (builtin.usage for builtin in BUILTINS.values())
    tools = (TOOLS[name].usage for name in TOOLS)
    return "\n".join(
        [HEAD, "## Builtins", *_described(builtins), "", "## Tools", *_described(tools), ""]
    )


def _described(usages: Iterable[Usage]) -> Iterable[str]:
    for usage in sorted(usages, key=lambda usage: usage.name):
        yield f"\n### {usage.name}\n\n```\n{usage.text()}\n```"


if __name__ == "__main__":
    sys.exit(keep(TARGET, document(), __doc__))
