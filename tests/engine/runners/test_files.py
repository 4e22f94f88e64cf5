"""The contract of `Files`, for each implementation. Source: the system calls' manual pages."""

import os

import pytest

from layerlab.errors import (
    AlreadyExists,
    DirectoryNotEmpty,
    HostFailure,
    InvalidName,
    InvalidPath,
    IsADirectory,
    LinkLoop,
    MountInUse,
    NoSuchAttribute,
    NoSuchPath,
    NotADirectory,
    NotAFile,
)
from layerlab.model import ROOT, Kind, LayerPath
from layerlab.runners import Files, Opening
from support.files import content, put, unbuffered

SECOND = 10**9


def at(path: str) -> LayerPath:
    return LayerPath(path)


def size_of(files: Files, path: str) -> int:
    entry = files.find(at(path))
    assert entry
    return entry.size


# looking ----------------------------------------------------------------------------------------


def test_find_is_lstat(files: Files) -> None:
    found = {path: files.find(at(path)) for path in ("f", "d", "link", "d/twin", "absent", "f/x")}
    kinds = {path: entry and entry.kind for path, entry in found.items()}
    assert kinds == {
        "f": Kind.FILE,
        "d": Kind.DIRECTORY,
        "link": Kind.SYMLINK,
        "d/twin": Kind.FILE,
        "absent": None,
        "f/x": None,
    }
    assert found["link"]
    assert found["link"].link == "f"
    assert found["d/twin"]
    assert (found["d/twin"].size, found["d/twin"].link) == (4, "")


def test_the_root_is_a_directory(files: Files) -> None:
    root = files.find(ROOT)
    assert root
    assert root.kind is Kind.DIRECTORY


def test_names_are_whole_paths_in_the_order_of_bytes(files: Files) -> None:
    for name in ("Z", "\ud800\udc00".encode("utf-16", "surrogatepass").decode("utf-16"), "\udcff"):
        put(files, f"d/empty/{name}", b"")
    found = [os.fsencode(path) for path in files.names(at("d/empty"))]
    assert found == [b"d/empty/Z", b"d/empty/\xf0\x90\x80\x80", b"d/empty/\xff"]
    assert files.names(at("d")) == ["d/a", "d/empty", "d/set", "d/twin"]


def test_names_of_what_has_none(files: Files) -> None:
    with pytest.raises(NotADirectory):
        files.names(at("f"))
    with pytest.raises(NoSuchPath):
        files.names(at("absent"))


def test_resolve(files: Files) -> None:
    assert files.resolve(at("to-d/a")) == "d/a"
    assert files.resolve(at("link")) == "f"
    assert files.resolve(at("link"), follow=False) == "link"
    assert files.resolve(at("to-d/none/at/all")) == "d/none/at/all"
    with pytest.raises(LinkLoop):
        files.resolve(at("loop/x"))


def test_open_what_is_no_file(files: Files) -> None:
    with pytest.raises(IsADirectory):
        files.open(at("d"))
    with pytest.raises(NoSuchPath):
        files.open(at("absent"))
    with pytest.raises(NotAFile):
        files.open(at("link"))


def test_reading_seeks(files: Files) -> None:
    with files.open(at("f")) as stream:
        stream.seek(4)
        assert stream.read() == b"two\n"


def test_names_of_one_file_have_one_identity(files: Files) -> None:
    files.link(at("more"), at("f"))
    one, count = files.identity(at("f"))
    assert files.identity(at("more")) == (one, 2)
    assert count == 2
    assert files.identity(at("d/set"))[0] != one
    files.remove(at("more"))
    assert files.identity(at("f")) == (one, 1) or files.identity(at("f"))[1] == 1


# open_to_write ------------------------------------------------------------------------------------


def test_truncate_while_opening(files: Files) -> None:
    with files.open_to_write(at("link"), Opening.TRUNCATE) as stream:
        assert size_of(files, "f") == 0
        stream.write(b"new")
        assert size_of(files, "f") == 3
        assert content(files, "f") == b"new"


