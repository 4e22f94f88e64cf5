"""What differs of one file, held against what `patch` would do with it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layerlab.container import Container, Reason
from layerlab.container.file_diff import (
    DIGEST_BYTES,
    TEXT_BYTES,
    BinaryDiff,
    FileDiff,
    Line,
    SameContent,
    TextDiff,
    TooLarge,
    _hunks,
    _lines,
    file_diff,
)
from layerlab.facade import Engine
from layerlab.model import LayerPath

P = LayerPath
MOTD = P("etc/motd")


@pytest.fixture
def container(loaded: Engine) -> Container:
    return loaded.container("c1")


def of(container: Container, path: LayerPath) -> FileDiff:
    return file_diff(container.lower, container.view(), path)


def lines(found: FileDiff) -> list[str]:
    assert isinstance(found.content, TextDiff)
    return [line.sign + line.text for hunk in found.content.hunks for line in hunk.lines]


def test_changed_lines_have_signs_and_both_numbers(container: Container) -> None:
    container.write(MOTD, b"welcome\nand more\n")
    found = of(container, MOTD)
    assert isinstance(found.content, TextDiff)
    (hunk,) = found.content.hunks
    assert hunk.header == "@@ -1 +1,2 @@"
    assert hunk.lines == (Line(" ", "welcome", 1, 1), Line("+", "and more", None, 2))
    assert found.reasons[0] is Reason.CONTENT


def test_a_file_of_one_side_only_is_all_added_or_all_removed(container: Container) -> None:
    container.create(P("new"), b"a\nb\n")
    container.delete(MOTD)
    made, gone = of(container, P("new")), of(container, MOTD)
    assert lines(made) == ["+a", "+b"]
    assert lines(gone) == ["-welcome"]
    assert (made.before, gone.after) == (None, None)
    assert made.reasons == gone.reasons == ()
    assert isinstance(made.content, TextDiff)
    assert made.content.hunks[0].header == "@@ -0,0 +1,2 @@"


def test_a_last_line_without_an_end_is_remarked(container: Container) -> None:
    container.write(MOTD, b"welcome")
    assert lines(of(container, MOTD)) == ["-welcome", "+welcome", "\\No newline at end of file"]


def test_the_same_bytes_at_another_time_are_no_other_content(container: Container) -> None:
    container.utime(MOTD, 5)
    found = of(container, MOTD)
    assert found.content == SameContent()
    assert found.reasons == (Reason.TIME,)


def test_other_bytes_of_the_same_size_are_found(container: Container) -> None:
    container.write(MOTD, b"WELCOME\n")
    container.utime(MOTD, container.lower.get(MOTD).entry.mtime_ns)
    assert of(container, MOTD).reasons == (Reason.CONTENT,)


def test_attributes_alone(container: Container) -> None:
    container.chmod(MOTD, 0o600)
    container.chown(MOTD, 4, 5)
    container.set_xattr(MOTD, "user.note", b"x")
    found = of(container, MOTD)
    assert found.reasons == (Reason.MODE, Reason.OWNER, Reason.XATTR)
    assert found.content == SameContent()


def test_bytes_that_are_no_text_have_digests(container: Container) -> None:
    container.write(MOTD, b"\0\1")
    found = of(container, MOTD)
    assert isinstance(found.content, BinaryDiff)
    assert found.content.before is not None
    assert found.content.after == (
        "sha256:b413f47d13ee2fe6c845b2ee141af81de858df4ec549a58b7970bb96645bc8d2"
    )


def test_a_large_text_is_not_compared(container: Container) -> None:
    container.write(MOTD, b"x" * (TEXT_BYTES + 1))
    assert of(container, MOTD).content == TooLarge(TEXT_BYTES)
    container.truncate(MOTD, DIGEST_BYTES + 1)
    assert of(container, MOTD).content == TooLarge(DIGEST_BYTES)


def test_large_bytes_have_digests(container: Container) -> None:
    container.truncate(MOTD, TEXT_BYTES + 1)
    assert isinstance(of(container, MOTD).content, BinaryDiff)


def test_another_type_is_the_only_reason(container: Container) -> None:
    container.delete(MOTD)
    container.symlink(MOTD, "issue")
    found = of(container, MOTD)
    assert found.reasons == (Reason.TYPE,)
    assert lines(found) == ["-welcome"]


def test_a_path_that_is_nowhere_has_nothing(container: Container) -> None:
    found = of(container, P("nowhere"))
    assert found == FileDiff(None, None, (), SameContent())


def test_another_decoder_may_say_what_is_text(container: Container) -> None:
    container.write(MOTD, "안녕\n".encode("euc-kr"))
    assert isinstance(of(container, MOTD).content, BinaryDiff)
    view = container.view()
    found = file_diff(container.lower, view, MOTD, lambda data: data.decode("euc-kr"))
    assert lines(found) == ["-welcome", "+안녕"]


def test_rows_of_the_diff_name_their_reasons(container: Container) -> None:
    container.chmod(MOTD, 0o600)
    container.create(P("etc/new"))
    container.delete(P("etc/passwd"))
    rows = {row.path: row for row in container.diff()}
    assert rows[MOTD].reasons == (Reason.MODE,)
    assert rows[P("etc")].reasons == ()
    gone, made = rows[P("etc/passwd")], rows[P("etc/new")]
    assert gone.after is None
    assert made.before is None
    assert gone.before is not None
    assert gone.before.kind.has_data


TEXT = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "{\n", "\n", "x y\n"]), max_size=40).map(
    "".join
)


@given(TEXT, TEXT)
def test_hunks_lead_from_one_text_to_the_other(before: str, after: str) -> None:
    old, new = _lines(before), _lines(after)
    made, at = [], 0
    for hunk in _hunks(old, new):
        for line in hunk.lines:
            if line.old is not None:
                made += old[at : line.old - 1]
                at = line.old
                assert old[at - 1] == line.text + "\n"
            if line.sign != "-":
                made.append(line.text + "\n")
                assert line.new == len(made)
    assert made + old[at:] == new


@pytest.mark.peer
@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
@given(TEXT.map(lambda text: text + "end"), TEXT)
def test_patch_takes_the_diff(
    tmp_path_factory: pytest.TempPathFactory, before: str, after: str
) -> None:
    folder: Path = tmp_path_factory.mktemp("patch")
    file, diff = folder / "file", folder / "diff"
    file.write_text(before, "utf-8")
    signs = {"\\": "\\ "}
    text = "".join(
        f"{hunk.header}\n"
        + "".join(f"{signs.get(line.sign, line.sign)}{line.text}\n" for line in hunk.lines)
        for hunk in _hunks(_lines(before), _lines(after))
    )
    diff.write_text(f"--- file\n+++ file\n{text}", "utf-8")
    subprocess.run(["patch", "-s", str(file), str(diff)], check=True, cwd=folder)
    assert (file.read_text("utf-8") if file.exists() else "") == after
