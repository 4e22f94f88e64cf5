"""`-v` and `--mount`: what they mean, and Docker's words for what they can't."""

import pytest

from layerlab.container.mount_options import parse_mount
from layerlab.container.mount_spec import MountKind, MountSpec, Origin
from layerlab.container.mount_words import parse_volume, parse_volumes_from, taken_over
from layerlab.errors import EngineError, InvalidMountMode
from layerlab.words import explain


def _at_home(text: str) -> str:
    return text if text.startswith("/") else f"/home/{text.removeprefix('./')}"


def _volume(text: str, *, windows: bool = False) -> MountSpec:
    return parse_volume(text, _at_home, windows=windows)


@pytest.mark.parametrize(
    ("text", "kind", "source", "destination"),
    [
        ("data:/var/data", MountKind.VOLUME, "data", "/var/data"),
        ("/h:/c", MountKind.BIND, "/h", "/c"),
        ("./h:/c", MountKind.BIND, "/home/h", "/c"),
        ("/anonymous", MountKind.VOLUME, "", "/anonymous"),
        ("data:/a/../b//c/", MountKind.VOLUME, "data", "/b/c"),
        ("data.1_2-3:/a", MountKind.VOLUME, "data.1_2-3", "/a"),
    ],
)
def test_a_volume_as_it_is_typed(text: str, kind: MountKind, source: str, destination: str) -> None:
    spec = _volume(text)
    assert (spec.kind, spec.source, spec.destination) == (kind, source, destination)
    assert not spec.read_only
    assert not spec.no_copy


def test_modes_of_a_volume() -> None:
    assert _volume("data:/a:ro").read_only
    assert _volume("data:/a:nocopy,ro,z").no_copy
    assert _volume("/h:/a:rshared,cached").propagation == "rshared"
    assert _volume("/h:/a").propagation == "rprivate"
    assert _volume("/h:/a").creates_source
    assert _volume("./h:/a:ro").origin_text == "/home/h:/a:ro"


@pytest.mark.parametrize("drive", ["C:\\data", "c:/data"])
def test_a_drive_of_windows_is_no_name(drive: str) -> None:
    spec = parse_volume(f"{drive}:/a:ro", str, windows=True)
    assert (spec.kind, spec.source, spec.destination) == (MountKind.BIND, drive, "/a")
    assert spec.read_only


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "invalid empty volume spec"),
        (":/a", "empty section between colons"),
        ("data:/a:", "empty section between colons"),
        ("data:/a:b:c", "invalid volume specification: 'data:/a:b:c'"),
        ("/a:ro", "invalid volume specification: '/a:ro'"),
        ("data:/a:xx", "invalid mode: xx"),
        ("data:/a:ro,rw", "invalid mode: ro,rw"),
        (
            "/a:/",
            "'/a:/': invalid mount config for type \"bind\": invalid specification: dest",
        ),
        (
            "/x:rel",
            "config for type \"bind\": invalid mount path: 'rel' mount path must be absolute",
        ),
        (
            "/h:/c:nocopy",
            'mount config for type "bind": field VolumeOptions must not be specified',
        ),
        (
            "data:/c:rshared",
            'mount config for type "volume": field BindOptions must not be specified',
        ),
        (
            "a/b:/c",
            'create a/b: "a/b" includes invalid characters for a local volume name, only "[',
        ),
        ("~x:/c", 'create ~x: "~x" includes invalid characters'),
        (
            "x:/c",
            "create x: volume name is too short, names should be at least two alphanumeric",
        ),
        ("rel", "mount path must be absolute"),
        ("/", "destination can't be '/'"),
        ("data:/../..", "destination can't be '/'"),
        ("C:\\a:/b", "invalid mode: /b"),
    ],
)
def test_a_volume_that_docker_refuses(text: str, told: str) -> None:
    with pytest.raises(EngineError) as refused:
        _volume(text)
    assert told in explain(refused.value)


