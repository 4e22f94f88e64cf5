"""The console: what is typed acts, and moves the picture; what the mouse does is written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.driving import Driver
from layerlab.model import LayerPath
from layerlab_gui.console.history import History
from layerlab_gui.console.output import Kind, Pager, Piece
from layerlab_gui.settings import Settings


def text(driver: Driver) -> str:
    return driver.window.console.transcript.toPlainText()


def type_line(driver: Driver, line: str) -> None:
    """Each key, then Return, and patience until the command has ended."""
    console = driver.window.console
    console.line.setFocus()
    driver.qtbot.keyClicks(console.line, line)
    driver.qtbot.keyClick(console.line, Qt.Key.Key_Return)
    driver.settle()


@pytest.fixture
def loaded(sample: Driver, sample_archive: Path) -> Driver:
    """The sample's images in the store, by a command."""
    type_line(sample, f"docker load -i {sample_archive}")
    return sample


class TestCommands:
    def test_a_result_is_printed_below_its_command(self, loaded: Driver) -> None:
        type_line(loaded, "docker images")
        lines = text(loaded).splitlines()
        assert "~ $ docker images" in lines
        assert any(line.startswith("REPOSITORY") for line in lines)

    def test_a_new_container_is_shown(self, loaded: Driver) -> None:
        name = loaded.engine.image_names()[0]
        type_line(loaded, f"docker create --name c9 {name}")
        assert loaded.workspace.target is not None
        assert loaded.workspace.target.name == "c9"

    def test_what_is_copied_in_moves_the_picture(self, loaded: Driver, tmp_path: Path) -> None:
        (tmp_path / "note").write_text("hi")
        name = loaded.engine.image_names()[0]
        type_line(loaded, f"docker create --name c9 {name}")
        played: list[object] = []
        loaded.workspace.played.connect(played.append)
        type_line(loaded, f"docker cp {tmp_path / 'note'} c9:/note")
        assert loaded.window.files.model.find(LayerPath("note")).isValid()
        assert len(played) == 1
        type_line(loaded, "layerlab undo c9")
        assert not loaded.window.files.model.find(LayerPath("note")).isValid()
        assert len(played) == 1

    def test_the_container_that_is_named_is_shown(self, loaded: Driver) -> None:
        name = loaded.engine.image_names()[0]
        for container in ("c8", "c9"):
            type_line(loaded, f"docker create --name {container} {name}")
        type_line(loaded, "docker diff c8")
        assert loaded.workspace.target is not None
        assert loaded.workspace.target.name == "c8"

    def test_an_error_is_told_with_its_status(self, sample: Driver) -> None:
        type_line(sample, "docker diff nope")
        assert text(sample).splitlines()[-2:] == [
            "Error: No such container: nope",
            "→ exit status 1",
        ]

    def test_an_action_of_the_mouse_is_written_on_its_own_line(self, sample: Driver) -> None:
        sample.container()
        assert any(
            line.startswith("$ docker run -dit --name c1 ") for line in text(sample).splitlines()
        )


