"""The command that does the same as an action of the window, as text for the console."""

import shlex
from collections.abc import Sequence
from pathlib import Path

from layerlab.container.options import DEFAULT_OPTIONS, CreateOptions
from layerlab.model import LayerPath, Platform, shown


def _join(*words: str) -> str:
    return " ".join(shlex.quote(word) for word in words)


def load(archive: Path, platform: Platform | None = None) -> str:
    options = ["--platform", str(platform)] if platform else []
    return _join("docker", "load", *options, "-i", archive.name)


def import_files(
    file: Path, reference: str, message: str, changes: Sequence[str], platform: str
) -> str:
    options = ["-m", message] if message else []
    for change in changes:
        options += ["-c", change]
    name = [reference] if reference else []
    return _join("docker", "import", "--platform", platform, *options, file.name, *name)


def history(image: str) -> str:
    return _join("docker", "history", image)


def save(names: Sequence[str], archive: Path) -> str:
    return _join("docker", "save", "-o", archive.name, *names)


def create(
    name: str,
    image: str,
    command: Sequence[str] = (),
    options: CreateOptions = DEFAULT_OPTIONS,
    mounts: Sequence[str] = (),
    *,
    starts: bool = False,
) -> str:
    flags = "di" if starts else "i"
    words = ["run" if starts else "create", f"-{flags}t"] if options.is_interactive else ["create"]
    words += ["--name", name]
    for mount in mounts:
        words += ["-v", mount]
    for variable in options.env:
        words += ["-e", variable]
    if options.working_directory:
        words += ["-w", options.working_directory]
    if options.user:
        words += ["-u", options.user]
    rest = list(command)
    if options.entrypoint:
        words += ["--entrypoint", options.entrypoint[0]]
        rest = [*options.entrypoint[1:], *rest]
    return _join("docker", *words, image, *rest)


def lifecycle(verb: str, *words: str) -> str:
    """`docker start c1`, `docker rename c1 web`."""
    return _join("docker", verb, *words)


def volume(verb: str, *words: str) -> str:
    return _join("docker", "volume", verb, *words)


def jump(container: str, number: int) -> str:
    return _join("layerlab", "jump", container, str(number))


def label(container: str, number: int, text: str) -> str:
    return _join("layerlab", "label", container, str(number), text)


def branch(container: str, number: int, new: str) -> str:
    return _join("layerlab", "branch", f"{container}@{number}", new)


def commit(container: str, reference: str, message: str, author: str) -> str:
    options = ["-m", message] if message else []
    options += ["-a", author] if author else []
    return _join("docker", "commit", *options, container, *([reference] if reference else []))


def remove_image(name: str) -> str:
    return _join("docker", "rmi", name)


def remove_container(name: str, *, force: bool = False, volumes: bool = False) -> str:
    flags = "f" * force + "v" * volumes
    return _join("docker", "rm", *([f"-{flags}"] if flags else []), name)


def tag(name: str, reference: str) -> str:
    return _join("docker", "tag", name, reference)


def execute(container: str, *words: str) -> str:
    return _join("docker", "exec", container, *words)


def write(container: str, path: LayerPath, size_bytes: int) -> str:
    """In place, as an editor does: `>` would truncate, and then nothing is copied up."""
    file = shlex.quote(shown(path))
    return execute(container, "sh", "-c", f"cat 1<> {file} && truncate -s {size_bytes} {file}")


def create_file(container: str, path: LayerPath) -> str:
    return execute(container, "touch", shown(path))


def make_directory(container: str, path: LayerPath) -> str:
    return execute(container, "mkdir", shown(path))


def symlink(container: str, path: LayerPath, target: str) -> str:
    return execute(container, "ln", "-s", target, shown(path))


def rename(container: str, old: LayerPath, new: LayerPath) -> str:
    return execute(container, "mv", shown(old), shown(new))


def delete(container: str, path: LayerPath, recursive: bool) -> str:
    return execute(container, "rm", *(["-r"] if recursive else []), shown(path))


def chmod(container: str, path: LayerPath, mode: int) -> str:
    return execute(container, "chmod", f"{mode:o}", shown(path))


def chown(container: str, path: LayerPath, uid: int, gid: int) -> str:
    return execute(container, "chown", f"{uid}:{gid}", shown(path))


def copy_in(container: str, source: Path, path: LayerPath) -> str:
    return _join("docker", "cp", source.name, f"{container}:{shown(path)}")


def copy_out(container: str, path: LayerPath) -> str:
    return _join("docker", "cp", f"{container}:{shown(path)}", ".")
