"""Who a container's processes run as."""

from collections.abc import Mapping
from typing import Any

from layerlab.container.draft import Draft
from layerlab.container.draft_files import DraftFiles
from layerlab.runners.users import owner_of, reader


def container_user(draft: Draft, run: Mapping[str, Any]) -> tuple[int, int] | None:
    """None where the container's config names nobody."""
    user = str(run.get("User") or "")
    return owner_of(user, reader(DraftFiles(draft))) if user else None
