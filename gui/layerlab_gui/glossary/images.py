"""Terms of the glossary: what images are made of."""

from layerlab_gui.glossary.model import Term
from layerlab_gui.i18n import marked

TERMS = (
    Term(
        "image",
        marked("Glossary", "image"),
        marked(
            "Glossary",
            "An image is a list of layers and the settings to run them; it never changes.",
        ),
        marked(
            "Glossary",
            "An image is what containers are made of: layers that hold the files, a config that "
            "says how to run them, and a manifest that lists both. Its parts are named by their "
            "digests, so an image can't change: another content is another image.",
        ),
        "image-spec v1.1.1, spec.md, Overview",
    ),
    Term(
        "image-id",
        marked("Glossary", "image ID"),
        marked("Glossary", "An image ID is the digest of the image's config."),
        marked(
            "Glossary",
            "The image ID is the SHA-256 of the config, and the config lists the diff ID of "
            "every layer. So the ID is the same wherever the image goes, however its layers are "
            "compressed on the way.",
        ),
        "image-spec v1.1.1, config.md, ImageID",
    ),
    Term(
        "manifest",
        marked("Glossary", "manifest"),
        marked(
            "Glossary",
            "A manifest lists an image's config and layers, each by its digest and size.",
        ),
        marked(
            "Glossary",
            "The manifest is the short JSON document that a registry hands out first. It has "
            "one descriptor for the config and one for each layer, base first; whoever pulls "
            "fetches what it lists and does not have yet.",
        ),
        "image-spec v1.1.1, manifest.md, Image Manifest",
    ),
    Term(
        "index",
        marked("Glossary", "index"),
        marked("Glossary", "An index lists several manifests, mostly one for each platform."),
        marked(
            "Glossary",
            "An index lets one name stand for several images: one for each platform, and things "
            "that belong to them, such as attestations. A client picks the manifest of its own "
            "platform.",
        ),
        "image-spec v1.1.1, image-index.md, Image Index Property Descriptions",
    ),
    Term(
        "config",
        marked("Glossary", "config"),
        marked(
            "Glossary", "A config says how an image is run, and lists its layers by their diff IDs."
        ),
        marked(
            "Glossary",
            "The config is a JSON document with the command, the environment, the user and the "
            "working directory, with the history, and with the diff ID of each layer. Its "
            "digest is the image ID.",
        ),
        "image-spec v1.1.1, config.md, Properties",
    ),
    Term(
        "history",
        marked("Glossary", "history"),
        marked("Glossary", "The history says which instruction made each layer."),
        marked(
            "Glossary",
            "The config has a line of history for each step of the build, in the order of the "
            "layers. A step that changed no file, such as ENV, has a line but no layer of its "
            "own: an empty layer.",
        ),
        "image-spec v1.1.1, config.md, Properties",
    ),
    Term(
        "platform",
        marked("Glossary", "platform"),
        marked(
            "Glossary", "A platform is the operating system and the processor that an image is for."
        ),
        marked(
            "Glossary",
            "It is written as os/architecture[/variant], such as linux/arm64. An index names "
            "the platform of each of its manifests.",
        ),
        "image-spec v1.1.1, image-index.md, Image Index Property Descriptions",
    ),
    Term(
        "digest",
        marked("Glossary", "digest"),
        marked(
            "Glossary",
            "A digest is the fingerprint of bytes: the same bytes have the same, others another.",
        ),
        marked(
            "Glossary",
            "A digest such as sha256:e3b0… is computed from the bytes of a blob as it is "
            "stored, mostly compressed. It is name and check at once: whoever has the digest "
            "can tell whether the bytes are right. Of the uncompressed tar it is called the "
            "diff ID.",
        ),
        "image-spec v1.1.1, descriptor.md, Digests",
    ),
    Term(
        "descriptor",
        marked("Glossary", "descriptor"),
        marked(
            "Glossary", "A descriptor points to a blob: its media type, its digest and its size."
        ),
        marked(
            "Glossary",
            "Documents of an image refer to each other by descriptors only. With the size and "
            "the digest a reader knows what to expect before it reads.",
        ),
        "image-spec v1.1.1, descriptor.md, Properties",
    ),
    Term(
        "media-type",
        marked("Glossary", "media type"),
        marked("Glossary", "A media type says what a blob is, and how it is compressed."),
        marked(
            "Glossary",
            "Each descriptor bears one, such as application/vnd.oci.image.layer.v1.tar+gzip. "
            "Docker has names of its own for the same things; both are read.",
        ),
        "image-spec v1.1.1, media-types.md",
    ),
    Term(
        "blob",
        marked("Glossary", "blob"),
        marked("Glossary", "A blob is a piece of data that is stored once, under its digest."),
        marked(
            "Glossary",
            "Layers, configs and manifests are blobs. Two images with the same layer have the "
            "same blob: it is stored once and sent once.",
        ),
        "image-spec v1.1.1, image-layout.md, Blobs",
    ),
    Term(
        "artifact",
        marked("Glossary", "artifact"),
        marked(
            "Glossary",
            "An artifact is kept like an image, but is none: a signature, a chart, a list of "
            "parts.",
        ),
        marked(
            "Glossary",
            "A manifest may list blobs that are no layers of a file system. What they are is "
            "told by the artifact type; whom they speak of, by the subject.",
        ),
        "image-spec v1.1.1, manifest.md, Guidelines for Artifact Usage",
    ),
)
