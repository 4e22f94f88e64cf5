"""Spec: image-spec v1.1.1, layer.md, File Attributes.

Windows' own attributes (Platform-specific attributes) are kept in the blob, and not shown.
"""

import io

from layerlab.facade import Engine
from layerlab.layer import build_index, open_content
from layerlab.model import Entry, Kind, LayerPath
from spec.committing import Commit
from support.rawtar import END, header, member, pax
from support.stacks import view

CAPABILITY = bytes.fromhex("0100000200200000" + "00" * 12)


def _only(tar: bytes) -> Entry:
    (node,) = view(tar).walk()
    return node.entry


def test_where_supported_must_include_file_attributes_for_additions_and_modifications() -> None:
    """Where supported, MUST include file attributes for Additions and Modifications include:"""
    found = _only(
        pax(
            mtime=b"1700000000.123456789",
            uid=b"3000000",
            SCHILY__xattr__security__capability=CAPABILITY,
        )
        + member(b"f", b"data", mode=0o104755, gid=7)
        + END
    )
    assert (found.mtime_ns, found.uid, found.gid) == (1_700_000_000_123_456_789, 3_000_000, 7)
    assert found.mode == 0o4755
    assert found.xattrs == {"security.capability": CAPABILITY}


def test_must_include_file_attributes_for_modifications(loaded: Engine, commit: Commit) -> None:
    """Where supported, MUST include file attributes for Additions and Modifications include:"""
    container = loaded.container("c1")
    container.chmod(LayerPath("bin/my-app-tools"), 0o4711)
    container.chown(LayerPath("bin/my-app-tools"), 3_000_000, 7)
    (found,) = [one for one in commit() if one.kind is Kind.FILE]
    assert (found.mode, found.uid, found.gid, found.size) == (0o711, 3_000_000, 7, 5)
    assert found.mtime_ns == 10**18


def test_user_name_should_be_ignored_on_platforms_that_support_user_id() -> None:
    """User Name (`uname`) should be ignored on platforms that support User ID (`uid`)"""
    named = header(b"f", uid=5, patches={265: b"root"}) + END
    assert _only(named).uid == 5


def test_group_name_should_be_ignored_on_platforms_that_support_group_id() -> None:
    """Group Name (`gname`) should be ignored on platforms that support Group ID (`gid`)"""
    named = header(b"f", gid=5, patches={297: b"wheel"}) + END
    assert _only(named).gid == 5


def test_sparse_files_should_not_be_used(loaded: Engine, commit: Commit) -> None:
    """Sparse files SHOULD NOT be used because they lack consistent support across tar
    implementations.
    """
    loaded.container("c1").create(LayerPath("holes"), bytes(1 << 20) + b"end")
    (written,) = [one for one in commit() if one.name == "holes"]
    assert (written.sparse, written.size) == (None, (1 << 20) + 3)

    facts = {"GNU__sparse__size": b"9", "GNU__sparse__numblocks": b"1"}
    raw = io.BytesIO(pax(**facts, GNU__sparse__map=b"4,3") + member(b"f", b"abc") + END)
    index = build_index(raw, "x")
    assert open_content(index, 1, raw).read() == b"\0\0\0\0abc\0\0"