def test_a_mount_as_it_is_typed() -> None:
    spec = parse_mount(
        'SRC=data,"dst=/a,b",Readonly,volume-nocopy=true,volume-label=k=v,volume-label=l', _at_home
    )
    assert (spec.kind, spec.source, spec.destination) == (MountKind.VOLUME, "data", "/a,b")
    assert (spec.read_only, spec.no_copy, spec.labels) == (True, True, {"k": "v", "l": ""})
    assert parse_mount("target=/a").is_anonymous
    assert parse_mount("type=bind,src=./h,dst=/a,ro=0", _at_home).source == "/home/h"
    assert not parse_mount("type=bind,src=/h,dst=/a").creates_source
    assert parse_mount("type=bind,src=/h,dst=/a,bind-create-src").creates_source


def test_what_docker_keeps_of_a_mount() -> None:
    spec = parse_mount("src=data,dst=/a,readonly,volume-nocopy,volume-label=a=b")
    assert spec.requested() == {
        "Type": "volume",
        "Source": "data",
        "Target": "/a",
        "ReadOnly": True,
        "VolumeOptions": {"NoCopy": True, "Labels": {"a": "b"}},
    }
    assert parse_mount("target=/a").requested() == {"Type": "volume", "Target": "/a"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "value is empty"),
        ("src=data,dst=/a,ro=yes", "invalid boolean value"),
        ("src=data,dst=/a,nope=1", "unknown option 'nope' in 'nope=1'"),
        ("src=data,dst=/a,nope", "invalid field 'nope' must be a key=value pair"),
        ("src=data, dst=/a", "option should not have whitespace"),
        ("src= data,dst=/a", "value should not have whitespace"),
        ("src=,dst=/a", "invalid value for 'src': value is empty"),
        ('src=data,dst="/a,b"', 'parse error on line 1: bare " in non-quoted-field'),
        (
            "type=bind,src=/etc,dst=/a,volume-nocopy",
            "cannot mix 'volume-*' options with mount type 'bind'",
        ),
        ("src=data,dst=/a,bind-propagation=shared", "cannot mix 'bind-*' options"),
        ("type=volume", 'type "volume": field Target must not be empty'),
        ("type=bind,dst=/a", 'type "bind": field Source must not be empty'),
        (
            "type=bind,src=rel,dst=/a",
            "type \"bind\": invalid mount path: 'rel' mount path must be absolute",
        ),
        ("type=bind,src=/etc,dst=/a,bind-propagation=xx", "invalid propagation mode: xx"),
        ("type=xx,dst=/a", 'invalid mount config for type "xx": mount type unknown'),
        ("type=tmpfs,dst=/a", 'type "tmpfs": this type is not supported here'),
        ("src=data,dst=rel", "invalid mount path: 'rel' mount path must be absolute"),
        ("src=data,dst=/", "invalid specification: destination can't be '/'"),
        ("src=/abs,dst=/a", 'create /abs: "/abs" includes invalid characters'),
        ("src=data,dst=/a,volume-driver=zz", 'volume plugin zz: plugin "zz" not found'),
        ("src=data,dst=/a,volume-subpath=x", "option 'volume-subpath' is not supported here"),
    ],
)
def test_a_mount_that_is_refused(text: str, told: str) -> None:
    with pytest.raises(EngineError) as refused:
        parse_mount(text)
    assert told in explain(refused.value)


def test_mounts_of_another_container() -> None:
    assert parse_volumes_from("c1") == ("c1", False)
    assert parse_volumes_from("c1:ro") == ("c1", True)
    for text in ("c1:xx", "c1:nocopy", "c1:shared"):
        with pytest.raises(InvalidMountMode):
            parse_volumes_from(text)
    taken = taken_over(_volume("data:/a:z"), "c1", read_only=True)
    assert (taken.read_only, taken.no_copy, taken.mode) == (True, True, "")
    assert taken.origin is Origin.CONTAINER


@pytest.mark.parametrize("text", ["data:/a:ro,nocopy", "/anonymous", "/host:/b:rshared"])
def test_a_mount_comes_back_from_the_database(text: str) -> None:
    spec = _volume(text)
    kept = (spec.kind.value, spec.destination, spec.source or "made-up", spec.read_only)
    assert MountSpec.restored(*kept, spec.options()) == spec
