"""Names for containers that were given none, in Docker's manner."""

import secrets
from collections.abc import Container

_ADJECTIVES = (
    "amber bold brave bright calm clever cosmic daring eager fancy gentle golden happy humble jolly"
    " keen kind lively lucid merry mellow nimble noble patient proud quick quiet serene silver"
    " sunny swift tidy vivid warm wise witty"
).split()
_NOUNS = (
    "badger beaver bison cedar comet condor coral crane dune ember falcon fern fjord glacier harbor"
    " heron iris juniper kestrel lagoon lark lichen lotus maple marten meadow otter pebble pine"
    " plover quartz raven reed robin sparrow spruce tern thistle willow wren"
).split()


def random_name(taken: Container[str]) -> str:
    """`calm_otter`; with a number where that is taken."""
    name = f"{secrets.choice(_ADJECTIVES)}_{secrets.choice(_NOUNS)}"
    while name in taken:
        name += str(secrets.randbelow(10))
    return name
