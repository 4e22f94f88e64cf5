"""What a file's bytes are, for people: text and its encoding, an image, or hexadecimal lines.

Nothing of Qt's widgets here. Text is only called editable where writing it back gives the very
bytes that were read; the editor's document drops some characters, and mixed line ends can't be
told apart afterwards.
"""

import codecs
from dataclasses import dataclass
from enum import StrEnum

from charset_normalizer import from_bytes

PAGE_BYTES = 256 << 10
SAMPLE_BYTES = 32 << 10
IMAGE_LIMIT_BYTES = 32 << 20
HEX_WIDTH = 16
LONG_LINE_CHARACTERS = 4 << 10
"""Qt lays a line out as a whole: one of 256 KiB takes 100 ms, with colours twice as long."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"\x00\x00\x01\x00")
_UNEDITABLE = "\0\r\u2028\u2029\ufdd0\ufdd1"


class Shape(StrEnum):
    TEXT = "text"
    IMAGE = "image"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page of text: line ends are newlines, `line_end` is what they were."""

    text: str
    encoding: str
    line_end: str = "\n"
    is_exact: bool = True

    def encode(self, text: str) -> bytes:
        """The bytes of an edited text. Raises `UnicodeEncodeError` for what the encoding lacks."""
        return text.replace("\n", self.line_end).encode(self.encoding)


def shape(data: bytes, name: str, is_whole: bool) -> Shape:
    """By content; only SVG goes by its name, too."""
    is_svg = name.lower().endswith(".svg") and b"<svg" in data[:4096]
    is_webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if is_whole and (is_svg or is_webp or data.startswith(_IMAGES)):
        return Shape.IMAGE
    return Shape.BINARY if decode(data, is_whole) is None else Shape.TEXT


def decode(data: bytes, is_whole: bool = True) -> Decoded | None:
    """The text that the bytes are, or None where they are none.

    A page of a larger file (`is_whole` false) may begin and end inside a character.
    """
    encoding = _encoding(data, is_whole)
    if encoding is None:
        return None
    text = data.decode(encoding, "strict" if is_whole else "replace")
    line_end = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
    plain = text.replace("\r\n", "\n") if line_end == "\r\n" else text
    result = Decoded(plain, encoding, line_end)
    exact = is_whole and not any(odd in plain for odd in _UNEDITABLE)
    if exact and result.encode(plain) == data:
        return result
    return Decoded(plain.replace("\r", ""), encoding, line_end, is_exact=False)


def has_long_lines(text: str) -> bool:
    return any(len(line) > LONG_LINE_CHARACTERS for line in text.split("\n"))


def fold(text: str) -> str:
    """Long lines in pieces, each on a line of its own; for what is not edited."""
    width = LONG_LINE_CHARACTERS
    return "\n".join(
        line[start : start + width]
        for line in text.split("\n")
        for start in range(0, max(1, len(line)), width)
    )


def _encoding(data: bytes, is_whole: bool) -> str | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name if _decodes(data, name, is_whole) else None
    if b"\0" in data[:SAMPLE_BYTES]:
        return None
    if _decodes(data, "utf-8", is_whole):
        return "utf-8"
    best = from_bytes(data[:SAMPLE_BYTES]).best()
    if best is None or best.percent_chaos > 20 or not _decodes(data, best.encoding, is_whole):
        return None
    return best.encoding


def _decodes(data: bytes, encoding: str, is_whole: bool) -> bool:
    if is_whole:
        body = data
    else:
        body = data.lstrip(bytes(range(0x80, 0xC0))) if encoding == "utf-8" else data
    try:
        codecs.getincrementaldecoder(encoding)().decode(body, final=is_whole)
    except (UnicodeError, LookupError):
        return False
    return True


def hex_lines(data: bytes, offset: int) -> str:
    """`00000010  48 65 6c …  |Hel…|`, sixteen bytes a line, as `hexdump -C` writes it."""
    lines = []
    for start in range(0, len(data), HEX_WIDTH):
        row = data[start : start + HEX_WIDTH]
        left, right = row[:8].hex(" "), row[8:].hex(" ")
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        lines.append(f"{offset + start:08x}  {left:<23}  {right:<23}  |{shown}|")
    return "\n".join(lines)
