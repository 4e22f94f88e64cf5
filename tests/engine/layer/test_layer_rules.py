"""The rules inside one layer, one a test; those between layers are in tests/spec."""

import io

import pytest

from layerlab.errors import DamagedTar, LimitExceeded
from layerlab.layer import LayerIndex, build_index
from layerlab.limits import Limits
from layerlab.model import Entry, Kind, LayerPath
from layerlab.reasons import Flaw
from support.images import Item, directory, file, hardlink, layer_tar, symlink
from support.rawtar import END, header, member, pax
from support.stacks import index_of


def node(index: LayerIndex, path: str) -> int:
    found = index.find(LayerPath(path))
    assert found is not None, path
    return found


def entry(index: LayerIndex, path: str) -> Entry:
    return index.entry(node(index, path))


def paths(index: LayerIndex) -> list[str]:
    return sorted(index.path(number) for number in range(1, index.count))


def far_links(index: LayerIndex) -> list[tuple[int, str]]:
    targets = ((number, index.far_link(number)) for number in range(index.count))
    return [(number, target) for number, target in targets if target is not None]


def refused(*items: Item) -> DamagedTar:
    with pytest.raises(DamagedTar) as caught:
        index_of(*items)
    assert caught.value.name == "layer 1"
    return caught.value


class TestNames:
    @pytest.mark.parametrize("name", ["./x", "/x", "x/", "a/../x", "//x", ".//x", "../../x", "x/."])
    def test_are_cleaned_and_stop_at_the_root(self, name: str) -> None:
        index = build_index(io.BytesIO(header(name.encode(), typeflag=b"5") + END), "x")
        assert paths(index) == ["x"]

    def test_other_bytes_than_utf_8_survive(self) -> None:
        index = index_of(file("d/b\udcff"))
        assert index.find(LayerPath("d/b\udcff")) == 2
        assert index.name(2) == "b\udcff"

    def test_siblings_are_sorted_by_bytes(self) -> None:
        names = ["z", "A", "a", "é", "\udc80", "가", "a.b", "a-b", "\U0001f600"]
        index = index_of(*(file(name) for name in names))
        found = [index.name(child) for child in index.children(0)]
        assert found == sorted(names, key=lambda n: n.encode("utf-8", "surrogateescape"))
        assert all(index.find(LayerPath(name)) is not None for name in names)


class TestRoot:
    @pytest.mark.parametrize("name", [b"./", b"/", b".", b"..", b"a/.."])
    def test_entry_sets_its_attributes(self, name: bytes) -> None:
        data = header(name, typeflag=b"5", mode=0o1700, uid=7) + member(b"x") + END
        index = build_index(io.BytesIO(data), "x")
        assert (index.mode(0), index.entry(0).uid, index.is_implied(0)) == (0o1700, 7, False)
        assert paths(index) == ["x"]

    def test_without_an_entry_is_implied(self) -> None:
        index = index_of(file("x"))
        assert index.is_implied(0)
        assert (index.entry(0).mode, index.entry_count, index.count) == (0o755, 1, 2)

    def test_entry_that_is_no_directory_is_ignored(self) -> None:
        index = build_index(io.BytesIO(member(b"./", b"data") + END), "x")
        assert (index.count, index.kind(0)) == (1, Kind.DIRECTORY)


class TestLaterEntriesWin:
    def test_file_over_file(self) -> None:
        index = index_of(file("x", b"1"), file("x", b"22", mode=0o600))
        assert (entry(index, "x").size, entry(index, "x").mode) == (2, 0o600)
        assert (index.file_count, index.size_bytes) == (1, 2)

    def test_directory_over_directory_keeps_its_children(self) -> None:
        index = index_of(directory("d"), file("d/x"), directory("d", 0o700))
        assert paths(index) == ["d", "d/x"]
        assert entry(index, "d").mode == 0o700

    def test_directory_over_directory_stays_opaque(self) -> None:
        index = index_of(file("d/.wh..wh..opq"), directory("d"))
        assert index.is_opaque(node(index, "d"))
        assert not index.is_implied(node(index, "d"))

    def test_file_over_directory_removes_the_subtree(self) -> None:
        index = index_of(directory("d"), file("d/e/x"), file("d/.wh..wh..opq"), file("d"))
        assert paths(index) == ["d"]
        assert not index.is_opaque(node(index, "d"))

    def test_directory_over_file_is_empty(self) -> None:
        index = index_of(file("d", b"data"), directory("d"), file("d/x"))
        assert paths(index) == ["d", "d/x"]
        assert index.data_offset(node(index, "d")) == -1

    def test_directory_over_a_symlink_replaces_it(self) -> None:
        index = index_of(directory("t"), symlink("d", "t"), directory("d"), file("d/x"))
        assert paths(index) == ["d", "d/x", "t"]


