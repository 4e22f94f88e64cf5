"""Docker's filters of volumes: `dangling`, `driver`, `label`, `name`.

Source: moby daemon/volume/service/{service,convert}.go; daemon/internal/filters.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from layerlab.container.volume import VolumeRecord
from layerlab.errors import InvalidFilter

Filters = Mapping[str, Sequence[str]]
"""Values by name: of `label` each has to be met, of the others one."""

NO_FILTERS: Filters = MappingProxyType({})
LISTED = frozenset({"dangling", "driver", "label", "name"})
PRUNED = frozenset({"label", "label!"})
_TRUTH = {"1": True, "true": True, "0": False, "false": False}


def parse_filters(words: Iterable[str]) -> dict[str, list[str]]:
    """`NAME=VALUE`, each as often as it is wanted. Raises `InvalidFilter`."""
    found: dict[str, list[str]] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise InvalidFilter(word)
        found.setdefault(name.strip().lower(), []).append(value.strip())
    return found


def require_known(filters: Filters, known: frozenset[str]) -> None:
    """Raises `InvalidFilter` for a name that is not known, and a value that `dangling` has not."""
    for name in filters:
        if name not in known:
            raise InvalidFilter(name)
    _dangling(filters)


def chosen(record: VolumeRecord, filters: Filters, *, is_used: bool) -> bool:
    """Whether a volume passes; `is_used` by containers."""
    labels = record.shown_labels
    return (
        all(_has(labels, text) for text in filters.get("label", ()))
        and not any(_has(labels, text) for text in filters.get("label!", ()))
        and _one(filters, "name", lambda text: _matches(text, record.name))
        and _one(filters, "driver", lambda text: text == "local")
        and _dangling(filters) in (None, not is_used)
    )


def _one(filters: Filters, name: str, meets: Callable[[str], bool]) -> bool:
    return name not in filters or any(map(meets, filters[name]))


def _has(labels: Mapping[str, str], text: str) -> bool:
    name, sign, value = text.partition("=")
    return name in labels and (not sign or labels[name] == value)


def _matches(text: str, name: str) -> bool:
    """A regular expression, or where it is none, a part of the name."""
    try:
        return re.search(text, name) is not None
    except re.error:
        return text in name


def _dangling(filters: Filters) -> bool | None:
    wanted = filters.get("dangling", ())
    values = {_TRUTH.get(text.lower()) for text in wanted}
    if None in values or len(values) > 1:
        raise InvalidFilter(f"dangling=[{' '.join(wanted)}]")
    return values.pop() if values else None
