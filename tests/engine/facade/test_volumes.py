"""Volumes and mounts from end to end. What Docker does itself is in tests/peers."""

import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from layerlab.container import Container, MountSpec, Verb, Volume, parse_mount, parse_volume
from layerlab.container.options import CreateOptions, HostConfig
from layerlab.errors import (
    Cancelled,
    CrossesMounts,
    DuplicateMountPoint,
    EngineError,
    HostMount,
    InvalidFilter,
    InvalidMountConfig,
    InvalidVolumeName,
    InvalidVolumeOption,
    IsADirectory,
    MountInUse,
    MountOverFile,
    NoSuchPath,
    NoSuchVolume,
    NoSuchVolumePlugin,
    NotADirectory,
    ReadOnlyMount,
    VolumeInUse,
)
from layerlab.facade import Engine
from layerlab.facade.volume_filters import parse_filters
from layerlab.model import ROOT, Kind, LayerPath
from layerlab.overlay import Verdict, View
from layerlab.progress import Progress
from support.images import directory, file, hardlink, layer_tar, symlink, write_archive
from support.running import let_run

P = LayerPath

FILES = [
    directory("data", 0o2750, uid=5, gid=6),
    file("data/a", b"first"),
    hardlink("data/b", "data/a"),
    symlink("data/link", "a"),
    file("data/sub/tool", b"tool", 0o4755, uid=7),
    file("etc/motd", b"hi"),
    symlink("link", "data"),
    symlink("dangling", "nowhere"),
]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = Engine(tmp_path / "root")
    made.load(write_archive(tmp_path / "image.tar", [FILES]))
    return made


def _volumes(*texts: str) -> list[MountSpec]:
    return [parse_volume(text) for text in texts]


def _create(engine: Engine, name: str, mounts: Sequence[MountSpec], *others: str) -> Container:
    engine.create("t:1", name, options=CreateOptions(mounts=mounts, volumes_from=others))
    return engine.container(name)


def _tree(view: View, path: str = "") -> list[str]:
    return [node.path for node in view.walk(P(path))]


# a volume by itself -----------------------------------------------------------------------------


def test_a_new_volume_is_empty_and_told_as_docker_tells_it(engine: Engine) -> None:
    made = engine.create_volume("data", {"k": "v"})
    told = engine.inspect_volume("data")
    assert told == engine.inspect("data")
    assert told.pop("CreatedAt")[10] == "T"
    assert told == {
        "Driver": "local",
        "Labels": {"k": "v"},
        "Mountpoint": str(made.mountpoint),
        "Name": "data",
        "Options": None,
        "Scope": "local",
    }
    volume = engine.volume("data")
    assert _tree(volume.view()) == []
    assert volume.view().get(ROOT).entry.mode == 0o755
    assert made.mountpoint.is_dir()
    assert "data" in made.mountpoint.parent.name


def test_a_volume_that_is_there_is_returned_as_it_is(engine: Engine) -> None:
    engine.create_volume("data", {"k": "v"})
    engine.volume("data").write(P("f"), b"kept")
    assert engine.create_volume("data", {"k": "other"}).labels == {"k": "v"}
    assert engine.volume("data").view().read(P("f")) == b"kept"


def test_a_volume_without_a_name_is_anonymous(engine: Engine) -> None:
    made = engine.create_volume()
    assert len(bytes.fromhex(made.name)) == 32
    assert made.labels == {"com.docker.volume.anonymous": ""}


@pytest.mark.parametrize("name", ["x", "a/b", "../up", "-x", "ä1", "a b", "a\n"])
def test_a_name_that_is_refused(engine: Engine, name: str) -> None:
    with pytest.raises(InvalidVolumeName):
        engine.create_volume(name)
    assert engine.volumes() == []


def test_names_that_differ_in_letters_only_have_folders_of_their_own(engine: Engine) -> None:
    folders = {engine.create_volume(name).mountpoint.parent.name for name in ("data", "Data")}
    assert len({folder.lower() for folder in folders}) == 2


