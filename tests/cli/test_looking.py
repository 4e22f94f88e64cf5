"""`ls`, `tree`, `cat`, `why`: in an image, in a container, in an archive that is not loaded."""

import json
from pathlib import Path

import pytest

from support.commands import Run
from support.images import file, symlink, write_archive


@pytest.fixture(params=["image", "container", "archive"])
def target(request: pytest.FixtureRequest, created: Run, archive: Path) -> str:
    return {"image": "t:1", "container": "c1", "archive": str(archive)}[request.param]


def test_ls(created: Run, target: str) -> None:
    assert created("ls", target).lines == ["etc", "opt"]
    assert created("ls", target, "/opt/d").lines == ["a", "c"]
    assert created("ls", target, "opt/d/").lines == ["a", "c"]
    assert created("ls", target, "/etc/motd").lines == ["motd"]


def test_ls_long(created: Run, target: str) -> None:
    link, motd, passwd = created("ls", "-l", target, "/etc").lines
    assert link.startswith("lrwxrwxrwx")
    assert link.endswith("layer 1  link -> motd")
    assert motd == "-rw-r--r--       0:0         14 2001-09-09 01:46 layer 2  motd"
    assert passwd.startswith("-rw------- ")


def test_ls_as_json(created: Run, target: str) -> None:
    rows = [json.loads(line) for line in created("ls", "--format", "json", target, "/etc").lines]
    assert [row["Name"] for row in rows] == ["link", "motd", "passwd"]
    assert rows[1]["Path"] == "/etc/motd"
    assert (rows[1]["Layer"], rows[1]["Size"]) == (2, 14)


def test_ls_of_one_layer(created: Run, target: str) -> None:
    assert created("ls", "--layer", "1", target, "/opt/d").lines == ["a", "b", "c"]
    assert created("ls", "--layer", "2", target, "/opt/d").lines == [".wh.b"]
    said = created("ls", "--layer", "9", target, "/opt/d")
    assert said.status == 1
    assert "There is no layer 9" in said.err


def test_tree(created: Run, target: str) -> None:
    assert created("tree", target).lines == [
        "/",
        "├── etc",
        "│   ├── link -> motd",
        "│   ├── motd",
        "│   └── passwd",
        "└── opt",
        "    └── d",
        "        ├── a",
        "        └── c",
    ]
    assert created("tree", "--layer", "2", target, "/opt").lines == [
        "/opt",
        "└── d",
        "    └── .wh.b",
    ]


def test_cat(created: Run, target: str) -> None:
    assert created("cat", target, "/etc/motd").out == "welcome again\n"
    assert created("cat", target, "/etc/link").out == "welcome again\n"
    assert created("cat", "--layer", "1", target, "/etc/motd").out == "welcome\n"
    assert created("cat", target, "/opt/d/c").out == "aaaa"


@pytest.mark.parametrize(
    ("path", "named"),
    [("/nope", "/nope"), ("/etc", "/etc is a directory"), ("/opt/d/b", "/opt/d/b")],
)
def test_cat_of_what_has_no_content(created: Run, target: str, path: str, named: str) -> None:
    said = created("cat", target, path)
    assert (said.status, said.out) == (1, "")
    assert named in said.err


def test_why(created: Run, target: str) -> None:
    seen, hidden, because = created("why", target, "/etc/motd").lines
    assert seen == "layer 2: seen, -rw-r--r-- 14 B"
    assert hidden == "layer 1: hidden by the newer entry of layer 2, -rw-r--r-- 8 B"
    assert because.startswith("    “In all other cases, the implementation MUST do the semantic")
    assert because.endswith("(image-spec v1.1.1, layer.md, Changeset over existing files)")


def test_why_of_what_was_deleted(created: Run, target: str) -> None:
    whiteout, because, hidden, again = created("why", target, "/opt/d/b").lines
    assert whiteout == "layer 2: whiteout"
    assert because.startswith("    “A whiteout file is an empty file with a special filename")
    assert again == because
    assert hidden == "layer 1: hidden by the whiteout of layer 2, -rw-r--r-- 2 B"


def test_why_as_json(created: Run, target: str) -> None:
    said = created("why", "--format", "json", target, "/opt/d/b")
    rows = [json.loads(line) for line in said.lines][-2:]
    assert [(row["Layer"], row["Verdict"]) for row in rows] == [(2, "whiteout"), (1, "hidden")]
    assert (rows[1]["HiddenBy"], rows[1]["Reason"]) == (2, "whiteout")
    assert (rows[1]["Rule"], rows[1]["Section"]) == (
        "whiteout",
        "image-spec v1.1.1, layer.md, Whiteouts",
    )
    assert rows[1]["Quote"].startswith("A whiteout file is an empty file")


def test_why_names_the_policy_where_the_specification_is_silent(run: Run, tmp_path: Path) -> None:
    layers = [[file("usr/lib/a"), symlink("lib", "usr/lib")], [file("lib/b")]]
    archive = write_archive(tmp_path / "links.tar", layers)
    seen, because = run("why", archive, "/lib/b").lines
    assert seen == "layer 2: seen, -rw-r--r-- 0 B"
    assert because.startswith("    the specification is silent (docs/policy.md#linked-parent): ")
    assert because.endswith("as a symbolic link: goes where the link leads")


def test_why_of_what_never_was(created: Run, target: str) -> None:
    said = created("why", target, "/nope")
    assert said.status == 1
    assert "/nope" in said.err


def test_why_names_the_container_layer(created: Run, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"hello")
    created("cp", tmp_path / "f", "c1:/etc/motd")
    assert created("why", "c1", "/etc/motd").lines[0].startswith("container layer: seen")


def test_a_target_that_is_nothing(created: Run) -> None:
    said = created("ls", "nope")
    assert said.status == 1
    assert "nope" in said.err