class TestKeys:
    def test_up_and_down_go_through_the_history(self, sample: Driver) -> None:
        line = sample.window.console.line
        for command in ("docker ps -a", "docker images", "pwd"):
            type_line(sample, command)
        sample.qtbot.keyClick(line, Qt.Key.Key_Up)
        assert line.text() == "pwd"
        sample.qtbot.keyClick(line, Qt.Key.Key_Up)
        assert line.text() == "docker images"
        sample.qtbot.keyClick(line, Qt.Key.Key_Down)
        sample.qtbot.keyClick(line, Qt.Key.Key_Down)
        assert line.text() == ""

    def test_the_history_outlives_the_window(self, make: Callable[..., Driver]) -> None:
        settings = Settings()
        first = make(settings=settings).start()
        type_line(first, "docker ps -a")
        first.program.choose_theme("dark")
        first.until(lambda: first.window.theme.is_dark)
        first.qtbot.keyClick(first.window.console.line, Qt.Key.Key_Up)
        assert first.window.console.line.text() == "docker ps -a"
        assert "~ $ docker ps -a" in text(first)

    def test_tab_completes_and_offers(self, loaded: Driver) -> None:
        line = loaded.window.console.line
        line.setFocus()
        loaded.qtbot.keyClicks(line, "docker comm")
        loaded.qtbot.keyClick(line, Qt.Key.Key_Tab)
        loaded.until(lambda: line.text() == "docker commit ")
        line.clear()
        loaded.qtbot.keyClicks(line, "docker re")
        loaded.qtbot.keyClick(line, Qt.Key.Key_Tab)
        loaded.until(lambda: QApplication.activePopupWidget() is not None)
        popup = QApplication.activePopupWidget()
        loaded.qtbot.keyClick(popup, Qt.Key.Key_Down)
        loaded.qtbot.keyClick(popup, Qt.Key.Key_Return)
        assert line.text().startswith("docker re")
        assert len(line.text()) > len("docker re")

    def test_tab_leaves_an_empty_line(self, sample: Driver) -> None:
        line = sample.window.console.line
        line.setFocus()
        sample.qtbot.keyClick(line, Qt.Key.Key_Tab)
        assert not line.hasFocus()

    def test_control_l_clears(self, sample: Driver) -> None:
        type_line(sample, "pwd")
        sample.press("Ctrl+L", sample.window.console.line)
        assert text(sample) == ""

    def test_alt_5_is_the_way_to_it(self, sample: Driver) -> None:
        sample.press("Alt+5", sample.window)
        assert sample.window.console.line.hasFocus()


class TestBuiltins:
    def test_the_directory_of_relative_paths(self, loaded: Driver, tmp_path: Path) -> None:
        type_line(loaded, f"cd {tmp_path}")
        assert loaded.window.console.prompt.text() == f"{tmp_path.name} $"
        type_line(loaded, "docker images -q > ids")
        assert (tmp_path / "ids").read_text()

    def test_a_directory_that_is_not_there(self, sample: Driver) -> None:
        type_line(sample, "cd /not/there")
        assert "cd: /not/there: No such file or directory" in text(sample)


def test_long_output_waits_page_by_page(sample: Driver) -> None:
    console = sample.window.console
    console.line.setFocus()
    lines = "".join(f"line {number}\n" for number in range(450))
    console.terminal.print(lines, end="")
    sample.until(console.page_bar.isVisible)
    assert console.page_bar.more.hasFocus()
    assert text(sample).count("line") == 200
    sample.qtbot.keyClick(console.page_bar.more, Qt.Key.Key_Space)
    assert text(sample).count("line") == 400
    sample.qtbot.mouseClick(console.page_bar.rest, Qt.MouseButton.LeftButton)
    assert text(sample).count("line") == 450
    assert console.line.hasFocus()


def test_control_characters_are_signs(sample: Driver) -> None:
    console = sample.window.console
    console.terminal.stdout.write(b"a\x1b[31mred\tb\n\xff")
    sample.until(lambda: "red" in text(sample))
    assert "a\\x1b[31mred\tb\n\ufffd" in text(sample)


class TestPager:
    def test_gives_pages_and_keeps_the_order(self) -> None:
        pager = Pager(page=2)
        given = pager.feed([Piece(Kind.RESULT, "a\nb\nc\n"), Piece(Kind.ERROR, "d\n")])
        assert "".join(piece.text for piece in given) == "a\nb\n"
        assert pager.held_lines == 2
        assert [piece.text for piece in pager.more()] == ["c\n", "d\n"]
        assert not pager.holds

    def test_a_line_that_is_not_ended_is_shown(self) -> None:
        pager = Pager(page=1)
        assert pager.feed([Piece(Kind.RESULT, "question? ")])


