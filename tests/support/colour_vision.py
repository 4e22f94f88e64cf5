"""How colours look to people who see fewer of them, and how far two colours are apart.

The matrices are for a complete lack of one kind of cone (severity 1.0) and work on linear RGB:
G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation
of Color Vision Deficiency", IEEE TVCG 15 (6), 2009. The distance is CIEDE2000 as given by
G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula", 2005: about 1 is the
least that is seen side by side, 10 is seen at a glance.
"""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

NORMAL: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
VISIONS: dict[str, Matrix] = {
    "normal": NORMAL,
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
"""Of sRGB's primaries (IEC 61966-2-1), for the white D65."""
_WHITE: Triple = (0.95047, 1.0, 1.08883)


def seen(colour: str, vision: str) -> Triple:
    """The L*a*b* that a `#rrggbb` gives to a kind of vision."""
    return _lab(_times(VISIONS[vision], _linear(colour)))


def apart(one: str, other: str, vision: str = "normal") -> float:
    """The CIEDE2000 distance of two `#rrggbb` for a kind of vision."""
    return ciede2000(seen(one, vision), seen(other, vision))


def _linear(colour: str) -> Triple:
    def part(at: int) -> float:
        value = int(colour[at : at + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    return part(1), part(3), part(5)


def _times(matrix: Matrix, rgb: Triple) -> Triple:
    """Kept within what a screen can show."""
    first, second, third = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in matrix
    )
    return first, second, third


def _lab(rgb: Triple) -> Triple:
    def root(share: float) -> float:
        return float(share ** (1 / 3)) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116

    xyz = (sum(a * b for a, b in zip(row, rgb, strict=True)) for row in _TO_XYZ)
    x, y, z = (root(value / white) for value, white in zip(xyz, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: Triple, other: Triple) -> float:
    """Sharma, Wu, Dalal 2005, equations 2 to 22, with all weights 1."""
    chroma = (hypot(*one[1:]) + hypot(*other[1:])) / 2
    redder = 1 + 0.5 * (1 - sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    (c1, h1), (c2, h2) = (_polar(lab[1] * redder, lab[2]) for lab in (one, other))
    dl, dc = other[0] - one[0], c2 - c1
    turn = _turn(h1, h2) if c1 * c2 else 0.0
    dh = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    lightness, chroma = (one[0] + other[0]) / 2, (c1 + c2) / 2
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    sl = 1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2)
    sc = 1 + 0.045 * chroma
    sh = 1 + 0.015 * chroma * _hue_weight(hue)
    blue = 30 * exp(-(((hue - 275) / 25) ** 2))
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25.0**7)) * sin(radians(2 * blue))
    dl, dc, dh = dl / sl, dc / sc, dh / sh
    return sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh)


def _polar(a: float, b: float) -> tuple[float, float]:
    return hypot(a, b), degrees(atan2(b, a)) % 360


def _turn(start: float, end: float) -> float:
    """The shorter way round, in degrees."""
    return (end - start + 180) % 360 - 180


def _hue_weight(hue: float) -> float:
    return (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
