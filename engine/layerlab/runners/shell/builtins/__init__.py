"""Commands that work on the shell itself: this is the one list of them."""

from collections.abc import Mapping

from layerlab.runners.shell.builtins import (
    commands,
    flow,
    helping,
    names,
    output,
    places,
    reading,
    testing,
)
from layerlab.runners.shell.builtins.base import Builtin, BuiltinFault

_ALL = (
    *flow.BUILTINS,
    *commands.BUILTINS,
    *names.BUILTINS,
    *reading.BUILTINS,
    *output.BUILTINS,
    *testing.BUILTINS,
    *places.BUILTINS,
    *helping.BUILTINS,
)
BUILTINS: Mapping[str, Builtin] = {builtin.name: builtin for builtin in _ALL}
UTILITIES = frozenset(builtin.name for builtin in _ALL if builtin.is_utility)

__all__ = ["BUILTINS", "UTILITIES", "Builtin", "BuiltinFault"]
