"""Random stacks of layers as umoci unpacks them: the same files as the engine shows.

Left out are stacks that need a row of the policy table in which umoci's cell is another than ours,
and those in which a layer means different things by the order of its entries (`naive.Unclear`).
LAYERLAB_SEED chooses other stacks than the usual ones, LAYERLAB_UMOCI_STACKS how many.
"""

import os
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from layerlab.rules import POLICIES
from support.applied import Files, files_of_view, write_image
from support.images import Item, layer_tar
from support.naive import Model, Refusal, Unclear
from support.peers import appliers
from support.peers.tools import need
from support.stack_strategies import random_stack, told
from support.stacks import view

SEED = int(os.environ.get("LAYERLAB_SEED", "3"))
COUNT = int(os.environ.get("LAYERLAB_UMOCI_STACKS", "200"))
DIFFERENT = {row.id for row in POLICIES if row.tools.umoci != row.layerlab}

Facts = dict[str, tuple[object, ...]]


def _is_comparable(layers: list[list[Item]]) -> bool:
    model = Model()
    try:
        for items in layers:
            model.apply(items)
    except (Refusal, Unclear):
        return False
    return len(model.tree) > 1 and not model.policies & DIFFERENT


def _stacks() -> Iterator[list[list[Item]]]:
    rng = random.Random(SEED)
    return islice(filter(_is_comparable, iter(lambda: random_stack(rng), None)), COUNT)


def _facts(files: Files) -> tuple[Facts, set[frozenset[str]]]:
    """Without the root, which the specification leaves open, and without times."""
    names: dict[object, set[str]] = {}
    for path, found in files.items():
        if found.kind == "file":
            names.setdefault(found.file, set()).add(path)
    facts: Facts = {p: (f.kind, f.mode, f.body) for p, f in files.items() if p}
    return facts, {frozenset(group) for group in names.values()}


def test_umoci_unpacks_what_the_engine_shows(tmp_path: Path) -> None:
    need("umoci")
    print(f"seed {SEED}")
    for number, layers in enumerate(_stacks()):
        image = write_image([layer_tar(items) for items in layers], tmp_path / str(number))
        theirs = _facts(appliers.umoci(image))
        assert _facts(files_of_view(view(*layers))) == theirs, told(layers)
