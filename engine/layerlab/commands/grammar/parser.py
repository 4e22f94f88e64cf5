"""`Parser`: argparse that ends with an exception, so that a window can have a command line, too."""

import argparse
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from layerlab.commands.terminal import Terminal

WRONG_USAGE = 2


class UsageEnd(Exception):
    """Help was asked for (status 0), or the usage is wrong: what to say of it."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text

    def tell(self, terminal: "Terminal") -> int:
        """Prints it where it belongs; the exit status."""
        if self.status:
            terminal.warn(self.text.rstrip())
        else:
            terminal.print(self.text, end="")
        return self.status


class Parser(argparse.ArgumentParser):
    """Of one command, or of them all. One whose `takes_rest` ends with somebody else's words."""

    takes_rest = False

    def error(self, message: str) -> NoReturn:
        raise UsageEnd(WRONG_USAGE, f"{self.prog}: {message}\nSee '{self.prog} --help'.\n")

    def print_help(self, file: object = None) -> NoReturn:
        raise UsageEnd(0, self.format_help())


Commands = argparse._SubParsersAction
"""What a command is added to."""


def add_command(
    commands: "Commands[Parser]", name: str, function: str, text: str, *, takes_h: bool = False
) -> Parser:
    """`function` is `module:function` below `layerlab.commands`, which is imported when needed.

    With `takes_h` an option of the command may be `-h`, and help is `--help` only.
    """
    conflicts = "resolve" if takes_h else "error"
    made: Parser = commands.add_parser(
        name, help=text, description=text, conflict_handler=conflicts
    )
    made.set_defaults(function=function)
    return made


def add_format(parser: Parser) -> None:
    parser.add_argument("--format", choices=["table", "json"], default="table")


def add_at(parser: Parser) -> None:
    parser.add_argument(
        "--at", type=int, metavar="NUMBER", help="as of that edit of the log (0: the first state)"
    )


def add_platform(parser: Parser) -> None:
    parser.add_argument(
        "--platform", metavar="OS/ARCH[/VARIANT]", help="of several in an archive (default: yours)"
    )
