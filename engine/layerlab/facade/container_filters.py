"""Docker's filters of containers. Source: moby daemon/list.go; daemon/internal/filters.

Of `label` each value has to be met, of the others one.
"""

import re
from collections.abc import Callable, Collection

from layerlab.container import ContainerRecord
from layerlab.errors import InvalidFilter
from layerlab.facade.volume_filters import Filters, require_known
from layerlab.model import ImageID

CONTAINERS = frozenset({"ancestor", "exited", "id", "label", "name", "status", "volume"})
STATUSES = frozenset(["created", "restarting", "running", "removing", "paused", "exited", "dead"])

Volumes = Callable[[], Collection[str]]
"""The names of the volumes that a container mounts, and where it mounts them."""


def require_valid(filters: Filters) -> None:
    """Raises `InvalidFilter`."""
    require_known(filters, CONTAINERS)
    for text in filters.get("status", ()):
        if text not in STATUSES:
            raise InvalidFilter(f"status={text}")
    for text in filters.get("exited", ()):
        if not re.fullmatch(r"-?\d+", text):
            raise InvalidFilter(f"exited={text}")


def passes(
    record: ContainerRecord, filters: Filters, images: Collection[ImageID], volumes: Volumes
) -> bool:
    """`images` are what `ancestor` means."""
    labels = record.run.get("Labels") or {}
    status = record.state.status.value
    checks: dict[str, Callable[[str], bool]] = {
        "ancestor": lambda _: record.image_id in images,
        "exited": lambda text: status == "exited" and record.state.exit_code == int(text),
        "id": record.id.startswith,
        "name": lambda text: _matches(text, record.name),
        "status": lambda text: status == text,
        "volume": lambda text: text in volumes(),
    }
    return all(_has(labels, text) for text in filters.get("label", ())) and all(
        any(map(checks[name], texts)) for name, texts in filters.items() if name in checks
    )


def _has(labels: dict[str, str], text: str) -> bool:
    name, sign, value = text.partition("=")
    return name in labels and (not sign or labels[name] == value)


def _matches(text: str, name: str) -> bool:
    """A regular expression, of the name or with the slash that Docker puts before it."""
    try:
        return bool(re.search(text, name) or re.search(text, f"/{name}"))
    except re.error:
        return text in name