def test_a_very_long_name_has_a_folder(engine: Engine) -> None:
    name = "n" * 255
    engine.create_volume(name)
    engine.volume(name).write(P("f"), b"x")
    assert engine.volume_summary(name).mountpoint.joinpath("f").read_bytes() == b"x"


def test_other_drivers_and_options_are_refused(engine: Engine) -> None:
    with pytest.raises(NoSuchVolumePlugin):
        engine.create_volume("data", driver="nfs")
    with pytest.raises(InvalidVolumeOption):
        engine.create_volume("data", options={"type": "tmpfs"})
    with pytest.raises(NoSuchVolume):
        engine.volume("data")


def test_a_volume_is_edited_by_itself_and_back_and_forth(engine: Engine) -> None:
    engine.create_volume("data")
    volume = engine.volume("data")
    volume.write(P("f"), b"one")
    volume.chmod(ROOT, 0o700)
    volume.chown(ROOT, 5, 6)
    assert (volume.view().get(ROOT).entry.mode, volume.view().get(ROOT).entry.uid) == (0o700, 5)
    volume.undo()
    volume.undo()
    assert (volume.view().get(ROOT).entry.mode, volume.view().get(ROOT).entry.uid) == (0o755, 0)
    volume.undo()
    assert _tree(volume.view()) == []
    assert volume.upper_path.is_dir()
    for _ in range(3):
        volume.redo()
    assert volume.view().get(ROOT).entry.gid == 6
    assert volume.faults() == []
    with Engine(engine.root) as other:
        assert other.volume("data").view().get(ROOT).entry.mode == 0o700


def test_the_root_has_the_time_of_what_changed_in_it(engine: Engine) -> None:
    engine.create_volume("data")
    volume = engine.volume("data")
    volume.write(P("f"), b"one")
    root, made = (volume.view().get(P(path)).entry for path in ("", "f"))
    assert root.mtime_ns == made.mtime_ns


def test_what_the_file_manager_puts_there_is_taken_in(engine: Engine) -> None:
    folder = engine.create_volume("data").mountpoint
    volume = engine.volume("data")
    folder.joinpath("new").write_bytes(b"by hand")
    assert volume.refresh()
    assert volume.view().read(P("new")) == b"by hand"
    assert [edit.verb for edit in volume.edits()] == [Verb.EXTERNAL]


def test_a_volume_is_looked_at_as_one_layer(engine: Engine) -> None:
    engine.create_volume("data")
    engine.volume("data").write(P("f"), b"one")
    stack = engine.volume_stack("data")
    assert [(card.number, card.instruction, card.file_count) for card in stack.layers] == [
        (1, "data", 1)
    ]
    assert stack.view().trail(P("f"))[0].verdict is Verdict.SEEN
    assert _tree(stack.view(alone=1)) == ["f"]
    assert _tree(stack.view(upto=0)) == []


# removing and listing ---------------------------------------------------------------------------


def test_a_volume_that_is_mounted_is_not_removed(engine: Engine) -> None:
    made = _create(engine, "c1", _volumes("data:/data"))
    with pytest.raises(VolumeInUse) as refused:
        engine.remove_volume("data")
    assert (refused.value.ids, refused.value.containers) == ((made.id,), ("c1",))
    engine.remove_container("c1")
    folder = engine.remove_volume("data").mountpoint
    assert not folder.parent.exists()
    with pytest.raises(NoSuchVolume):
        engine.remove_volume("data")


def test_a_removed_volume_is_gone_for_who_still_holds_it(engine: Engine) -> None:
    engine.create_volume("data")
    volume = engine.volume("data")
    with Engine(engine.root) as other:
        other.remove_volume("data")
        other.create_volume("data")
    with pytest.raises(NoSuchVolume):
        volume.write(P("f"), b"")
    assert _tree(engine.volume("data").view()) == []


def test_only_anonymous_volumes_go_with_their_container(engine: Engine) -> None:
    _create(engine, "c1", _volumes("data:/data", "/made-up"))
    _create(engine, "c2", (), "c1")
    assert len(engine.volumes()) == 2
    engine.remove_container("c1", volumes=True)
    assert len(engine.volumes()) == 2, "c2 mounts both"
    engine.remove_container("c2", volumes=True)
    assert [volume.name for volume in engine.volumes()] == ["data"]


