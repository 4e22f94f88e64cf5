"""Programs of the host with their libraries, as entries of a layer for a small image."""

import subprocess
from pathlib import Path

from support.images import Item, directory, file


def host_programs(*names: str) -> list[Item]:
    programs = [Path(name) for name in names]
    command = ["ldd", *names]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    words = {word for word in said.split() if word.startswith("/") and not word.endswith(":")}
    files = {*programs, *map(Path, words)}
    folders = {above for path in files for above in path.parents if above != Path("/")}
    made = [directory(str(folder).lstrip("/")) for folder in sorted(folders)]
    for path in sorted(files):
        made.append(file(str(path).lstrip("/"), path.resolve().read_bytes(), 0o755))
    return made
