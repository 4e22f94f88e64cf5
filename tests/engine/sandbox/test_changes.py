"""What has changed in a directory since it was looked at."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from layerlab.sandbox.changes import attributes_of, changes, snapshot

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "place"
    (place / "d" / "inner").mkdir(parents=True)
    (place / "d" / "f").write_bytes(b"old")
    os.link(place / "d" / "f", place / "twin")
    (place / "other").write_bytes(b"other")
    return place


def told(place: Path, before: dict[str, tuple[int, int]]) -> dict[str, dict[str, Any]]:
    return {change["path"]: change for change in changes(str(place), before)}


def test_nothing_has_changed(place: Path) -> None:
    before = snapshot(str(place))
    assert set(before) == {"d", "d/inner", "d/f", "twin", "other"}
    assert (place / "other").read_bytes() == b"other"
    assert told(place, before) == {}
    attributes = attributes_of(str(place))
    place.chmod(0o700)
    assert told(place, before) == {}
    assert attributes_of(str(place)) != attributes


def test_a_change_that_hides_itself(place: Path) -> None:
    """Same size, and the time set back: the inode's own time tells."""
    before, status = snapshot(str(place)), (place / "other").stat()
    (place / "other").write_bytes(b"OTHER")
    os.utime(place / "other", ns=(status.st_atime_ns, status.st_mtime_ns))
    found = told(place, before)
    assert list(found) == ["other"]
    assert found["other"]["was"] == found["other"]["inode"] == status.st_ino


def test_new_gone_and_replaced(place: Path) -> None:
    before = snapshot(str(place))
    (place / "d" / "inner").rmdir()
    (place / "new").write_bytes(b"new")
    (place / "new").replace(place / "other")
    (place / "link").symlink_to("nowhere")
    found = told(place, before)
    assert {path: change["kind"] for path, change in found.items()} == {
        "d/inner": "gone",
        "d": "directory",
        "link": "symlink",
        "other": "file",
    }
    assert found["link"]["link"] == "nowhere"
    assert found["other"]["was"] not in (0, found["other"]["inode"])


def test_a_new_name_tells_all_names(place: Path) -> None:
    before = snapshot(str(place))
    os.link(place / "twin", place / "third")
    found = told(place, before)
    assert {path for path, change in found.items() if change["kind"] == "file"} == {
        "d/f",
        "twin",
        "third",
    }
    assert {found[path]["inode"] for path in ("d/f", "twin", "third")} == {found["twin"]["was"]}


def test_marks_of_overlayfs_are_no_attributes(place: Path) -> None:
    before = snapshot(str(place))
    for name, value in {"overlay.opaque": b"y", "layerlab.owner": b"33:34", "own": b"1"}.items():
        os.setxattr(place / "d", f"user.{name}", value)
    change = told(place, before)["d"]
    assert (change["opaque"], change["uid"], change["gid"]) == (True, 33, 34)
    assert change["xattrs"] == {"user.own": b"1".hex()}