def test_a_container_that_removes_itself_takes_its_anonymous_volumes(engine: Engine) -> None:
    options = CreateOptions(mounts=_volumes("data:/data", "/made-up"), host=HostConfig(True))
    engine.create("t:1", "c1", options=options)
    let_run(engine, "c1")
    engine.stop("c1")
    assert engine.containers() == []
    assert [volume.name for volume in engine.volumes()] == ["data"]


def test_volumes_survive_their_container(engine: Engine) -> None:
    _create(engine, "c1", _volumes("data:/data")).write(P("data/new"), b"kept")
    engine.remove_container("c1")
    assert engine.volume("data").view().read(P("new")) == b"kept"
    again = _create(engine, "c2", _volumes("data:/elsewhere"))
    assert again.view().read(P("elsewhere/new")) == b"kept"


def test_pruning_takes_what_nobody_mounts(engine: Engine) -> None:
    _create(engine, "c1", _volumes("used:/data"))
    engine.create_volume("named", {"keep": ""})
    anonymous = engine.create_volume().name
    engine.volume(anonymous).write(P("f"), b"12345")
    pruned = engine.prune_volumes()
    assert (pruned.names, pruned.reclaimed_bytes) == ((anonymous,), 5)
    kept = parse_filters(["label!=keep"])
    assert engine.prune_volumes(all=True, filters=kept).names == ()
    assert engine.prune_volumes(all=True).names == ("named",)
    assert [volume.name for volume in engine.volumes()] == ["used"]
    with pytest.raises(InvalidFilter):
        engine.prune_volumes(filters={"name": ["x"]})


def test_listing_is_in_natural_order_and_filtered(engine: Engine) -> None:
    for name, labels in (("v10", {}), ("v2", {"k": "v"}), ("other", {"k": ""})):
        engine.create_volume(name, labels)
    _create(engine, "c1", _volumes("v2:/x"))

    def names(*filters: str) -> list[str]:
        return [volume.name for volume in engine.volumes(parse_filters(filters))]

    assert names() == ["other", "v2", "v10"]
    assert names("label=k") == ["other", "v2"]
    assert names("label=k=v", "label=k") == ["v2"]
    assert names("name=v") == ["v2", "v10"]
    assert names("name=^v1") == ["v10"]
    assert names("name=[", "name=v10") == ["v10"]
    assert names("dangling=true") == ["other", "v10"]
    assert names("dangling=0") == ["v2"]
    assert names("driver=local") == ["other", "v2", "v10"]
    assert names("driver=nfs") == []
    for wrong in ("xx=1", "dangling=maybe", "label!=k"):
        with pytest.raises(InvalidFilter):
            names(wrong)


def test_usage_counts_files_and_containers(engine: Engine) -> None:
    _create(engine, "c1", _volumes("data:/data"))
    engine.create_volume("unused")
    engine.volume("unused").write(P("f"), b"12345")
    usage = engine.disk_usage()
    size = len("first") + len("tool") + len("a")
    assert [(one.volume.name, one.volume.containers, one.size_bytes) for one in usage.volumes] == [
        ("data", ("c1",), size),
        ("unused", (), 5),
    ]
    total = usage.of_volumes
    assert (total.count, total.active, total.size_bytes) == (2, 1, size + 5)
    assert total.reclaimable_bytes == 5


def test_verify_finds_no_fault_and_no_leftover(engine: Engine) -> None:
    _create(engine, "c1", _volumes("data:/data", "/made-up"))
    report = engine.verify_store()
    assert (report.faults, report.leftovers) == ((), ())
    engine.root.joinpath("volumes", "left-over-0123456789ab").mkdir()
    assert len(engine.verify_store().leftovers) == 1


# the first use ----------------------------------------------------------------------------------


def _first_use(engine: Engine, text: str) -> Volume:
    (mount,) = _create(engine, "c1", _volumes(text)).mounts
    assert mount.volume
    return mount.volume


