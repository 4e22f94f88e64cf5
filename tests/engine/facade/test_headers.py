"""A layer's tar as it is stored: its entries in their order. The other reader is Python's own."""

import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from layerlab.errors import NoSuchLayer
from layerlab.facade import Engine
from layerlab.model import LayerPath
from support.archives import config_of, dump, packed, write_tar
from support.images import directory, file, hardlink, layer_tar, symlink, write_archive

FILES = [
    file("z/first", b"12345"),
    directory("a"),
    file("a/.wh.gone"),
    file("a/.wh..wh..opq"),
    file("a/" + "long" * 60, b"x" * 700),
    symlink("a/link", "elsewhere"),
    hardlink("a/hard", "z/first"),
]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = Engine(tmp_path / "root")
    made.load(write_archive(tmp_path / "image.tar", [[file("base")], FILES]))
    made.create(made.image_names()[0], "c1")
    made.create_volume("data")
    return made


def test_entries_are_those_of_the_tar_in_its_order(engine: Engine) -> None:
    with tarfile.open(fileobj=BytesIO(layer_tar(FILES))) as tar:
        known = [(member.name, member.offset, member.offset_data) for member in tar]
    found = engine.stack("c1").headers(2, 100)
    assert [(h.name.rstrip("/"), h.offset, h.data_offset) for h in found] == known
    assert [h.name for h in found if "/.wh." in h.name] == ["a/.wh.gone", "a/.wh..wh..opq"]


def test_no_more_are_read_than_wanted(engine: Engine) -> None:
    names = [header.name for header in engine.stack("c1").headers(2, 3)]
    assert names == [header.name for header in engine.stack("c1").headers(2, 100)][:3]


def test_what_is_read_meanwhile_does_not_move_it(engine: Engine) -> None:
    """Headers and contents are read through one stream."""
    stack = engine.stack("c1")
    content = stack.view(alone=2).open(LayerPath("z/first"))
    assert len(stack.headers(2, 100)) == len(FILES)
    assert content.read() == b"12345"


def test_what_is_no_tar_has_no_entries(engine: Engine) -> None:
    stack = engine.stack("c1")
    assert stack.headers(3, 100) == ()
    assert engine.volume_stack("data").headers(1, 100) == ()
    with pytest.raises(NoSuchLayer):
        stack.headers(4, 100)


def test_a_packed_layer_is_read_unpacked(engine: Engine, tmp_path: Path) -> None:
    layer = layer_tar(FILES)
    rows = [{"Config": "c.json", "RepoTags": ["packed:1"], "Layers": ["layer.tar"]}]
    members = {
        "layer.tar": packed(layer),
        "c.json": config_of([layer]),
        "manifest.json": dump(rows),
    }
    engine.load(write_tar(tmp_path / "packed.tar", members))
    found = engine.stack("packed:1").headers(1, 100)
    assert found == engine.stack("c1").headers(2, 100)
