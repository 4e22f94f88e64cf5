"""The facade's actions from end to end."""

import json
import tarfile
from pathlib import Path

import pytest

from layerlab.container.options import CreateOptions
from layerlab.errors import (
    AlreadyExists,
    Cancelled,
    ContainerNameInUse,
    DamagedBlob,
    DiffIdMismatch,
    DigestMismatch,
    ImageHasTags,
    InvalidChange,
    InvalidContainerName,
    InvalidReference,
    NoSuchContainer,
    NoSuchFile,
    NoSuchImage,
    NoSuchLayer,
    NotADirectory,
    ReferenceInUse,
)
from layerlab.facade import Engine, SaveFormat
from layerlab.model import Kind, LayerPath
from layerlab.progress import Progress
from support.images import BASE, file, write_archive
from support.stores import temporary_files

P = LayerPath


def test_load_lists_the_image_under_its_name(loaded: Engine) -> None:
    (image,) = loaded.images()
    assert [ref.familiar for ref in image.references] == ["t:1"]
    assert (image.layer_count, image.platform) == (1, "linux/amd64")
    links = sum(len(entry.link) for entry, _ in BASE if entry.kind is Kind.SYMLINK)
    assert image.size_bytes == sum(entry.size for entry, _ in BASE) + links


def test_loading_twice_changes_nothing(loaded: Engine, base_archive: Path) -> None:
    before = loaded.images()
    loaded.load(base_archive)
    assert loaded.images() == before


@pytest.mark.parametrize("form", SaveFormat)
def test_what_is_saved_loads_as_the_same_image(
    loaded: Engine, tmp_path: Path, form: SaveFormat
) -> None:
    loaded.container("c1").write(P("etc/motd"), b"changed")
    made = loaded.commit("c1", "t:2", message="m", author="a")
    target = tmp_path / "saved"
    loaded.save(["t:2", "t:1"], target, form)
    with Engine(tmp_path / "other") as other:
        result = other.load(target)
        assert {image.image_id for image in result.images} == {i.image_id for i in loaded.images()}
        assert other.image("t:2").image_id == made.image_id
        assert other.stack("t:2").view().read(P("etc/motd")) == b"changed"
        assert other.verify("t:2") == []


@pytest.mark.parametrize("form", [SaveFormat.DOCKER_ARCHIVE, SaveFormat.OCI_ARCHIVE])
def test_saving_twice_gives_the_same_bytes(
    loaded: Engine, tmp_path: Path, form: SaveFormat
) -> None:
    for name in ("one", "two"):
        loaded.save(["t:1"], tmp_path / name, form)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_save_by_id_has_no_name(loaded: Engine, tmp_path: Path) -> None:
    loaded.save([loaded.images()[0].image_id], tmp_path / "x.tar")
    with tarfile.open(tmp_path / "x.tar") as tar:
        manifest = tar.extractfile("manifest.json")
        assert manifest
        assert json.load(manifest)[0]["RepoTags"] is None


