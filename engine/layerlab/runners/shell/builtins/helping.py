"""`help`: what the built-in shell knows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from layerlab.runners.shell.builtins.base import Builtin, write
from layerlab.runners.shell.text import inner

if TYPE_CHECKING:
    from layerlab.runners.shell.interpreter import Shell


def _help(shell: "Shell", words: Sequence[str]) -> int:
    known = shell.builtins
    tools = shell.world.tools
    if len(words) == 1:
        write(shell, "Builtins: " + " ".join(sorted(known)) + "\n")
        write(shell, "Tools: " + " ".join(sorted(tools)) + "\n")
        write(shell, "`help NAME` tells more.\n")
        return 0
    status = 0
    for name in words[1:]:
        if name in known:
            write(shell, f"{inner(known[name].usage.text())}\n")
        elif name in tools:
            write(shell, f"{inner(tools[name].usage.text())}\n")
        else:
            shell.complain(f"{name}: not in the built-in shell", "help")
            status = 1
    return status


BUILTINS = (Builtin("help", "[NAME…]", "Lists what there is, or tells about a name.", _help),)
