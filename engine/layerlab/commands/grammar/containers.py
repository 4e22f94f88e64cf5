"""Commands on containers and their files."""

from layerlab.commands.grammar.parser import Commands, Parser, add_command


def add_commands(commands: "Commands[Parser]") -> None:
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
