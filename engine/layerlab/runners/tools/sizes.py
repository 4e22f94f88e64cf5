"""Sizes as people write them: `10`, `4K`, `1MB`, `2x512`."""

import re

_POWERS = {letter: power for power, letter in enumerate("KMGTPEZY", 1)}


class InvalidSize(ValueError):
    """The text is no size."""


def parse_size(text: str, *, letters: str = "") -> int:
    """In bytes: K, M, G… are units of 1024, KB, MB… of 1000; `letters` are those of dd, c, w, b."""
    match = re.fullmatch(r"(\d{1,20})(?:([kKMGTPEZY])(B|iB)?|([cwb]))?", text)
    if not match or (match[4] and match[4] not in letters):
        raise InvalidSize(text)
    number, unit, kind, small = match.groups()
    if small:
        return int(number) * {"c": 1, "w": 2, "b": 512}[small]
    base = 1000 if kind == "B" else 1024
    return int(number) * (base ** _POWERS[unit.upper()] if unit else 1)


def parse_product(text: str) -> int:
    """The same for dd: factors with an x between them."""
    product = 1
    for factor in text.split("x"):
        product *= parse_size(factor, letters="cwb")
    return product
