"""What all tools have in common, and what holds where the real ones can't be asked."""

import inspect
import os
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from layerlab.container.host_files import HostFiles
from layerlab.container.mounted_files import MountedFiles
from layerlab.errors import CommandStopped
from layerlab.model import Entry, Kind, LayerPath
from layerlab.runners import Bounds, Mount
from layerlab.runners.permitted import PermittedFiles
from layerlab.runners.shell.tool import Identity
from layerlab.runners.tools import TOOLS
from support.images import file, layer_tar
from support.tool_calls import call_tool


@pytest.fixture
def files(tmp_path: Path) -> HostFiles:
    (tmp_path / "a").write_bytes(b"alpha\n")
    return HostFiles(tmp_path, "a folder")


@pytest.mark.parametrize("name", TOOLS)
def test_help_names_every_option(name: str, files: HostFiles) -> None:
    stdout, stderr, status = call_tool(files, [name, "--help"])
    assert (stderr, status) == (b"", 0)
    usage = TOOLS[name].usage
    text = stdout.decode()
    assert text.startswith(f"Usage: {name} {usage.synopsis}".rstrip())
    assert all(option.spelled in text and option.text in text for option in usage.options)


@pytest.mark.parametrize("name", TOOLS)
def test_an_unknown_option_is_refused_and_help_is_named(name: str, files: HostFiles) -> None:
    stdout, stderr, status = call_tool(files, [name, "--no-such-option"])
    assert stdout == b""
    assert f"`help {name}`".encode() in stderr
    assert status == TOOLS[name].usage.status


def test_a_copy_stops_at_what_may_be_written(files: HostFiles) -> None:
    with pytest.raises(CommandStopped):
        call_tool(files, ["cp", "a", "b"], bounds=Bounds(written_bytes=3))


def test_yes_stops_at_its_time(files: HostFiles) -> None:
    with pytest.raises(CommandStopped):
        call_tool(files, ["yes"], bounds=Bounds(seconds=0))


@pytest.fixture
def shallow(tmp_path: Path) -> Iterator[None]:
    """Python gives up soon, but not while the test's directory is deleted."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 60)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.usefixtures("shallow")
def test_a_tree_may_be_deeper_than_python_recurses(files: HostFiles, tmp_path: Path) -> None:
    path = "/".join(["d"] * 70)
    for depth in range(1, len(path) + 1, 2):
        (tmp_path / path[:depth]).mkdir()
    assert call_tool(files, ["cp", "-r", "d", "e"]) == (b"", b"", 0)
    assert (tmp_path / path.replace("d", "e", 1)).is_dir()
    assert call_tool(files, ["rm", "-rv", "e"])[2] == 0
    assert not (tmp_path / "e").exists()


# what the machine's tools can't be asked ----------------------------------------------------------


def test_df_counts_whole_blocks_and_a_file_once(files: HostFiles, tmp_path: Path) -> None:
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    stdout, _, status = call_tool(files, ["df"])
    assert status == 0
    head, row = stdout.decode().splitlines()
    assert head.split() == ["Filesystem", "1K-blocks", "Used", "Available", "Use%", "Mounted", "on"]
    assert row.split() == ["overlay", "-", "8", "-", "-", "/"]


def test_which_names_what_the_image_has(files: HostFiles, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/prog").write_bytes(b"")
    environment = {"PATH": "/sbin:/bin"}
    assert call_tool(files, ["which", "prog"], environment=environment)[2] == 1
    (tmp_path / "bin/prog").chmod(0o755)
    found = call_tool(files, ["which", "prog", "cp"], environment=environment)
    assert found == (b"/bin/prog\n", b"", 1)


def test_sleep_stops_at_its_time(files: HostFiles) -> None:
    with pytest.raises(CommandStopped):
        call_tool(files, ["sleep", "infinity"], bounds=Bounds(seconds=0))


def test_dd_holds_a_block_within_the_memory(files: HostFiles) -> None:
    with pytest.raises(CommandStopped):
        call_tool(files, ["dd", "if=a", "bs=512M"], bounds=Bounds(memory_bytes=1 << 20))


def test_the_time_zone_is_the_containers(files: HostFiles, tmp_path: Path) -> None:
    zones = tmp_path / "usr/share/zoneinfo"
    zones.mkdir(parents=True)
    # POSIX.1-2024 8.3, TZ; RFC 9636: a file of version 1 without transitions, then its footer.
    header = b"TZif2" + bytes(15) + (b"\0\0\0\0" * 4) + b"\0\0\0\1" + b"\0\0\0\4"
    body = (32400).to_bytes(4, "big") + b"\0\0" + b"KST\0"
    (zones / "Seoul").write_bytes(header + body + header + body + b"\nKST-9\n")
    words = ["date", "-d", "@0", "+%F %T %Z %z"]
    found = call_tool(files, words, environment={"TZ": "Seoul"})
    assert found == (b"1970-01-01 09:00:00 KST +0900\n", b"", 0)
    assert call_tool(files, words, environment={"TZ": "Nowhere"})[0].endswith(b"UTC +0000\n")


def test_tar_writes_through_no_link_of_the_archive(files: HostFiles, tmp_path: Path) -> None:
    """The link is made last: what was to be written through it comes to stand below its name."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "x").mkdir()
    link = Entry(LayerPath("out"), Kind.SYMLINK, link="../secret")
    data = file("out/file", b"bad")
    (tmp_path / "evil.tar").write_bytes(layer_tar([(link, b""), data]))
    _, stderr, status = call_tool(files, ["tar", "--no-same-owner", "-xf", "evil.tar", "-C", "x"])
    assert status == 2
    assert stderr.startswith(b"tar: out: Cannot open: File exists\n")
    assert not list((tmp_path / "secret").iterdir())
    assert (tmp_path / "x/out/file").read_bytes() == b"bad"