def test_append(files: Files) -> None:
    with files.open_to_write(at("f"), Opening.APPEND) as stream:
        stream.write(b"three\n")
        stream.seek(0)
        stream.write(b"four\n")
    assert content(files, "f") == b"one\ntwo\nthree\nfour\n"
    assert size_of(files, "f") == 19


def test_in_place(files: Files) -> None:
    with files.open_to_write(at("f"), Opening.IN_PLACE) as stream:
        assert stream.read(4) == b"one\n"
        stream.write(b"2")
        stream.seek(10)
        stream.write(b"x")
        stream.seek(0)
        assert stream.read() == b"one\n2wo\n\0\0x"
    assert content(files, "f") == b"one\n2wo\n\0\0x"


def test_exclusive(files: Files) -> None:
    for there in ("f", "d", "link", "dangling", "loop"):
        with pytest.raises(AlreadyExists):
            files.open_to_write(at(there), Opening.EXCLUSIVE)
    put(files, "to-d/new", b"x", Opening.EXCLUSIVE)
    assert content(files, "d/new") == b"x"


@pytest.mark.parametrize("opening", Opening)
def test_each_way_creates_with_its_mode(files: Files, opening: Opening) -> None:
    with files.open_to_write(at("d/new"), opening, 0o640) as stream:
        assert size_of(files, "d/new") == 0
        stream.write(b"x")
    found = files.find(at("d/new"))
    assert found
    assert (found.kind, found.mode, found.size) == (Kind.FILE, 0o640, 1)


def test_a_mode_is_for_new_files_only(files: Files) -> None:
    files.open_to_write(at("f"), Opening.TRUNCATE, 0o600).close()
    found = files.find(at("f"))
    assert found
    assert found.mode == 0o644


def test_writing_through_a_link_that_leads_nowhere_makes_its_target(files: Files) -> None:
    put(files, "dangling", b"x")
    assert content(files, "new") == b"x"
    assert files.resolve(at("dangling"), follow=False) == "dangling"


@pytest.mark.parametrize("opening", [Opening.TRUNCATE, Opening.APPEND, Opening.IN_PLACE])
def test_what_cannot_be_written(files: Files, opening: Opening) -> None:
    refused = {"d": IsADirectory, "none/x": NoSuchPath, "f/x": NotADirectory, "loop": LinkLoop}
    for path, error in refused.items():
        with pytest.raises(error):
            files.open_to_write(at(path), opening)
    with pytest.raises(InvalidPath):
        files.open_to_write(at("a\0b"), opening)


@pytest.mark.parametrize("opening", [Opening.TRUNCATE, Opening.APPEND, Opening.IN_PLACE])
def test_all_names_of_a_file_see_what_is_written(files: Files, opening: Opening) -> None:
    files.link(at("one"), at("f"))
    files.link(at("two"), at("one"))
    with files.open_to_write(at("one"), opening) as stream:
        stream.write(b"shared, and long enough")
        assert [size_of(files, name) for name in ("f", "one", "two")] == [size_of(files, "f")] * 3
        assert content(files, "f") == content(files, "two") == content(files, "one")
    assert b"shared, and long enough" in content(files, "two")


def test_two_who_write_one_file(files: Files) -> None:
    first = files.open_to_write(at("f"), Opening.APPEND)
    second = files.open_to_write(at("f"), Opening.APPEND)
    with first, second:
        first.write(b"1")
        second.write(b"2")
        first.write(b"3")
    assert content(files, "f") == b"one\ntwo\n123"


def test_truncated_while_somebody_writes(files: Files) -> None:
    with files.open_to_write(at("f"), Opening.TRUNCATE) as first:
        first.write(b"abc")
        files.open_to_write(at("f"), Opening.TRUNCATE).close()
        assert content(files, "f") == b""
        first.write(b"d")
        assert content(files, "f") == b"\0\0\0d"
        files.truncate(at("f"), 1)
        first.write(b"e")
    assert content(files, "f") == b"\0\0\0\0e"


def test_a_file_that_is_renamed_while_it_is_open(files: Files) -> None:
    with files.open_to_write(at("f"), Opening.APPEND) as stream:
        files.rename(at("f"), at("d/moved"))
        stream.write(b"x")
    assert content(files, "d/moved") == b"one\ntwo\nx"
    assert files.find(at("f")) is None


