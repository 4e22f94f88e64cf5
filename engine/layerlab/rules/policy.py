"""Where the specification is silent, or tools do not follow it: what we do, and what they do.

The cells of a row that was run are short on purpose: a test gives the row's layers to Layerlab
and to each tool, and asserts that what comes out is what the cell says.
"""

from dataclasses import dataclass
from enum import StrEnum

TOOLS = {
    "docker": "Docker 20.10 (overlay2)",
    "containerd": "containerd 1.6 (overlayfs)",
    "podman": "Podman 4.3 (overlay)",
    "podman_vfs": "Podman 4.3 (vfs)",
    "umoci": "umoci 0.4",
}
"""The columns, by the names of `Cells`' fields, with the versions that were run."""

REFUSES = "refuses"
_LEADS = "goes where the link leads"
_NO_LINK = "a directory replaces the link"
_FILE = "is that file"
_COUNT = "count for the file"
_LAST = "the last counts"
_KEPT = "kept"
_BYTES = "its bytes decide"


class Evidence(StrEnum):
    """How a row is known: a test runs the tools, or it was measured once or read in source."""

    RUN = "run"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Cells:
    """What each tool does; REFUSES where it takes no part of the layer."""

    docker: str
    containerd: str
    podman: str
    podman_vfs: str
    umoci: str


def _all(text: str) -> Cells:
    return Cells(text, text, text, text, text)


def _overlay(text: str, *, vfs: str, umoci: str) -> Cells:
    """Docker, containerd and Podman apply a layer to an empty directory, and agree in that."""
    return Cells(text, text, text, vfs, umoci)


@dataclass(frozen=True, slots=True)
class Policy:
    """A row: a question, what Layerlab does and why, and what the tools do."""

    id: str
    question: str
    layerlab: str
    because: str
    tools: Cells
    evidence: Evidence = Evidence.RUN

    @property
    def text(self) -> str:
        return f"{self.question}: {self.layerlab}"

    @property
    def place(self) -> str:
        return f"docs/policy.md#{self.id}"


_APPLIED = "A layer is applied to one tree, so that a path means there what it means in it."

