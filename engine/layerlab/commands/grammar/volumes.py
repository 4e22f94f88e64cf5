"""Commands on volumes, and the options by which other commands mount them."""

from layerlab.commands.grammar.parser import Commands, Parser, add_command, add_format


def add_commands(commands: "Commands[Parser]") -> None:
    create = add_command(commands, "volume create", "volumes:create", "Create a volume")
    create.add_argument("-d", "--driver", default="local", help="local is the only one here")
    create.add_argument("-o", "--opt", action="append", default=[], metavar="K=V", help="of it")
    create.add_argument("--label", action="append", default=[], metavar="K=V")
    create.add_argument("name", nargs="?", metavar="NAME", help="by default one is made up")

    ls = add_command(commands, "volume ls", "volumes:ls", "List volumes")
    ls.add_argument("-q", "--quiet", action="store_true", help="only names")
    _add_filter(ls, "dangling=, driver=, label=, name=", short=True)
    add_format(ls)

    inspect = add_command(commands, "volume inspect", "volumes:inspect", "Show volumes as JSON")
    inspect.add_argument("volume", nargs="+", metavar="VOLUME")

    rm = add_command(commands, "volume rm", "volumes:rm", "Remove volumes that are not mounted")
    rm.add_argument("-f", "--force", action="store_true", help="no error for one that is absent")
    rm.add_argument("volume", nargs="+", metavar="VOLUME")

    prune = add_command(commands, "volume prune", "volumes:prune", "Remove unused volumes")
    prune.add_argument("-a", "--all", action="store_true", help="not just anonymous ones")
    prune.add_argument("-f", "--force", action="store_true", help="without a question")
    _add_filter(prune, "label=, label!=", short=False)


def _add_filter(parser: Parser, known: str, *, short: bool) -> None:
    names = ("-f", "--filter") if short else ("--filter",)
    parser.add_argument(
        *names, action="append", default=[], dest="filters", metavar="K=V", help=f"by {known}"
    )


def add_mount_options(parser: Parser) -> None:
    """What `create` and `run` know; see `volumes.wanted_mounts`."""
    parser.add_argument(
        "-v",
        "--volume",
        action="append",
        default=[],
        dest="volumes",
        metavar="[SOURCE:]PATH[:ro]",
        help="mount a volume, or a folder of this computer",
    )
    parser.add_argument(
        "--mount",
        action="append",
        default=[],
        dest="mounts",
        metavar="type=…,src=…,dst=…",
        help="the same, in words",
    )
    parser.add_argument(
        "--volumes-from",
        action="append",
        default=[],
        metavar="CONTAINER[:ro]",
        help="mount what another container mounts",
    )