def test_a_file_that_is_removed_while_it_is_open(files: Files) -> None:
    with files.open_to_write(at("f"), Opening.APPEND) as stream:
        files.remove(at("f"))
        put(files, "f", b"another")
        stream.write(b"x")
    assert content(files, "f") == b"another"


def test_a_file_that_was_renamed_is_written(files: Files) -> None:
    files.rename(at("f"), at("g"))
    put(files, "g", b"more", Opening.APPEND)
    assert content(files, "g") == b"one\ntwo\nmore"


def test_who_reads_sees_what_is_written(files: Files) -> None:
    with files.open(at("f")) as stream:
        reader = unbuffered(stream)
        assert reader.read(4) == b"one\n"
        with files.open_to_write(at("f"), Opening.IN_PLACE) as writer:
            writer.seek(4)
            writer.write(b"TWO\nthree\n")
        assert reader.read() == b"TWO\nthree\n"
        put(files, "f", b"four\n", Opening.APPEND)
        assert reader.read() == b"four\n"


def test_what_is_read_and_truncated_is_empty(files: Files) -> None:
    """`cat < f > f`"""
    with files.open(at("f")) as reader, files.open_to_write(at("f"), Opening.TRUNCATE):
        assert reader.read() == b""


def test_who_reads_goes_with_the_file(files: Files) -> None:
    with files.open(at("f")) as reader, files.open(at("d/a")) as other:
        files.rename(at("f"), at("g"))
        put(files, "f", b"another")
        put(files, "g", b"three\n", Opening.APPEND)
        assert reader.read() == b"one\ntwo\nthree\n"
        files.remove(at("d/a"))
        put(files, "d/a", b"another")
        put(files, "d/a", b"!", Opening.APPEND)
        assert other.read() == b"aaaa"


def test_who_reads_what_is_replaced(files: Files) -> None:
    with files.open(at("f")) as reader:
        put(files, "new", b"new")
        files.rename(at("new"), at("f"))
        put(files, "f", b"!", Opening.APPEND)
        assert reader.read() == b"one\ntwo\n"


def test_truncate(files: Files) -> None:
    files.truncate(at("link"), 3)
    assert content(files, "f") == b"one"
    files.truncate(at("f"), 5)
    assert content(files, "f") == b"one\0\0"
    with pytest.raises(NoSuchPath):
        files.truncate(at("absent"), 0)
    with pytest.raises(IsADirectory):
        files.truncate(at("d"), 0)


# names --------------------------------------------------------------------------------------------


def test_make_directory(files: Files) -> None:
    files.make_directory(at("to-d/new"), 0o700)
    found = files.find(at("d/new"))
    assert found
    assert (found.kind, found.mode) == (Kind.DIRECTORY, 0o700)
    for there in ("d", "f", "link"):
        with pytest.raises(AlreadyExists):
            files.make_directory(at(there))
    with pytest.raises(NoSuchPath):
        files.make_directory(at("none/x"))


def test_what_is_made_in_a_set_group_id_directory_has_its_group(files: Files) -> None:
    files.make_directory(at("shared/d"))
    put(files, "shared/f", b"")
    files.symlink(at("shared/l"), "f")
    found = [files.find(at(path)) for path in ("shared/d", "shared/f", "shared/l")]
    assert [entry and entry.gid for entry in found] == [7, 7, 7]
    assert found[0]
    assert found[0].mode == 0o2755


def test_symlink(files: Files) -> None:
    files.symlink(at("s"), "../any where")
    found = files.find(at("s"))
    assert found
    assert (found.kind, found.link) == (Kind.SYMLINK, "../any where")
    with pytest.raises(AlreadyExists):
        files.symlink(at("dangling"), "x")


def test_link_of_a_symbolic_link_is_that_link(files: Files) -> None:
    files.link(at("again"), at("link"))
    found = files.find(at("again"))
    assert found
    assert (found.kind, found.link) == (Kind.SYMLINK, "f")
    with pytest.raises(IsADirectory):
        files.link(at("x"), at("d"))
    with pytest.raises(AlreadyExists):
        files.link(at("f"), at("d/a"))
    with pytest.raises(NoSuchPath):
        files.link(at("x"), at("absent"))


