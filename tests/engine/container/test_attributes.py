"""Mode, owner, time and extended attributes in a container; xattr(7), utimensat(2), truncate(2)."""

import pytest

from layerlab.container import Container, StepKind, Verb
from layerlab.container.attributes import TIME_LIMIT_NS, XATTR_NAME_BYTES, XATTR_VALUE_BYTES
from layerlab.container.operations import SIZE_LIMIT
from layerlab.errors import (
    InvalidName,
    InvalidPath,
    IsADirectory,
    NoSuchAttribute,
    NoSuchPath,
)
from layerlab.facade import Engine
from layerlab.model import Entry, LayerPath

P = LayerPath
MOTD = P("etc/motd")
CAPABILITY = "security.capability"


@pytest.fixture
def container(loaded: Engine) -> Container:
    return loaded.container("c1")


def entry(container: Container, path: LayerPath) -> Entry:
    return container.view().get(path).entry


class TestTruncate:
    def test_cuts_after_copying_the_whole_file_up(self, container: Container) -> None:
        edit = container.truncate(MOTD, 3)
        assert container.view().read(MOTD) == b"wel"
        assert (edit.verb, edit.size_bytes, edit.copied_up_bytes) == (Verb.TRUNCATE, 3, 8)
        assert edit.steps[-1].kind is StepKind.METADATA

    def test_lengthens_with_zeros(self, container: Container) -> None:
        container.truncate(MOTD, 12)
        assert container.view().read(MOTD) == b"welcome\n" + bytes(4)
        assert entry(container, MOTD).size == 12

    def test_takes_the_time_only_where_the_size_changes(self, container: Container) -> None:
        before = entry(container, MOTD).mtime_ns
        container.truncate(MOTD, 8)
        assert entry(container, MOTD).mtime_ns == before
        container.truncate(MOTD, 7)
        assert entry(container, MOTD).mtime_ns > before

    @pytest.mark.parametrize("size", [8, 2])
    def test_takes_capabilities_away(self, container: Container, size: int) -> None:
        container.set_xattr(MOTD, CAPABILITY, bytes(20))
        container.truncate(MOTD, size)
        assert CAPABILITY not in entry(container, MOTD).xattrs

    def test_changes_all_names_of_a_file(self, container: Container) -> None:
        container.link(P("etc/again"), MOTD)
        container.truncate(P("etc/again"), 1)
        assert container.view().read(MOTD) == b"w"

    def test_follows_a_link(self, container: Container) -> None:
        container.truncate(P("etc/link"), 0)
        assert container.view().read(MOTD) == b""

    def test_undo_and_redo(self, container: Container) -> None:
        container.truncate(MOTD, 9)
        container.undo()
        assert container.view().read(MOTD) == b"welcome\n"
        container.redo()
        assert container.view().read(MOTD) == b"welcome\n\0"

    def test_makes_no_file(self, container: Container) -> None:
        with pytest.raises(NoSuchPath):
            container.truncate(P("etc/none"), 0)
        with pytest.raises(IsADirectory):
            container.truncate(P("etc"), 0)

    @pytest.mark.parametrize("size", [-1, SIZE_LIMIT + 1])
    def test_refuses_what_is_no_size(self, container: Container, size: int) -> None:
        with pytest.raises(InvalidPath):
            container.truncate(MOTD, size)


class TestTime:
    @pytest.mark.parametrize("mtime_ns", [0, -1, 1_700_000_000_123_456_789, TIME_LIMIT_NS])
    def test_is_kept_to_the_nanosecond(self, container: Container, mtime_ns: int) -> None:
        edit = container.utime(MOTD, mtime_ns)
        assert entry(container, MOTD).mtime_ns == mtime_ns
        assert (edit.verb, edit.copied_up_bytes) == (Verb.UTIME, 8)
        container.undo()
        assert entry(container, MOTD).mtime_ns == 10**18

    def test_of_a_directory(self, container: Container) -> None:
        container.utime(P("opt/d"), 5)
        assert entry(container, P("opt/d")).mtime_ns == 5
        container.create(P("opt/d/new"))
        assert entry(container, P("opt/d")).mtime_ns > 5

    def test_beyond_63_bits_is_refused(self, container: Container) -> None:
        with pytest.raises(InvalidPath):
            container.utime(MOTD, TIME_LIMIT_NS + 1)


def test_the_root_is_refused_and_stays(container: Container) -> None:
    for change in (
        lambda: container.chmod(P(""), 0o700),
        lambda: container.chown(P(""), 1, 1),
        lambda: container.utime(P(""), 1),
        lambda: container.set_xattr(P(""), "user.a", b"1"),
    ):
        with pytest.raises(InvalidPath):
            change()
    assert not container.edits()
    assert not container.upper.records


class TestExtendedAttributes:
    def test_set_replaced_and_removed(self, container: Container) -> None:
        edit = container.set_xattr(MOTD, "user.a", b"\0\xff")
        assert (edit.verb, edit.copied_up_bytes) == (Verb.SET_XATTR, 8)
        container.set_xattr(MOTD, "user.b", b"")
        container.set_xattr(MOTD, "user.a", b"2")
        assert entry(container, MOTD).xattrs == {"user.a": b"2", "user.b": b""}
        assert container.remove_xattr(MOTD, "user.a").verb is Verb.REMOVE_XATTR
        assert entry(container, MOTD).xattrs == {"user.b": b""}
        container.undo()
        assert entry(container, MOTD).xattrs == {"user.a": b"2", "user.b": b""}

    def test_belong_to_all_names_of_a_file(self, container: Container) -> None:
        container.link(P("etc/again"), MOTD)
        container.set_xattr(P("etc/again"), "trusted.a", b"1")
        assert entry(container, MOTD).xattrs == {"trusted.a": b"1"}

    def test_what_is_not_there_can_t_be_removed(self, container: Container) -> None:
        with pytest.raises(NoSuchAttribute) as caught:
            container.remove_xattr(P("etc/link"), "user.a")
        assert (caught.value.path, caught.value.name) == ("/etc/motd", "user.a")

    @pytest.mark.parametrize(
        "name",
        [
            "a",
            "user.",
            "system.posix_acl_access",
            "user.a=b",
            "user.a\0b",
            "user." + "n" * (XATTR_NAME_BYTES - 4),
        ],
    )
    def test_name_that_no_layer_or_kernel_takes(self, container: Container, name: str) -> None:
        with pytest.raises(InvalidName):
            container.set_xattr(MOTD, name, b"1")

    def test_value_that_is_too_long(self, container: Container) -> None:
        container.set_xattr(MOTD, "user.a", bytes(XATTR_VALUE_BYTES))
        with pytest.raises(InvalidName):
            container.set_xattr(MOTD, "user.a", bytes(XATTR_VALUE_BYTES + 1))

    def test_are_in_the_layer_of_a_commit(self, loaded: Engine, container: Container) -> None:
        container.set_xattr(P("opt"), "user.a", b"\0=\n\xff")
        loaded.commit("c1", "t:2")
        assert loaded.stack("t:2").view().get(P("opt")).entry.xattrs == {"user.a": b"\0=\n\xff"}