@pytest.mark.parametrize("text", ["data:/data", "/data", "data:/link", "data:/data:ro"])
def test_an_empty_volume_gets_what_the_image_has_there(engine: Engine, text: str) -> None:
    view = _first_use(engine, text).view()
    assert _tree(view) == ["a", "b", "link", "sub", "sub/tool"]
    root, tool = (view.get(P(path)).entry for path in ("", "sub/tool"))
    assert (root.mode, root.uid, root.gid) == (0o2750, 5, 6)
    assert (tool.mode, tool.uid, tool.mtime_ns) == (0o4755, 7, 10**18)
    assert view.inode(P("a")) == view.inode(P("b"))
    assert view.get(P("link")).entry.link == "a"
    assert view.read(P("b")) == b"first"


def test_the_copy_is_one_edit_of_the_volume(engine: Engine) -> None:
    volume = _first_use(engine, "data:/data")
    assert [(edit.verb, edit.path) for edit in volume.edits()] == [(Verb.POPULATE, "")]
    volume.undo()
    assert _tree(volume.view()) == []
    assert volume.view().get(ROOT).entry.mode == 0o755
    volume.redo()
    assert volume.faults() == []


@pytest.mark.parametrize("spec", ["data:/data:nocopy", "src=data,dst=/data,volume-nocopy"])
def test_nocopy_copies_nothing(engine: Engine, spec: str) -> None:
    parsed = parse_mount(spec) if "=" in spec else parse_volume(spec)
    _create(engine, "c1", [parsed])
    assert engine.volume("data").edits() == []


def test_the_volume_wins_afterwards(engine: Engine) -> None:
    engine.create_volume("data")
    engine.volume("data").write(P("own"), b"")
    assert _tree(_first_use(engine, "data:/data").view()) == ["own"]


@pytest.mark.parametrize("path", ["/absent", "/dangling", "/absent/below"])
def test_where_the_image_has_nothing_nothing_is_copied(engine: Engine, path: str) -> None:
    assert _first_use(engine, f"data:{path}").edits() == []


def test_a_copy_that_ends_early_leaves_no_volume_and_no_container(engine: Engine) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        engine.create(
            "t:1", "c1", progress=progress, options=CreateOptions(mounts=_volumes("data:/data"))
        )
    assert (engine.containers(), engine.volumes()) == ([], [])
    assert list(engine.root.joinpath("volumes").iterdir()) == []


def test_a_volume_that_is_pruned_before_it_is_mounted_is_made_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, pruned = Engine._insert, []

    def insert(self: Engine, *arguments: Any) -> None:
        if not pruned:
            with Engine(engine.root) as other:
                pruned.extend(other.prune_volumes(all=True).names)
        real(self, *arguments)

    monkeypatch.setattr(Engine, "_insert", insert)
    volume = _first_use(engine, "data:/data")
    assert pruned == ["data"]
    assert _tree(volume.view(), "sub") == ["sub/tool"]
    assert engine.verify_store().leftovers == ()


# what is mounted --------------------------------------------------------------------------------


def test_declared_volumes_are_made_where_nothing_else_is_mounted(engine: Engine) -> None:
    engine.create("t:1", "c1")
    engine.commit("c1", "t:1", changes=["VOLUME /data", "VOLUME /also"])
    made = _create(engine, "c2", _volumes("named:/data"))
    assert [(m.spec.destination, m.spec.is_anonymous) for m in made.mounts] == [
        ("/data", False),
        ("/also", True),
    ]
    assert set(engine.inspect("c2")["Config"]["Volumes"]) == {"/data", "/also"}


@pytest.mark.parametrize(
    ("mounts", "error"),
    [
        (_volumes("aa:/x", "bb:/x/"), DuplicateMountPoint),
        ([parse_volume("aa:/x"), parse_mount("src=bb,dst=/x")], DuplicateMountPoint),
        (_volumes("aa:/etc/motd"), MountOverFile),
        (_volumes("/etc/motd"), MountOverFile),
        (_volumes("aa:/etc/motd/below"), NotADirectory),
        ([parse_mount("type=bind,src=/nope,dst=/x")], InvalidMountConfig),
    ],
)
def test_mounts_that_are_refused_leave_nothing(
    engine: Engine, mounts: list[MountSpec], error: type[EngineError]
) -> None:
    with pytest.raises(error):
        engine.create("t:1", "c1", options=CreateOptions(mounts=mounts))
    assert (engine.containers(), engine.volumes()) == ([], [])