@pytest.mark.parametrize("name", ["../../up", "/up", "a/../../up"])
def test_tar_keeps_members_in_the_directory(name: str, files: HostFiles, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "evil.tar").write_bytes(layer_tar([file(name, b"up")]))
    _, stderr, status = call_tool(files, ["tar", "--no-same-owner", "-xf", "evil.tar", "-C", "x"])
    assert (tmp_path / "x/up").read_bytes() == b"up"
    assert status == 0
    assert b"Removing leading" in stderr


@pytest.mark.parametrize("mode", ["w:xz", "w:bz2", "w:gz"])
def test_tar_reads_what_is_compressed(mode: str, files: HostFiles, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "c.tar", mode) as tar:  # type: ignore[call-overload]
        tar.add(tmp_path / "a", "inside")
    assert call_tool(files, ["tar", "-xf", "c.tar"]) == (b"", b"", 0)
    assert (tmp_path / "inside").read_bytes() == b"alpha\n"


def test_find_with_a_thousand_alternatives(files: HostFiles) -> None:
    words = ["find", "."]
    for _ in range(1000):
        words += ["-name", "x", "-o"]
    assert call_tool(files, [*words, "-name", "a"]) == (b"./a\n", b"", 0)


def test_find_nested_too_deeply_is_refused(files: HostFiles) -> None:
    words = ["find", ".", *["("] * 500, "-true", *[")"] * 500]
    stdout, stderr, status = call_tool(files, words)
    assert (stdout, status) == (b"", 1)
    assert b"nested" in stderr


def test_ls_on_a_terminal_is_in_columns_and_quotes(files: HostFiles, tmp_path: Path) -> None:
    (tmp_path / "b c").write_bytes(b"")
    assert call_tool(files, ["ls"], is_terminal=True) == (b" a  'b c'\n", b"", 0)


def test_ls_on_a_terminal_writes_korean_in_a_utf8_locale(files: HostFiles, tmp_path: Path) -> None:
    """The widths are a terminal's: two columns a letter. In the C locale it is escaped."""
    (tmp_path / "한글").write_bytes(b"")
    (tmp_path / "z").write_bytes(b"")
    for locale in ({"LANG": "C.UTF-8"}, {"LC_ALL": "ko_KR.utf8", "LANG": "C"}):
        stdout, _, _ = call_tool(files, ["ls"], environment=locale, is_terminal=True)
        assert stdout.decode() == "a  z  한글\n"
    stdout, _, _ = call_tool(files, ["ls", "-w", "10", "-x"], environment=locale, is_terminal=True)
    assert stdout.decode() == "a     z\n한글\n"
    stdout, _, _ = call_tool(files, ["ls"], environment={"LANG": "C"}, is_terminal=True)
    assert stdout.endswith(rb"''$'\355\225\234\352\270\200'" + b"\n")


