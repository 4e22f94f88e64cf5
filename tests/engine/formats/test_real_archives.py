"""Archives that real tools wrote: each opens, shows the right tree, loads and verifies.

The archives and how they came about: `tests/archives/archives.toml`.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from layerlab.errors import TarOfFiles
from layerlab.facade import ArtifactKind, Engine
from layerlab.model import Digest
from support.real_archives import FOLDER, RealArchive, files_of, real_archives

ALL = real_archives()
IMAGES = [row for row in ALL if row.holds != "files"]


def named(row: RealArchive) -> str:
    return row.name


def test_the_documentation_has_the_tables() -> None:
    """Made by resources/make_archive_table.py; every kind that it names is put together."""
    project = Path(__file__).parents[3]
    command = [sys.executable, str(project / "resources" / "make_archive_table.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    shapes = tomllib.loads((FOLDER / "shapes.toml").read_text("utf-8"))
    made = (Path(__file__).parent / "test_every_tool.py").read_text("utf-8")
    assert [name for name in shapes if f"\ndef {name}() -> Kind:" not in made] == []
    for guide in ("guide.en.md", "guide.ko.md"):
        assert "(archives.md)" in (project / "docs" / guide).read_text("utf-8")


def test_every_archive_is_in_the_table() -> None:
    assert {path.name for path in FOLDER.glob("*.tar.xz")} == {f"{row.name}.tar.xz" for row in ALL}


@pytest.mark.parametrize("row", IMAGES, ids=named)
def test_open_shows_the_tree_and_the_names(
    row: RealArchive, engine: Engine, tmp_path: Path
) -> None:
    with engine.open(row.place(tmp_path)) as archive:
        names = [[str(ref) for ref in image.references] for image in archive.images]
        trees = [files_of(engine.stack(image)) for image in archive.images]
    assert trees == row.files
    assert names == row.names


@pytest.mark.parametrize("row", IMAGES, ids=named)
def test_what_is_no_image_is_listed(row: RealArchive, engine: Engine, tmp_path: Path) -> None:
    with engine.open(row.place(tmp_path)) as archive:
        platforms = [str(image.platform) for image in archive.images]
        absent = [str(one.platform) for one in archive.absent]
        kinds = [artifact.kind for artifact in archive.artifacts]
        types = [artifact.artifact_type for artifact in archive.artifacts]
        manifests = {Digest.of(image.manifest_data or b"") for image in archive.images}
        subjects = {artifact.subject for artifact in archive.artifacts if artifact.subject}
    assert platforms == (row.platforms or ["linux/amd64"] * len(row.names))
    assert sorted(a for a in absent if a != "unknown/unknown") == sorted(row.absent)
    assert kinds.count(ArtifactKind.ATTESTATION) == row.attestations
    assert row.attestations or sorted(types) == sorted(row.artifacts)
    assert subjects <= manifests


@pytest.mark.parametrize("row", IMAGES, ids=named)
def test_it_loads_and_verifies(row: RealArchive, engine: Engine, tmp_path: Path) -> None:
    path = row.place(tmp_path)
    loaded = engine.load(path, all_platforms=True)
    assert len(loaded.images) == len(row.names)
    for image in loaded.images:
        assert engine.verify(str(image.image_id)) == []
        assert files_of(engine.stack(str(image.image_id))) in row.files


@pytest.mark.parametrize("row", [row for row in ALL if row.holds == "files"], ids=named)
def test_a_file_system_is_no_image_but_can_be_imported(
    row: RealArchive, engine: Engine, tmp_path: Path
) -> None:
    path = row.place(tmp_path)
    with pytest.raises(TarOfFiles):
        engine.open(path)
    imported = engine.import_image(path, "files:1")
    files = files_of(engine.stack(str(imported.image_id)))
    (expected,) = row.files
    assert files.items() >= expected.items()
