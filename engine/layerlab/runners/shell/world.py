"""What all processes of one command share."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from layerlab.runners.files import Files
from layerlab.runners.shell.meter import Meter
from layerlab.runners.shell.tool import Identity
from layerlab.runners.shell.turns import Turns
from layerlab.runners.tools.usage import Program


@dataclass(slots=True)
class World:
    """`tools` by name. `homes` are users' directories by /etc/passwd."""

    files: Files
    meter: Meter
    turns: Turns
    tools: Mapping[str, Program]
    identity: Identity = field(default_factory=Identity)
    homes: Mapping[str, str] = field(default_factory=dict)
    columns: int = 80
    has_offered: bool = False
    """Whether it was said which runner has what this one hasn't."""
