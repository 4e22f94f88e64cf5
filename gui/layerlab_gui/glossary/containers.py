"""Terms of the glossary: what is written, where, and what stays."""

from layerlab_gui.glossary.model import Term
from layerlab_gui.i18n import marked

TERMS = (
    Term(
        "container",
        marked("Glossary", "container"),
        marked(
            "Glossary", "A container is an image with a thin writable layer over it, and a command."
        ),
        marked(
            "Glossary",
            "Nothing of the image is copied when a container is made: it gets an empty layer of "
            "its own, and its settings. That is why it takes no time and no room, however big "
            "the image.",
        ),
        "docs.docker.com, Storage drivers",
    ),
    Term(
        "container-layer",
        marked("Glossary", "container layer"),
        marked(
            "Glossary",
            "The container layer is the only one that can be written; it goes with its container.",
        ),
        marked(
            "Glossary",
            "All that is written in a container goes here, the image below stays as it is. When "
            "the container is removed the layer goes, too; commit makes an image of it, a "
            "volume keeps files outside.",
        ),
        "docs.docker.com, Storage drivers",
    ),
    Term(
        "copy-on-write",
        marked("Glossary", "copy-on-write"),
        marked("Glossary", "Copy-on-write: all share one copy until somebody writes."),
        marked(
            "Glossary",
            "Containers read the files of their image where they are. Only the first write to a "
            "file makes a copy, in the container layer: the copy-up.",
        ),
        "docs.docker.com, Storage drivers",
    ),
    Term(
        "copy-up",
        marked("Glossary", "copy-up"),
        marked(
            "Glossary",
            "Copy-up: before the first write a file is copied whole from its layer into the "
            "container layer.",
        ),
        marked(
            "Glossary",
            "One byte at the end of a file of 1 GB copies 1 GB. First the directories on the "
            "way are made, then mode, owner and times are taken along, then the data; only then "
            "is written. The file below stays as it was.",
        ),
        "Linux, overlayfs.rst, Non-directories",
    ),
    Term(
        "commit",
        marked("Glossary", "commit"),
        marked(
            "Glossary",
            "A commit makes an image of a container: its layer is sealed as the newest one.",
        ),
        marked(
            "Glossary",
            "The container layer becomes a tar with a digest of its own, the config gets one "
            "more line of history. The layers below are not copied: the new image names the "
            "same ones.",
        ),
        "docs.docker.com, docker container commit",
    ),
    Term(
        "volume",
        marked("Glossary", "volume"),
        marked(
            "Glossary",
            "A volume is a directory outside of all layers; it stays when the container goes.",
        ),
        marked(
            "Glossary",
            "What a container writes to where a volume is mounted goes into the volume and not "
            "into its layer: it is not copied up, not committed, and not removed with the "
            "container.",
        ),
        "docs.docker.com, Volumes",
    ),
    Term(
        "mount",
        marked("Glossary", "mount"),
        marked(
            "Glossary", "A mount puts a directory at a path; what the layers have there is covered."
        ),
        marked(
            "Glossary",
            "Below a mount neither the image nor the container layer is seen: the volume or the "
            "host's directory answers instead. What is covered is still there.",
        ),
        "mount(2)",
    ),
    Term(
        "bind-mount",
        marked("Glossary", "bind mount"),
        marked("Glossary", "A bind mount shows a directory of the host in the container."),
        marked(
            "Glossary",
            "Both see the same files at once: what the container writes there is on the host's "
            "disk, under the host's rules.",
        ),
        "docs.docker.com, Bind mounts",
    ),
    Term(
        "edit",
        marked("Glossary", "edit"),
        marked("Glossary", "An edit is one change of a container that can be taken back."),
        marked(
            "Glossary",
            "Layerlab keeps each change of a container, by mouse or by a command, with the "
            "steps that it took: the directories made, the copy-up, the write. The history "
            "lists them; any can be gone back to, none is lost.",
        ),
        "docs/guide.en.md",
    ),
    Term(
        "runner",
        marked("Glossary", "runner"),
        marked(
            "Glossary",
            "A runner is what runs a command in a container: the built-in shell or Linux itself.",
        ),
        marked(
            "Glossary",
            "The built-in shell has its own tools and works on every system. The Linux runner "
            "runs the image's own programs, in namespaces of your user. Which one ran is always "
            "told.",
        ),
        "docs/commands.md",
    ),
)