class TestWhiteouts:
    def test_alone_is_a_node_of_its_own_kind(self) -> None:
        index = index_of(file("d/.wh.x", mode=0o600))
        found = entry(index, "d/x")
        assert (found.kind, found.path, found.size, found.mode) == (Kind.WHITEOUT, "d/x", 0, 0o600)
        assert (index.whiteouts, index.file_count) == (1, 0)
        assert index.is_implied(node(index, "d"))

    @pytest.mark.parametrize("reverse", [False, True])
    def test_beside_an_entry_hides_lower_layers_only(self, reverse: bool) -> None:
        items = [file("d/.wh.x"), file("d/x", b"new")]
        index = index_of(*(reversed(items) if reverse else items))
        found = node(index, "d/x")
        assert (index.kind(found), index.hides_lower(found)) == (Kind.FILE, True)
        assert (index.whiteouts, index.entry_count) == (1, 1)

    def test_beside_a_directory_that_only_its_children_have(self) -> None:
        index = index_of(file(".wh.d"), file("d/x"))
        found = node(index, "d")
        assert index.hides_lower(found)
        assert index.is_implied(found)
        assert index.kind(found) is Kind.DIRECTORY

    def test_outlasts_a_change_of_type(self) -> None:
        index = index_of(file(".wh.x"), file("x"), directory("x"))
        assert index.hides_lower(node(index, "x"))

    @pytest.mark.parametrize("reverse", [False, True])
    def test_opaque_marker_counts_wherever_it_stands(self, reverse: bool) -> None:
        items = [directory("d"), file("d/x"), file("d/.wh..wh..opq")]
        index = index_of(*(reversed(items) if reverse else items))
        assert index.is_opaque(node(index, "d"))
        assert paths(index) == ["d", "d/x"]
        assert index.whiteouts == 1

    def test_opaque_marker_at_the_root(self) -> None:
        assert index_of(file(".wh..wh..opq")).is_opaque(0)

    @pytest.mark.parametrize("typeflag", [b"0", b"1", b"2", b"3", b"5", b"6"])
    def test_of_any_type_with_any_link(self, typeflag: bytes) -> None:
        data = header(b"d/.wh.x", typeflag=typeflag, link=b"junk") + END
        found = entry(build_index(io.BytesIO(data), "x"), "d/x")
        assert (found.kind, found.link, found.device) == (Kind.WHITEOUT, "", (0, 0))

    def test_name_that_only_has_the_letters_inside(self) -> None:
        assert paths(index_of(file("a.wh.b"), file("c/x.wh.d"))) == ["a.wh.b", "c", "c/x.wh.d"]

    def test_through_a_symlinked_parent(self) -> None:
        index = index_of(directory("usr"), symlink("u", "usr"), file("u/.wh.x"))
        assert index.kind(node(index, "usr/x")) is Kind.WHITEOUT


class TestAufs:
    def test_leftovers_are_skipped(self) -> None:
        index = index_of(
            file(".wh..wh.aufs"), directory(".wh..wh.orph"), directory(".wh..wh.plnk"), file("x")
        )
        assert paths(index) == ["x"]

    def test_hard_link_into_plnk_gets_that_file(self) -> None:
        index = index_of(file(".wh..wh.plnk/12.34", b"data"), hardlink("x", ".wh..wh.plnk/12.34"))
        found = node(index, "x")
        assert (index.kind(found), index.size(found)) == (Kind.FILE, 4)
        assert index.data_offset(found) == 512
        assert far_links(index) == []

    def test_two_links_to_one_are_one_file(self) -> None:
        link = ".wh..wh.plnk/1"
        index = index_of(file(link, b"data"), hardlink("x", link), hardlink("y", link))
        assert (index.kind(node(index, "x")), entry(index, "y").link) == (Kind.FILE, "x")
        assert (index.size_bytes, index.file_count) == (4, 2)


