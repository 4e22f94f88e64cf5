"""Spec: image-spec v1.1.1, layer.md, Creating: Populate Initial Filesystem; Populate a Comparison
Filesystem.

The names of directories on the disk (`rootfs-c9d-v1`) and how a snapshot is copied are examples.
"""

from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.rawtar import END, header, member
from support.stacks import paths, view

INITIAL = (
    header(b"./", typeflag=b"5", mode=0o755)
    + header(b"./etc/", typeflag=b"5", mode=0o755)
    + member(b"./etc/my-app-config")
    + header(b"./bin/", typeflag=b"5", mode=0o755)
    + member(b"./bin/my-app-binary")
    + member(b"./bin/my-app-tools")
    + END
)


def test_a_plain_tar_archive_with_relative_path() -> None:
    """The `rootfs-c9d-v1` directory is then created as a plain tar archive with relative path to
    `rootfs-c9d-v1`.
    """
    assert paths(view(INITIAL)) == [
        "bin",
        "bin/my-app-binary",
        "bin/my-app-tools",
        "etc",
        "etc/my-app-config",
    ]


def test_an_initial_state_as_an_empty_directory() -> None:
    """For this example, an image root filesystem has an initial state as an empty directory."""
    empty = view()
    assert paths(empty) == []
    assert empty.get(LayerPath("")).is_directory


def test_changes_to_the_snapshot_must_not_change_the_directory_it_was_copied_from(
    loaded: Engine,
) -> None:
    """Any changes to the snapshot MUST NOT change or affect the directory it was copied from."""
    before = list(loaded.stack("t:1").view().walk())
    container = loaded.container("c1")
    container.append(LayerPath("bin/my-app-tools"), b"more")
    container.delete(LayerPath("etc"), recursive=True)
    container.chmod(LayerPath("bin"), 0o700)
    after = list(loaded.stack("t:1").view().walk())
    assert [node.entry for node in after] == [node.entry for node in before]
    assert loaded.stack("t:1").view().read(LayerPath("bin/my-app-tools")) == b"tools"
