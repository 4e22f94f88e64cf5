"""The limits as they are set, as they are documented, and as they arrive where they count."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from layerlab.errors import LimitExceeded
from layerlab.facade import Engine
from layerlab.limits import DEFAULT_LIMITS, LARGEST, NAMES, Limits, parse_setting, with_settings
from layerlab.model import ROOT, clean
from layerlab.words import explain
from support.archives import Layout, docker_members, packed, write_tar
from support.images import directory, file, layer_tar, symlink, write_archive

PROJECT = Path(__file__).parents[2]
_ROW = re.compile(r"\| `(\w+)` \| ([\d,]+(?: [KMG]iB)?) \|")
_UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_guide_lists_each_limit_with_its_default(language: str) -> None:
    text = (PROJECT / f"docs/guide.{language}.md").read_text(encoding="utf-8")
    listed: dict[str, int] = {}
    for name, value in _ROW.findall(text):
        number, _, unit = value.replace(",", "").partition(" ")
        listed[name] = int(number) * _UNITS.get(unit, 1)
    assert listed == {name: getattr(DEFAULT_LIMITS, name) for name in NAMES}


def test_each_limit_has_its_reason() -> None:
    text = (PROJECT / "engine/layerlab/limits.py").read_text(encoding="utf-8")
    for field in fields(Limits):
        assert re.search(rf'    {field.name}: int = [^\n]+\n    """[A-Z]', text), field.name


class TestSettings:
    @pytest.mark.parametrize(
        ("text", "value"),
        [("entries=7", 7), ("entries=2k", 2048), (" entries=3M", 3 << 20), ("entries=1T", 1 << 40)],
    )
    def test_value_and_unit(self, text: str, value: int) -> None:
        assert parse_setting(text) == ("entries", value)

    @pytest.mark.parametrize(
        "text",
        [
            *("", "entries", "entries=", "entries=0", "entries=-1", "entries=1.5", "entries=M"),
            *("entries=9E", "entries=²", "entries=1 M", "nothing=1", "=1"),
            f"entries={LARGEST + 1}",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="entries"):
            parse_setting(text)

    def test_last_of_two_counts(self) -> None:
        changed = with_settings(DEFAULT_LIMITS, [("layers", 1), ("layers", 2), ("images", 3)])
        assert changed == Limits(layers=2, images=3)


LAYER = (directory("d"), symlink("d/l", "e"), file("d/f", bytes(5000)))


def exceeded(root: Path, archive: Path, **limits: int) -> LimitExceeded:
    """What a load and a look with these limits raise; with the defaults there is nothing."""

    def look(engine: Engine) -> None:
        engine.stack(engine.load(archive).images[0].image_id)

    with Engine(root, Limits(**limits)) as engine, pytest.raises(LimitExceeded) as caught:
        look(engine)
    with Engine(root) as engine:
        look(engine)
    return caught.value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("document_bytes", 100), ("archive_document_bytes", 300), ("archive_members", 3)],
        *[("archive_layers", 1), ("images", 0), ("layers", 1), ("image_entries", 7)],
        *[("entries", 3), ("directory_entries", 1), ("text_bytes", 10), ("path_bytes", 2)],
        *[("path_depth", 1), ("lookup_steps", 0)],
    ],
)
def test_limit_holds_from_the_engine_down(tmp_path: Path, name: str, value: int) -> None:
    """Set low, each is exceeded by a small archive; at its default the archive loads."""
    archive = write_archive(tmp_path / "in.tar", [LAYER, LAYER])
    error = exceeded(tmp_path / "root", archive, **{name: value})
    assert error.name == name
    assert error.limit == value
    assert error.actual > value
    assert f"--limit {name}=" in explain(error)


def test_limits_of_indexes(tmp_path: Path) -> None:
    layout = Layout()
    inner = layout.index([layout.manifest()])
    layout.list(layout.index([inner]))
    archive = write_tar(tmp_path / "in.tar", layout.members())
    for name, value in (("nested_indexes", 2), ("index_entries", 2)):
        assert exceeded(tmp_path / name, archive, **{name: value}).name == name


def test_limit_of_expansion(tmp_path: Path) -> None:
    plain = layer_tar([file("zeros", bytes(1 << 20))])
    members = dict(docker_members([plain]))
    key = next(name for name in members if name.endswith("layer.tar"))
    members[key] = packed(plain)
    archive = write_tar(tmp_path / "in.tar", members)
    error = exceeded(tmp_path / "root", archive, expanded_bytes=100_000, expansion_ratio=10)
    assert error.name == "expanded_bytes"
    assert "layer 1" in error.what


def test_what_is_in_the_store_is_not_measured_again(tmp_path: Path) -> None:
    layers = [layer_tar(LAYER), layer_tar([file("other")])]
    members = {
        name: packed(data) if name.endswith("layer.tar") and isinstance(data, bytes) else data
        for name, data in docker_members(layers).items()
    }
    archive = write_tar(tmp_path / "in.tar", members)
    with Engine(tmp_path / "root") as engine:
        engine.load(archive)
    low = Limits(document_bytes=1, layers=1, entries=1, expanded_bytes=1, expansion_ratio=1)
    with Engine(tmp_path / "root", low) as engine:
        assert not engine.images()[0].is_damaged
        assert engine.stack("t:1").view().read(clean("d/f"), 0, 2) == bytes(2)
        assert engine.verify("t:1") == []


def test_names_that_several_layers_have_in_one_directory(tmp_path: Path) -> None:
    """Each layer is within the limit, the merged directory is not."""
    layers = [[file(f"{layer}-{n}") for n in range(3)] for layer in range(3)]
    archive = write_archive(tmp_path / "in.tar", layers)
    with Engine(tmp_path / "root", Limits(directory_entries=8)) as engine:
        engine.load(archive)
        stack = engine.stack("t:1")
        assert len(stack.view(upto=2).list(ROOT)) == 6
        with pytest.raises(LimitExceeded) as caught:
            stack.view().list(ROOT)
        assert caught.value.name == "directory_entries"


def test_directories_over_links_of_lower_layers(tmp_path: Path) -> None:
    links = [directory("d"), *(symlink(f"l{n}", "d") for n in range(3))]
    layers = [links, [file(f"l{n}/{n}") for n in range(3)]]
    archive = write_archive(tmp_path / "in.tar", layers)
    assert exceeded(tmp_path / "root", archive, linked_directories=2).name == "linked_directories"
