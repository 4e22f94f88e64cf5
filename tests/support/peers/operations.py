"""The same changes to files, for a shell in a real container and for a container of ours.

Each operation has a directory of its own in the image, `/t/NAME`, which `before` fills.
"""

import io
import tarfile
from collections.abc import Callable
from dataclasses import dataclass

from layerlab.container import Container
from layerlab.model import LayerPath, clean

Change = Callable[[Container, Callable[[str], LayerPath]], object]


@dataclass(frozen=True, slots=True)
class Operation:
    """`before` and `shell` run in the operation's directory, `ours` gets paths below it."""

    name: str
    before: str
    shell: str
    ours: Change

    @property
    def directory(self) -> str:
        return f"/t/{self.name}"

    def apply(self, container: Container) -> None:
        self.ours(container, lambda name: clean(f"{self.directory}/{name}"))


def _several(*changes: Change) -> Change:
    def apply(container: Container, at: Callable[[str], LayerPath]) -> None:
        for change in changes:
            change(container, at)

    return apply


FILES = "mkdir d && echo one > d/one && echo two > d/two"

OPERATIONS = (
    Operation("new-file", "", "echo x > f", lambda c, at: c.write(at("f"), b"x\n")),
    Operation(
        "new-tree",
        "",
        "mkdir a a/b && echo x > a/b/f",
        _several(
            lambda c, at: c.make_directory(at("a")),
            lambda c, at: c.make_directory(at("a/b")),
            lambda c, at: c.write(at("a/b/f"), b"x\n"),
        ),
    ),
    Operation(
        "write-over", "echo old > f", "echo newer > f", lambda c, at: c.write(at("f"), b"newer\n")
    ),
    Operation(
        "append", "echo old > f", "echo more >> f", lambda c, at: c.append(at("f"), b"more\n")
    ),
    Operation(
        "append-deep",
        "mkdir -p a/b && echo old > a/b/f && echo x > a/x",
        "echo more >> a/b/f",
        lambda c, at: c.append(at("a/b/f"), b"more\n"),
    ),
    Operation("delete-file", "echo x > f", "rm f", lambda c, at: c.delete(at("f"))),
    Operation("delete-link", "ln -s x l", "rm l", lambda c, at: c.delete(at("l"))),
    Operation("delete-tree", FILES, "rm -r d", lambda c, at: c.delete(at("d"), recursive=True)),
    Operation("delete-in-tree", FILES, "rm d/one", lambda c, at: c.delete(at("d/one"))),
    Operation(
        "delete-all-inside",
        FILES,
        "rm d/one d/two",
        _several(lambda c, at: c.delete(at("d/one")), lambda c, at: c.delete(at("d/two"))),
    ),
    Operation(
        "opaque",
        FILES,
        "rm -r d && mkdir d && echo three > d/three",
        _several(
            lambda c, at: c.delete(at("d"), recursive=True),
            lambda c, at: c.make_directory(at("d")),
            lambda c, at: c.write(at("d/three"), b"three\n"),
        ),
    ),
    Operation(
        "opaque-same-name",
        FILES,
        "rm -r d && mkdir d && echo one! > d/one",
        _several(
            lambda c, at: c.delete(at("d"), recursive=True),
            lambda c, at: c.make_directory(at("d")),
            lambda c, at: c.write(at("d/one"), b"one!\n"),
        ),
    ),
    Operation(
        "opaque-empty",
        FILES,
        "rm -r d && mkdir d",
        _several(
            lambda c, at: c.delete(at("d"), recursive=True),
            lambda c, at: c.make_directory(at("d")),
        ),
    ),
    Operation(
        "made-and-gone",
        "",
        "echo x > f && rm f",
        _several(lambda c, at: c.write(at("f"), b"x\n"), lambda c, at: c.delete(at("f"))),
    ),
    Operation(
        "deleted-and-made",
        "echo old > f",
        "rm f && echo newer > f",
        _several(lambda c, at: c.delete(at("f")), lambda c, at: c.write(at("f"), b"newer\n")),
    ),
    Operation("chmod-file", "echo x > f", "chmod 4750 f", lambda c, at: c.chmod(at("f"), 0o4750)),
    Operation("chmod-dir", FILES, "chmod 1777 d", lambda c, at: c.chmod(at("d"), 0o1777)),
    Operation(
        "chmod-same",
        "echo x > f && chmod 644 f",
        "chmod 644 f",
        lambda c, at: c.chmod(at("f"), 0o644),
    ),
    Operation("chown-file", "echo x > f", "chown 7:8 f", lambda c, at: c.chown(at("f"), 7, 8)),
    Operation("chown-dir", FILES, "chown 7:8 d", lambda c, at: c.chown(at("d"), 7, 8)),
    Operation(
        "chown-through-link",
        "echo x > f && ln -s f l",
        "chown 7:8 l",
        lambda c, at: c.chown(at("l"), 7, 8),
    ),
    Operation("rename-file", "echo x > f", "mv f g", lambda c, at: c.rename(at("f"), at("g"))),
    Operation(
        "rename-over",
        "echo x > f && echo yy > g",
        "mv f g",
        lambda c, at: c.rename(at("f"), at("g")),
    ),
    Operation("rename-dir", FILES, "mv d e", lambda c, at: c.rename(at("d"), at("e"))),
    Operation(
        "rename-new-dir",
        "",
        "mkdir d && echo x > d/f && mv d e",
        _several(
            lambda c, at: c.make_directory(at("d")),
            lambda c, at: c.write(at("d/f"), b"x\n"),
            lambda c, at: c.rename(at("d"), at("e")),
        ),
    ),
    Operation("symlink", "echo x > f", "ln -s f l", lambda c, at: c.symlink(at("l"), "f")),
    Operation(
        "write-through-link",
        "echo x > f && ln -s f l",
        "echo more >> l",
        lambda c, at: c.append(at("l"), b"more\n"),
    ),
    Operation("hard-link-lower", "echo x > f", "ln f g", lambda c, at: c.link(at("g"), at("f"))),
    Operation(
        "hard-link-new",
        "",
        "echo x > f && ln f e && ln f g",
        _several(
            lambda c, at: c.write(at("f"), b"x\n"),
            lambda c, at: c.link(at("e"), at("f")),
            lambda c, at: c.link(at("g"), at("f")),
        ),
    ),
    Operation(
        "hard-link-broken",
        "echo x > f && ln f g",
        "echo more >> g",
        lambda c, at: c.append(at("g"), b"more\n"),
    ),
    Operation(
        "hard-link-half-gone",
        "echo x > f && ln f g",
        "rm f",
        lambda c, at: c.delete(at("f")),
    ),
    Operation(
        "file-to-dir",
        "echo x > f",
        "rm f && mkdir f && echo y > f/y",
        _several(
            lambda c, at: c.delete(at("f")),
            lambda c, at: c.make_directory(at("f")),
            lambda c, at: c.write(at("f/y"), b"y\n"),
        ),
    ),
    Operation(
        "dir-to-file",
        FILES,
        "rm -r d && echo x > d",
        _several(
            lambda c, at: c.delete(at("d"), recursive=True),
            lambda c, at: c.write(at("d"), b"x\n"),
        ),
    ),
    Operation(
        "dir-to-link",
        f"{FILES} && mkdir e",
        "rm -r d && ln -s e d",
        _several(
            lambda c, at: c.delete(at("d"), recursive=True), lambda c, at: c.symlink(at("d"), "e")
        ),
    ),
    Operation(
        "link-to-dir",
        "ln -s x l",
        "rm l && mkdir l",
        _several(lambda c, at: c.delete(at("l")), lambda c, at: c.make_directory(at("l"))),
    ),
    Operation(
        "link-to-file",
        "ln -s x l",
        "rm l && echo x > l",
        _several(lambda c, at: c.delete(at("l")), lambda c, at: c.create(at("l"), b"x\n")),
    ),
    Operation(
        "korean-names",
        "echo x > '옛 파일'",
        "rm '옛 파일' && echo y > '새 파일'",
        _several(
            lambda c, at: c.delete(at("옛 파일")), lambda c, at: c.write(at("새 파일"), b"y\n")
        ),
    ),
    Operation(
        "long-names",
        "",
        f"mkdir {'n' * 90} && echo x > {'n' * 90}/{'m' * 120}",
        _several(
            lambda c, at: c.make_directory(at("n" * 90)),
            lambda c, at: c.write(at(f"{'n' * 90}/{'m' * 120}"), b"x\n"),
        ),
    ),
    Operation("empty-file", "", ": > f", lambda c, at: c.create(at("f"))),
    Operation("emptied", "echo x > f", ": > f", lambda c, at: c.write(at("f"), b"")),
)