def test_an_oci_directory_is_never_written_over(loaded: Engine, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d/precious").write_text("x")
    with pytest.raises(AlreadyExists):
        loaded.save(["t:1"], tmp_path / "d", SaveFormat.OCI_DIR)
    assert (tmp_path / "d/precious").read_text() == "x"


def test_commit_makes_one_layer_and_one_line_of_history(loaded: Engine) -> None:
    container = loaded.container("c1")
    container.delete(P("opt/d"), recursive=True)
    container.write(P("etc/motd"), b"new")
    preview = [(item.path, item.reason.value) for item in loaded.preview_commit("c1")]
    result = loaded.commit("c1", "t:2", message="why", author="who")
    assert preview == [
        ("etc", "parent"),
        ("etc/motd", "changed"),
        ("opt", "parent"),
        ("opt/.wh.d", "whiteout"),
    ]
    assert result.entry_count == 4
    image = loaded.image("t:2")
    assert len(image.layers) == 2
    line = image.config.history[-1]
    assert (line.comment, line.author, line.created_by) == ("why", "who", "/bin/sh")
    assert loaded.inspect("t:2")["Parent"] == loaded.image("t:1").image_id
    top = loaded.stack("t:2").view(alone=2)
    assert [(n.path, n.kind) for n in top.walk() if not n.is_directory] == [
        ("etc/motd", Kind.FILE),
        ("opt/d", Kind.WHITEOUT),
    ]


def test_an_empty_commit_has_history_and_no_layer(loaded: Engine) -> None:
    result = loaded.commit("c1", "t:2", changes=["ENV A=1", 'CMD ["x"]', "LABEL k=v"])
    image = loaded.image("t:2")
    assert (result.layer, result.entry_count) == (None, 0)
    assert image.config.history[-1].empty_layer
    assert image.config.run["Env"] == ["PATH=/bin", "A=1"]
    assert image.config.run["Cmd"] == ["x"]
    assert image.config.run["Labels"] == {"k": "v"}


@pytest.mark.parametrize("change", ["NOPE x", "ENV", "EXPOSE abc", "LABEL x"])
def test_a_wrong_change_is_refused(loaded: Engine, change: str) -> None:
    with pytest.raises(InvalidChange):
        loaded.commit("c1", "t:2", changes=[change])
    with pytest.raises(NoSuchImage):
        loaded.image("t:2")


def test_containers_share_the_image_and_not_their_layers(loaded: Engine) -> None:
    loaded.create("t:1", "c2")
    loaded.container("c1").write(P("etc/motd"), b"c1")
    assert loaded.container("c2").view().read(P("etc/motd")) == b"welcome\n"
    assert loaded.stack("t:1").view().read(P("etc/motd")) == b"welcome\n"


def test_an_image_in_use_stays(loaded: Engine) -> None:
    with pytest.raises(ReferenceInUse, match="c1"):
        loaded.remove_image("t:1")
    layer = loaded.container("c1").upper_path
    loaded.remove_container("c1")
    assert not layer.exists()
    removed = loaded.remove_image("t:1")
    assert len(removed.deleted) == 1
    assert loaded.images() == []
    assert list((loaded.root / "blobs/sha256").iterdir()) == []
    assert list((loaded.root / "index").glob("*.index")) == []


def test_the_last_name_takes_the_image_with_it(loaded: Engine) -> None:
    loaded.remove_container("c1")
    loaded.tag("t:1", "u:1")
    with pytest.raises(ImageHasTags):
        loaded.remove_image(loaded.image("t:1").image_id)
    assert loaded.remove_image("t:1").deleted == ()
    assert len(loaded.remove_image("u:1").deleted) == 1


def test_names_of_containers(loaded: Engine) -> None:
    with pytest.raises(ContainerNameInUse):
        loaded.create("t:1", "c1")
    with pytest.raises(InvalidContainerName):
        loaded.create("t:1", "a b")
    made = loaded.create("t:1")
    assert loaded.container(made.id[:8]).name == made.name
    loaded.rename_container(made.name, "fresh")
    assert loaded.container("fresh").id == made.id
    with pytest.raises(NoSuchContainer):
        loaded.container(made.name)


def test_an_archive_opens_in_place_without_copying(engine: Engine, base_archive: Path) -> None:
    with engine.open(base_archive) as archive:
        stack = engine.stack(archive.images[0])
        assert stack.view().read(P("etc/motd")) == b"welcome\n"
    assert engine.images() == []
    assert list((engine.root / "blobs/sha256").iterdir()) == []


def test_a_false_diff_id_is_told_and_nothing_is_loaded(engine: Engine, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "x.tar", [[file("a", b"1")]])
    archive.write_bytes(_with_other_layer(archive.read_bytes()))
    with pytest.raises((DiffIdMismatch, DigestMismatch)):
        engine.load(archive)
    assert engine.images() == []
    engine._store.collect()
    assert list((engine.root / "blobs/sha256").iterdir()) == []


def _with_other_layer(data: bytes) -> bytes:
    """The file's content changed inside the layer; headers and sizes stay."""
    at = data.index(b"1" + bytes(511), 512)
    return data[:at] + b"2" + data[at + 1 :]


class StopAt(Progress):
    """Cancels when a stage of this name begins."""

    def __init__(self, verb: str) -> None:
        super().__init__()
        self._verb = verb

    def changed(self) -> None:
        if self.stage.verb == self._verb:
            self.cancel()


def test_a_cancelled_load_leaves_nothing(engine: Engine, base_archive: Path) -> None:
    with pytest.raises(Cancelled):
        engine.load(base_archive, StopAt("load"))
    assert engine.images() == []
    assert temporary_files(engine.root) == []


def test_a_cancelled_save_leaves_what_was_there(loaded: Engine, tmp_path: Path) -> None:
    target = tmp_path / "x.tar"
    target.write_text("before")
    with pytest.raises(Cancelled):
        loaded.save(["t:1"], target, progress=StopAt("save"))
    assert target.read_text() == "before"
    assert [p.name for p in tmp_path.glob(".*")] == []


def test_a_stack_has_a_card_for_each_layer(loaded: Engine) -> None:
    loaded.container("c1").write(P("etc/motd"), b"x")
    stack = loaded.stack("c1")
    assert [(card.number, card.is_container) for card in stack.layers] == [(1, False), (2, True)]
    facts = json.loads(stack.card(1).json)
    assert facts["diff_id"] == facts["chain_id"]
    assert facts["history"] == {"created_by": "layer 1"}
    with pytest.raises(NoSuchLayer):
        stack.view(upto=3)


def test_a_damaged_blob_is_named_by_verify(loaded: Engine) -> None:
    layer = loaded.image("t:1").layers[0]
    path = loaded.root / "blobs/sha256" / layer.diff_id.hex
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    faults = loaded.verify("t:1")
    assert [fault.object for fault in faults] == ["layer 1 of t:1"]
    assert isinstance(faults[0].error, DamagedBlob)


def test_export_is_the_merged_tree(loaded: Engine, tmp_path: Path) -> None:
    loaded.container("c1").delete(P("opt/d"), recursive=True)
    loaded.export("c1", tmp_path / "x.tar")
    with tarfile.open(tmp_path / "x.tar") as tar:
        names = tar.getnames()
        assert "opt/d" not in names
        assert "etc/motd" in names
        assert tar.getmember("opt/two").linkname == "opt/one"


def test_a_damaged_image_is_listed_and_told(loaded: Engine) -> None:
    record = loaded._store.images()[0]
    loaded._store.blobs.path(record.manifest.digest).write_bytes(b"{")
    (image,) = loaded.images()
    assert image.is_damaged
    assert [ref.familiar for ref in image.references] == ["t:1"]
    with pytest.raises(DamagedBlob, match="the manifest of t:1"):
        loaded.image("t:1")


def test_a_damaged_image_is_whole_again_after_it_is_loaded_anew(
    loaded: Engine, base_archive: Path
) -> None:
    loaded.remove_container("c1")
    for path in (loaded.root / "blobs/sha256").iterdir():
        path.write_bytes(b"{")
    loaded.remove_image("t:1")
    loaded.load(base_archive)
    assert loaded.verify("t:1") == []


def test_a_name_with_a_digest_is_not_given(loaded: Engine) -> None:
    with pytest.raises(InvalidReference):
        loaded.tag("t:1", "x@sha256:" + "0" * 64)


def test_saving_into_a_directory_that_is_absent_names_it(loaded: Engine, tmp_path: Path) -> None:
    with pytest.raises(NoSuchFile, match="absent"):
        loaded.save(["t:1"], tmp_path / "absent" / "x.tar")


def test_a_working_directory_that_is_missing_is_made(loaded: Engine) -> None:
    options = CreateOptions(working_directory="/srv/app/x")
    made = loaded.container(loaded.create("t:1", "c2", options=options).name)
    assert [str(row) for row in made.diff()] == ["A /srv", "A /srv/app", "A /srv/app/x"]
    assert len(made.edits()) == 1
    there = loaded.create("t:1", "c3", options=CreateOptions(working_directory="/etc"))
    assert loaded.container(there.name).diff() == []
    with pytest.raises(NotADirectory):
        loaded.create("t:1", "c4", options=CreateOptions(working_directory="/etc/motd"))
    assert {container.name for container in loaded.containers()} == {"c1", "c2", "c3"}
