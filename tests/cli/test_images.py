"""Commands on images: `load`, `save`, `import`, `images`, `tag` and others, in Docker's words."""

import json
import re
from pathlib import Path

import pytest

from layerlab.facade import Engine
from support.commands import Run
from support.images import directory, file, layer_tar, write_archive


def image_id(root: Path, name: str = "t:1") -> str:
    with Engine(root) as engine:
        return str(engine.image(name).image_id)


# load, save -------------------------------------------------------------------------------------


def test_load_names_each_image(run: Run, archive: Path) -> None:
    said = run("load", "-i", archive)
    assert (said.status, said.out, said.err) == (0, "Loaded image: t:1\n", "")


def test_load_tells_the_id_of_an_image_without_a_name(run: Run, root: Path, tmp_path: Path) -> None:
    path = write_archive(tmp_path / "a.tar", [[file("f", b"x")]], None)
    said = run("load", "--input", path)
    (found,) = run("images", "-q", "--no-trunc").lines
    assert said.out == f"Loaded image ID: {found}\n"


def test_load_reads_stdin(run: Run, archive: Path) -> None:
    assert run("load", stdin=archive.read_bytes()).out == "Loaded image: t:1\n"
    assert run("load", "-i", "-", stdin=archive.read_bytes()).out == "Loaded image: t:1\n"


def test_load_of_nothing_fails(run: Run) -> None:
    said = run("load", stdin=b"")
    assert said.status == 1
    assert "no image archive: it is an empty file" in said.err


def test_load_of_a_missing_file_names_it(run: Run, tmp_path: Path) -> None:
    said = run("load", "-i", tmp_path / "none.tar")
    assert said.status == 1
    assert str(tmp_path / "none.tar") in said.err


@pytest.mark.parametrize("form", ["docker-archive", "oci-archive", "oci-dir"])
def test_save_and_load_elsewhere(loaded: Run, root: Path, tmp_path: Path, form: str) -> None:
    path = tmp_path / "out"
    said = loaded("save", "--format", form, "-o", path, "t:1")
    assert (said.status, said.out, said.err) == (0, "", "")
    said = loaded("--root", tmp_path / "other", "load", "-i", path)
    assert said.out == "Loaded image: t:1\n"
    assert image_id(tmp_path / "other") == image_id(root)


def test_save_of_an_unknown_image_leaves_no_file(loaded: Run, tmp_path: Path) -> None:
    said = loaded("save", "-o", tmp_path / "out", "t:1", "nope")
    assert said.status == 1
    assert said.err.startswith("Error: No such image: nope")
    assert not (tmp_path / "out").exists()


# images, history, inspect -----------------------------------------------------------------------


def test_images_is_a_table(loaded: Run, root: Path) -> None:
    head, row = loaded("images").lines
    assert head.split() == ["REPOSITORY", "TAG", "IMAGE", "ID", "CREATED", "SIZE"]
    assert row.split() == ["t", "1", image_id(root)[7:19], "N/A", "43B"]


def test_images_without_any(run: Run) -> None:
    assert run("images").lines == ["REPOSITORY   TAG       IMAGE ID   CREATED   SIZE"]
    assert run("images", "-q").out == ""
    assert run("images", "--format", "json").out == ""


def test_images_as_json(loaded: Run, root: Path) -> None:
    loaded("tag", "t:1", "example.org/a/b:2")
    rows = [json.loads(line) for line in loaded("images", "--format", "json").lines]
    assert [(row["Repository"], row["Tag"]) for row in rows] == [
        ("t", "1"),
        ("example.org/a/b", "2"),
    ]
    assert {row["ID"] for row in rows} == {image_id(root)[7:19]}
    assert rows[0].keys() >= {"CreatedAt", "CreatedSince", "Size", "Digest"}


def test_images_quiet_and_whole(loaded: Run, root: Path) -> None:
    loaded("tag", "t:1", "t:2")
    assert loaded("images", "-q").lines == [image_id(root)[7:19]]
    assert loaded("images", "-a", "-q", "--no-trunc").lines == [image_id(root)]


def test_images_shows_one_without_a_name(run: Run, tmp_path: Path) -> None:
    run("load", "-i", write_archive(tmp_path / "a.tar", [[file("f", b"x")]], None))
    assert run("images").lines[1].split()[:2] == ["<none>", "<none>"]


def test_history_is_newest_first(loaded: Run, root: Path) -> None:
    said = loaded("history", "t:1")
    assert said.lines[0].split() == ["IMAGE", "CREATED", "CREATED", "BY", "SIZE", "COMMENT"]
    assert "layer 2" in said.lines[1]
    assert said.lines[1].startswith(image_id(root)[7:19])
    assert "layer 1" in said.lines[2]
    assert said.lines[2].startswith("<missing>")


def test_history_as_json_quiet_and_whole(loaded: Run, root: Path) -> None:
    rows = [json.loads(line) for line in loaded("history", "--format", "json", "t:1").lines]
    assert [row["CreatedBy"] for row in rows] == ["layer 2", "layer 1"]
    assert loaded("history", "-q", "t:1").lines == [image_id(root)[7:19], "<missing>"]
    assert loaded("history", "-q", "--no-trunc", "t:1").lines[0] == image_id(root)


def test_inspect_of_an_image(loaded: Run, root: Path) -> None:
    (found,) = json.loads(loaded("inspect", "t:1").out)
    assert found["Id"] == image_id(root)
    assert found["RepoTags"] == ["t:1"]
    assert len(found["RootFS"]["Layers"]) == 2
    assert found["Config"]["Cmd"] == ["/bin/sh"]


