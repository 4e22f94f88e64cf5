"""`Engine.import_image`: one layer, a config from the changes alone, nothing kept on an error."""

import bz2
import gzip
import io
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from layerlab.errors import (
    Cancelled,
    DamagedStream,
    DamagedTar,
    EngineError,
    InvalidChange,
    InvalidReference,
    NoSuchFile,
)
from layerlab.facade import Engine
from layerlab.image import BlobImage
from layerlab.model import DiffID, History, Platform, clean, media
from layerlab.progress import Progress
from support.images import BASE, layer_tar

TAR = layer_tar(BASE)
COMPRESSED = {
    "gzip": (gzip.compress, media.OCI_LAYER_GZIP),
    "zstd": (zstandard.compress, media.OCI_LAYER_ZSTD),
    "xz": (lzma.compress, media.OCI_LAYER),
    "bzip2": (bz2.compress, media.OCI_LAYER),
}


def _config(image: BlobImage) -> dict[str, object]:
    config: dict[str, object] = json.loads(image.config.data)
    return config


def test_the_image_has_one_layer_and_one_line_of_history(engine: Engine) -> None:
    result = engine.import_image(io.BytesIO(TAR), "example.org/fs:1", "from a backup")
    image = engine.image("example.org/fs:1")
    assert image.image_id == result.image_id
    (layer,) = image.layers
    assert layer.diff_id == result.diff_id == DiffID.of(TAR)
    (line,) = image.config.history
    assert line == History(created=image.config.created, comment="from a backup")
    assert engine.stack("example.org/fs:1").view().open(clean("etc/motd")).read() == b"welcome\n"
    assert not engine.verify("example.org/fs:1")


def test_the_config_is_what_the_changes_say(engine: Engine) -> None:
    changes = ["ENV A=1 B=2", 'CMD ["sh"]', "WORKDIR /srv"]
    engine.import_image(io.BytesIO(TAR), "fs", changes=changes)
    found = _config(engine.image("fs"))
    assert found["config"] == {"Env": ["A=1", "B=2"], "Cmd": ["sh"], "WorkingDir": "/srv"}
    assert "comment" not in found


def test_without_a_name_it_has_none(engine: Engine) -> None:
    result = engine.import_image(io.BytesIO(TAR))
    assert result.reference is None
    (found,) = engine.images()
    assert (found.image_id, found.references) == (result.image_id, ())


@pytest.mark.parametrize("kind", COMPRESSED)
def test_a_compressed_tar_has_the_same_diff_id(engine: Engine, kind: str) -> None:
    """gzip and zstd are kept as they came, others are stored plain: no media type names them."""
    compress, media_type = COMPRESSED[kind]
    data = compress(TAR)
    result = engine.import_image(io.BytesIO(data), "fs")
    assert result.diff_id == DiffID.of(TAR)
    assert result.layer.media_type == media_type
    with engine.image("fs").layers[0].open_blob() as blob:
        assert blob.read() == (TAR if media_type == media.OCI_LAYER else data)
    assert not engine.verify("fs")


def test_the_platform_is_the_hosts_or_as_said(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "AMD64")
    engine.import_image(io.BytesIO(TAR), "here")
    assert engine.image("here").config.platform == Platform("linux", "amd64")
    engine.import_image(io.BytesIO(TAR), "there", platform=Platform("linux", "arm", "v7"))
    assert engine.image("there").config.platform == Platform("linux", "arm", "v7")


@pytest.mark.skipif(os.name == "nt", reason="pipes as files are POSIX's")
def test_a_pipe_is_read_once(engine: Engine) -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as sink:
        sink.write(gzip.compress(TAR))
    with os.fdopen(reading, "rb", buffering=0) as source:
        assert engine.import_image(source).diff_id == DiffID.of(TAR)  # type: ignore[arg-type]


def test_an_empty_file_is_an_image_without_files(engine: Engine) -> None:
    """As in Docker, whose old saves have such layers."""
    engine.import_image(io.BytesIO(b""), "fs")
    assert not engine.stack("fs").view().list(clean(""))


BROKEN: dict[str, tuple[bytes, type[EngineError]]] = {
    "text": (b"no tar at all, but a text of more than one block\n" * 20, DamagedTar),
    "cut": (TAR[:1030], DamagedTar),
    "cut-gzip": (gzip.compress(TAR)[:-20], DamagedStream),
    "bad-header": (TAR[:700] + b"\xff" * 20 + TAR[720:], DamagedTar),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_of_a_damaged_tar_nothing_is_kept(engine: Engine, kind: str) -> None:
    data, error = BROKEN[kind]
    with pytest.raises(error):
        engine.import_image(io.BytesIO(data), "fs")
    _assert_nothing_kept(engine)


def test_of_a_cancelled_import_nothing_is_kept(engine: Engine) -> None:
    class Stopping(Progress):
        def changed(self) -> None:
            if self.stage.verb == "index":
                self.cancel()

    with pytest.raises(Cancelled):
        engine.import_image(io.BytesIO(gzip.compress(TAR)), "fs", progress=Stopping())
    _assert_nothing_kept(engine)


def _assert_nothing_kept(engine: Engine) -> None:
    assert not engine.images()
    assert not list((engine.root / "blobs" / "sha256").iterdir())
    assert not [
        path for path in (engine.root / "tmp").rglob("*") if path.is_file() and path.stat().st_size
    ]


WRONG: dict[str, tuple[Callable[[Engine, Path], object], type[EngineError]]] = {
    "digest": (lambda e, p: e.import_image(p, f"fs@{DiffID.of(b'')}"), InvalidReference),
    "change": (lambda e, p: e.import_image(p, "fs", changes=["RUN rm -rf /"]), InvalidChange),
    "absent": (lambda e, p: e.import_image(p.with_name("nope"), "fs"), NoSuchFile),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_request_is_refused_before_anything_is_read(
    engine: Engine, tmp_path: Path, kind: str
) -> None:
    request, error = WRONG[kind]
    (tmp_path / "fs.tar").write_bytes(TAR)
    with pytest.raises(error):
        request(engine, tmp_path / "fs.tar")
    _assert_nothing_kept(engine)


def test_progress_knows_the_size_of_a_file(engine: Engine, tmp_path: Path) -> None:
    seen = []

    class Watching(Progress):
        def changed(self) -> None:
            seen.append((self.stage.verb, self.total_bytes))

    (tmp_path / "fs.tar").write_bytes(TAR)
    engine.import_image(tmp_path / "fs.tar", progress=Watching())
    assert {("import", len(TAR)), ("index", len(TAR))} <= set(seen)


def test_the_same_tar_again_moves_the_name(engine: Engine) -> None:
    first = engine.import_image(io.BytesIO(TAR), "fs")
    second = engine.import_image(io.BytesIO(TAR), "fs", "once more")
    assert engine.image("fs").image_id == second.image_id
    assert engine.image(str(first.image_id)).references == ()
