#!/usr/bin/env python3
"""Set up Layerlab in this checkout, then open its window or run its tests.

Standard library only, and no syntax newer than Python 3.7, so that an old Python gets a sentence
instead of a traceback. `.venv` is made from `requirements.lock`; a stamp is written when a step is
done, so a set-up that was interrupted takes that step again.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NoReturn, Sequence  # noqa: UP035 (for an old Python's sake)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LIBRARIES_STAMP = VENV / "layerlab-libraries"
PROJECT_STAMP = VENV / "layerlab-project"
LOCK_FILE = ROOT / "requirements.lock"
PICTURE = ROOT / "layerlab.png"
OLDEST_PYTHON = (3, 11)
ON_WINDOWS = os.name == "nt"
VENV_BIN = VENV / ("Scripts" if ON_WINDOWS else "bin")

USAGE = """\
usage: python3 run.py [OPTION...] [ARCHIVE...]
       python3 run.py test [PYTEST ARGUMENT...]

Sets everything up in this checkout (.venv, from requirements.lock; on Linux also the system
libraries that Qt needs), then opens the window, on the archives if there are any. Without a screen
it draws the window into layerlab.png instead.

`test` sets everything up and runs the tests.

What else is given is passed on: to `layerlab gui` (--lang, --size, --scale, --screenshot; see
`.venv/bin/layerlab gui --help`) or to pytest. An archive named `test` is opened as ./test.
"""

# What Qt's wheels expect of a Linux system: shared library, and its package for apt, dnf, pacman
# and zypper.
QT_LIBRARIES = [
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
    ("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd", "libEGL1"),
    ("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd", "libGL1"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus", "libdbus-1-3"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig", "libfontconfig1"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon", "libxkbcommon0"),
]
X11_LIBRARIES = [
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor",
     "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms",
     "libxcb-keysyms1"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb", "libxcb-shape0"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11",
     "libxkbcommon-x11-0"),
]  # fmt: skip
WAYLAND_LIBRARIES = [
    ("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland",
     "libwayland-client0"),
    ("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland",
     "libwayland-cursor0"),
    ("libwayland-egl.so.1", "libwayland-egl1", "libwayland-egl", "wayland", "libwayland-egl1"),
]  # fmt: skip
INSTALLERS = [
    ("apt-get", "apt-get install --no-install-recommends", 1),
    ("dnf", "dnf install", 2),
    ("pacman", "pacman -S --needed", 3),
    ("zypper", "zypper install", 4),
]


def main(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    require_python()
    testing = bool(arguments) and arguments[0] == "test"
    if sys.platform.startswith("linux"):
        provide_system_libraries(libraries_needed())
    with alone():
        provide_environment()
    return run_tests(arguments[1:]) if testing else open_window(arguments)


def require_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        fail(
            "Layerlab needs Python 3.11 or newer;"
            f" this is Python {python_version()} ({sys.executable}).\n"
            "Start it with a newer one, for example: python3.12 run.py"
        )


# --- the two things it does ---------------------------------------------------------------------


def open_window(arguments: Sequence[str]) -> int:
    command = [str(VENV_BIN / "layerlab"), "gui"]
    if has_screen() or any(a.split("=")[0] == "--screenshot" for a in arguments):
        return run([*command, *arguments], offscreen=not has_screen())
    say("There is no screen here, so the window is drawn into a picture.")
    status = run([*command, "--screenshot", str(PICTURE), *arguments], offscreen=True)
    if status == 0:
        say(f"The picture of the window is {PICTURE}")
    return status


def run_tests(arguments: Sequence[str]) -> int:
    os.chdir(ROOT)
    return run([str(venv_python()), "-m", "pytest", *arguments], offscreen=True)


def run(command: Sequence[str], *, offscreen: bool) -> int:
    environment = dict(os.environ)
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        fail(f"{command[0]} does not start: {error}")


def has_screen() -> bool:
    """Whether a window can be shown; a Qt platform that the user has chosen is taken as one."""
    if not sys.platform.startswith("linux"):
        return True
    if "QT_QPA_PLATFORM" in os.environ:
        return os.environ["QT_QPA_PLATFORM"].split(":")[0] not in ("offscreen", "minimal")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- system libraries ---------------------------------------------------------------------------


def libraries_needed() -> list[tuple[str, ...]]:
    needed: list[tuple[str, ...]] = list(QT_LIBRARIES)
    if os.environ.get("DISPLAY"):
        needed += X11_LIBRARIES
    if os.environ.get("WAYLAND_DISPLAY"):
        needed += WAYLAND_LIBRARIES
    return needed


def provide_system_libraries(libraries: Sequence[tuple[str, ...]]) -> None:
    """Install what Qt misses if this user may, or say how to and stop."""
    missing = missing_of(libraries)
    if not missing:
        return
    names = ", ".join(library[0] for library in missing)
    if is_root() and shutil.which("apt-get"):
        packages = packages_of(missing, column=1)
        say(f"Installing system libraries for Qt: {' '.join(packages)}")
        apt_get_install(packages)
        missing = missing_of(libraries)
        if missing:
            fail(f"Qt still misses {', '.join(library[0] for library in missing)}.")
        return
    fail(f"Qt needs system libraries that are not here: {names}.\n{how_to_install(missing)}")


def missing_of(libraries: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Those that the dynamic linker does not find, tried in a child so that none stays loaded."""
    probe = (
        "import ctypes, sys\n"
        "for name in sys.argv[1:]:\n"
        "    try:\n"
        "        ctypes.CDLL(name)\n"
        "    except OSError:\n"
        "        print(name)\n"
    )
    names = [library[0] for library in libraries]
    result = subprocess.run(
        [sys.executable, "-c", probe, *names], stdout=subprocess.PIPE, text=True, check=False
    )
    if result.returncode != 0:
        return list(libraries)
    return [library for library in libraries if library[0] in result.stdout.split()]


