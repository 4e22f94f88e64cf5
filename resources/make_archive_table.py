"""Makes docs/archives.md, the table of every kind of archive with the example that is tested.

python resources/make_archive_table.py            write it
python resources/make_archive_table.py --check    compare what is committed with what would be made
"""

import sys
import tomllib
from pathlib import Path

from keeping import keep

PROJECT = Path(__file__).parents[1]
TARGET = PROJECT / "docs" / "archives.md"
TABLES = PROJECT / "tests" / "archives"

HEAD = """\
# Archives

Made from the tables in `tests/archives` by `resources/make_archive_table.py`; change them there.

## Archives of real tools

Each of these was written by the tool itself and is in `tests/archives`. `test_real_archives.py`
opens it, compares every file with what must be there, loads it, and verifies what was loaded.
SAMPLE is the image that `make_image.py` makes there, MULTI one for three platforms.
"""
SHAPES = """\
## Archives whose tool could not be run

`test_every_tool.py` puts these together as their tools do, each in the function that the last
column names.
"""
READERS = """\
## Who loads what is saved here

In each run of the tests, of the tools that are installed, with `--format docker-archive`,
`oci-archive` and `oci-dir` where the tool reads it:

- Debian 12: Docker 20.10, containerd 1.6, Podman 4.3, skopeo 1.9, umoci 0.4, Buildah 1.28;
- Debian 13: Docker 26.1 with both of its stores, containerd 1.7, Podman 5.4, skopeo 1.18.

Once, by hand (2026-11): Docker 28.5.2 with both of its stores, containerd 2.1.9, Podman 5.8.6,
skopeo 1.22.0, crane 0.20.7.

Docker with a graph driver (the default up to 28) reads no archive without `manifest.json`: save
with `--format docker-archive` for it, which is the default. Docker before 23 reads no zstd: layers
that are compressed with it are unpacked in a docker-archive.
"""


def document() -> str:
    real = tomllib.loads((TABLES / "archives.toml").read_text("utf-8"))
    shapes = tomllib.loads((TABLES / "shapes.toml").read_text("utf-8"))
    lines = [
        HEAD,
        *_table(
            ("kind", "tool and version", "command", "example"),
            [(row["kind"], row["tool"], f"`{row['command']}`", name) for name, row in real.items()],
        ),
        "",
        SHAPES,
        *_table(
            ("kind", "tool", "what is peculiar", "known from", "function"),
            [
                (row["kind"], row["tool"], row["peculiar"], row["source"], f"`{name}`")
                for name, row in shapes.items()
            ],
        ),
        "",
        READERS,
    ]
    return "\n".join(lines)


def _table(titles: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    return [_row(titles), _row(("---",) * len(titles)), *map(_row, rows)]


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(keep(TARGET, document(), __doc__))