def test_a_path_in_a_volume_is_the_volumes(engine: Engine) -> None:
    made = _create(engine, "c1", _volumes("data:/data"))
    assert made.write(P("data/new"), b"hi").path == "new"
    made.append(P("link/new"), b"!")
    made.rename(P("data/new"), P("data/newer"))
    made.delete(P("data/sub"), recursive=True)
    made.chmod(P("data"), 0o711)
    assert made.view().read(P("data/newer")) == b"hi!"
    assert (made.diff(), made.edits()) == ([], [])
    titles = [(mount := made.mount_at(P(path))) and mount.title for path in ("link/x", "etc")]
    assert titles == ["volume data", None]
    assert _tree(engine.volume("data").view()) == ["a", "b", "link", "newer"]
    assert _tree(made.unmounted(), "data") == [
        "data/a",
        "data/b",
        "data/link",
        "data/sub",
        "data/sub/tool",
    ]


def test_a_link_in_a_volume_leads_to_the_containers_own_files(engine: Engine) -> None:
    made = _create(engine, "c1", _volumes("data:/data"))
    made.symlink(P("data/motd"), "/etc/motd")
    made.write(P("data/motd"), b"changed")
    assert [str(row) for row in made.diff()] == ["C /etc", "C /etc/motd"]
    assert engine.volume("data").view().get(P("motd")).kind is Kind.SYMLINK


def test_what_mounts_forbid(engine: Engine, tmp_path: Path) -> None:
    tmp_path.joinpath("host").mkdir()
    made = _create(
        engine, "c1", _volumes("data:/data", "fixed:/fixed:ro", f"{tmp_path}/host:/mnt/host")
    )
    with pytest.raises(CrossesMounts):
        made.rename(P("data/a"), P("a"))
    with pytest.raises(CrossesMounts):
        made.link(P("linked"), P("data/a"))
    for path in ("data", "mnt", "mnt/host"):
        with pytest.raises(MountInUse):
            made.delete(P(path), recursive=True)
    with pytest.raises(MountInUse):
        made.rename(P("mnt"), P("moved"))
    for path in ("fixed/f", "fixed"):
        with pytest.raises(ReadOnlyMount):
            made.utime(P(path), 0)
    with pytest.raises(HostMount):
        made.write(P("mnt/host/f"), b"")


def test_the_containers_files_that_are_covered_stay_to_be_seen(engine: Engine) -> None:
    _create(engine, "c1", _volumes("data:/etc:nocopy"))
    stack = engine.stack("c1")
    assert _tree(stack.view(), "etc") == []
    assert _tree(stack.view(upto=2), "etc") == []
    assert _tree(stack.view(mounted=False), "etc") == ["etc/motd"]
    assert _tree(stack.view(upto=1), "etc") == ["etc/motd"]
    assert [step.verdict for step in stack.view().trail(P("etc/motd"))] == [
        Verdict.MOUNTED,
        Verdict.ABSENT,
        Verdict.COVERED,
    ]


def test_commit_and_export_have_nothing_of_a_volume(engine: Engine, tmp_path: Path) -> None:
    made = _create(engine, "c1", _volumes("data:/etc:nocopy"))
    made.write(P("etc/secret"), b"in the volume")
    made.write(P("own"), b"")
    engine.commit("c1", "t:2")
    view = engine.stack("t:2").view()
    assert view.read(P("etc/motd")) == b"hi"
    with pytest.raises(NoSuchPath):
        view.get(P("etc/secret"))
    engine.export("c1", tmp_path / "flat.tar")
    assert b"in the volume" not in tmp_path.joinpath("flat.tar").read_bytes()