def test_mktemp_makes_what_nobody_else_may_read(files: HostFiles, tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    stdout, _, status = call_tool(files, ["mktemp"])
    name = stdout.decode().removesuffix("\n")
    assert status == 0
    assert re.fullmatch("/tmp/tmp[.][a-zA-Z0-9]{10}", name)
    assert (tmp_path / name[1:]).stat().st_mode & 0o777 == 0o600
    stdout, _, _ = call_tool(files, ["mktemp", "-d", "xXXX.d"])
    assert (tmp_path / stdout.decode().removesuffix("\n")).stat().st_mode & 0o777 == 0o700


# mounts -------------------------------------------------------------------------------------------


@pytest.fixture
def mounted(tmp_path: Path) -> MountedFiles:
    """`d/volume` is mounted, in a directory that has a file of its own."""
    root, volume = tmp_path / "root", tmp_path / "volume"
    (root / "d/volume").mkdir(parents=True)
    (root / "d/own").write_bytes(b"own")
    (root / "tree/sub").mkdir(parents=True)
    (root / "tree/sub/file").write_bytes(b"moved")
    (root / "tree/hard").hardlink_to(root / "tree/sub/file")
    (root / "tree/link").symlink_to("sub/file")
    os.chmod(root / "tree/sub/file", 0o640)
    os.utime(root / "tree/sub/file", ns=(10**18, 10**18))
    volume.mkdir()
    base = HostFiles(root, "the root")
    mount = Mount("d/volume", "a volume", HostFiles(volume, "a volume"), volume, read_only=False)
    return MountedFiles(base, [mount])


def test_mv_to_another_mount_copies_all_and_removes(mounted: MountedFiles, tmp_path: Path) -> None:
    stdout, stderr, status = call_tool(mounted, ["mv", "-v", "tree", "d/volume"])
    assert (stderr, status) == (b"", 0)
    assert stdout.decode().splitlines() == [
        "created directory 'd/volume/tree'",
        "copied 'tree/hard' -> 'd/volume/tree/hard'",
        "copied 'tree/link' -> 'd/volume/tree/link'",
        "created directory 'd/volume/tree/sub'",
        "removed 'tree/hard'",
        "removed 'tree/link'",
        "removed 'tree/sub/file'",
        "removed directory 'tree/sub'",
        "removed directory 'tree'",
    ]
    moved = tmp_path / "volume/tree"
    found = (moved / "sub/file").stat()
    assert (found.st_mode & 0o777, found.st_mtime_ns, found.st_nlink) == (0o640, 10**18, 2)
    assert (moved / "link").readlink() == Path("sub/file")
    assert not (tmp_path / "root/tree").exists()


def test_cp_a_to_another_mount(mounted: MountedFiles, tmp_path: Path) -> None:
    assert call_tool(mounted, ["cp", "-a", "tree", "d/volume"]) == (b"", b"", 0)
    assert (tmp_path / "volume/tree/hard").read_bytes() == b"moved"
    assert (tmp_path / "root/tree/sub/file").exists()


def test_ln_to_another_mount_is_refused(mounted: MountedFiles) -> None:
    _, stderr, status = call_tool(mounted, ["ln", "d/own", "d/volume/own"])
    assert status == 1
    text = "ln: failed to create hard link 'd/volume/own' => 'd/own': Invalid cross-device link\n"
    assert stderr.decode() == text


def test_rm_r_around_a_mount_removes_the_rest(mounted: MountedFiles, tmp_path: Path) -> None:
    (tmp_path / "volume/inside").write_bytes(b"")
    _, stderr, status = call_tool(mounted, ["rm", "-r", "d"])
    assert stderr == b"rm: cannot remove 'd/volume': Device or resource busy\n"
    assert status == 1
    assert not (tmp_path / "root/d/own").exists()
    assert not (tmp_path / "volume/inside").exists()


def test_find_and_du_stay_where_they_are_asked_to(mounted: MountedFiles, tmp_path: Path) -> None:
    (tmp_path / "volume/inside").write_bytes(b"x")
    assert b"inside" in call_tool(mounted, ["find", "d"])[0]
    assert b"inside" not in call_tool(mounted, ["find", "d", "-xdev"])[0]
    sizes = [call_tool(mounted, ["du", "-sb", *more, "d"])[0].split()[0] for more in ([], ["-x"])]
    assert int(sizes[0]) > int(sizes[1])


def test_df_knows_mounts(mounted: MountedFiles) -> None:
    lines = call_tool(mounted, ["df", "-h"])[0].decode().splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["/", "/d/volume"]


@pytest.mark.skipif(os.name == "nt", reason="there are no owners")
def test_tar_tells_whose_files_can_not_be_given_away(tmp_path: Path) -> None:
    """As a user who may not: what is in the archive comes out all the same."""
    (tmp_path / "given.tar").write_bytes(layer_tar([file("given", b"data", uid=7, gid=8)]))
    tmp_path.chmod(0o777)
    ada = Identity(uid=os.geteuid() or 1000, gid=os.getegid() or 1000)
    files = HostFiles(tmp_path, "a folder", (ada.uid, ada.gid))
    words = ["tar", "--same-owner", "-xf", "given.tar"]
    _, stderr, status = call_tool(PermittedFiles(files, ada), words, identity=ada)
    text = "tar: given: Cannot change ownership to uid 7, gid 8: Operation not permitted\n"
    assert stderr.decode().startswith(text)
    assert status == 2
    assert (tmp_path / "given").read_bytes() == b"data"
