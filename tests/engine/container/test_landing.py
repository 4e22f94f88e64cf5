"""Where a copy lands: each row is a case of Docker's PrepareArchiveCopy."""

import pytest

from layerlab.container.landing import (
    Destination,
    Landing,
    Source,
    landing,
    last_name,
    names_a_directory,
)
from layerlab.errors import NoSuchFile, NotADirectory

FILE = Source("f", is_directory=False)
DIRECTORY = Source("d", is_directory=True)
CONTENTS = Source("", is_directory=True)


def _to(text: str, is_directory: bool | None) -> Destination:
    return Destination(text, is_directory, NoSuchFile(text))


@pytest.mark.parametrize(
    ("source", "destination", "expected"),
    [
        (FILE, _to("/dst", True), Landing.INSIDE),
        (FILE, _to("/dst/", True), Landing.INSIDE),
        (FILE, _to("/f", False), Landing.AT),
        (FILE, _to("/new", None), Landing.AT),
        (DIRECTORY, _to("/dst", True), Landing.INSIDE),
        (DIRECTORY, _to("/new", None), Landing.AT),
        (DIRECTORY, _to("/new/", None), Landing.AT),
        (CONTENTS, _to("/dst", True), Landing.CONTENTS),
        (CONTENTS, _to("/new", None), Landing.AT),
    ],
)
def test_where_it_lands(source: Source, destination: Destination, expected: Landing) -> None:
    assert landing(source, destination) is expected


@pytest.mark.parametrize(
    ("source", "destination", "error"),
    [
        (DIRECTORY, _to("/f", False), NotADirectory),
        (CONTENTS, _to("/f", False), NotADirectory),
        (FILE, _to("/f/", False), NotADirectory),
        (FILE, _to("/new/", None), NoSuchFile),
        (FILE, _to("/new/.", None), NoSuchFile),
        (DIRECTORY, _to("/new/.", None), NoSuchFile),
    ],
)
def test_where_it_can_not_land(
    source: Source, destination: Destination, error: type[Exception]
) -> None:
    with pytest.raises(error):
        landing(source, destination)


@pytest.mark.parametrize(
    ("text", "name", "is_directory"),
    [
        ("/a/b", "b", False),
        ("/a/b/", "b", True),
        ("/a/b/.", "", True),
        (".", "", True),
        ("/", "", True),
        ("/a/..", "", False),
        ("/a/../b", "b", False),
        (".hidden", ".hidden", False),
        ("/a/b.", "b.", False),
    ],
)
def test_what_a_path_says(text: str, name: str, is_directory: bool) -> None:
    assert (last_name(text), names_a_directory(text)) == (name, is_directory)