def test_a_history_finds_what_begins_alike() -> None:
    history = History("docker ps\npwd\ndocker images")
    assert history.older("docker p") == "docker ps"
    assert history.older("docker ps") == "docker ps"
    assert history.newer("docker ps") == "docker p"


class TestSession:
    """`docker exec -it c1 sh`, line by line."""

    @pytest.fixture
    def session(self, sample: Driver) -> Driver:
        sample.container()
        self.submit(sample, "docker exec -it c1 sh")
        self.wait(sample)
        return sample

    def submit(self, driver: Driver, line: str) -> None:
        console = driver.window.console
        console.line.setFocus()
        driver.qtbot.keyClicks(console.line, line)
        driver.qtbot.keyClick(console.line, Qt.Key.Key_Return)

    def wait(self, driver: Driver) -> None:
        """Until the shell asks for the next line."""
        console = driver.window.console
        driver.until(lambda: not console.line.isReadOnly() and console.cancel_button.isVisible())

    def test_each_line_is_an_edit_and_moves_the_picture(self, session: Driver) -> None:
        assert session.window.console.prompt.text().endswith("#")
        self.submit(session, "echo hi > /note; cat /note")
        self.wait(session)
        session.until(lambda: session.window.files.model.find(LayerPath("note")).isValid())
        assert text(session).splitlines()[-1] == "hi"
        assert len(session.engine.container("c1").edits()) == 1
        self.submit(session, "exit")
        session.settle()
        assert session.window.console.prompt.text() == "~ $"

    def test_variables_and_the_directory_stay(self, session: Driver) -> None:
        self.submit(session, "cd /etc; X=kept")
        self.wait(session)
        self.submit(session, "pwd; echo $X")
        self.wait(session)
        assert text(session).splitlines()[-2:] == ["/etc", "kept"]
        session.press("Ctrl+D", session.window.console.line)
        session.settle()

    def test_control_c_stops_the_line_and_not_the_session(self, session: Driver) -> None:
        self.submit(session, "touch /gone; while :; do :; done")
        session.until(session.window.console.line.isReadOnly)
        session.press("Ctrl+C", session.window.console.line)
        self.wait(session)
        assert not session.engine.container("c1").edits()
        self.submit(session, "echo on")
        self.wait(session)
        assert text(session).splitlines()[-1] == "on"
        session.press("Ctrl+D", session.window.console.line)
        session.settle()

    def test_long_output_of_a_line_waits_before_the_next(self, session: Driver) -> None:
        console = session.window.console
        self.submit(session, "seq 450")
        session.until(lambda: console.page_bar.isVisible() and console.page_bar.more.hasFocus())
        session.until(lambda: console.page_bar.label.text() == "250 more lines")
        session.qtbot.mouseClick(console.page_bar.rest, Qt.MouseButton.LeftButton)
        self.wait(session)
        assert text(session).splitlines()[-1] == "450"
        session.press("Ctrl+D", console.line)
        session.settle()

    def test_a_path_of_the_container_is_completed(self, session: Driver) -> None:
        line = session.window.console.line
        line.setFocus()
        session.qtbot.keyClicks(line, "cat /opt/ngi")
        session.qtbot.keyClick(line, Qt.Key.Key_Tab)
        session.until(lambda: line.text() == "cat /opt/nginx/")
        line.clear()
        session.press("Ctrl+D", line)
        session.settle()


def test_a_command_that_goes_on_for_ever_is_cancelled(sample: Driver) -> None:
    sample.container()
    console = sample.window.console
    console.line.setFocus()
    sample.qtbot.keyClicks(console.line, "docker exec c1 sh -c 'touch /gone; while :; do :; done'")
    sample.qtbot.keyClick(console.line, Qt.Key.Key_Return)
    sample.until(console.line.isReadOnly)
    sample.qtbot.mouseClick(console.cancel_button, Qt.MouseButton.LeftButton)
    sample.settle()
    assert "exit status" in text(sample)
    assert not sample.engine.container("c1").edits()
