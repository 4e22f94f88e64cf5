"""One image for several platforms: one is chosen. Which images run where: containerd's rules."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from layerlab.errors import InvalidPlatform, NoSuchPlatform
from layerlab.facade import Engine
from layerlab.formats import choosing
from layerlab.model import Platform
from layerlab.words import explain
from support.archives import (
    CONFIG_TYPE,
    LAYER_TYPE,
    LAYERS,
    Layout,
    config_of,
    digest_of,
    dump,
    write_directory,
    write_tar,
)

NAME = {"io.containerd.image.name": "docker.io/library/t:1"}


@pytest.fixture(autouse=True)
def host(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine as Windows calls it."""
    monkeypatch.setattr(choosing, "host_architecture", lambda: "AMD64")


def platform_json(text: str) -> dict[str, str]:
    return dict(zip(("os", "architecture", "variant"), text.split("/"), strict=False))


def config_for(text: str) -> bytes:
    return config_of(LAYERS[:1], **platform_json(text))


def image_for(layout: Layout, text: str, **more: Any) -> dict[str, Any]:
    config = layout.put(CONFIG_TYPE, config_for(text))
    layer = layout.put(LAYER_TYPE, LAYERS[0])
    return layout.manifest_of(config, [layer], platform=platform_json(text), **more)


def index_of(layout: Layout, platforms: Sequence[str], **more: Any) -> dict[str, Any]:
    return layout.index([image_for(layout, one) for one in platforms], **more)


def write(tmp_path: Path, layout: Layout) -> Path:
    return write_tar(tmp_path / "a.tar", layout.members())


def several(tmp_path: Path, platforms: Sequence[str]) -> Path:
    layout = Layout()
    return write(tmp_path, layout.list(index_of(layout, platforms, annotations=NAME)))


def chosen(engine: Engine, path: Path, wanted: str | None = None) -> list[str]:
    platform = Platform.parse(wanted) if wanted else None
    with engine.open(path) as archive:
        return [str(image.platform) for image in archive.choose(platform).images]


# names of platforms -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("linux/amd64", "linux/amd64"),
        ("LINUX/X86_64", "linux/amd64"),
        ("linux/amd64/v1", "linux/amd64"),
        ("linux/amd64/v3", "linux/amd64/v3"),
        ("linux/aarch64", "linux/arm64"),
        ("linux/arm64/v8", "linux/arm64"),
        ("linux/arm64/8", "linux/arm64"),
        ("linux/arm", "linux/arm/v7"),
        ("linux/arm/6", "linux/arm/v6"),
        ("linux/armhf", "linux/arm/v7"),
        ("linux/armel", "linux/arm/v6"),
        ("linux/i386", "linux/386"),
        ("macos/arm64", "darwin/arm64"),
        ("arm64", "linux/arm64"),
        ("windows/amd64", "windows/amd64"),
        ("linux/riscv64", "linux/riscv64"),
    ],
)
def test_platforms_are_normalised(text: str, expected: str) -> None:
    """Source: containerd, platforms/database.go."""
    assert str(Platform.parse(text)) == expected


@pytest.mark.parametrize("text", ["", "/", "linux/", "a/b/c/d", "linux/amd 64", "linux/ämd64"])
def test_what_is_no_platform(text: str) -> None:
    with pytest.raises(InvalidPlatform) as caught:
        Platform.parse(text)
    assert f"Invalid platform {text}: " in explain(caught.value)


@pytest.mark.parametrize(
    ("here", "runs", "does_not"),
    [
        ("linux/amd64", ["linux/amd64", "linux/386"], ["linux/amd64/v2", "linux/arm64"]),
        ("linux/amd64/v3", ["linux/amd64/v3", "linux/amd64/v2", "linux/amd64"], ["linux/amd64/v4"]),
        ("linux/arm64", ["linux/arm64", "linux/arm/v8", "linux/arm/v7"], ["linux/amd64"]),
        ("linux/arm64/v9", ["linux/arm64/v9", "linux/arm64"], ["linux/386"]),
        ("linux/arm/v7", ["linux/arm/v7", "linux/arm/v6", "linux/arm/v5"], ["linux/arm/v8"]),
        ("linux/arm/v6", ["linux/arm/v6", "linux/arm/v5"], ["linux/arm/v7", "linux/arm64"]),
        ("linux/arm/v9", ["linux/arm/v9"], ["linux/arm/v8"]),
        ("linux/386", ["linux/386"], ["linux/amd64"]),
        ("linux/s390x", ["linux/s390x"], ["linux/amd64"]),
        ("windows/amd64", ["windows/amd64"], ["linux/amd64"]),
    ],
)
def test_what_runs_where(here: str, runs: list[str], does_not: list[str]) -> None:
    """The best first. Source: containerd, platforms/compare.go, Only."""
    ranked = [str(one) for one in Platform.parse(here).runs()]
    assert [one for one in ranked if one in runs] == runs
    assert not set(ranked) & set(does_not)


# choosing ---------------------------------------------------------------------------------------

