"""The sentences of the OCI image specification that decide what is shown.

Word for word, without links and emphasis; a list's items are joined by semicolons. The
specification is © its contributors, Apache-2.0.
"""

from dataclasses import dataclass

VERSION = "1.1.1"
_EXISTING = "Changeset over existing files"
_HARDLINKS = "Hardlinks"
_OPAQUE = "Opaque Whiteout"
_WHITEOUTS = "Whiteouts"


@dataclass(frozen=True, slots=True)
class SpecSentence:
    """One sentence; `document` is a file of image-spec v1.1.1, `section` a heading in it."""

    id: str
    document: str
    section: str
    text: str

    @property
    def place(self) -> str:
        return f"image-spec v{VERSION}, {self.document}, {self.section}"


SENTENCES = (
    # layer.md
    SpecSentence(
        "applied",
        "layer.md",
        "Applying Changesets",
        "Layer Changesets of media type `application/vnd.oci.image.layer.v1.tar` are applied, "
        "rather than simply extracted as tar archives.",
    ),
    SpecSentence(
        "merge",
        "layer.md",
        _EXISTING,
        "If the entry and the existing path are both directories, then the existing path's "
        "attributes MUST be replaced by those of the entry in the changeset.",
    ),
    SpecSentence(
        "replace",
        "layer.md",
        _EXISTING,
        "In all other cases, the implementation MUST do the semantic equivalent of the following: "
        "removing the file path (e.g. `unlink(2)` on Linux systems); recreating the file path, "
        "based on the contents and attributes of the changeset entry",
    ),
    SpecSentence(
        "whiteout",
        "layer.md",
        _WHITEOUTS,
        "A whiteout file is an empty file with a special filename that signifies a path should be "
        "deleted.",
    ),
    SpecSentence(
        "whiteout-name",
        "layer.md",
        _WHITEOUTS,
        "A whiteout filename consists of the prefix `.wh.` plus the basename of the path to be "
        "deleted.",
    ),
    SpecSentence(
        "whiteout-reserved",
        "layer.md",
        _WHITEOUTS,
        "As files prefixed with `.wh.` are special whiteout markers, it is not possible to create "
        "a filesystem which has a file or directory with a name beginning with `.wh.`.",
    ),
    SpecSentence(
        "whiteout-hidden",
        "layer.md",
        _WHITEOUTS,
        "Once a whiteout is applied, the whiteout itself MUST also be hidden.",
    ),
    SpecSentence(
        "whiteout-lower-only",
        "layer.md",
        _WHITEOUTS,
        "Whiteout files MUST only apply to resources in lower/parent layers.",
    ),
    SpecSentence(
        "whiteout-same-layer",
        "layer.md",
        _WHITEOUTS,
        "Files that are present in the same layer as a whiteout file can only be hidden by "
        "whiteout files in subsequent layers.",
    ),
    SpecSentence(
        "whiteout-first",
        "layer.md",
        _WHITEOUTS,
        "Implementations SHOULD generate layers such that the whiteout files appear before sibling "
        "directory entries.",
    ),
    SpecSentence(
        "opaque",
        "layer.md",
        _OPAQUE,
        "An opaque whiteout entry is a file with the name `.wh..wh..opq` indicating that all "
        "siblings are hidden in the lower layer.",
    ),
    SpecSentence(
        "opaque-descendants",
        "layer.md",
        _OPAQUE,
        "Note that this opaque file will apply to all children, including sub-directories, other "
        "resources and all descendants.",
    ),
    SpecSentence(
        "explicit-whiteouts",
        "layer.md",
        _OPAQUE,
        "Implementations SHOULD generate layers using explicit whiteout files, but MUST accept "
        "both.",
    ),
    SpecSentence(
        "opaque-order",
        "layer.md",
        _OPAQUE,
        "When processing the second layer, `a/.wh..wh..opq` is applied first, before creating the "
        "new version of `a/b`, regardless of the ordering in which the whiteout file was "
        "encountered.",
    ),
    SpecSentence(
        "no-duplicates",
        "layer.md",
        "Distributable Format",
        "Layer Changesets for the media type `application/vnd.oci.image.layer.v1.tar` MUST NOT "
        "include duplicate entries for file paths in the resulting tar archive.",
    ),
    SpecSentence(
        "hard-links-all-types",
        "layer.md",
        _HARDLINKS,
        "Hardlinks are possible with all file types except `directories`.",
    ),
    SpecSentence(
        "hard-links-outside",
        "layer.md",
        _HARDLINKS,
        "Extracting a layer with hardlink references to files outside of the layer may fail.",
    ),
    # config.md
    SpecSentence(
        "diff-id",
        "config.md",
        "Layer DiffID",
        "A layer DiffID is the digest over the layer's uncompressed tar archive and serialized in "
        "the descriptor digest format, e.g., "
        "`sha256:a9561eb1b190625c9adb5a9513e72c4dedafc1cb2d4c5236c9a6957ec7dfd5a9`.",
    ),
    SpecSentence(
        "chain-id",
        "config.md",
        "Layer ChainID",
        "While a layer's `DiffID` identifies a single changeset, the `ChainID` identifies the "
        "subsequent application of those changesets.",
    ),
    SpecSentence(
        "image-id",
        "config.md",
        "ImageID",
        "Each image's ID is given by the SHA256 hash of its configuration JSON.",
    ),
    SpecSentence(
        "null-is-absent",
        "config.md",
        "Properties",
        "Note: Any OPTIONAL field MAY also be set to null, which is equivalent to being absent.",
    ),
    SpecSentence(
        "empty-layer",
        "config.md",
        "Properties",
        "It is set to true if this history item doesn't correspond to an actual layer in the "
        "rootfs section (for example, Dockerfile's ENV command results in no change to the "
        "filesystem).",
    ),
    # manifest.md, image-index.md, image-layout.md, descriptor.md
    SpecSentence(
        "base-first",
        "manifest.md",
        "Image Manifest Property Descriptions",
        "The array MUST have the base layer at index 0.",
    ),
    SpecSentence(
        "first-platform",
        "image-index.md",
        "Image Index Property Descriptions",
        "If multiple manifests match a client or runtime's requirements, the first matching entry "
        "SHOULD be used.",
    ),
    SpecSentence(
        "missing-blobs",
        "image-layout.md",
        "Blobs",
        "The blobs directory MAY be missing referenced blobs, in which case the missing blobs "
        "SHOULD be fulfilled by an external blob store.",
    ),
    SpecSentence(
        "verify",
        "descriptor.md",
        "Verification",
        "Before consuming content targeted by a descriptor from untrusted sources, the byte "
        "content SHOULD be verified against the digest string.",
    ),
)