def apt_get_install(packages: Sequence[str]) -> None:
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    for command in (["apt-get", "update"], install):
        result = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        # A stale list is often good enough, so it is the installation that decides.
        if result.returncode != 0 and command is install:
            fail(f"`{' '.join(install)}` failed:\n{last_lines(result.stdout)}")


def how_to_install(missing: Sequence[tuple[str, ...]]) -> str:
    prefix = "" if is_root() else "sudo "
    for program, command, column in INSTALLERS:
        if shutil.which(program):
            packages = " ".join(packages_of(missing, column))
            return f"Install them, then start this again:\n\n    {prefix}{command} {packages}\n"
    return "Install them with your system's package manager, then start this again."


def packages_of(libraries: Sequence[tuple[str, ...]], column: int) -> list[str]:
    return list(dict.fromkeys(library[column] for library in libraries))


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


# --- the virtual environment --------------------------------------------------------------------


def provide_environment() -> None:
    """Make `.venv` unless the one here was finished for this lock file, Python and place."""
    libraries = fingerprint(LOCK_FILE)
    if not is_finished(LIBRARIES_STAMP, libraries):
        require_venv_module()
        say("Making .venv (once; it is made again when requirements.lock changes).")
        remove_environment()
        call_quietly([base_python(), "-m", "venv", str(VENV)], "Making the virtual environment")
        say("Installing the libraries of requirements.lock; this can take a few minutes.")
        locked = ["--require-hashes", "--only-binary=:all:", "-r", str(LOCK_FILE)]
        call_quietly(pip_install(*locked), "Installing the libraries")
        LIBRARIES_STAMP.write_text(libraries, encoding="utf-8")
    project = fingerprint(ROOT / "pyproject.toml")
    if not is_finished(PROJECT_STAMP, project):
        here = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
        call_quietly(pip_install(*here), "Installing Layerlab itself")
        PROJECT_STAMP.write_text(project, encoding="utf-8")
        say("Set-up is done.")


def pip_install(*arguments: str) -> list[str]:
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    return [*pip, "install", *arguments]


def is_finished(stamp: Path, wanted: str) -> bool:
    try:
        return stamp.read_text(encoding="utf-8") == wanted and venv_python().exists()
    except OSError:
        return False


def fingerprint(file: Path) -> str:
    """What was installed from `file`, for this Python, here: an environment cannot be moved."""
    content = hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n"))
    return f"{content.hexdigest()} {python_version()} {ROOT}\n"


def python_version() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def require_venv_module() -> None:
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    message = "This Python cannot make virtual environments: its venv module is not installed."
    if shutil.which("apt-get"):
        prefix = "" if is_root() else "sudo "
        message += (
            f"\nInstall it, then start this again:\n\n    {prefix}apt-get install python3-venv\n"
        )
    fail(message)


def remove_environment() -> None:
    if not VENV.exists():
        return
    try:
        # The stamps first: what is half removed must never be taken for finished.
        LIBRARIES_STAMP.unlink(missing_ok=True)
        PROJECT_STAMP.unlink(missing_ok=True)
        shutil.rmtree(VENV)
    except OSError as error:
        fail(f"{VENV} cannot be removed ({error}).\nClose Layerlab if it runs, or delete it.")


def venv_python() -> Path:
    return VENV_BIN / ("python.exe" if ON_WINDOWS else "python")


def base_python() -> str:
    """The Python outside any virtual environment: the one that runs this may be about to go."""
    return getattr(sys, "_base_executable", None) or sys.executable


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Keep a second set-up in the same checkout waiting; the system drops the lock if we die."""
    with (ROOT / ".venv.lock").open("w", encoding="utf-8") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):  # it gives up after ten seconds
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


# --- words --------------------------------------------------------------------------------------


def call_quietly(command: Sequence[str], what: str) -> None:
    result = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if result.returncode != 0:
        fail(f"{what} failed:\n{last_lines(result.stdout)}")


def last_lines(text: str) -> str:
    return "\n".join("    " + line for line in text.strip().splitlines()[-12:])


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def fail(text: str) -> NoReturn:
    say(text)
    sys.exit(1)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("Interrupted.")
        sys.exit(130)
    except OSError as error:
        fail(f"Set-up failed: {error}")
