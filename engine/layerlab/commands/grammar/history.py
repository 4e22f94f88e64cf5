"""Commands on what was done to containers and volumes."""

from layerlab.commands.grammar.parser import Commands, Parser, add_at, add_command, add_format

WRITABLE = "CONTAINER|volume:NAME"


def add_commands(commands: "Commands[Parser]") -> None:
    diff = add_command(commands, "diff", "history:diff", "Show what a container changed")
    diff.add_argument("--why", action="store_true", help="which attributes differ")
    add_at(diff)
    add_format(diff)
    diff.add_argument("container", metavar="CONTAINER")
    diff.add_argument("path", nargs="?", metavar="PATH", help="the lines that differ in a file")

    log = add_command(commands, "log", "history:log", "List the edits of a container")
    log.add_argument(
        "-a", "--all", action="store_true", help="also what was undone, and other branches"
    )
    add_format(log)
    undo = add_command(commands, "undo", "history:undo", "Take back the last edit")
    redo = add_command(commands, "redo", "history:redo", "Bring back an edit")
    jump = add_command(commands, "jump", "history:jump", "Go to any edit of the log")
    label = add_command(commands, "label", "history:label", "Call an edit something")
    for parser in (log, undo, redo, jump, label):
        parser.add_argument("container", metavar=WRITABLE)
    for parser in (jump, label):
        help_text = "of the edit; 0 is before the first one" if parser is jump else "of the edit"
        parser.add_argument("number", type=int, metavar="NUMBER", help=help_text)
    label.add_argument("text", metavar="TEXT", help='one line; "" takes the label away')

    branch = add_command(
        commands, "branch", "history:branch", "Make a new container of any state of another"
    )
    branch.add_argument("source", metavar="CONTAINER[@NUMBER]")
    branch.add_argument("name", nargs="?", metavar="NAME")
