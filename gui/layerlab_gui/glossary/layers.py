"""Terms of the glossary: what is in a layer, and how layers give one file system."""

from layerlab_gui.glossary.model import Term
from layerlab_gui.i18n import marked

TERMS = (
    Term(
        "layer",
        marked("Glossary", "layer"),
        marked(
            "Glossary", "A layer is a tar of what one step changed; it never changes afterwards."
        ),
        marked(
            "Glossary",
            "A layer holds the files that a step added or modified, whole, and a whiteout for "
            "each that it deleted. Laid over one another the layers give the file system: what "
            "lies higher hides what lies below, but does not take its bytes away.",
        ),
        "image-spec v1.1.1, layer.md, Change Types",
    ),
    Term(
        "diff-id",
        marked("Glossary", "diff ID"),
        marked("Glossary", "A diff ID is the digest of a layer's tar, uncompressed."),
        marked(
            "Glossary",
            "The digest in the manifest changes with the compression; the diff ID in the config "
            "does not. It tells that two layers are the same, and whether one was unpacked "
            "right.",
        ),
        "image-spec v1.1.1, config.md, Layer DiffID",
    ),
    Term(
        "chain-id",
        marked("Glossary", "chain ID"),
        marked("Glossary", "A chain ID names a layer together with all below it."),
        marked(
            "Glossary",
            "It is the digest of the chain ID below and the layer's diff ID. The same layer on "
            "another base has another chain ID: what is seen differs, too.",
        ),
        "image-spec v1.1.1, config.md, Layer ChainID",
    ),
    Term(
        "whiteout",
        marked("Glossary", "whiteout"),
        marked(
            "Glossary",
            "A whiteout is an empty file in a layer that says: the file below is deleted.",
        ),
        marked(
            "Glossary",
            "A layer can't take bytes out of the layers below. To delete a file it has an empty "
            "one named .wh. and the name, which hides it. The file is no longer seen, but the "
            "image is not smaller.",
        ),
        "image-spec v1.1.1, layer.md, Whiteouts",
    ),
    Term(
        "opaque",
        marked("Glossary", "opaque whiteout"),
        marked(
            "Glossary", "An opaque whiteout in a directory hides all that lower layers have in it."
        ),
        marked(
            "Glossary",
            "It is an empty file named .wh..wh..opq. A directory that was deleted and made anew "
            "has one: of the old content nothing is seen, what this layer puts in is.",
        ),
        "image-spec v1.1.1, layer.md, Opaque Whiteout",
    ),
    Term(
        "changeset",
        marked("Glossary", "changeset"),
        marked("Glossary", "A changeset is what one layer adds, modifies and deletes."),
        marked(
            "Glossary",
            "Added is marked +, modified ~, deleted −. A file of which only the mode was "
            "changed is in the layer as a whole: a layer knows whole files only.",
        ),
        "image-spec v1.1.1, layer.md, Change Types",
    ),
    Term(
        "lower",
        marked("Glossary", "lower"),
        marked(
            "Glossary", "The lower layers are those below: read only, shared by all who use them."
        ),
        marked(
            "Glossary",
            "Overlayfs lays one upper directory over several lower ones. A container's lower "
            "layers are those of its image; a thousand containers of it have them once.",
        ),
        "Linux, overlayfs.rst, Upper and Lower",
    ),
    Term(
        "upper",
        marked("Glossary", "upper"),
        marked("Glossary", "The upper directory takes all writes: it is the container layer."),
        marked(
            "Glossary",
            "What a container changes goes into its upper directory, as whole files and "
            "whiteouts. Here it is a plain directory on your disk, which you can open.",
        ),
        "Linux, overlayfs.rst, Upper and Lower",
    ),
    Term(
        "merged",
        marked("Glossary", "merged"),
        marked("Glossary", "The merged view is what is seen: all layers over one another."),
        marked(
            "Glossary",
            "For each path the highest layer that has it answers; directories of several layers "
            "are joined. A container sees the merged view, and nothing of the layers.",
        ),
        "Linux, overlayfs.rst, Upper and Lower",
    ),
    Term(
        "hard-link",
        marked("Glossary", "hard link"),
        marked("Glossary", "A hard link is a second name of the same file."),
        marked(
            "Glossary",
            "In a layer's tar the second name refers to the first and has no bytes. Once a "
            "container writes to one of them, that one is copied up alone, and the two part.",
        ),
        "image-spec v1.1.1, layer.md, Hardlinks",
    ),
    Term(
        "symlink",
        marked("Glossary", "symbolic link"),
        marked("Glossary", "A symbolic link is a file that holds the path of another."),
        marked(
            "Glossary",
            "It may lead into another layer, or nowhere. Paths are looked up from the "
            "container's root, never from that of the host.",
        ),
        "image-spec v1.1.1, layer.md, File Types",
    ),
    Term(
        "mode",
        marked("Glossary", "mode and owner"),
        marked(
            "Glossary",
            "The mode says who may read, write and execute a file; the owner is a number.",
        ),
        marked(
            "Glossary",
            "A layer keeps mode, user and group of each entry as numbers; names are the "
            "business of the image's own /etc/passwd. Another mode or owner is a change of the "
            "file: it is copied up whole.",
        ),
        "image-spec v1.1.1, layer.md, File Attributes",
    ),
)
