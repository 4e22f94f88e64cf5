"""The grammar: names and flags as Docker's, where Docker has them.

Only names of functions are kept here (`module:function`), so that `--help` and wrong usage need
none of the engine. A command may have two words (`volume create`); what Docker calls by several
names is in `ALIASES`.
"""

import argparse
from collections.abc import Sequence

from layerlab.commands.grammar import (
    containers,
    executing,
    history,
    images,
    lifecycle,
    looking,
    volumes,
    window,
)
from layerlab.commands.grammar.parser import Commands, Parser, UsageEnd

__all__ = ["ALIASES", "Parser", "UsageEnd", "command_names", "make_parser", "parse"]

DESCRIPTION = "See into container images, and watch copy-on-write happen."
EPILOG = "Without a command the window opens; with FILEs, on those archives."
TOPICS = (images, lifecycle, containers, executing, history, volumes, looking, window)

_OF_CONTAINERS = (
    "commit cp create diff exec export inspect kill logs pause rename restart rm run start stop"
    " unpause wait"
)
_OF_IMAGES = "history import inspect load save tag"

ALIASES = {
    **{f"container {name}": name for name in _OF_CONTAINERS.split()},
    **dict.fromkeys(("container ls", "container list", "container ps"), "ps"),
    **{f"image {name}": name for name in _OF_IMAGES.split()},
    **dict.fromkeys(("image ls", "image list"), "images"),
    **dict.fromkeys(("image rm", "image remove"), "rmi"),
    "container remove": "rm",
    "volume list": "volume ls",
    "volume remove": "volume rm",
}
"""Docker's other names of commands; of one that is not there yet, an alias is none either."""


def make_parser() -> "tuple[Parser, Commands[Parser]]":
    parser = Parser(prog="layerlab", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--root", metavar="DIR", help="where images and containers live")
    parser.add_argument(
        "--limit",
        dest="limit_settings",
        action="append",
        default=[],
        type=_limit,
        metavar="NAME=VALUE",
        help="allow input more, or less (LAYERLAB_LIMITS=NAME=VALUE,…)",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for topic in TOPICS:
        topic.add_commands(commands)
    return parser, commands


def command_names() -> list[str]:
    """All that can be typed, with the aliases, for completion."""
    _, commands = make_parser()
    aliases = [alias for alias, name in ALIASES.items() if name in commands.choices]
    return sorted([*commands.choices, *aliases])


def _limit(text: str) -> tuple[str, int]:
    from layerlab.limits import parse_setting

    try:
        return parse_setting(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Words as typed. Without a command, or with files in its place, the window is meant.

    A command's words are parsed by themselves, so that its options may stand between its other
    words (`ls IMAGE --layer 2 /etc`), but where its last words are somebody else's (`create`).
    Raises `UsageEnd`.
    """
    parser, commands = make_parser()
    before, after = _split_command(list(words), commands)
    chosen = parser.parse_args(before)
    name, rest = _command_name(after, commands)
    if chosen.version:
        return chosen
    if name not in commands.choices:
        parser.error(f"'{name}' is not a layerlab command")
    chosen.command = name
    command = commands.choices[name]
    if command.takes_rest:
        return command.parse_args(rest, chosen)
    return command.parse_intermixed_args(rest, chosen)


def _split_command(words: list[str], commands: "Commands[Parser]") -> tuple[list[str], list[str]]:
    """The global options, and the command with its words; `gui` where none is named."""
    position = 0
    while position < len(words) and words[position].startswith("-"):
        position += 2 if words[position] in ("--root", "--limit") else 1
    before, after = words[:position], words[position:]
    if not after or (after[0] not in commands.choices and _is_file(after[0])):
        return before, ["gui", *after]
    return before, after


def _command_name(words: list[str], commands: "Commands[Parser]") -> tuple[str, list[str]]:
    """What is called, by one word or two, and its own words."""
    two = " ".join(words[:2])
    name = ALIASES.get(two, two)
    if len(words) > 1 and name in commands.choices:
        return name, words[2:]
    groups = {known.partition(" ")[0] for known in (*commands.choices, *ALIASES) if " " in known}
    is_group = words[0] in groups and words[0] not in commands.choices
    return (two, []) if is_group else (words[0], words[1:])


def _is_file(word: str) -> bool:
    return any(sign in word for sign in "./\\")
