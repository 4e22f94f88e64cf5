"""Commands on containers and their files."""

import argparse

from layerlab.commands.grammar.parser import Commands, Parser, add_command, add_format
from layerlab.commands.grammar.volumes import add_mount_options


def add_commands(commands: "Commands[Parser]") -> None:
    create = add_command(commands, "create", "containers:create", "Create a container")
    create.add_argument("--name")
    create.add_argument("-e", "--env", action="append", default=[], metavar="K=V")
    add_mount_options(create)
    create.add_argument("image", metavar="IMAGE")
    create.add_argument("cmd", nargs=argparse.REMAINDER, metavar="CMD")
    create.takes_rest = True

    ps = add_command(commands, "ps", "containers:ps", "List containers")
    ps.add_argument("-a", "--all", action="store_true", help="also those that do not run")
    ps.add_argument("-q", "--quiet", action="store_true", help="only container IDs")
    ps.add_argument("--no-trunc", action="store_true", help="whole IDs")
    add_format(ps)

    rm = add_command(commands, "rm", "containers:rm", "Remove containers and their layers")
    rm.add_argument("-f", "--force", action="store_true", help="no error for one that is absent")
    rm.add_argument("-v", "--volumes", action="store_true", help="with their anonymous volumes")
    rm.add_argument("container", nargs="+", metavar="CONTAINER")

    rename = add_command(commands, "rename", "containers:rename", "Rename a container")
    rename.add_argument("container", metavar="CONTAINER")
    rename.add_argument("name", metavar="NAME")

    cp = add_command(commands, "cp", "containers:cp", "Copy files to or from a container")
    cp.add_argument("-L", "--follow-link", action="store_true", help="follow a link in SRC")
    cp.add_argument(
        "-a", "--archive", action="store_true", help="give what comes in to the container's user"
    )
    cp.add_argument("-q", "--quiet", action="store_true", help="no progress")
    cp.add_argument("source", metavar="SRC|-")
    cp.add_argument("destination", metavar="DST|-")

    commit = add_command(commands, "commit", "containers:commit", "Make an image of a container")
    commit.add_argument("-m", "--message", default="")
    commit.add_argument("-a", "--author", default="")
    commit.add_argument("-c", "--change", action="append", default=[], metavar="CHANGE")
    commit.add_argument("container", metavar="CONTAINER")
    commit.add_argument("reference", nargs="?", metavar="REF")

    export = add_command(
        commands, "export", "containers:export", "Save a container's files as a tar"
    )
    export.add_argument("-o", "--output", metavar="FILE", help="the tar (default: stdout)")
    export.add_argument("container", metavar="CONTAINER")
