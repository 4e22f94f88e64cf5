"""Commands that look into images, containers and archives."""

from layerlab.commands.grammar.parser import (
    Commands,
    Parser,
    add_at,
    add_command,
    add_format,
    add_platform,
)

TARGETS = "a container, an image, volume:NAME or an archive"


def add_commands(commands: "Commands[Parser]") -> None:
    ls = add_command(commands, "ls", "looking:ls", "List a directory")
    ls.add_argument("-l", dest="long", action="store_true", help="mode, owner, size, time, layer")
    add_format(ls)
    tree = add_command(commands, "tree", "looking:tree", "Show a directory as a tree")
    cat = add_command(commands, "cat", "looking:cat", "Print a file's content")
    for parser in (ls, tree, cat):
        parser.add_argument("--layer", type=int, metavar="N", help="layer N alone (the base is 1)")
        add_at(parser)
    for parser in (ls, tree):
        parser.add_argument("target", metavar="TARGET", help=TARGETS)
        parser.add_argument("path", nargs="?", default="/", metavar="PATH")
    why = add_command(
        commands, "why", "looking:why", "Tell which layer answers for a path, and why"
    )
    add_format(why)
    for parser in (ls, tree, cat, why):
        add_platform(parser)
        parser.add_argument(
            "--unmounted", action="store_true", help="a container's files that mounts cover, too"
        )
    for parser in (cat, why):
        parser.add_argument("target", metavar="TARGET", help=TARGETS)
        parser.add_argument("path", metavar="PATH")
