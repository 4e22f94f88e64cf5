"""Makes the built-in sample: a small image whose eight layers show what layers can do.

    python resources/make_samples.py            write it
    python resources/make_samples.py --check    compare what is committed with what would be made

The file is committed, so that the program needs nothing but itself on its first start. It is the
same, byte for byte, wherever it is made: times and order are fixed, nothing is compressed, and the
digests below are what must come out. Whoever changes the sample changes them, too.
"""

import argparse
import hashlib
import json
import struct
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

from layerlab.formats import SaveFormat, save_images
from layerlab.image import BlobImage, BlobLayer
from layerlab.model import DiffID, Digest, Entry, ImageConfig, Kind, LayerPath, Reference, join
from layerlab.model.entry import OPAQUE_NAME
from layerlab.progress import Progress
from layerlab.streams.tar_writer import TarWriter

TARGET = Path(__file__).parent / "layerlab_resources" / "samples" / "sample.tar"
NAME = "layerlab/sample:1"
IMAGE_ID = "sha256:3f144faecad052de517c4bc625713d0636d94bb0c1930295c1a2250af3a6b8f1"
FILE_DIGEST = "sha256:86d92f252cce8bfa68709a6b74b501818e63c8fd844eb3f84984f8b341f42abd"
SIZE_LIMIT_BYTES = 300_000

BUILT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NGINX_USER = 101
INDEX_BYTES = 615


# what is in the files ---------------------------------------------------------------------------

INDEX_HTML = b"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A page in layer 2</title>
<style>
body { max-width: 36em; margin: 2em auto; font-family: sans-serif; }
</style>
</head>
<body>
<h1>Hello from layer 2</h1>
<p>This file is 615 bytes long, and it stands in the second layer of its image.
Nobody can change it there: layers are read-only.</p>
<p>Change it in a container, and the whole file is copied up
into the container layer first. Then you see the copy,
and this one is hidden, but still here.</p>
<p><em>Try it: add one line here, save it and look at the stack again.</em></p>
</body>
</html>
"""

BASE_MOTD = b"Welcome to the base image (layer 1).\n"
CONFIG_MOTD = b"""\
Welcome to the web server (layer 3).
The greeting of layer 1 is still there, under this one.
"""

NGINX_CONF = b"""\
worker_processes  1;

events { worker_connections  1024; }

