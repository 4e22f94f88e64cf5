"""Values of options and operands that are wrong: told in the tool's own words, without its help."""

from collections.abc import Callable
from functools import wraps

from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.usage import Arguments, Run


class WrongValue(Exception):
    """What the tool says of it, behind its name."""


def telling(status: int = 1) -> Callable[[Run], Run]:
    """A tool that may raise `WrongValue`, and then ends with a status."""

    def decorate(run: Run) -> Run:
        @wraps(run)
        def tell(call: Call, arguments: Arguments) -> int:
            try:
                return run(call, arguments)
            except WrongValue as error:
                return call.complain(str(error), status)

        return tell

    return decorate