def test_taken_mounts_are_the_same_volumes(engine: Engine) -> None:
    first = _create(engine, "c1", _volumes("data:/data", "/made-up"))
    second = _create(engine, "c2", _volumes("other:/data"), "c1:ro")
    told = {m.spec.destination: (m.title, m.spec.read_only) for m in second.mounts}
    assert told["/data"] == ("volume other", False)
    assert told["/made-up"] == (first.mounts[1].title, True)
    assert engine.inspect("c2")["HostConfig"]["VolumesFrom"] == ["c1:ro"]


def test_another_program_sees_what_is_written(engine: Engine) -> None:
    one = _create(engine, "c1", _volumes("data:/data"))
    _create(engine, "c2", _volumes("data:/mine"))
    with Engine(engine.root) as other:
        two = other.container("c2")
        one.write(P("data/f"), b"from one")
        two.refresh()
        assert two.view().read(P("mine/f")) == b"from one"
        two.append(P("mine/f"), b" and two")
    one.refresh()
    assert one.view().read(P("data/f")) == b"from one and two"


# mount points -----------------------------------------------------------------------------------


def _diff(container: Container) -> list[str]:
    return [str(row) for row in container.diff()]


def test_mount_points_are_made_when_they_are_needed(engine: Engine, tmp_path: Path) -> None:
    tmp_path.joinpath("file").write_bytes(b"host's")
    made = _create(
        engine,
        "c1",
        _volumes(
            "data:/data", "new:/new/deep", "dang:/dangling/x", f"{tmp_path}/file:/etc/x/conf:ro"
        ),
    )
    assert _diff(made) == []
    assert made.view().read(P("etc/x/conf")) == b"host's"
    made.make_mount_points()
    made.make_mount_points()
    assert _diff(made) == [
        "C /etc",
        "A /etc/x",
        "A /etc/x/conf",
        "A /new",
        "A /new/deep",
        "A /nowhere",
        "A /nowhere/x",
    ]
    assert made.unmounted().get(P("etc/x/conf")).entry.mode == 0o755
    assert made.view().read(P("etc/x/conf")) == b"host's"


def test_the_start_makes_them(engine: Engine) -> None:
    options = CreateOptions(mounts=_volumes("data:/new"))
    engine.create("t:1", "c1", ("sleep", "infinity"), options=options)
    assert engine.start("c1").status is None
    assert _diff(engine.container("c1")) == ["A /new"]


def test_a_mount_point_in_a_volume_is_made_there(engine: Engine) -> None:
    made = _create(engine, "c1", _volumes("inner:/out/in/deep", "outer:/out"))
    made.make_mount_points()
    assert _diff(made) == ["A /out"]
    assert _tree(engine.volume("outer").view()) == ["in", "in/deep"]


@pytest.mark.parametrize("text", ["{}/folder:/etc/motd", "{}/file:/etc"])
def test_a_folder_on_a_file_can_not_be_mounted(engine: Engine, tmp_path: Path, text: str) -> None:
    tmp_path.joinpath("folder").mkdir()
    tmp_path.joinpath("file").touch()
    with pytest.raises(InvalidMountConfig):
        _create(engine, "c1", _volumes(text.format(tmp_path))).make_mount_points()


def test_a_folder_of_the_host_that_v_names_is_made(engine: Engine, tmp_path: Path) -> None:
    made = _create(engine, "c1", _volumes(f"{tmp_path}/absent/x:/mnt"))
    assert not tmp_path.joinpath("absent").exists()
    assert made.view().list(P("mnt")) == []
    made.make_mount_points()
    assert tmp_path.joinpath("absent/x").is_dir()


# cp ---------------------------------------------------------------------------------------------


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    made = tmp_path / "sent"
    (made / "data/sub").mkdir(parents=True)
    (made / "data/sub/f").write_bytes(b"sent")
    (made / "data/a").write_bytes(b"sent")
    (made / "top").write_bytes(b"sent")
    return made


def test_cp_into_a_volume_is_an_edit_of_the_volume(engine: Engine, sent: Path) -> None:
    made = _create(engine, "c1", _volumes("data:/data"))
    for target in ("/data", "/data/sub/", "/link/", "/data/new"):
        edit = made.copy_in(sent / "top", target)
        assert edit.verb is Verb.COPY_IN
    assert _tree(engine.volume("data").view()) == [
        "a",
        "b",
        "link",
        "new",
        "sub",
        "sub/tool",
        "sub/top",
        "top",
    ]
    assert (made.edits(), made.diff()) == ([], [])


