"""The archives of real tools in `tests/archives`: what each is, and what its image must hold."""

import lzma
import tarfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from layerlab.facade import Stack

FOLDER = Path(__file__).parents[1] / "archives"

Files = Mapping[str, tuple[str, int, bytes | str]]
"""By path: kind (of `stat.filemode`), mode, and the content or the link's target."""

BASE: Files = {
    "bin": ("d", 0o755, b""),
    "bin/su": ("-", 0o4755, b"#!/bin/tool\nset-user-ID\n"),
    "bin/tool": ("-", 0o755, b"#!/bin/tool\n"),
    "bin/tool2": ("-", 0o755, b"#!/bin/tool\n"),
    "etc": ("d", 0o755, b""),
    "etc/motd": ("-", 0o644, b"from layer 1\n"),
    "etc/os-release": ("-", 0o644, b'NAME="Sample"\nID=sample\n'),
    "home": ("d", 0o755, b""),
    "home/user": ("d", 0o700, b""),
    "home/user/notes": ("-", 0o600, b"mine\n"),
    "lib": ("l", 0o777, "usr/lib"),
    "opt": ("d", 0o755, b""),
    "opt/old": ("d", 0o755, b""),
    "opt/old/a": ("-", 0o644, b"a\n"),
    "opt/old/b": ("-", 0o644, b"b\n"),
    "tmp": ("d", 0o1777, b""),
    "usr": ("d", 0o755, b""),
    "usr/lib": ("d", 0o755, b""),
    "usr/lib/data": ("-", 0o644, bytes(range(256)) * 8),
    "var": ("d", 0o755, b""),
    "var/log": ("d", 0o755, b""),
    "var/log/boot": ("-", 0o644, b"up\n"),
}
_GONE = {"opt/old/a", "opt/old/b", "var/log/boot"}
SAMPLE: Files = {
    **{path: value for path, value in BASE.items() if path not in _GONE},
    "etc/motd": ("-", 0o644, b"from layer 2\n"),
    "etc/app.conf": ("-", 0o644, b"answer = 42\n"),
    "opt/old/new": ("-", 0o644, b"new\n"),
    "srv": ("d", 0o755, b""),
    "srv/한글.txt": ("-", 0o644, "안녕\n".encode()),
}
CHANGED: Files = {
    **{path: value for path, value in SAMPLE.items() if path != "etc/app.conf"},
    "etc/motd": ("-", 0o644, b"changed\n"),
}


def files_of(stack: Stack) -> Files:
    """What the image of a stack holds, in the same form."""
    view = stack.view()
    found: dict[str, tuple[str, int, bytes | str]] = {}
    for node in view.walk():
        entry = node.entry
        content = view.read(node.path) if node.kind.has_data else entry.link_target or b""
        found[node.path] = (entry.mode_text[0], entry.mode, content)
    return found


def built(architecture: str) -> Files:
    """What BuildKit makes of the sample's first layer and one more file."""
    return {
        **BASE,
        "srv": ("d", 0o755, b""),
        f"srv/{architecture}.txt": ("-", 0o644, b"hi\n"),
    }


@dataclass(frozen=True, slots=True)
class RealArchive:
    """One row of `archives.toml`."""

    name: str
    tool: str
    command: str
    kind: str
    holds: str
    form: str = "archive"
    names: list[list[str]] = field(default_factory=list)
    platforms: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    attestations: int = 0
    artifacts: list[str] = field(default_factory=list)

    def place(self, folder: Path) -> Path:
        """The archive as its tool left it: a tar or a directory."""
        packed = FOLDER / f"{self.name}.tar.xz"
        target = folder / (self.name if self.form == "directory" else f"{self.name}.tar")
        if self.form == "directory":
            with tarfile.open(packed) as tar:
                tar.extractall(target, filter="data")
        else:
            target.write_bytes(lzma.decompress(packed.read_bytes()))
        return target

    @property
    def files(self) -> list[Files]:
        """Of each image, in the archive's order."""
        match self.name, self.holds:
            case "podman-multi", _:
                return [SAMPLE, BASE]
            case "umoci", _:
                return [SAMPLE, CHANGED]
            case "buildkit-rootfs", _:
                return [built("amd64")]
            case _, "sample" | "files":
                return [SAMPLE]
            case _, "built":
                return [built(platform.split("/")[1]) for platform in self.platforms]
            case _:
                return []


def real_archives() -> list[RealArchive]:
    table = tomllib.loads((FOLDER / "archives.toml").read_text(encoding="utf-8"))
    return [RealArchive(name, **row) for name, row in table.items()]