def test_rename_of_a_directory(files: Files) -> None:
    files.rename(at("d"), at("e"))
    assert files.find(at("d")) is None
    assert files.names(at("e")) == ["e/a", "e/empty", "e/set", "e/twin"]
    assert content(files, "e/a") == b"aaaa"


def test_rename_over_something(files: Files) -> None:
    files.rename(at("link"), at("f"))
    found = files.find(at("f"))
    assert found
    assert found.kind is Kind.SYMLINK
    with pytest.raises(IsADirectory):
        files.rename(at("f"), at("d"))
    with pytest.raises(NotADirectory):
        files.rename(at("d"), at("f"))
    with pytest.raises(DirectoryNotEmpty):
        files.rename(at("shared"), at("d"))
    with pytest.raises(InvalidPath):
        files.rename(at("d"), at("d/empty/d"))
    files.rename(at("shared"), at("d/empty"))
    assert files.names(at("d/empty")) == []


def test_remove(files: Files) -> None:
    files.remove(at("link"))
    assert content(files, "f")
    with pytest.raises(DirectoryNotEmpty):
        files.remove(at("d"))
    files.remove(at("d/empty"))
    files.remove(at("d"), recursive=True)
    assert files.find(at("d/a")) is None
    with pytest.raises(NoSuchPath):
        files.remove(at("d"))
    with pytest.raises((InvalidPath, MountInUse)):
        files.remove(ROOT, recursive=True)


# attributes ---------------------------------------------------------------------------------------


def test_chmod_follows_links(files: Files) -> None:
    files.chmod(at("link"), 0o7711)
    found = files.find(at("f"))
    assert found
    assert found.mode == 0o7711


def test_chown(files: Files) -> None:
    files.chown(at("d/set"), 8, 9)
    files.chown(at("link"), 1, 2, follow=False)
    files.chown(at("to-d"), 3, 4)
    found = {path: files.find(at(path)) for path in ("d/set", "link", "f", "d", "to-d")}
    owners = {path: entry and (entry.uid, entry.gid, entry.mode) for path, entry in found.items()}
    assert owners == {
        "d/set": (8, 9, 0o755),
        "link": (1, 2, 0o777),
        "f": (0, 0, 0o644),
        "d": (3, 4, 0o755),
        "to-d": (0, 0, 0o777),
    }


def test_set_time(files: Files) -> None:
    files.set_time(at("link"), 5 * SECOND + 1)
    files.set_time(at("link"), 7 * SECOND, follow=False)
    found = files.find(at("f")), files.find(at("link"))
    assert [entry and entry.mtime_ns for entry in found] == [5 * SECOND + 1, 7 * SECOND]


def test_xattrs(files: Files) -> None:
    try:
        files.set_xattr(at("link"), "user.a", b"1")
    except HostFailure as failure:
        pytest.skip(f"the host's file system has no attributes: {failure.reason}")
    files.set_xattr(at("f"), "user.b", b"2")
    files.set_xattr(at("f"), "user.a", None)
    found = files.find(at("f"))
    assert found
    assert found.xattrs == {"user.b": b"2"}
    with pytest.raises(NoSuchAttribute):
        files.set_xattr(at("f"), "user.a", None)
    with pytest.raises(InvalidName):
        files.set_xattr(at("f"), "mine", b"")


def test_make_fifo(files: Files) -> None:
    files.make_fifo(at("to-d/pipe"), 0o600)
    found = files.find(at("d/pipe"))
    assert found
    assert (found.kind, found.mode, found.size) == (Kind.FIFO, 0o600, 0)
    with pytest.raises(AlreadyExists):
        files.make_fifo(at("f"))
    with pytest.raises(NotAFile), files.open_to_write(at("d/pipe"), Opening.APPEND):
        pass


def test_what_is_written_is_new(files: Files) -> None:
    files.set_time(at("f"), SECOND)
    files.set_time(at("d"), SECOND)
    put(files, "f", b"x", Opening.APPEND)
    put(files, "d/new", b"x")
    found = files.find(at("f")), files.find(at("d"))
    assert all(entry and entry.mtime_ns > 10**18 for entry in found)
