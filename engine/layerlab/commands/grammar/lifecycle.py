"""Commands that make, start, stop, list and remove containers, and tell what things cost."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from layerlab.commands.grammar.executing import add_process
from layerlab.commands.grammar.parser import Commands, Parser, add_command, add_format
from layerlab.commands.grammar.volumes import add_mount_options

_NO_NETWORK = "containers have no network here"
_NO_DAEMON = "no daemon watches containers here"
_BOUNDS = "commands have bounds of their own here"
_NO_DEVICES = "containers have no devices of this computer here"
_NOT_KNOWN_HERE = {
    "-p/--publish": _NO_NETWORK,
    "-P/--publish-all": _NO_NETWORK,
    "--expose": _NO_NETWORK,
    "--dns": _NO_NETWORK,
    "--add-host": _NO_NETWORK,
    "--link": _NO_NETWORK,
    "--ip": _NO_NETWORK,
    "--restart": _NO_DAEMON,
    "--health-cmd": _NO_DAEMON,
    "-m/--memory": _BOUNDS,
    "--cpus": _BOUNDS,
    "--pids-limit": _BOUNDS,
    "--privileged": "nothing gets more rights than you have here",
    "--cap-add": "nothing gets more rights than you have here",
    "--device": _NO_DEVICES,
    "--gpus": _NO_DEVICES,
}
"""Docker's options that can't be done, and why: refused, since ignoring one would be a lie."""


def add_commands(commands: "Commands[Parser]") -> None:
    _add_making(commands)
    _add_changing(commands)
    _add_looking(commands)
    _add_removing(commands)


def _add_making(commands: "Commands[Parser]") -> None:
    create = add_command(commands, "create", "lifecycle:create", "Create a container", takes_h=True)
    _add_options(create)
    run = add_command(
        commands, "run", "lifecycle:run", "Create a container and start it", takes_h=True
    )
    run.add_argument("-d", "--detach", action="store_true", help="print the ID, not what it prints")
    _add_options(run)


def _add_options(parser: Parser) -> None:
    parser.usage = "%(prog)s [OPTIONS] IMAGE [COMMAND] [ARG...]"
    parser.takes_rest = True
    parser.add_argument("--name", help="by default one is made up")
    add_process(parser)
    parser.add_argument(
        "--env-file", action="append", default=[], metavar="FILE", help="NAME=VALUE lines"
    )
    parser.add_argument("--entrypoint", metavar="COMMAND", help="in place of the image's")
    parser.add_argument("-h", "--hostname", default="", metavar="NAME")
    parser.add_argument("-l", "--label", action="append", default=[], metavar="K=V")
    parser.add_argument("-i", "--interactive", action="store_true", help="keep stdin open")
    parser.add_argument("-t", "--tty", action="store_true", help="as on a terminal")
    parser.add_argument("--rm", action="store_true", help="remove it when it has ended")
    parser.add_argument("--network", choices=["none"], help="none is the only one here")
    add_mount_options(parser)
    for names, reason in _NOT_KNOWN_HERE.items():
        parser.add_argument(
            *names.split("/"), action=Refuse, reason=reason, nargs="?", help=argparse.SUPPRESS
        )
    parser.add_argument("image", metavar="IMAGE")
    parser.add_argument("cmd", nargs=argparse.REMAINDER, metavar="COMMAND")


class Refuse(argparse.Action):
    """An option of Docker's that can't be done here."""

    def __init__(self, *, reason: str, **words: object) -> None:
        super().__init__(**words)  # type: ignore[arg-type]
        self.reason = reason

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> NoReturn:
        parser.error(f"{option_string}: {self.reason}")


def _add_changing(commands: "Commands[Parser]") -> None:
    start = add_command(commands, "start", "lifecycle:start", "Start containers")
    start.add_argument("-a", "--attach", action="store_true", help="show what it prints")
    start.add_argument("-i", "--interactive", action="store_true", help="give it stdin")
    several = [
        start,
        add_command(commands, "stop", "lifecycle:stop", "Stop containers"),
        add_command(commands, "restart", "lifecycle:restart", "Stop containers and start them"),
        add_command(commands, "kill", "lifecycle:kill", "Send a signal to containers"),
        add_command(commands, "pause", "lifecycle:pause", "Let containers stand still"),
        add_command(commands, "unpause", "lifecycle:unpause", "Let paused containers go on"),
        add_command(commands, "wait", "lifecycle:wait", "Wait until containers have ended"),
    ]
    for name in ("stop", "restart"):
        commands.choices[name].add_argument(
            "-t",
            "--time",
            type=_seconds,
            metavar="SECONDS",
            help="how long another program may take to give its main command up",
        )
    commands.choices["kill"].add_argument("-s", "--signal", default="KILL")
    for parser in several:
        parser.add_argument("container", nargs="+", metavar="CONTAINER")
    rename = add_command(commands, "rename", "lifecycle:rename", "Rename a container")
    rename.add_argument("container", metavar="CONTAINER")
    rename.add_argument("name", metavar="NAME")


def _seconds(text: str) -> float:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return float(text)


def _add_looking(commands: "Commands[Parser]") -> None:
    ps = add_command(commands, "ps", "listing:ps", "List containers")
    ps.add_argument("-a", "--all", action="store_true", help="also those that do not run")
    ps.add_argument(
        "-f",
        "--filter",
        action="append",
        default=[],
        dest="filters",
        metavar="K=V",
        help="by ancestor=, exited=, id=, label=, name=, status=, volume=",
    )
    ps.add_argument("-n", "--last", type=int, metavar="N", help="the newest N, whatever they do")
    ps.add_argument("-l", "--latest", action="store_true", help="the newest one")
    ps.add_argument("-q", "--quiet", action="store_true", help="only container IDs")
    ps.add_argument("-s", "--size", action="store_true", help="what they take on the disk")
    ps.add_argument("--no-trunc", action="store_true", help="whole texts")
    add_format(ps)

    logs = add_command(commands, "logs", "listing:logs", "Show what a main command printed")
    logs.add_argument("-f", "--follow", action="store_true", help="go on until it ends")
    logs.add_argument("-t", "--timestamps", action="store_true")
    logs.add_argument("-n", "--tail", default="all", metavar="N", help="the last N lines only")
    logs.add_argument("--since", default="", metavar="TIME", help="a time, or 10m for ten minutes")
    logs.add_argument("--until", default="", metavar="TIME")
    logs.add_argument("container", metavar="CONTAINER")

    usage = add_command(commands, "system df", "disk_usage:df", "Show what takes space on the disk")
    usage.add_argument("-v", "--verbose", action="store_true", help="each image and container")
    add_format(usage)


def _add_removing(commands: "Commands[Parser]") -> None:
    rm = add_command(commands, "rm", "lifecycle:rm", "Remove containers and their layers")
    rm.add_argument("-f", "--force", action="store_true", help="also what runs, or is absent")
    rm.add_argument("-v", "--volumes", action="store_true", help="with their anonymous volumes")
    rm.add_argument("container", nargs="+", metavar="CONTAINER")

    containers = add_command(
        commands, "container prune", "pruning:containers", "Remove containers that do not run"
    )
    images = add_command(
        commands, "image prune", "pruning:images", "Remove images that nothing names or uses"
    )
    images.add_argument("-a", "--all", action="store_true", help="also with names, if unused")
    system = add_command(commands, "system prune", "pruning:system", "Remove what is not used")
    system.add_argument("-a", "--all", action="store_true", help="all unused images")
    system.add_argument("--volumes", action="store_true", help="anonymous volumes, too")
    for parser in (containers, images, system):
        parser.add_argument("-f", "--force", action="store_true", help="without a question")