def test_cp_of_a_tree_over_a_mount_point_goes_both_ways(engine: Engine, sent: Path) -> None:
    made = _create(engine, "c1", _volumes("data:/data"))
    made.copy_in(f"{sent}/.", "/")
    assert _diff(made) == ["A /top"]
    view = engine.volume("data").view()
    assert (view.read(P("a")), view.read(P("sub/f"))) == (b"sent", b"sent")
    assert [edit.path for edit in engine.volume("data").edits()] == ["", ""]
    assert made.undo().path == ""
    assert _diff(made) == []


def test_cp_refuses_what_a_mount_does_not_take(engine: Engine, sent: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("host").mkdir()
    texts = ("data:/data:ro", f"{tmp_path}/host:/mnt", f"{sent}/top:/etc/motd")
    made = _create(engine, "c1", _volumes(*texts))
    made.make_mount_points()
    before = made.edits()
    with pytest.raises(ReadOnlyMount):
        made.copy_in(sent / "top", "/data")
    with pytest.raises(MountInUse):
        made.copy_in(sent / "data/a", "/etc/motd")
    assert made.edits() == before
    assert [edit.verb for edit in engine.volume("data").edits()] == [Verb.POPULATE]


def test_cp_into_a_folder_of_the_host_is_for_good(
    engine: Engine, sent: Path, tmp_path: Path
) -> None:
    host = tmp_path / "host"
    (host / "data").mkdir(parents=True)
    (host / "data/a").write_bytes(b"old")
    (host / "away").symlink_to(tmp_path)
    os.chmod(sent / "data/a", 0o4750)
    os.link(sent / "data/a", sent / "data/b")
    (sent / "data/l").symlink_to("/etc/motd")
    os.mkfifo(sent / "data/fifo")
    os.utime(sent / "data/sub", (5, 5))
    made = _create(engine, "c1", _volumes(f"{host}:/etc"))
    edit = made.copy_in(sent / "data", "/etc")
    assert (edit.number, edit.verb, made.edits()) == (0, Verb.COPY_IN, [])
    found = host / "data"
    assert (found / "a").read_bytes() == b"sent"
    assert (found / "a").stat().st_mode & 0o7777 == 0o750
    assert (found / "a").samefile(found / "b")
    assert (found / "l").readlink() == Path("/etc/motd")
    assert (found / "fifo").is_fifo()
    assert (found / "sub").stat().st_mtime == 5
    with pytest.raises(NoSuchPath):
        made.copy_in(sent / "top", "/etc/away/")
    assert not (tmp_path / "top").exists()
    with pytest.raises(IsADirectory):
        made.copy_in_tar(BytesIO(layer_tar([file("data")])), "/etc")
    assert _diff(made) == []


def test_cp_makes_the_mount_points(engine: Engine, sent: Path) -> None:
    made = _create(engine, "c1", _volumes("data:/new"))
    made.copy_in(sent / "top", "/new")
    assert _diff(made) == ["A /new"]
    assert engine.volume("data").view().read(P("top")) == b"sent"


def test_cp_out_of_a_volume(engine: Engine, tmp_path: Path) -> None:
    made = _create(engine, "c1", _volumes("data:/elsewhere"))
    made.write(P("elsewhere/f"), b"from the volume")
    made.copy_out("/elsewhere", tmp_path / "out")
    assert tmp_path.joinpath("out/f").read_bytes() == b"from the volume"


def test_a_hard_link_across_a_mount_is_refused(engine: Engine, sent: Path) -> None:
    os.link(sent / "top", sent / "data/same")
    made = _create(engine, "c1", _volumes("data:/data"))
    with pytest.raises(CrossesMounts):
        made.copy_in(f"{sent}/.", "/")
    assert (_diff(made), [edit.verb for edit in engine.volume("data").edits()]) == (
        [],
        [Verb.POPULATE],
    )
