"""Terms of the glossary: how images are named, kept, sent and built."""

from layerlab_gui.glossary.model import Term
from layerlab_gui.i18n import marked

TERMS = (
    Term(
        "reference",
        marked("Glossary", "reference"),
        marked(
            "Glossary",
            "A reference is the full name of an image: registry, repository, and tag or digest.",
        ),
        marked(
            "Glossary",
            "nginx:1 is short for docker.io/library/nginx:1. A name with a tag may stand for "
            "another image tomorrow; one with a digest never does.",
        ),
        "github.com/distribution/reference",
    ),
    Term(
        "tag",
        marked("Glossary", "tag"),
        marked("Glossary", "A tag is a name that can be moved from one image to another."),
        marked(
            "Glossary",
            "An image may have many tags, or none. To tag costs nothing: only the name is "
            "written, the image is not copied.",
        ),
        "distribution-spec v1.1.1, spec.md, Definitions",
    ),
    Term(
        "repository",
        marked("Glossary", "repository"),
        marked(
            "Glossary", "A repository is a collection of images under one name, told apart by tags."
        ),
        marked(
            "Glossary",
            "In nginx:1 the repository is nginx, in full docker.io/library/nginx. A registry "
            "has many of them.",
        ),
        "distribution-spec v1.1.1, spec.md, Definitions",
    ),
    Term(
        "registry",
        marked("Glossary", "registry"),
        marked("Glossary", "A registry is a server that keeps images and hands them out."),
        marked(
            "Glossary",
            "It speaks HTTP and knows manifests and blobs. To push sends only those blobs that "
            "it lacks, to pull fetches only those that you lack.",
        ),
        "distribution-spec v1.1.1, spec.md, Definitions",
    ),
    Term(
        "archive",
        marked("Glossary", "archive"),
        marked("Glossary", "An archive is one file that holds images, as docker save writes it."),
        marked(
            "Glossary",
            "Docker's own form and the OCI image layout are read alike. Layerlab opens an "
            "archive in place: only headers are read before you see the files.",
        ),
        "image-spec v1.1.1, image-layout.md",
    ),
    Term(
        "store",
        marked("Glossary", "store"),
        marked(
            "Glossary",
            "The store is the directory where Layerlab keeps images, containers and volumes.",
        ),
        marked(
            "Glossary",
            "It is an OCI image layout, so that other tools can read it: each blob is a file "
            "named by its digest. What is shared by several images is there once.",
        ),
        "image-spec v1.1.1, image-layout.md",
    ),
    Term(
        "build-context",
        marked("Glossary", "build context"),
        marked("Glossary", "The build context is the directory whose files a Dockerfile can copy."),
        marked(
            "Glossary",
            "COPY and ADD see the context and nothing else of the disk; .dockerignore takes "
            "files out. A file that changes there may break the build cache.",
        ),
        "docs.docker.com, Build context",
    ),
    Term(
        "build-cache",
        marked("Glossary", "build cache"),
        marked(
            "Glossary",
            "The build cache has the layer of each step, to be used again where nothing changed.",
        ),
        marked(
            "Glossary",
            "A step is taken from the cache if its instruction, the files that it copies and "
            "all steps before it are the same. From the first that differs on, all are run "
            "again: put what changes often last.",
        ),
        "docs.docker.com, Build cache",
    ),
)