def test_inspect_of_several(created: Run, root: Path) -> None:
    image, container = json.loads(created("inspect", "t:1", "c1").out)
    assert image["Id"] == container["Image"] == image_id(root)
    assert container["Name"] == "/c1"
    assert Path(container["GraphDriver"]["Data"]["UpperDir"]).is_dir()


def test_inspect_of_nothing_known(loaded: Run) -> None:
    said = loaded("inspect", "t:1", "nope")
    assert said.status == 1
    assert [found["RepoTags"] for found in json.loads(said.out)] == [["t:1"]]
    assert said.err == "Error: No such object: nope\n"


def test_an_image_is_found_by_a_prefix_of_its_id(loaded: Run, root: Path) -> None:
    whole = image_id(root)
    for prefix in (whole, whole[:20], whole[7:19], whole[7:10]):
        assert json.loads(loaded("inspect", prefix).out)[0]["Id"] == whole


# tag, rmi ---------------------------------------------------------------------------------------


def test_tag_and_rmi_of_one_name(loaded: Run, root: Path) -> None:
    whole = image_id(root)
    assert loaded("tag", "t:1", "u:2").out == ""
    assert loaded("rmi", "t:1").out == "Untagged: t:1\n"
    lines = loaded("rmi", "u:2").lines
    assert lines[:2] == ["Untagged: u:2", f"Deleted: {whole}"]
    assert len(lines[2:]) == 2  # its layers
    assert loaded("images", "-q").out == ""


def test_rmi_by_id_of_an_image_with_several_names(loaded: Run, root: Path) -> None:
    loaded("tag", "t:1", "u:2")
    whole = image_id(root)
    said = loaded("rmi", whole[7:19])
    assert said.status == 1
    assert "t:1, u:2" in said.err
    said = loaded("rmi", "-f", whole[7:19])
    assert said.lines[:3] == ["Untagged: t:1", "Untagged: u:2", f"Deleted: {whole}"]


def test_rmi_of_an_image_in_use(created: Run) -> None:
    said = created("rmi", "t:1")
    assert said.status == 1
    assert "c1" in said.err
    created("rm", "c1")
    assert created("rmi", "t:1").status == 0


@pytest.mark.parametrize("name", ["UPPER", "a b", "", "t:", "t:-x", "a" * 300])
def test_tag_with_a_name_that_is_none(loaded: Run, name: str) -> None:
    said = loaded("tag", "t:1", name)
    assert said.status == 1
    assert said.err.startswith("Error: Invalid reference")


# verify -----------------------------------------------------------------------------------------


def test_verify_of_an_image_and_of_an_archive(loaded: Run, archive: Path) -> None:
    for target in ("t:1", str(archive)):
        said = loaded("verify", target)
        assert said.out == f"{target}: all digests, sizes and diff IDs are right\n"
        assert said.status == 0


def test_verify_names_what_is_wrong(loaded: Run, root: Path, archive: Path) -> None:
    with Engine(root) as engine:
        layer = engine.image("t:1").layers[1]
    blob = root / "blobs" / "sha256" / layer.diff_id.removeprefix("sha256:")
    blob.write_bytes(blob.read_bytes().replace(b"welcome again", b"welcome alien"))

    said = loaded("verify", "t:1")

    assert (said.status, said.err) == (1, "")
    assert said.lines
    for line in said.lines:
        assert line.startswith("layer 2 of t:1: ")
    assert loaded("verify", archive).status == 0


# import -----------------------------------------------------------------------------------------


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    path = tmp_path / "flat.tar"
    path.write_bytes(layer_tar([directory("etc"), file("etc/motd", b"flat\n")]))
    return path


def test_import_prints_the_id_and_names_the_image(run: Run, flat: Path) -> None:
    said = run("import", "-m", "why", "-c", 'CMD ["sh"]', "--platform", "arm64", flat, "flat:1")
    assert re.fullmatch(r"sha256:[0-9a-f]{64}\n", said.out)
    (found,) = json.loads(run("inspect", "flat:1").out)
    assert found["Id"] == said.out.strip()
    assert (found["Comment"], found["Config"]["Cmd"]) == ("why", ["sh"])
    assert (found["Os"], found["Architecture"]) == ("linux", "arm64")
    assert run("cat", "flat:1", "/etc/motd").out == "flat\n"


def test_import_from_a_pipe(run: Run, flat: Path) -> None:
    said = run("import", "-", stdin=flat.read_bytes())
    assert run("cat", said.out.strip(), "/etc/motd").out == "flat\n"
    (row,) = map(json.loads, run("images", "--format", "json").lines)
    assert row["Repository"] == "<none>"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["https://example.org/fs.tar"], "nothing is fetched here"),
        (["nope.tar"], "nope.tar"),
        (["--platform", "a/b/c/d", "-"], "Invalid platform a/b/c/d"),
        (["-c", "RUN true", "-"], "RUN is not a valid change command"),
        (["-", "UPPER"], "UPPER"),
        (["-"], "what came from the pipe is damaged"),
    ],
)
def test_import_that_is_refused(run: Run, words: list[str], told: str) -> None:
    said = run("import", *words, stdin=b"not a tar" * 200)
    assert said.status == 1
    assert told in said.err
    assert run("images", "-q").out == ""


def test_verify_without_a_name_is_about_everything(created: Run, root: Path) -> None:
    assert created("verify").out == f"{root}: images, containers and the database are right\n"
    (root / "blobs/sha256" / ("ab" * 32)).write_bytes(b"left")
    said = created("verify")
    assert said.status == 0
    assert said.out.endswith("are right; left over, and swept by the next rmi: 1\n")
    for blob in (root / "blobs/sha256").iterdir():
        blob.write_bytes(b"damaged")
    said = created("verify")
    assert said.status == 1
    assert any(line.startswith("t:1: the manifest of t:1 is damaged") for line in said.lines)
    assert all("Load or pull" in line for line in said.lines)
