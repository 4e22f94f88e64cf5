"""Platforms: what an image runs on, and which other platforms' images run there, too.

Spec: image-spec image-index.md, `platform`. Names are made one and compared as containerd does
(platforms/database.go, Normalize; platforms/compare.go, Only): `aarch64` is `arm64`, `arm64/v8`
is `arm64`, a 64-bit host runs 32-bit images, and an ARM host those of an earlier version.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from layerlab.errors import InvalidPlatform

_PART = re.compile(r"[a-z0-9_.-]+", re.ASCII)
_ARCHITECTURES = {
    "x86_64": "amd64",
    "x86-64": "amd64",
    "aarch64": "arm64",
    "i386": "386",
    "i686": "386",
}
_ARM = {"armhf": "v7", "armel": "v6", "armv7l": "v7", "armv6l": "v6"}
_DEFAULT_VARIANTS = {"arm64": "v8", "amd64": "v1"}
_ARM_VARIANTS = ("v8", "v7", "v6", "v5")
_AMD_VARIANTS = ("v4", "v3", "v2")


@dataclass(frozen=True, slots=True, order=True)
class Platform:
    """As a document writes it; empty where it says nothing."""

    os: str = ""
    architecture: str = ""
    variant: str = ""

    @classmethod
    def parse(cls, text: str) -> "Platform":
        """`os/architecture[/variant]`, or an architecture of Linux alone. Normalised.

        Raises `InvalidPlatform`.
        """
        parts = text.lower().split("/")
        if len(parts) > 3 or not all(_PART.fullmatch(part) for part in parts):
            raise InvalidPlatform(text)
        if len(parts) == 1:
            parts.insert(0, "linux")
        return cls(*parts).normalised

    @property
    def is_unknown(self) -> bool:
        """Attestations are listed under `unknown/unknown`."""
        return self.os == "unknown" or self.architecture == "unknown"

    @property
    def normalised(self) -> "Platform":
        system = {"macos": "darwin"}.get(self.os.lower(), self.os.lower())
        architecture = self.architecture.lower()
        variant = self.variant.lower()
        if variant.isdecimal():
            variant = f"v{variant}"
        if architecture in _ARM:
            architecture, variant = "arm", variant or _ARM[architecture]
        architecture = _ARCHITECTURES.get(architecture, architecture)
        if architecture == "arm" and not variant:
            variant = "v7"
        if _DEFAULT_VARIANTS.get(architecture) == variant:
            variant = ""
        return Platform(system, architecture, variant)

    def runs(self) -> "Sequence[Platform]":
        """The platforms whose images run here, the best first: itself, then what it includes."""
        here = self.normalised
        match here.architecture:
            case "amd64":
                newer = _from(_AMD_VARIANTS, here.variant)
                wide = [replace(here, variant=one) for one in (*newer, "")]
                return [*wide, Platform(here.os, "386")]
            case "arm64":
                plain = [here, replace(here, variant="")] if here.variant else [here]
                narrow = [Platform(here.os, "arm", one) for one in _ARM_VARIANTS]
                return [*plain, *narrow]
            case "arm":
                return [replace(here, variant=one) for one in _from(_ARM_VARIANTS, here.variant)]
        return [here]

    def __str__(self) -> str:
        return "/".join(part for part in (self.os, self.architecture, self.variant) if part)


def _from(variants: tuple[str, ...], first: str) -> tuple[str, ...]:
    """The variants from `first` on; that alone where it is none of them."""
    if not first:
        return ()
    return variants[variants.index(first) :] if first in variants else (first,)
