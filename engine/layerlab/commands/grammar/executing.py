"""Commands that run commands in containers."""

import argparse

from layerlab.commands.grammar.parser import Commands, Parser, add_command


def add_commands(commands: "Commands[Parser]") -> None:
    run = add_command(commands, "exec", "executing:execute", "Run a command in a container")
    run.usage = "%(prog)s [OPTIONS] CONTAINER COMMAND [ARG...]"
    run.add_argument("-i", "--interactive", action="store_true", help="read from stdin")
    run.add_argument("-t", "--tty", action="store_true", help="as on a terminal")
    add_process(run)
    run.add_argument("container", metavar="CONTAINER")
    run.add_argument("cmd", nargs=argparse.PARSER, metavar="COMMAND")
    run.takes_rest = True


def add_process(parser: Parser) -> None:
    """What a process starts with."""
    parser.add_argument(
        "-e", "--env", action="append", default=[], type=variable, metavar="NAME=VALUE"
    )
    parser.add_argument("-w", "--workdir", default="", metavar="DIR", help="where it begins")
    parser.add_argument("-u", "--user", default="", metavar="USER[:GROUP]", help="who it runs as")
    parser.add_argument(
        "--runner",
        choices=["auto", "shell", "linux"],
        help="what runs it: the built-in shell, or the image's own programs on Linux",
    )


def variable(text: str) -> str:
    """`NAME=VALUE`, or `NAME` to take it away."""
    if not text.partition("=")[0]:
        raise argparse.ArgumentTypeError(f"invalid environment variable: {text}")
    return text