POLICIES = (
    # Links among the parents of an entry.
    Policy(
        "linked-parent",
        "an entry below a path that a lower layer has as a symbolic link",
        _LEADS,
        _APPLIED,
        _overlay(_NO_LINK, vfs=_LEADS, umoci=_LEADS),
    ),
    Policy(
        "linked-parent-whiteout",
        "a whiteout below a path that a lower layer has as a symbolic link",
        "deletes where the link leads",
        _APPLIED,
        _overlay(
            "deletes nothing, and a directory replaces the link",
            vfs="deletes where the link leads",
            umoci="deletes where the link leads",
        ),
    ),
    Policy(
        "linked-parent-nowhere",
        "an entry below a symbolic link of a lower layer that leads nowhere",
        _NO_LINK,
        "There is nothing to land in, and a look-up must not make directories.",
        _overlay(_NO_LINK, vfs=REFUSES, umoci="the link's target is made"),
    ),
    Policy(
        "own-linked-parent-nowhere",
        "an entry below a symbolic link of its own layer that leads nowhere",
        "the link's target is made",
        "The target may be a directory of a lower layer, where the entry then belongs.",
        Cells(REFUSES, "the link's target is made", REFUSES, REFUSES, "the link's target is made"),
    ),
    Policy(
        "parent-is-lower-file",
        "an entry below a path that a lower layer has as a file",
        "a directory replaces the file",
        "What is newer counts, and the layer says that there is a directory.",
        _overlay("a directory replaces the file", vfs=REFUSES, umoci=REFUSES),
    ),
    Policy(
        "parent-is-own-file",
        "an entry below a path that its own layer has as a file",
        REFUSES,
        "No order of applying gives both.",
        _all(REFUSES),
    ),
    Policy(
        "implied-parent",
        "the attributes of a lower directory that a layer has entries in, but no entry for",
        _KEPT,
        "The layer does not say that they change.",
        Cells("root's, mode 0755", _KEPT, "root's, mode 0755", _KEPT, _KEPT),
    ),
    Policy(
        "implied-hidden-parent",
        "the attributes of a directory that a layer hides and has entries in, but no entry for",
        "root's, mode 0755",
        "The lower directory is deleted first, whatever the order.",
        Cells(
            "root's, mode 0755",
            _KEPT,
            "root's, mode 0755",
            "the directory goes with its new entries",
            _KEPT,
        ),
    ),
    Policy(
        "implied-new-parent",
        "the attributes of a new directory that a layer has no entry for",
        "root's, mode 0755",
        "As all do.",
        _all("root's, mode 0755"),
    ),
    # Hard links.
    Policy(
        "far-link",
        "a hard link to a file that only a lower layer has",
        _FILE,
        "The specification lets it fail; whoever unpacks into one tree gets the file.",
        _overlay(REFUSES, vfs=_FILE, umoci=_FILE),
    ),
    Policy(
        "far-link-through-link",
        "a hard link to a file of a lower layer, through a symbolic link in its path",
        _FILE,
        _APPLIED,
        _overlay(REFUSES, vfs=_FILE, umoci=_FILE),
    ),
    Policy(
        "far-link-attributes",
        "the attributes in the header of a hard link to a file of a lower layer",
        "ignored",
        "The file is the lower layer's, which does not change.",
        _overlay(REFUSES, vfs=_COUNT, umoci="ignored"),
    ),
    Policy(
        "far-link-nowhere",
        "a hard link to what no layer has",
        "shown, without contents",
        "One bad link should not hide a layer's other files; reading it is an error.",
        _all(REFUSES),
    ),
    Policy(
        "link-to-deleted",
        "a hard link to a lower file that the same layer deletes",
        "is the file as it was",
        "A whiteout hides; the file is still in its layer.",
        _overlay("is a whiteout, too", vfs=REFUSES, umoci=REFUSES),
    ),
    Policy(
        "link-attributes",
        "the attributes in the header of a hard link to a file of the same layer",
        _COUNT,
        "There is one file; the last that is said of it counts, as in Docker.",
        _overlay(_COUNT, vfs=_COUNT, umoci="ignored"),
    ),
    Policy(
        "link-to-itself",
        "a hard link whose target is its own path",
        "changes the attributes only",
        "The path stays the file that it is.",
        _all(REFUSES),
    ),
    Policy(
        "link-to-directory",
        "a hard link to a directory",
        REFUSES,
        "Hard links are possible with all types but directories.",
        _all(REFUSES),
    ),
    # Whiteouts.
    Policy(
        "whiteout-after-entry",
        "a whiteout after an entry of the same name in the same layer",
        "the entry stays",
        "The specification: a whiteout applies to lower layers only.",
        _overlay(REFUSES, vfs="the entry goes", umoci="the entry stays"),
    ),
    Policy(
        "whiteout-before-directory",
        "a whiteout before a directory of the same name in the same layer",
        "only the new children",
        "The specification: the lower directory is deleted.",
        _overlay(
            "old and new children", vfs="only the new children", umoci="only the new children"
        ),
    ),
    Policy(
        "whiteout-of-absent",
        "a whiteout of what is absent, in a directory that is absent",
        "an empty directory",
        "The directory is implied, as it is by any other entry.",
        _overlay(
            "a directory with a name in it that can't be opened",
            vfs="an empty directory",
            umoci="no effect",
        ),
    ),
    Policy(
        "whiteout-of-nothing",
        "a file named `.wh.` alone",
        REFUSES,
        "It names nothing; after version 1.1.1 the specification asks for an error.",
        _overlay(REFUSES, vfs="removes its directory", umoci=REFUSES),
    ),
    Policy(
        "below-whiteout",
        "an entry below a name that begins with `.wh.`",
        REFUSES,
        "The specification: no file system can have such a directory.",
        _all("a directory of that name"),
    ),
    Policy(
        "whiteout-type",
        "a whiteout that is no regular file, but a directory, a link or a device",
        "a whiteout",
        "The name decides; overlay drivers write links to one shared whiteout.",
        _all("a whiteout"),
    ),
    Policy(
        "opaque-root",
        "an opaque whiteout in the root",
        "hides all below",
        "The root is a directory as any other.",
        _overlay("ignored", vfs="hides all below", umoci="hides all below"),
    ),
    Policy(
        "aufs-leftovers",
        "what AUFS left behind: `.wh..wh.aufs`, `.wh..wh.orph`, `.wh..wh.plnk`",
        "skipped",
        "They are AUFS' own bookkeeping.",
        _all("skipped"),
    ),
    Policy(
        "aufs-link",
        "a hard link into `.wh..wh.plnk`, AUFS' store of linked files",
        _FILE,
        "The file is the image's, its place is AUFS'.",
        _all("is that file, and AUFS' directory is shown"),
    ),
    Policy(
        "device-0-0",
        "a character device 0:0",
        "a device",
        "In a layer a whiteout is a name; the device is overlayfs' form of it on a disk.",
        _overlay("a whiteout", vfs="a device", umoci="a device"),
    ),
    # The tar.
    Policy(
        "duplicates",
        "the same path twice in one layer",
        _LAST,
        "The specification forbids to write it; a tar's later entry replaces the earlier.",
        Cells(REFUSES, _LAST, REFUSES, REFUSES, _LAST),
    ),
    Policy(
        "beyond-root",
        "a name that leads beyond the root: `../../x`, `/x`",
        "stops at the root",
        "As all do.",
        _all("stops at the root"),
    ),
    Policy(
        "global-header",
        "a global PAX header",
        "gives defaults",
        "POSIX: its records hold for the entries that follow.",
        _overlay("ignored", vfs="ignored", umoci=REFUSES),
    ),
    Policy(
        "repeated-header",
        "two PAX headers before one entry",
        _LAST,
        "As all do; POSIX does not say.",
        _all(_LAST),
    ),
    Policy(
        "two-long-names",
        "a PAX path and a GNU long name before one entry",
        "GNU's counts",
        "As all do.",
        _all("GNU's counts"),
    ),
    Policy(
        "unknown-type",
        "an entry of an unknown typeflag",
        REFUSES,
        "What it is can't be shown truly.",
        _all(REFUSES),
    ),
    Policy(
        "contiguous-file",
        "an entry of typeflag 7, a contiguous file",
        "a regular file",
        "POSIX: read it as a regular file.",
        _all(REFUSES),
    ),
    Policy(
        "root-is-file",
        "an entry for the root that is no directory",
        "ignored",
        "The root is a directory whatever a layer says.",
        _overlay("ignored", vfs=REFUSES, umoci=REFUSES),
    ),
    Policy(
        "old-times",
        "times before 1970",
        _KEPT,
        "They are what the layer says.",
        _overlay("1970", vfs="1970", umoci=_KEPT),
    ),
    Policy(
        "fractions",
        "fractions of a second in a layer's times",
        _KEPT,
        "They are what the layer says.",
        _all(_KEPT),
    ),
    Policy(
        "empty-xattr",
        "an extended attribute with an empty value",
        _KEPT,
        "GNU tar writes it so; Go's reader takes it as removed.",
        Cells("dropped", _KEPT, "dropped", "dropped", "dropped"),
    ),
    Policy(
        "overlay-xattr",
        "`trusted.overlay.opaque` on a directory of a layer",
        "no effect",
        "In a layer an opaque whiteout is a name; the attribute is overlayfs' form on a disk.",
        Cells("makes it opaque", "no effect", "makes it opaque", "no effect", "no effect"),
    ),
    # Images.
    Policy(
        "labelled-gzip",
        "a layer that is labelled as gzip and is plain",
        _BYTES,
        "The label is often wrong where images were converted.",
        Cells(_BYTES, _BYTES, _BYTES, _BYTES, REFUSES),
    ),
    Policy(
        "labelled-plain",
        "a layer that is labelled as plain and is gzip",
        _BYTES,
        "The label is often wrong where images were converted.",
        Cells(_BYTES, REFUSES, _BYTES, _BYTES, REFUSES),
    ),
    Policy(
        "history-longer",
        "a history with more layers than there are",
        "opens",
        "The history is for people; the layers are what they are.",
        Cells(REFUSES, "opens", "opens", "opens", "opens"),
    ),
    Policy(
        "history-shorter",
        "a history with fewer layers than there are",
        "opens",
        "The history is for people; the layers are what they are.",
        _all("opens"),
    ),
    Policy(
        "manifest-or-index",
        "an archive whose `manifest.json` and `index.json` disagree",
        "manifest.json has the images and their layers' order, index.json the rest",
        "Docker 25.0.0 wrote the layers of index.json in random order (moby#47150).",
        Cells(
            "reads manifest.json only",
            "reads index.json only",
            "reads index.json where it has one image, else manifest.json",
            "reads index.json where it has one image, else manifest.json",
            "reads no archives",
        ),
        Evidence.READ,
    ),
    # Writing.
    Policy(
        "commit-times",
        "fractions of a second in a commit's layer",
        "cut off",
        "As in Docker: the same layer, whatever file system the container was on.",
        _all("cut off"),
        Evidence.READ,
    ),
    Policy(
        "commit-xattrs",
        "extended attributes in a commit's layer",
        "all",
        "Nothing that was set is lost; what the image has is kept, too.",
        Cells(
            "`security.capability` only",
            "`security.capability` only",
            "all but `trusted.`",
            "all but `trusted.`",
            "all",
        ),
        Evidence.READ,
    ),
)
