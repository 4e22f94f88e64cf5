"""The grammar of the `layerlab` command: names and flags as Docker's, where Docker has them.

Only names of functions are kept here (`module:function`), so that `--help` and wrong usage need
none of the engine.
"""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

DESCRIPTION = "See into container images, and watch copy-on-write happen."
EPILOG = "Without a command the window opens; with FILEs, on those archives."


class Parser(argparse.ArgumentParser):
    """Wrong usage ends with status 2 and one line that says what is wrong."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\nSee '{self.prog} --help'.\n")


def make_parser() -> "tuple[Parser, Commands]":
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
    _add_image_commands(commands)
    _add_container_commands(commands)
    _add_looking_commands(commands)
    _add_window_command(commands)
    return parser, commands


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]


def _command(commands: "Commands", name: str, function: str, text: str) -> Parser:
    made: Parser = commands.add_parser(name, help=text, description=text)
    made.set_defaults(function=function)
    return made


def _listing(parser: Parser) -> None:
    parser.add_argument("--format", choices=["table", "json"], default="table")


def _platform(parser: Parser) -> None:
    parser.add_argument(
        "--platform", metavar="OS/ARCH[/VARIANT]", help="of several in an archive (default: yours)"
    )


def _add_image_commands(commands: "Commands") -> None:
    load = _command(commands, "load", "images:load", "Load images from an archive")
    load.add_argument("-i", "--input", metavar="FILE", help="the archive (default: stdin)")
    load.add_argument("-q", "--quiet", action="store_true", help="no progress")
    _platform(load)
    load.add_argument("--all-platforms", action="store_true", help="not just one of several")

    save = _command(commands, "save", "images:save", "Save images to an archive")
    save.add_argument("-o", "--output", metavar="FILE", required=True)
    save.add_argument(
        "--format", choices=["docker-archive", "oci-archive", "oci-dir"], default="docker-archive"
    )
    save.add_argument("image", nargs="+", metavar="IMAGE")

    imports = _command(commands, "import", "images:import_image", "Make an image of a tar of files")
    imports.add_argument("-c", "--change", action="append", default=[], metavar="CHANGE")
    imports.add_argument("-m", "--message", default="", metavar="MSG")
    imports.add_argument("--platform", metavar="P", help="os/architecture[/variant]")
    imports.add_argument("file", metavar="FILE|-")
    imports.add_argument("reference", nargs="?", metavar="REF")

    images = _command(commands, "images", "images:images", "List images")
    images.add_argument("-a", "--all", action="store_true", help="all images (none are hidden)")
    images.add_argument("-q", "--quiet", action="store_true", help="only image IDs")
    images.add_argument("--no-trunc", action="store_true", help="whole IDs")
    _listing(images)

    history = _command(commands, "history", "images:history", "Show the history of an image")
    history.add_argument("--no-trunc", action="store_true", help="whole texts")
    history.add_argument("-q", "--quiet", action="store_true", help="only image IDs")
    _listing(history)
    history.add_argument("image", metavar="IMAGE")

    inspect = _command(commands, "inspect", "images:inspect", "Show objects as JSON")
    inspect.add_argument("objects", nargs="+", metavar="OBJECT")

    tag = _command(commands, "tag", "images:tag", "Give an image one more name")
    tag.add_argument("image", metavar="IMAGE")
    tag.add_argument("reference", metavar="REF")

    rmi = _command(commands, "rmi", "images:rmi", "Remove images")
    rmi.add_argument("-f", "--force", action="store_true", help="also where it has several names")
    rmi.add_argument("image", nargs="+", metavar="IMAGE")

    verify = _command(commands, "verify", "images:verify", "Recompute every digest, size, diff ID")
    verify.add_argument(
        "target", nargs="?", metavar="IMAGE|FILE", help="by default everything in the root"
    )


def _add_container_commands(commands: "Commands") -> None:
    create = _command(commands, "create", "containers:create", "Create a container")
    create.add_argument("--name")
    create.add_argument("-e", "--env", action="append", default=[], metavar="K=V")
    create.add_argument("image", metavar="IMAGE")
    create.add_argument("cmd", nargs=argparse.REMAINDER, metavar="CMD")

    ps = _command(commands, "ps", "containers:ps", "List containers")
    ps.add_argument("-a", "--all", action="store_true", help="also those that do not run")
    ps.add_argument("-q", "--quiet", action="store_true", help="only container IDs")
    ps.add_argument("--no-trunc", action="store_true", help="whole IDs")
    _listing(ps)

    rm = _command(commands, "rm", "containers:rm", "Remove containers and their layers")
    rm.add_argument("-f", "--force", action="store_true", help="no error for one that is absent")
    rm.add_argument("container", nargs="+", metavar="CONTAINER")

    rename = _command(commands, "rename", "containers:rename", "Rename a container")
    rename.add_argument("container", metavar="CONTAINER")
    rename.add_argument("name", metavar="NAME")

    cp = _command(commands, "cp", "containers:cp", "Copy files to or from a container")
    cp.add_argument("-L", "--follow-link", action="store_true", help="follow a link in SRC")
    cp.add_argument(
        "-a", "--archive", action="store_true", help="give what comes in to the container's user"
    )
    cp.add_argument("-q", "--quiet", action="store_true", help="no progress")
    cp.add_argument("source", metavar="SRC|-")
    cp.add_argument("destination", metavar="DST|-")

    diff = _command(commands, "diff", "containers:diff", "Show what a container changed")
    _listing(diff)
    diff.add_argument("container", metavar="CONTAINER")

    commit = _command(commands, "commit", "containers:commit", "Make an image of a container")
    commit.add_argument("-m", "--message", default="")
    commit.add_argument("-a", "--author", default="")
    commit.add_argument("-c", "--change", action="append", default=[], metavar="CHANGE")
    commit.add_argument("container", metavar="CONTAINER")
    commit.add_argument("reference", nargs="?", metavar="REF")

    export = _command(commands, "export", "containers:export", "Save a container's files as a tar")
    export.add_argument("-o", "--output", metavar="FILE", help="the tar (default: stdout)")
    export.add_argument("container", metavar="CONTAINER")

    for name, text in (("undo", "Take back the last edit"), ("redo", "Bring back an edit")):
        turn = _command(commands, name, f"containers:{name}", text)
        turn.add_argument("container", metavar="CONTAINER")
    log = _command(commands, "log", "containers:log", "List a container's edits")
    _listing(log)
    log.add_argument("container", metavar="CONTAINER")


def _add_looking_commands(commands: "Commands") -> None:
    ls = _command(commands, "ls", "looking:ls", "List a directory")
    ls.add_argument("-l", dest="long", action="store_true", help="mode, owner, size, time, layer")
    _listing(ls)
    tree = _command(commands, "tree", "looking:tree", "Show a directory as a tree")
    cat = _command(commands, "cat", "looking:cat", "Print a file's content")
    for parser in (ls, tree, cat):
        parser.add_argument("--layer", type=int, metavar="N", help="layer N alone (the base is 1)")
    for parser in (ls, tree):
        parser.add_argument("target", metavar="TARGET", help="a container, an image or an archive")
        parser.add_argument("path", nargs="?", default="/", metavar="PATH")
    why = _command(commands, "why", "looking:why", "Tell which layer answers for a path, and why")
    _listing(why)
    for parser in (ls, tree, cat, why):
        _platform(parser)
    for parser in (cat, why):
        parser.add_argument("target", metavar="TARGET", help="a container, an image or an archive")
        parser.add_argument("path", metavar="PATH")


def _add_window_command(commands: "Commands") -> None:
    gui = _command(commands, "gui", "window:gui", "Open the window")
    gui.add_argument("--screenshot", metavar="FILE", help="draw into a PNG and exit")
    gui.add_argument("--size", type=_size, metavar="WxH", help="of the window, in pixels")
    gui.add_argument("--lang", choices=["en", "ko"])
    gui.add_argument("--scale", type=_scale, metavar="N", help="size of everything, 0.5 to 4")
    gui.add_argument("archives", nargs="*", metavar="ARCHIVE")


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal() and 200 <= int(width) <= 16000):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 1280x800")
    return int(width), int(height)


def _limit(text: str) -> tuple[str, int]:
    from layerlab.limits import parse_setting

    try:
        return parse_setting(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _scale(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.5 <= value <= 4:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0.5 to 4")
    return value


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Words as typed. Without a command, or with files in its place, the window is meant.

    A command's words are parsed by themselves, so that its options may stand between its other
    words (`ls IMAGE --layer 2 /etc`), but for `create`, whose last words are somebody else's.
    """
    parser, commands = make_parser()
    before, after = _split_command(list(words), commands)
    if after[0] not in commands.choices:
        parser.error(f"'{after[0]}' is not a layerlab command")
    chosen = parser.parse_args(before)
    if chosen.version:
        return chosen
    command = commands.choices[after[0]]
    rest = after[1:]
    if after[0] == "create":
        return command.parse_args(rest, chosen)
    return command.parse_intermixed_args(rest, chosen)


def _split_command(words: list[str], commands: "Commands") -> tuple[list[str], list[str]]:
    """The global options, and the command with its words; `gui` where none is named."""
    position = 0
    while position < len(words) and words[position].startswith("-"):
        position += 2 if words[position] in ("--root", "--limit") else 1
    before, after = words[:position], words[position:]
    if not after or (after[0] not in commands.choices and _is_file(after[0])):
        return before, ["gui", *after]
    return before, after


def _is_file(word: str) -> bool:
    return any(sign in word for sign in "./\\")
