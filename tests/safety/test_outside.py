"""What an image says never reaches a file of the host outside the folder that was chosen."""

import contextlib
import io
import os
import socket
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerlab.container import Container, outgoing
from layerlab.errors import AlreadyExists, EngineError, NotAFile
from layerlab.facade import Engine
from layerlab.overlay.hostnames import from_host, to_host
from support.archives import Layout, write_directory, write_tar
from support.images import Item, directory, file, hardlink, symlink, write_archive

SECRET = b"a file of the user's"

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and sockets as POSIX has them")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine(tmp_path / "root") as opened:
        yield opened


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A directory that nothing may be written to; `destination` lies beside it."""
    made = tmp_path / "outside"
    made.mkdir()
    (made / "file").write_bytes(SECRET)
    (tmp_path / "destination").mkdir()
    return made


def container_of(engine: Engine, path: Path, *layers: list[Item]) -> Container:
    engine.load(write_archive(path, layers))
    return engine.container(engine.create("t:1", "c1").name)


def untouched(outside: Path) -> bool:
    names = [path.name for path in outside.iterdir()]
    return names == ["file"] and (outside / "file").read_bytes() == SECRET


def linked(target: str) -> list[list[Item]]:
    """Ways to make a file appear below a link to `target`."""
    return [
        [symlink("d", target), file("d/evil", b"x")],
        [symlink("d", target), directory("d"), file("d/evil", b"x")],
        [directory("d"), file("d/a"), symlink("d", target), file("d/evil", b"x")],
        [symlink("d", target), hardlink("e", "d"), file("e/evil", b"x")],
        [symlink("a", "b"), symlink("b", target), file("a/evil", b"x")],
        [symlink("d", target), hardlink("evil", "d/file")],
        [symlink("file", f"{target}/file"), file("file", b"x")],
    ]


@posix
class TestImages:
    @pytest.mark.parametrize("way", range(7))
    @pytest.mark.parametrize("is_relative", [False, True])
    @pytest.mark.parametrize("in_layers", [False, True])
    def test_links_lead_nowhere(
        self,
        engine: Engine,
        tmp_path: Path,
        outside: Path,
        way: int,
        is_relative: bool,
        in_layers: bool,
    ) -> None:
        target = "../outside" if is_relative else str(outside)
        items = linked(target)[way]
        layers = [[item] for item in items] if in_layers else [items]
        container = container_of(engine, tmp_path / "in.tar", *layers)
        with contextlib.suppress(EngineError):  # a hard link to nowhere, for one, has no bytes
            container.copy_out("/", tmp_path / "destination")
        for node in list(container.view().walk()):
            if node.kind.has_data:
                with contextlib.suppress(EngineError):
                    container.write(node.path, b"changed")
        engine.commit("c1", "t:2")
        with contextlib.suppress(EngineError):
            container.copy_out("/.", tmp_path / "destination")
            engine.export("c1", tmp_path / "out.tar")
        assert untouched(outside)

    @pytest.mark.parametrize(
        "name",
        [
            *("../outside/evil", "/../outside/evil", "a/../../outside/evil", "..", "../.."),
            *(
                "//etc/evil",
                "a/./../../b",
                "C:\\evil",
                "..\\outside\\evil",
                "a\nb",
                "a\x1b[2J",
                "-rf",
            ),
            *("con", "a:b", "nul.txt", "~", "$HOME", "\udcff\udcfe", "a" * 255),
        ],
    )
    def test_names_lead_nowhere(
        self, engine: Engine, tmp_path: Path, outside: Path, name: str
    ) -> None:
        container = container_of(engine, tmp_path / "in.tar", [file(name, b"x"), file("zz/ok")])
        before = set(tmp_path.iterdir())
        container.copy_out("/", tmp_path / "destination")
        sink = io.BytesIO()
        container.export(sink)
        assert set(tmp_path.iterdir()) == before
        assert untouched(outside)
        with tarfile.open(fileobj=io.BytesIO(sink.getvalue())) as tar:
            for member in tar.getnames():
                assert not member.startswith("/")
                assert ".." not in member.split("/")

    def test_a_file_system_that_folds_case(
        self, engine: Engine, tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """There `A`, a link, and `a`, a directory, are one: what is in it must not go through."""
        monkeypatch.setattr(outgoing, "to_host", str.lower)
        items = [symlink("A", str(outside)), directory("a"), file("a/evil", b"x")]
        container = container_of(engine, tmp_path / "in.tar", items)
        with pytest.raises(AlreadyExists):
            container.copy_out("/", tmp_path / "destination")
        assert untouched(outside)


@posix
class TestDestinations:
    """What stands in the chosen folder already may have been put there by somebody else."""

    @pytest.fixture
    def container(self, engine: Engine, tmp_path: Path) -> Container:
        items = [directory("d"), file("d/file", b"new"), directory("e"), file("e/f")]
        return container_of(engine, tmp_path / "in.tar", items)

    def test_link_to_a_directory(self, container: Container, tmp_path: Path, outside: Path) -> None:
        (tmp_path / "destination/d").symlink_to(outside)
        with pytest.raises(AlreadyExists):
            container.copy_out("/", tmp_path / "destination")
        assert untouched(outside)

    def test_link_to_a_file_is_replaced(
        self, container: Container, tmp_path: Path, outside: Path
    ) -> None:
        target = tmp_path / "destination/d/file"
        target.parent.mkdir()
        target.symlink_to(outside / "file")
        container.copy_out("/", tmp_path / "destination")
        assert untouched(outside)
        assert target.read_bytes() == b"new"
        assert not target.is_symlink()

    def test_another_name_of_a_file_is_not_written_through(
        self, container: Container, tmp_path: Path, outside: Path
    ) -> None:
        target = tmp_path / "destination/d/file"
        target.parent.mkdir()
        os.link(outside / "file", target)
        container.copy_out("/", tmp_path / "destination")
        assert untouched(outside)
        assert target.read_bytes() == b"new"

    @pytest.mark.parametrize("kind", ["fifo", "socket"])
    def test_what_would_wait_for_ever_is_replaced(
        self, container: Container, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        target = tmp_path / "destination/d/file"
        target.parent.mkdir(parents=True)
        make_special(target, kind, monkeypatch)
        container.copy_out("/", tmp_path / "destination")
        assert target.read_bytes() == b"new"

    @pytest.mark.parametrize("kind", ["fifo", "socket"])
    def test_such_a_destination_is_refused(
        self, container: Container, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make_special(tmp_path / "special", kind, monkeypatch)
        with pytest.raises(NotAFile):
            container.copy_out("/d/file", tmp_path / "special")


def make_special(path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if kind == "fifo":
        os.mkfifo(path)
        return
    monkeypatch.chdir(path.parent)  # a socket's path has to be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path.name)


@posix
class TestDirectories:
    """OCI directories whose files are no files, or not theirs."""

    @pytest.fixture
    def layout(self) -> Layout:
        layout = Layout()
        return layout.list(layout.manifest())

    def blobs(self, path: Path, layout: Layout) -> Iterator[Path]:
        return (path / name for name in layout.members())

    @pytest.mark.parametrize("kind", ["fifo", "socket", "directory", "device", "loop", "absent"])
    def test_no_wait_and_no_traceback(
        self,
        engine: Engine,
        tmp_path: Path,
        layout: Layout,
        kind: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for number, name in enumerate(layout.members()):
            path = write_directory(tmp_path / f"oci{number}", layout.members())
            blob = path / name
            blob.unlink()
            if kind == "directory":
                blob.mkdir()
            elif kind == "device":
                blob.symlink_to("/dev/zero")
            elif kind == "loop":
                blob.symlink_to(blob.name)
            elif kind != "absent":
                make_special(blob, kind, monkeypatch)
            if name == "oci-layout" and kind == "absent":
                continue
            with pytest.raises(EngineError):
                engine.load(path)
        assert engine.images() == []

    def test_links_out_of_the_directory_are_not_followed(
        self, engine: Engine, tmp_path: Path, layout: Layout
    ) -> None:
        for number, (name, data) in enumerate(layout.members().items()):
            path = write_directory(tmp_path / f"oci{number}", layout.members())
            elsewhere = tmp_path / f"elsewhere{number}"
            elsewhere.write_bytes(data)
            (path / name).unlink()
            (path / name).symlink_to(elsewhere)
            with pytest.raises(EngineError):
                engine.load(path)

    def test_links_in_an_archive_stay_in_it(self, engine: Engine, tmp_path: Path) -> None:
        layout = Layout()
        layout.list(layout.manifest())
        members = layout.members()
        archive = write_tar(tmp_path / "in.tar", members)
        with tarfile.open(archive, "a") as tar:
            for name in members:
                if name.endswith(next(iter(layout.blobs)).partition(":")[2]):
                    member = tarfile.TarInfo(name)
                    member.type, member.linkname = tarfile.SYMTYPE, "/etc/hostname"
                    tar.addfile(member)
        with pytest.raises(EngineError):
            engine.load(archive)


class TestWindowsNames:
    FORBIDDEN = frozenset('<>:"|?*\\/') | {chr(code) for code in range(32)}
    RESERVED = ("con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), "lpt1", "lpt9")

    @given(st.text(st.characters(exclude_characters="/\0"), min_size=1))
    def test_each_name_is_one_that_windows_takes_and_leads_back(self, name: str) -> None:
        there = to_host(name, windows=True)
        assert not self.FORBIDDEN & set(there)
        assert there[-1] not in ". "
        assert from_host(there, windows=True) == name

    @pytest.mark.parametrize("suffix", ["", ".txt", ".tar.gz"])
    @pytest.mark.parametrize("name", RESERVED)
    def test_devices_are_only_names(self, name: str, suffix: str) -> None:
        for written in (name + suffix, name.upper() + suffix):
            there = to_host(written, windows=True)
            assert there.partition(".")[0].lower() not in self.RESERVED
            assert from_host(there, windows=True) == written

    @pytest.mark.parametrize("name", ["a:b", "f.txt:stream", "..", ".", "a\\..\\b", "c:", "con "])
    def test_streams_and_drives_are_only_names(self, name: str) -> None:
        there = to_host(name, windows=True)
        assert not set(there) & set(":\\")
        assert there not in (".", "..")
        assert from_host(there, windows=True) == name
