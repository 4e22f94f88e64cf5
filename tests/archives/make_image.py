"""Writes the image that all archives in this directory hold, as plain as can be.

    python make_image.py IMAGE.tar

Nothing of Layerlab is used: the standard library writes the tars, so that the archives which real
tools make of it are judged against something that Layerlab did not produce. Three layers: files
of every kind, then a changed file, a whiteout and an opaque directory, then one more file.
"""

import hashlib
import io
import json
import sys
import tarfile

TIME = 1_767_225_600  # 2026-01-01
CREATED = "2026-01-01T00:00:00Z"
NAME = "example.com/team/sample:1"

Member = tuple[str, bytes, bytes | str, int, int]


def directory(name: str, mode: int = 0o755, uid: int = 0) -> Member:
    return name, tarfile.DIRTYPE, b"", mode, uid


def file(name: str, data: bytes, mode: int = 0o644, uid: int = 0) -> Member:
    return name, tarfile.REGTYPE, data, mode, uid


def link(name: str, target: str) -> Member:
    return name, tarfile.LNKTYPE, target, 0o755, 0


def symlink(name: str, target: str) -> Member:
    return name, tarfile.SYMTYPE, target, 0o777, 0


LAYERS = [
    [
        directory("bin"),
        file("bin/su", b"#!/bin/tool\nset-user-ID\n", 0o4755),
        file("bin/tool", b"#!/bin/tool\n", 0o755),
        link("bin/tool2", "bin/tool"),
        directory("etc"),
        file("etc/motd", b"from layer 1\n"),
        file("etc/os-release", b'NAME="Sample"\nID=sample\n'),
        directory("home"),
        directory("home/user", 0o700, 1000),
        file("home/user/notes", b"mine\n", 0o600, 1000),
        symlink("lib", "usr/lib"),
        directory("opt"),
        directory("opt/old"),
        file("opt/old/a", b"a\n"),
        file("opt/old/b", b"b\n"),
        directory("tmp", 0o1777),
        directory("usr"),
        directory("usr/lib"),
        file("usr/lib/data", bytes(range(256)) * 8),
        directory("var"),
        directory("var/log"),
        file("var/log/boot", b"up\n"),
    ],
    [
        directory("etc"),
        file("etc/motd", b"from layer 2\n"),
        directory("opt"),
        directory("opt/old"),
        file("opt/old/.wh..wh..opq", b"", 0o0),
        file("opt/old/new", b"new\n"),
        directory("srv"),
        file("srv/\ud55c\uae00.txt", "\uc548\ub155\n".encode()),
        directory("var"),
        directory("var/log"),
        file("var/log/.wh.boot", b"", 0o0),
    ],
    [
        directory("etc"),
        file("etc/app.conf", b"answer = 42\n"),
    ],
]
"""Base first. The whiteouts' rules: image-spec layer.md, Whiteouts."""

HISTORY = ["ADD rootfs.tar / # buildkit", "RUN /bin/tool update # buildkit", "COPY app.conf /etc/"]


def write_tar(members: list[Member]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, kind, content, mode, uid in members:
            info = tarfile.TarInfo(name)
            info.type, info.mode, info.mtime, info.uid, info.gid = kind, mode, TIME, uid, uid
            data = content if isinstance(content, bytes) else b""
            info.linkname = content if isinstance(content, str) else ""
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_config(layers: list[bytes]) -> bytes:
    lines = [{"created": CREATED, "created_by": text} for text in HISTORY]
    lines.append({"created": CREATED, "created_by": 'CMD ["/bin/tool"]', "empty_layer": True})
    config = {
        "architecture": "amd64",
        "config": {"Cmd": ["/bin/tool"], "Env": ["PATH=/bin"], "Labels": {"team": "sample"}},
        "created": CREATED,
        "history": lines,
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{sha256(layer)}" for layer in layers]},
    }
    return json.dumps(config, separators=(",", ":")).encode()


def main(target: str) -> None:
    layers = [write_tar(members) for members in LAYERS]
    config = make_config(layers)
    names = [f"{sha256(layer)}.tar" for layer in layers]
    manifest = [{"Config": f"{sha256(config)}.json", "RepoTags": [NAME], "Layers": names}]
    parts = dict(zip(names, layers, strict=True))
    parts[f"{sha256(config)}.json"] = config
    parts["manifest.json"] = json.dumps(manifest).encode()
    with tarfile.open(target, "w") as archive:
        for name, data in parts.items():
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(data), 0o644
            archive.addfile(info, io.BytesIO(data))
    print(f"sha256:{sha256(config)}")


if __name__ == "__main__":
    main(sys.argv[1])
