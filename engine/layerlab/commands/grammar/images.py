"""Commands on images."""

from layerlab.commands.grammar.parser import Commands, Parser, add_command, add_format, add_platform


def add_commands(commands: "Commands[Parser]") -> None:
    load = add_command(commands, "load", "images:load", "Load images from an archive")
    load.add_argument("-i", "--input", metavar="FILE", help="the archive (default: stdin)")
    load.add_argument("-q", "--quiet", action="store_true", help="no progress")
    add_platform(load)
    load.add_argument("--all-platforms", action="store_true", help="not just one of several")

    save = add_command(commands, "save", "images:save", "Save images to an archive")
    save.add_argument("-o", "--output", metavar="FILE", required=True)
    save.add_argument(
        "--format", choices=["docker-archive", "oci-archive", "oci-dir"], default="docker-archive"
    )
    save.add_argument("image", nargs="+", metavar="IMAGE")

    imports = add_command(
        commands, "import", "images:import_image", "Make an image of a tar of files"
    )
    imports.add_argument("-c", "--change", action="append", default=[], metavar="CHANGE")
    imports.add_argument("-m", "--message", default="", metavar="MSG")
    imports.add_argument("--platform", metavar="P", help="os/architecture[/variant]")
    imports.add_argument("file", metavar="FILE|-")
    imports.add_argument("reference", nargs="?", metavar="REF")

    images = add_command(commands, "images", "images:images", "List images")
    images.add_argument("-a", "--all", action="store_true", help="all images (none are hidden)")
    images.add_argument("-q", "--quiet", action="store_true", help="only image IDs")
    images.add_argument("--no-trunc", action="store_true", help="whole IDs")
    add_format(images)

    history = add_command(commands, "history", "images:history", "Show the history of an image")
    history.add_argument("--no-trunc", action="store_true", help="whole texts")
    history.add_argument("-q", "--quiet", action="store_true", help="only image IDs")
    add_format(history)
    history.add_argument("image", metavar="IMAGE")

    inspect = add_command(commands, "inspect", "images:inspect", "Show objects as JSON")
    inspect.add_argument("objects", nargs="+", metavar="OBJECT")

    tag = add_command(commands, "tag", "images:tag", "Give an image one more name")
    tag.add_argument("image", metavar="IMAGE")
    tag.add_argument("reference", metavar="REF")

    rmi = add_command(commands, "rmi", "images:rmi", "Remove images")
    rmi.add_argument("-f", "--force", action="store_true", help="also where it has several names")
    rmi.add_argument("image", nargs="+", metavar="IMAGE")

    verify = add_command(
        commands, "verify", "images:verify", "Recompute every digest, size, diff ID"
    )
    verify.add_argument(
        "target", nargs="?", metavar="IMAGE|FILE", help="by default everything in the root"
    )
