"""Spec: image-spec v1.1.1, layer.md, Applying Changesets."""

import tarfile
from io import BytesIO

from layerlab.model import LayerPath
from support.images import directory, file, layer_tar, symlink
from support.rawtar import END, member
from support.stacks import index_of, paths, view


def test_changesets_are_applied_rather_than_simply_extracted() -> None:
    """Layer Changesets of media type `application/vnd.oci.image.layer.v1.tar` are applied, rather
    than simply extracted as tar archives.
    """
    merged = view([file("a"), file("b")], [file(".wh.a"), file("c")])
    assert paths(merged) == ["b", "c"]


def test_applying_requires_special_consideration_for_the_whiteout_files() -> None:
    """Applying a layer changeset requires special consideration for the whiteout files."""
    index = index_of(file(".wh.a"), file("d/.wh..wh..opq"), file("a.wh.b"))
    assert (index.whiteouts, index.file_count) == (2, 1)


def test_in_the_absence_of_any_whiteout_files_the_archive_is_extracted_like_a_regular_tar() -> None:
    """In the absence of any whiteout files in a layer changeset, the archive is extracted like a
    regular tar archive.
    """
    tar = layer_tar(
        [
            directory("d", 0o750),
            file("d/a", b"data", 0o640, uid=3),
            symlink("l", "d/a"),
            file("d/b", b"", 0o4711),
        ]
    )
    merged = view(tar)
    with tarfile.open(fileobj=BytesIO(tar)) as archive:
        for one in archive:
            entry = merged.get(LayerPath(one.name)).entry
            if not one.islnk() and not one.issym():
                assert (entry.mode, entry.uid, entry.size) == (one.mode, one.uid, one.size)
            assert entry.link == one.linkname
    assert merged.read(LayerPath("d/a")) == b"data"


def test_the_archive_is_extracted_like_a_regular_tar_archive() -> None:
    """In the absence of any whiteout files in a layer changeset, the archive is extracted like a
    regular tar archive.

    As there, the later of two entries counts.
    """
    merged = view(member(b"a", b"1") + member(b"./a", b"22") + END)
    assert merged.read(LayerPath("a")) == b"22"