OPERATIONS += (
    Operation(
        "touch-file", "echo x > f", "touch -d @1000 f", lambda c, at: c.utime(at("f"), 10**12)
    ),
    Operation("touch-dir", FILES, "touch -d @1000 d", lambda c, at: c.utime(at("d"), 10**12)),
    Operation(
        "deleted-and-made-the-same",
        "echo x > f && touch -d @1000 f",
        "rm f && echo x > f && touch -d @1000 f",
        _several(
            lambda c, at: c.delete(at("f")),
            lambda c, at: c.write(at("f"), b"x\n"),
            lambda c, at: c.utime(at("f"), 10**12),
        ),
    ),
    Operation(
        "retargeted",
        "ln -s old l",
        "rm l && ln -s new l",
        _several(lambda c, at: c.delete(at("l")), lambda c, at: c.symlink(at("l"), "new")),
    ),
    Operation(
        "directory-made-and-gone",
        "mkdir d",
        "mkdir d/e && echo x > d/e/f && rm -r d/e",
        _several(
            lambda c, at: c.make_directory(at("d/e")),
            lambda c, at: c.write(at("d/e/f"), b"x\n"),
            lambda c, at: c.delete(at("d/e"), recursive=True),
        ),
    ),
    Operation(
        "opaque-nested",
        "mkdir -p d/e/g && echo x > d/e/g/f",
        "rm -r d && mkdir -p d/e/g && echo y > d/e/new",
        _several(
            lambda c, at: c.delete(at("d"), recursive=True),
            lambda c, at: c.make_directory(at("d")),
            lambda c, at: c.make_directory(at("d/e")),
            lambda c, at: c.make_directory(at("d/e/g")),
            lambda c, at: c.write(at("d/e/new"), b"y\n"),
        ),
    ),
    Operation(
        "new-sticky", "", "mkdir -m 1777 d", lambda c, at: c.make_directory(at("d"), mode=0o1777)
    ),
    Operation(
        "special-files",
        "",
        "mknod c c 1 3 && mknod b b 7 0 && mkfifo p && chmod 640 c b p",
        lambda c, at: c.copy_in_tar(_special_files(), at("")),
    ),
    Operation(
        "odd-names",
        "",
        "for name in -dash 'a  b' ' ' '%41\"$q' 'b\\s'; do echo x > \"./$name\"; done",
        _several(
            *(
                lambda c, at, name=name: c.write(at(name), b"x\n")
                for name in ("-dash", "a  b", " ", '%41"$q', "b\\s")
            )
        ),
    ),
    Operation(
        "rename-over-lower-and-back",
        "echo x > f && echo y > g",
        "mv f g && mv g f",
        _several(
            lambda c, at: c.rename(at("f"), at("g")), lambda c, at: c.rename(at("g"), at("f"))
        ),
    ),
    Operation(
        "hard-link-in-new-tree",
        "echo x > f",
        "mkdir d && ln f d/f && rm f && ln d/f f",
        _several(
            lambda c, at: c.make_directory(at("d")),
            lambda c, at: c.link(at("d/f"), at("f")),
            lambda c, at: c.delete(at("f")),
            lambda c, at: c.link(at("f"), at("d/f")),
        ),
    ),
)


def _special_files() -> io.BytesIO:
    sink = io.BytesIO()
    kinds = {"c": tarfile.CHRTYPE, "b": tarfile.BLKTYPE, "p": tarfile.FIFOTYPE}
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for name, kind in kinds.items():
            member = tarfile.TarInfo(name)
            member.type, member.mode = kind, 0o640
            member.devmajor, member.devminor = {"c": (1, 3), "b": (7, 0), "p": (0, 0)}[name]
            archive.addfile(member)
    sink.seek(0)
    return sink


def prepare_script() -> str:
    """Fills every operation's directory; run when the image is made."""
    parts = (
        f"mkdir -p {one.directory} && cd {one.directory} && {one.before or ':'}"
        for one in OPERATIONS
    )
    return "set -e\n" + "\n".join(parts)


def change_script() -> str:
    """Makes all changes; run in a container."""
    return "set -e\n" + "\n".join(f"cd {one.directory} && {one.shell}" for one in OPERATIONS)
