"""The Linux runner in a program of somebody who is not root.

What that user must read (the interpreter, this project) may lie in folders that only root can
enter: a mount namespace shows it at the same place in empty ones.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from layerlab.facade import Engine
from support.peers.linux import IMAGE, execute, left_behind, new_container, sh

UID, GID, NAME = 5, 60, "games"
"""Somebody whom every Debian has."""
SUBORDINATE = f"{NAME}:200000:65536\n"

_ENTER = """
set -e
mount --make-rprivate /
for name in subuid subgid; do
  printf %s "$SUBORDINATE" > "$STAGE/$name"
  [ -e /etc/$name ] && mount --bind "$STAGE/$name" /etc/$name
done
number=0
for path in $WANTED; do
  mkdir "$STAGE/$number"
  mount --bind "$path" "$STAGE/$number"
  number=$((number + 1))
done
for path in $CLOSED; do mount -t tmpfs -o mode=755 none "$path"; done
number=0
for path in $WANTED; do
  mkdir -p "$path"
  mount --bind "$STAGE/$number" "$path"
  number=$((number + 1))
done
exec setpriv --reuid $OWN_UID --regid $OWN_GID --clear-groups "$@"
"""


@dataclass(frozen=True, slots=True)
class Told:
    status: int
    stdout: str
    stderr: str
    diff: list[str]
    owners: dict[str, list[int]]
    """Of the paths that were asked for."""
    is_clean: bool
    """Nothing was left in the cache, and a collection without images empties it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A script for a new container, and then another one in the same."""

    store: str
    debian: str
    scripts: list[str]
    owners_of: list[str]
    user: str = ""


def run_as_user(place: Path, asked: Asked, *, subordinate: bool) -> Told:
    """In the directory `place`, which is theirs. Fails where the program does."""
    wanted = [Path(path) for path in (sys.base_prefix, sys.prefix, *_sources())]
    closed = {found for path in wanted if (found := _closed_above(path))}
    stage = place / "stage"
    stage.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "STAGE": str(stage),
        "WANTED": " ".join(str(p) for p in wanted if _closed_above(p)),
        "CLOSED": " ".join(map(str, closed)),
        "SUBORDINATE": SUBORDINATE if subordinate else "",
        "OWN_UID": str(UID),
        "OWN_GID": str(GID),
    }
    command = ["unshare", "--mount", "sh", "-c", _ENTER, "enter", sys.executable, "-m"]
    done = subprocess.run(
        [*command, "support.peers.linux_user"],
        input=json.dumps(asdict(asked)),
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    shutil.rmtree(stage)
    assert done.returncode == 0, done.stderr
    return Told(**json.loads(done.stdout))


def _sources() -> Iterable[str]:
    return (path for path in sys.path if Path(path, "layerlab").is_dir() or "tests" in path)


def _closed_above(path: Path) -> Path | None:
    """The topmost directory on the way that others may not enter."""
    for above in reversed(path.parents):
        if not above.stat().st_mode & 0o001:
            return above
    return None


def main() -> None:
    asked = Asked(**json.load(sys.stdin))
    with Engine(Path(asked.store)) as engine:
        engine.import_image(Path(asked.debian), IMAGE)
        name = new_container(engine)
        for script in asked.scripts:
            done = sh(engine, name, script, user=asked.user)
        container = engine.container(name)
        view = container.view()
        entries = {path: view.get(view.resolve(path)).entry for path in asked.owners_of}
        diff = sorted(map(str, container.diff()))
        execute(engine, name, "true")
        is_clean = not left_behind(engine)
        engine.remove_container(name, force=True)
        engine.remove_image(IMAGE)
        engine.collect()
        is_clean = is_clean and not list(engine.unpacked.glob("*/layers/*"))
        owners = {path: [entry.uid, entry.gid] for path, entry in entries.items()}
        told = Told(done.status, done.stdout, done.stderr, diff, owners, is_clean)
    json.dump(asdict(told), sys.stdout)


if __name__ == "__main__":
    main()