ALL = ["linux/arm64/v8", "linux/arm/v6", "linux/amd64", "linux/s390x"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (None, ["linux/amd64"]),
        ("linux/s390x", ["linux/s390x"]),
        ("linux/arm64", ["linux/arm64/v8"]),
        ("linux/arm/v7", ["linux/arm/v6"]),
        ("arm64", ["linux/arm64/v8"]),
    ],
)
def test_of_one_index_one_is_chosen(
    engine: Engine, tmp_path: Path, wanted: str | None, expected: list[str]
) -> None:
    assert chosen(engine, several(tmp_path, ALL), wanted) == expected


def test_without_the_hosts_the_first_is_chosen(engine: Engine, tmp_path: Path) -> None:
    assert chosen(engine, several(tmp_path, ["linux/s390x", "linux/arm64"])) == ["linux/s390x"]


def test_an_absent_platform_names_those_that_are_there(engine: Engine, tmp_path: Path) -> None:
    path = several(tmp_path, ALL)
    with pytest.raises(NoSuchPlatform) as caught:
        engine.load(path, platform=Platform.parse("linux/ppc64le"))
    told = explain(caught.value)
    assert told == f"{path} has no image for linux/ppc64le, but for: {', '.join(ALL)}"
    assert engine.images() == []


def test_a_single_image_is_taken_whatever_it_is_for(engine: Engine, tmp_path: Path) -> None:
    assert chosen(engine, several(tmp_path, ["linux/s390x"])) == ["linux/s390x"]


def test_each_index_is_a_group(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    first = index_of(layout, ["linux/amd64", "linux/arm64"], annotations=NAME)
    second = index_of(layout, ["linux/s390x", "linux/arm64/v9"])
    path = write(tmp_path, layout.list(first, second, image_for(layout, "linux/ppc64le")))
    assert chosen(engine, path) == ["linux/amd64", "linux/s390x", "linux/ppc64le"]
    assert chosen(engine, path, "linux/arm64") == ["linux/arm64"]


def test_an_image_of_two_indexes_is_in_both_groups(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    path = write(
        tmp_path,
        layout.list(
            index_of(layout, ["linux/amd64", "linux/arm64"]),
            index_of(layout, ["linux/arm64", "linux/s390x"]),
        ),
    )
    assert chosen(engine, path) == ["linux/amd64", "linux/arm64"]


def test_one_name_of_several_platforms_is_a_group_without_an_index(
    engine: Engine, tmp_path: Path
) -> None:
    layout = Layout()
    entries = [image_for(layout, one, annotations=NAME) for one in ALL]
    path = write_directory(tmp_path / "layout", layout.list(*entries).members())
    assert chosen(engine, path) == ["linux/amd64"]


def test_images_of_one_platform_and_name_are_no_group(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    entries = [layout.manifest(LAYERS[:n], annotations=NAME) for n in (1, 2)]
    assert len(chosen(engine, write(tmp_path, layout.list(*entries)))) == 2


def test_the_config_says_where_the_index_does_not(engine: Engine, tmp_path: Path) -> None:
    layout = Layout()
    entries = [{**image_for(layout, one), "platform": None} for one in ALL]
    path = write(tmp_path, layout.list(layout.index(entries)))
    assert chosen(engine, path, "linux/s390x") == ["linux/s390x"]


# loading ----------------------------------------------------------------------------------------


def test_only_the_chosen_one_is_loaded(engine: Engine, tmp_path: Path) -> None:
    result = engine.load(several(tmp_path, ALL))
    (image,) = engine.images()
    assert (image.platform, [r.familiar for r in image.references]) == ("linux/amd64", ["t:1"])
    assert result.other_platforms == ("linux/arm64/v8", "linux/arm/v6", "linux/s390x")


def test_all_are_loaded_and_the_chosen_one_has_the_name(engine: Engine, tmp_path: Path) -> None:
    path = several(tmp_path, ALL)
    result = engine.load(path, platform=Platform.parse("linux/s390x"), all_platforms=True)
    named = {i.platform: [ref.familiar for ref in i.references] for i in engine.images()}
    assert result.other_platforms == ()
    assert named.pop("linux/s390x") == ["t:1"]
    assert list(named.values()) == [[], [], []]
    assert engine.image("t:1").image_id == digest_of(config_for("linux/s390x"))


def test_a_name_that_moves_is_told(engine: Engine, tmp_path: Path) -> None:
    path = several(tmp_path, ALL)
    engine.load(path)
    again = engine.load(path)
    other = engine.load(path, platform=Platform.parse("linux/s390x"))
    assert [dict(image.moved) for image in again.images] == [{}]
    ((name, owner),) = other.images[0].moved.items()
    assert (name.familiar, owner) == ("t:1", digest_of(config_for("linux/amd64")))
    assert len(engine.images()) == 2


def test_a_hybrid_for_several_platforms(engine: Engine, tmp_path: Path) -> None:
    """As Docker 29 saves: `manifest.json` has the host's image, the index all of them."""
    layout = Layout()
    layout.list(index_of(layout, ["linux/arm64", "linux/amd64"], annotations=NAME))
    row = {
        "Config": f"blobs/sha256/{digest_of(config_for('linux/amd64'))[7:]}",
        "RepoTags": ["t:1"],
        "Layers": [f"blobs/sha256/{digest_of(LAYERS[0])[7:]}"],
    }
    path = write_tar(tmp_path / "a.tar", {**layout.members(), "manifest.json": dump([row])})
    assert chosen(engine, path) == ["linux/amd64"]
    assert chosen(engine, path, "linux/arm64") == ["linux/arm64"]