class TestParents:
    def test_without_an_entry_are_implied(self) -> None:
        index = index_of(file("a/b/c"), directory("d"), file("d/e/f"))
        assert [index.is_implied(node(index, p)) for p in ("a", "a/b", "a/b/c")] == [1, 1, 0]
        found = entry(index, "a/b")
        assert (found.mode, found.uid, found.gid, found.mtime_ns) == (0o755, 0, 0, 0)
        assert (index.count, index.entry_count) == (7, 3)
        assert [index.path(top) for top in index.implied_tops()] == ["a", "d/e"]

    def test_entry_that_comes_later_makes_it_explicit(self) -> None:
        index = index_of(file("a/b"), directory("a", 0o700))
        assert not index.is_implied(node(index, "a"))
        assert entry(index, "a").mode == 0o700

    @pytest.mark.parametrize("target", ["usr/lib", "/usr/lib", "../../usr/lib", "usr/./bin/../lib"])
    def test_that_are_symlinks_are_followed_inside_the_root(self, target: str) -> None:
        index = index_of(
            directory("usr/lib"), directory("usr/bin"), symlink("lib", target), file("lib/x")
        )
        assert paths(index) == ["lib", "usr", "usr/bin", "usr/lib", "usr/lib/x"]

    def test_symlink_out_of_a_directory(self) -> None:
        index = index_of(symlink("a/up", "../b"), file("a/up/x"))
        assert paths(index) == ["a", "a/up", "b", "b/x"]

    def test_symlink_whose_target_is_not_in_this_layer(self) -> None:
        index = index_of(symlink("lib", "usr/lib"), file("lib/x"))
        assert paths(index) == ["lib", "usr", "usr/lib", "usr/lib/x"]
        assert index.is_implied(node(index, "usr/lib"))

    def test_symlink_that_changes_its_target(self) -> None:
        index = index_of(symlink("l", "a"), file("l/x"), symlink("l", "b"), file("l/x"))
        assert paths(index) == ["a", "a/x", "b", "b/x", "l"]

    def test_directory_that_becomes_a_symlink(self) -> None:
        index = index_of(file("d/x"), symlink("d", "e"), file("d/y"))
        assert paths(index) == ["d", "e", "e/y"]

    @pytest.mark.parametrize(
        "links", [[("a", "a")], [("a", "b"), ("b", "a")], [("a", "a/a/a")], [("a", "x/../a")]]
    )
    def test_symlink_loop_is_damage(self, links: list[tuple[str, str]]) -> None:
        error = refused(*(symlink(*link) for link in links), file("a/x"))
        assert error.reason is Flaw.LOOP
        assert error.offset > 0

    @pytest.mark.parametrize("blocker", [file("a"), hardlink("a", "nowhere")])
    def test_that_are_no_directories_are_damage(self, blocker: Item) -> None:
        assert refused(blocker, file("a/x")).reason is Flaw.BELOW_FILE