http {
    include  mime.types;
    include  conf.d/*.conf;
    access_log  log/access.log;
}
"""

OLD_CONF = b"""\
# Deleted in layer 4. It no longer shows, but whoever has the image has this:
auth_password  "swordfish";
"""

A_CONF = b"server { listen 80; server_name a.example; }\n"
B_CONF = b"server { listen 80; server_name b.example; }\n"
DEFAULT_CONF = b"server { listen 80 default_server; root /opt/nginx; }\n"
MIME_TYPES = b"types {\n    text/html  html;\n    text/css   css;\n    image/png  png;\n}\n"
PASSWD = b"root:x:0:0:root:/root:/bin/sh\nnginx:x:101:101:nginx:/opt/nginx:/bin/false\n"
GROUP = b"root:x:0:\nnginx:x:101:\n"
OS_RELEASE = b'ID=layerlab\nNAME="Layerlab sample"\nVERSION_ID=1\n'
COUNT = b'#!/bin/sh\n# One file with two names: count and tally.\nexec wc -l "$@"\n'

README = b"""\
Layerlab's sample image, layer by layer (the base is 1):

1  a base system: /bin with hard links, /etc/motd
2  the web server: /opt/nginx, with index.html of 615 bytes
3  its configuration: /etc/motd again, and a log of 46 kB
4  a whiteout: /opt/nginx/old.conf was deleted
5  an opaque directory: /opt/nginx/conf.d was deleted and made again
6  a directory that became a symbolic link, a file that became a directory,
   and one file with two names
7  these texts, also in Korean, in UTF-8 and in EUC-KR
8  chmod of the program: the whole file again
"""

KOREAN_GUIDE = """\
Layerlab 견본 이미지입니다. 맨 아래가 1번 레이어입니다.

1  기본 시스템: 하드 링크가 있는 /bin, /etc/motd
2  웹 서버: /opt/nginx, 615바이트의 index.html
3  설정: 다시 나오는 /etc/motd, 46kB의 로그
4  화이트아웃: 지워진 /opt/nginx/old.conf
5  불투명 디렉터리: 지우고 다시 만든 /opt/nginx/conf.d
6  심볼릭 링크가 된 디렉터리, 디렉터리가 된 파일, 이름이 둘인 파일
7  이 안내문(UTF-8과 EUC-KR)
8  프로그램의 chmod: 파일 전체가 다시 들어 있습니다
"""

OLD_KOREAN_NOTE = """\
이 파일은 EUC-KR로 저장되어 있습니다.
글자가 깨져 보이면 인코딩을 바꾸어 보세요.
"""


def log_lines(count: int) -> bytes:
    """A log as a web server writes it, of lines that are all different."""
    lines = (
        f"192.0.2.{n * 7 % 250} - - [{BUILT + timedelta(seconds=n * 13):%d/%b/%Y:%H:%M:%S} +0000]"
        f' "GET /page/{n * 31 % 97} HTTP/1.1" 200 {n * 613 % 9973}\n'
        for n in range(count)
    )
    return "".join(lines).encode()


def program(text: str, status: int, size_bytes: int = 0) -> bytes:
    """A real program for Linux on x86-64, which says `text` and ends with `status`.

    Filled up to `size_bytes` with bytes that are neither text nor zeros.
    """
    said = text.encode()
    code = (
        b"\xb8" + struct.pack("<I", 1)  # mov eax, write
        + b"\xbf" + struct.pack("<I", 1)  # mov edi, stdout
        + b"\x48\x8d\x35" + struct.pack("<i", 19)  # lea rsi, [rip + 19]: the text
        + b"\xba" + struct.pack("<I", len(said))  # mov edx, its length
        + b"\x0f\x05"  # syscall
        + b"\xb8" + struct.pack("<I", 60)  # mov eax, exit
        + b"\xbf" + struct.pack("<I", status)  # mov edi, the status
        + b"\x0f\x05"  # syscall
    )  # fmt: skip
    header_bytes, address = 64 + 56, 0x400000
    size = header_bytes + len(code) + len(said)
    identity = b"\x7fELF\x02\x01\x01".ljust(16, b"\0")
    start = address + header_bytes
    header = identity + struct.pack("<HHIQQQI", 2, 62, 1, start, 64, 0, 0)
    header += struct.pack("<HHHHHH", 64, 56, 1, 0, 0, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 5, 0, address, address, size, size, 0x1000)
    filling = bytes((n * n >> 5 ^ n * 3) & 0xFF for n in range(max(size_bytes - size, 0)))
    return header + segment + code + said + filling


def logo() -> bytes:
    """A PNG of three slabs, one upon the other, in a palette; its data are stored, not deflated."""
    side = 64
    palette = bytes.fromhex("ffffff 4e79a7 f28e2b 59a14f 2f3b4c")

    def colour(x: int, y: int) -> int:
        for slab in (3, 2, 1):
            height = y - (46 - 14 * (slab - 1))
            slope = abs(x - side // 2)
            if slope < 28 and abs(height) <= (28 - slope) // 2:
                return slab
            if slope < 28 and 0 < height <= (28 - slope) // 2 + 5:
                return 4
        return 0

    rows = b"".join(b"\0" + bytes(colour(x, y) for x in range(side)) for y in range(side))
    stored = b"\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows
    pixels = b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(rows))

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", side, side, 8, 3, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"PLTE", palette), chunk(b"IDAT", pixels))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


# layers -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a layer with its bytes; `age` is the number of the layer that its time is of."""

    entry: Entry
    data: bytes = b""
    age: int = 0


def directory(path: str, mode: int = 0o755, owner: int = 0, age: int = 0) -> Item:
    entry = Entry(LayerPath(path), Kind.DIRECTORY, mode, owner, owner)
    return Item(entry, age=age)


def file(path: str, data: bytes, mode: int = 0o644, owner: int = 0, age: int = 0) -> Item:
    entry = Entry(LayerPath(path), Kind.FILE, mode, owner, owner, len(data))
    return Item(entry, data, age)


def symlink(path: str, target: str) -> Item:
    return Item(Entry(LayerPath(path), Kind.SYMLINK, 0o777, link=target))


def hard_link(path: str, first: Item) -> Item:
    entry = replace(first.entry, path=LayerPath(path), kind=Kind.HARDLINK, size=0)
    return Item(replace(entry, link=first.entry.path))


def whiteout(path: str) -> Item:
    return Item(Entry(LayerPath(path), Kind.WHITEOUT, mode=0))


def opaque(path: str) -> Item:
    return Item(Entry(join(LayerPath(path), OPAQUE_NAME), Kind.FILE, mode=0))


@dataclass(frozen=True, slots=True)
class Instruction:
    """A line of the Dockerfile; without items it makes no layer."""

    text: str
    items: Sequence[Item] = ()


SHELL = program("This is only a sample: it has no real programs.\n", 127)
SERVER = program("Hello from layer 8, which has all of layer 2's program again.\n", 0, 24_000)
BUSYBOX = file("bin/busybox", SHELL, 0o755)
TALLY = file("opt/tools/count", COUNT, 0o755)

INSTRUCTIONS = (
    Instruction(
        "ADD rootfs.tar.gz / # buildkit",
        (
            directory("bin"),
            BUSYBOX,
            hard_link("bin/cat", BUSYBOX),
            hard_link("bin/ls", BUSYBOX),
            hard_link("bin/sh", BUSYBOX),
            directory("etc"),
            file("etc/group", GROUP),
            file("etc/motd", BASE_MOTD),
            symlink("etc/os-release", "../usr/lib/os-release"),
            file("etc/passwd", PASSWD),
            directory("opt"),
            directory("root", 0o700),
            directory("tmp", 0o1777),
            directory("usr"),
            directory("usr/bin"),
            directory("usr/lib"),
            file("usr/lib/os-release", OS_RELEASE),
            directory("usr/share"),
            directory("var"),
            directory("var/cache"),
        ),
    ),
    Instruction("ENV PATH=/opt/nginx:/usr/bin:/bin"),
    Instruction(
        "COPY nginx/ / # buildkit",
        (
            directory("opt"),
            directory("opt/nginx"),
            directory("opt/nginx/cache", owner=NGINX_USER),
            file("opt/nginx/cache/first", b"cached\n", owner=NGINX_USER),
            directory("opt/nginx/conf.d"),
            file("opt/nginx/conf.d/a.conf", A_CONF),
            file("opt/nginx/conf.d/b.conf", B_CONF),
            file("opt/nginx/index.html", INDEX_HTML),
            directory("opt/nginx/log", owner=NGINX_USER),
            symlink("opt/nginx/log/access.log", "/dev/stdout"),
            file("opt/nginx/logo.png", logo()),
            file("opt/nginx/mime.types", MIME_TYPES),
            file("opt/nginx/modules", b"none yet\n"),
            file("opt/nginx/nginx", SERVER, 0o644),
            file("opt/nginx/nginx.conf", NGINX_CONF),
            file("opt/nginx/old.conf", OLD_CONF, 0o600),
            directory("var"),
            directory("var/cache"),
            directory("var/cache/nginx", owner=NGINX_USER),
        ),
    ),
    Instruction("WORKDIR /opt/nginx"),
    Instruction(
        "COPY config/ / # buildkit",
        (
            directory("etc"),
            file("etc/motd", CONFIG_MOTD),
            directory("opt", age=2),
            directory("opt/nginx", age=2),
            directory("opt/nginx/log", owner=NGINX_USER),
            file("opt/nginx/log/big.log", log_lines(600), owner=NGINX_USER),
        ),
    ),
    Instruction(
        "RUN /bin/sh -c rm old.conf # buildkit",
        (directory("opt", age=2), directory("opt/nginx"), whiteout("opt/nginx/old.conf")),
    ),
    Instruction(
        "RUN /bin/sh -c rm -r conf.d && mkdir conf.d && cp /tmp/default.conf conf.d # buildkit",
        (
            directory("opt", age=2),
            directory("opt/nginx"),
            directory("opt/nginx/conf.d"),
            opaque("opt/nginx/conf.d"),
            file("opt/nginx/conf.d/default.conf", DEFAULT_CONF),
        ),
    ),
    Instruction(
        "RUN /bin/sh -c sh /tmp/arrange.sh # buildkit",
        (
            directory("opt"),
            directory("opt/nginx"),
            symlink("opt/nginx/cache", "/var/cache/nginx"),
            directory("opt/nginx/modules"),
            file("opt/nginx/modules/gzip.so", SHELL[:200]),
            directory("opt/tools"),
            TALLY,
            hard_link("opt/tools/tally", TALLY),
            directory("usr", age=1),
            directory("usr/bin"),
            symlink("usr/bin/count", "../../opt/tools/count"),
        ),
    ),
    Instruction(
        "COPY doc/ /usr/share/doc/ # buildkit",
        (
            directory("usr", age=1),
            directory("usr/share"),
            directory("usr/share/doc"),
            file("usr/share/doc/README", README),
            file("usr/share/doc/euc-kr.txt", OLD_KOREAN_NOTE.encode("euc-kr")),
            file("usr/share/doc/안내.txt", KOREAN_GUIDE.encode()),
        ),
    ),
    Instruction(
        "RUN /bin/sh -c chmod +x nginx # buildkit",
        (
            directory("opt", age=6),
            directory("opt/nginx", age=6),
            file("opt/nginx/nginx", SERVER, 0o755, age=2),
        ),
    ),
    Instruction("EXPOSE map[80/tcp:{}]"),
    Instruction('CMD ["/opt/nginx/nginx" "-g" "daemon off;"]'),
)


def time_of(layer: int) -> datetime:
    return BUILT + timedelta(minutes=layer)


def layer_tar(items: Sequence[Item], number: int) -> bytes:
    sink = BytesIO()
    writer = TarWriter(sink)
    for item in items:
        seconds = int(time_of(item.age or number).timestamp())
        writer.add(replace(item.entry, mtime_ns=seconds * 10**9), BytesIO(item.data))
    writer.finish()
    return sink.getvalue()


# the image --------------------------------------------------------------------------------------


def history() -> Iterator[dict[str, object]]:
    layer = 0
    for instruction in INSTRUCTIONS:
        layer += bool(instruction.items)
        line: dict[str, object] = {
            "created": f"{time_of(layer):%Y-%m-%dT%H:%M:%SZ}",
            "created_by": instruction.text,
            "comment": "buildkit.dockerfile.v0",
        }
        yield line if instruction.items else {**line, "empty_layer": True}


def config(diff_ids: Sequence[DiffID]) -> ImageConfig:
    lines = list(history())
    document = {
        "architecture": "amd64",
        "config": {
            "Env": ["PATH=/opt/nginx:/usr/bin:/bin"],
            "Cmd": ["/opt/nginx/nginx", "-g", "daemon off;"],
            "WorkingDir": "/opt/nginx",
            "ExposedPorts": {"80/tcp": {}},
            "Labels": {"org.opencontainers.image.title": "Layerlab sample"},
        },
        "created": lines[-1]["created"],
        "history": lines,
        "os": "linux",
        "rootfs": {"type": "layers", "diff_ids": [str(diff_id) for diff_id in diff_ids]},
    }
    return ImageConfig.parse(json.dumps(document, separators=(",", ":")).encode(), NAME)


def sample_image() -> BlobImage:
    stacked = [instruction.items for instruction in INSTRUCTIONS if instruction.items]
    tars = [layer_tar(items, number) for number, items in enumerate(stacked, start=1)]
    described = config([DiffID.of(tar) for tar in tars])
    layers = tuple(
        BlobLayer(number, diff_id, len(tar), partial(BytesIO, tar))
        for number, (diff_id, tar) in enumerate(zip(described.diff_ids, tars, strict=True), start=1)
    )
    return BlobImage(described, layers, (Reference.parse(NAME),))


def sample_bytes() -> bytes:
    """The archive. Raises `ValueError` where it is not what the digests above say."""
    if len(INDEX_HTML) != INDEX_BYTES:
        raise ValueError(f"index.html has {len(INDEX_HTML)} bytes, not {INDEX_BYTES}")
    image = sample_image()
    if image.image_id != IMAGE_ID:
        raise ValueError(f"the image is {image.image_id}, not {IMAGE_ID}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.tar"
        save_images([image], path, SaveFormat.DOCKER_ARCHIVE, Progress())
        data = path.read_bytes()
    if len(data) > SIZE_LIMIT_BYTES:
        raise ValueError(f"it has {len(data)} bytes, more than {SIZE_LIMIT_BYTES}")
    if Digest.of(data) != FILE_DIGEST:
        raise ValueError(f"the file is sha256:{hashlib.sha256(data).hexdigest()}")
    return data


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the built-in sample image.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    arguments = parser.parse_args()
    try:
        data = sample_bytes()
    except ValueError as error:
        print(f"The sample is not the pinned one: {error}", file=sys.stderr)
        return 1
    if arguments.check:
        if not TARGET.exists() or TARGET.read_bytes() != data:
            print(f"{TARGET} is out of date: run {Path(__file__).name}", file=sys.stderr)
            return 1
        return 0
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(data)
    print(f"{TARGET}: {len(data)} bytes, {IMAGE_ID}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
