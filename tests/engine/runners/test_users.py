"""A container's user as numbers. Source: moby daemon/archive_tarcopyoptions_unix.go."""

import pytest

from layerlab.errors import NoSuchGroup, NoSuchUser
from layerlab.model import LayerPath
from layerlab.runners.users import groups_of, owner_of

FILES = {
    "etc/passwd": b"root:x:0:0::/root:/bin/sh\n\nodd line\nweb:x:33:34::/:\nbad:x:x:y::/:\n",
    "etc/group": b"root:x:0:\nwww:x:80:web\n",
}


def _read(path: LayerPath) -> bytes | None:
    return FILES.get(path)


@pytest.mark.parametrize(
    ("user", "owner"),
    [
        ("web", (33, 34)),
        ("33", (33, 34)),
        ("web:www", (33, 80)),
        ("web:5", (33, 5)),
        ("7", (7, 0)),
        ("7:8", (7, 8)),
        ("7:", (7, 0)),
        (":8", (0, 8)),
    ],
)
def test_a_user(user: str, owner: tuple[int, int]) -> None:
    assert owner_of(user, _read) == owner


@pytest.mark.parametrize("user", ["nobody", "web:nogroup", "bad", "4294967296"])
def test_a_user_that_is_unknown(user: str) -> None:
    with pytest.raises((NoSuchUser, NoSuchGroup)):
        owner_of(user, _read)


def test_an_image_without_such_files() -> None:
    assert owner_of("7:8", lambda _: None) == (7, 8)
    with pytest.raises(NoSuchUser):
        owner_of("web", lambda _: None)


@pytest.mark.parametrize(
    ("user", "groups"),
    [("web", (34, 80)), ("33", (34, 80)), ("web:www", (80,)), ("", (0,)), ("7", (0,))],
)
def test_all_groups(user: str, groups: tuple[int, ...]) -> None:
    assert groups_of(user, _read) == groups