class TestHardLinks:
    def test_shares_contents_and_attributes(self) -> None:
        index = index_of(file("a", b"data", mode=0o640), _link("b", "a", mode=0o640))
        found = entry(index, "b")
        assert (found.kind, found.link, found.size, found.mode) == (Kind.HARDLINK, "a", 4, 0o640)
        assert index.data_offset(node(index, "b")) == index.data_offset(node(index, "a")) == 512
        assert (index.size_bytes, index.file_count) == (4, 2)

    @pytest.mark.parametrize("target", ["/d/a", "../../d/a", "./d//a", "d/x/../a"])
    def test_target_is_cleaned_and_stops_at_the_root(self, target: str) -> None:
        assert entry(index_of(file("d/a", b"1"), hardlink("b", target)), "b").link == "d/a"

    def test_chain(self) -> None:
        index = index_of(file("a", b"1"), hardlink("b", "a"), hardlink("c", "b"))
        assert [entry(index, path).link for path in "abc"] == ["", "a", "a"]

    def test_last_header_s_attributes_hold_for_the_whole_set(self) -> None:
        index = index_of(file("a", b"1"), _link("b", "a", mode=0o600, uid=5, mtime_ns=10**9))
        for path in "ab":
            found = entry(index, path)
            assert (found.mode, found.uid, found.mtime_ns, found.size) == (0o600, 5, 10**9, 1)

    def test_xattrs_of_a_link_are_the_set_s(self) -> None:
        link = Entry(LayerPath("b"), Kind.HARDLINK, link="a", xattrs={"user.x": b"1"})
        index = index_of(file("a", b"1"), (link, b""))
        assert dict(entry(index, "a").xattrs) == dict(entry(index, "b").xattrs) == {"user.x": b"1"}

    def test_means_the_target_as_it_stands_then(self) -> None:
        index = index_of(file("a", b"old"), hardlink("b", "a"), file("a", b"newer"))
        assert (entry(index, "b").kind, entry(index, "b").size) == (Kind.FILE, 3)
        assert (entry(index, "a").kind, entry(index, "a").size) == (Kind.FILE, 5)
        assert index.size_bytes == 8

    def test_when_the_target_is_gone_the_earliest_link_is_the_file(self) -> None:
        index = index_of(file("a", b"old"), hardlink("c", "a"), hardlink("b", "a"), directory("a"))
        assert (entry(index, "c").kind, entry(index, "b").link) == (Kind.FILE, "c")

    def test_over_an_existing_path(self) -> None:
        index = index_of(
            file("a", b"1"), file("b", b"22"), hardlink("b", "a"), file("d/x"), hardlink("d", "a")
        )
        assert paths(index) == ["a", "b", "d"]
        assert index.size_bytes == 1

    def test_to_a_symlink_is_that_symlink(self) -> None:
        index = index_of(symlink("a", "target"), hardlink("b", "a"), file("target/x"))
        found = entry(index, "b")
        assert (found.kind, found.link, found.mode) == (Kind.SYMLINK, "target", 0o777)

    def test_to_a_device(self) -> None:
        device = Entry(LayerPath("a"), Kind.CHAR_DEVICE, device=(5, 1))
        index = index_of((device, b""), hardlink("b", "a"))
        assert (entry(index, "b").kind, entry(index, "b").device) == (Kind.CHAR_DEVICE, (5, 1))

    def test_through_a_symlinked_parent_of_the_target(self) -> None:
        index = index_of(file("usr/a", b"1"), symlink("u", "usr"), hardlink("b", "u/a"))
        assert entry(index, "b").link == "usr/a"

    def test_to_itself_changes_attributes_only(self) -> None:
        index = index_of(file("a", b"1"), _link("a", "a", mode=0o600))
        assert (entry(index, "a").kind, entry(index, "a").mode) == (Kind.FILE, 0o600)
        assert entry(index, "a").size == 1

    def test_to_itself_where_there_is_nothing_is_damage(self) -> None:
        assert refused(hardlink("a", "a")).reason is Flaw.LINK_TO_ITSELF
        assert refused(file(".wh.a"), hardlink("a", "a")).reason is Flaw.LINK_TO_ITSELF

    def test_to_a_directory_is_damage(self) -> None:
        assert refused(directory("d"), hardlink("b", "d")).reason is Flaw.LINK_TO_DIRECTORY
        assert refused(hardlink("b", "/")).reason is Flaw.LINK_TO_DIRECTORY
        assert refused(directory("d"), hardlink("d", "d")).reason is Flaw.LINK_TO_DIRECTORY

    def test_to_something_in_what_it_replaces_is_unresolved(self) -> None:
        index = index_of(file("d/a", b"1"), hardlink("d", "d/a"))
        assert paths(index) == ["d"]
        assert far_links(index) == [(1, "d/a")]

    def test_whose_target_only_a_lower_layer_has_is_unresolved(self) -> None:
        index = index_of(hardlink("b", "/lower/a"), hardlink("c", "b"))
        assert far_links(index) == [(1, "lower/a"), (2, "lower/a")]
        found = entry(index, "c")
        assert (found.kind, found.link, found.size) == (Kind.HARDLINK, "lower/a", 0)
        assert (index.data_offset(1), index.is_unresolved(1)) == (-1, True)

    def test_whose_target_comes_later_is_unresolved(self) -> None:
        index = index_of(hardlink("b", "a"), file("a", b"1"))
        assert far_links(index) == [(node(index, "b"), "a")]

    def test_to_a_path_that_the_layer_deletes_is_unresolved(self) -> None:
        index = index_of(file(".wh.a"), hardlink("b", "a"))
        assert far_links(index) == [(node(index, "b"), "a")]


def _link(path: str, target: str, **more: int) -> Item:
    return Entry(LayerPath(path), Kind.HARDLINK, link=target, **more), b""  # type: ignore[arg-type]


def beyond(limits: Limits, *items: Item) -> str:
    """The name of the limit that a layer exceeds."""
    with pytest.raises(LimitExceeded) as caught:
        build_index(io.BytesIO(layer_tar(items)), "layer 1", limits=limits)
    assert "layer 1" in caught.value.what
    return caught.value.name


class TestLimits:
    def test_directories_without_entries_count_as_paths(self) -> None:
        assert beyond(Limits(entries=100), file("d/" * 101 + "x")) == "entries"

    def test_paths(self) -> None:
        assert beyond(Limits(entries=2), file("a"), file("b"), file("c")) == "entries"
        assert beyond(Limits(entries=2), file("a"), file("a"), file("a")) == "entries"

    def test_names_and_attributes(self) -> None:
        many = Entry(LayerPath("a"), Kind.FILE, xattrs={"user.x": bytes(2000)})
        limits = Limits(text_bytes=2000)
        assert beyond(limits, (many, b""), file("b")) == "text_bytes"
        assert beyond(limits, *(symlink(f"{n}", "x" * 50) for n in range(20))) == "text_bytes"

    def test_names_that_hard_links_have_in_common(self) -> None:
        """Short names in the tar, since a link leads to the long one; long ones in the index."""
        far = "/".join(["d" * 50] * 10)
        links = [hardlink(f"{n}", "short/f") for n in range(100)]
        limits = Limits(text_bytes=30_000)
        items = [directory(far), symlink("short", far), file("short/f"), *links]
        assert beyond(limits, *items) == "text_bytes"

    def test_names_in_a_directory(self) -> None:
        files = [file(f"d/{n}") for n in range(5)]
        assert beyond(Limits(directory_entries=4), *files) == "directory_entries"
        build_index(io.BytesIO(layer_tar(files)), "x", limits=Limits(directory_entries=5))

    def test_path_depth(self) -> None:
        limits = Limits(path_depth=100)
        deep = "/".join("d" * 100)
        build_index(io.BytesIO(layer_tar([directory(deep)])), "x", limits=limits)
        assert beyond(limits, directory(deep + "/d")) == "path_depth"

    def test_path_depth_where_links_lead(self) -> None:
        half = "/".join("d" * 60)
        link = symlink("s", half)
        items = [directory(half), link, file(f"s/{half}")]
        assert beyond(Limits(path_depth=100), *items) == "path_depth"
        assert beyond(Limits(path_bytes=200), *items) == "path_bytes"

    def test_steps_to_find_parents(self) -> None:
        """Each removal of a directory makes what is known of parents void."""
        link = symlink("s", "/".join("d" * 50))
        again = [item for n in range(20) for item in (directory("x"), file("x"), file(f"s/{n}"))]
        items = [directory("/".join("d" * 50)), link, *again]
        assert beyond(Limits(lookup_steps=500), *items) == "lookup_steps"

    def test_holes_of_sparse_files(self) -> None:
        """An exabyte of zeros in a kilobyte: nobody is to write that out by accident."""
        records = {"GNU__sparse__numblocks": b"0", "GNU__sparse__map": b""}
        sparse = pax(**records, GNU__sparse__size=b"%d" % (1 << 40)) + header(b"f")
        with pytest.raises(LimitExceeded) as caught:
            build_index(io.BytesIO(sparse + END), "layer 1")
        assert caught.value.name == "expanded_bytes"
        raised = Limits(expanded_bytes=1 << 42)
        index = build_index(io.BytesIO(sparse * 2 + END), "layer 1", limits=raised)
        assert index.size(node(index, "f")) == 1 << 40

    def test_sizes_add_up_within_64_bits_whatever_is_allowed(self) -> None:
        records = {"GNU__sparse__numblocks": b"0", "GNU__sparse__map": b""}
        size = b"%d" % ((1 << 63) - 1)
        tar = b"".join(pax(**records, GNU__sparse__size=size) + header(b"%d" % n) for n in range(3))
        raised = Limits(expanded_bytes=1 << 66, expansion_ratio=1 << 60)
        with pytest.raises(LimitExceeded):
            build_index(io.BytesIO(tar + END), "x", limits=raised)

    def test_time_beyond_64_bits_is_1970_as_in_docker(self) -> None:
        late = Entry(LayerPath("a"), Kind.FILE, mtime_ns=10**28)
        early = Entry(LayerPath("b"), Kind.FILE, mtime_ns=-(10**12))
        index = index_of((late, b""), (early, b""))
        assert (entry(index, "a").mtime_ns, entry(index, "b").mtime_ns) == (0, -(10**12))
