"""How well a few typed letters fit a name: the palette's order. Pure, and quick in C.

Our own, not rapidfuzz: a ratio of edit distance puts `comet` before `commit to a new image` for
`cni`, and knows nothing of Hangul's initial consonants. Here a name fits in one of five ways, and
an earlier way is always the better one. A pattern's letters are regular expressions, so that a
consonant finds the syllables that begin with it (`ㅋㅁ` finds 커밋) and a syllable that is half
typed finds the whole one. No expression goes back in what it has read, whatever a hostile path
holds: each takes a time in proportion to the name's length.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

_FIRST, _LAST = 0xAC00, 0xD7A3
_FINALS, _PER_INITIAL = 28, 588
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_SPLIT_FINALS = (
    *("", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ"),
    *(
        "ㄹㅌ",
        "ㄹㅍ",
        "ㄹㅎ",
        "ㅁ",
        "ㅂ",
        "ㅂㅅ",
        "ㅅ",
        "ㅆ",
        "ㅇ",
        "ㅈ",
        "ㅊ",
        "ㅋ",
        "ㅌ",
        "ㅍ",
        "ㅎ",
    ),
)
"""The consonants that each final is typed by; the last of them may yet begin the next syllable."""
_FINAL_ORDER = {final: number for number, final in enumerate(_SPLIT_FINALS)}
_WORD_START = r"(?<![^\W_])"
MEANT_LENGTH = 400
"""Signs of a name, from its end, of which letters that begin words are looked for."""


class Way(IntEnum):
    """How a name fits, the best first."""

    BEGINS = 0
    WORD_BEGINS = 1
    WORDS = 2
    PART = 3
    SCATTERED = 4


@dataclass(frozen=True, slots=True)
class Fit:
    """`spots` are the positions in the folded name that were meant, for showing them."""

    way: Way
    spots: tuple[int, ...]


def fold(text: str) -> str:
    """Without case, and Hangul in whole syllables, as macOS's file names are not.

    As long as the text itself but where a letter has no single lower-case form.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.lower()


class Pattern:
    """What was typed. All methods take folded names."""

    def __init__(self, typed: str) -> None:
        self.text = fold(" ".join(typed.split()))
        spellings = list(dict.fromkeys((self.text, _retyped(self.text))))
        self._units = [[_unit(letter) for letter in spelling] for spelling in spellings]
        whole = "|".join("".join(units) for units in self._units)
        self._whole = re.compile(f"(?:{whole})")
        self._word = re.compile(f"{_WORD_START}(?:{whole})")
        self._scattered = [_scattered(spelling) for spelling in spellings]
        self._letters = [[re.compile(u) for u in units if u != " "] for units in self._units]
        self._words = tuple(Pattern(word) for word in self.text.split() if word != self.text)

    def begins(self, name: str, start: int = 0) -> bool:
        return self._whole.match(name, start) is not None

    def begins_word(self, name: str, start: int = 0) -> bool:
        return self._word.search(name, start) is not None

    def is_part(self, name: str, start: int = 0) -> bool:
        return self._whole.search(name, start) is not None

    def has_words(self, name: str) -> bool:
        """Whether it is part of the name, or each of its words is."""
        if self._words:
            return all(word.is_part(name) for word in self._words) or self.is_part(name)
        return self.is_part(name)

    def is_scattered(self, name: str, start: int = 0) -> bool:
        """Whether the letters are there in their order, whatever is between them."""
        return any(expression.match(name, start) for expression in self._scattered)

    def fit(self, name: str) -> Fit | None:
        """The best way in which the name fits."""
        if found := self._whole.match(name):
            return Fit(Way.BEGINS, tuple(range(*found.span())))
        if found := self._word.search(name):
            return Fit(Way.WORD_BEGINS, tuple(range(*found.span())))
        if spots := self._in_words(name):
            return Fit(Way.WORDS, spots)
        if found := self._whole.search(name):
            return Fit(Way.PART, tuple(range(*found.span())))
        for expression in self._scattered:
            if found := expression.match(name):
                ends = (found.end(group) for group in range(1, expression.groups + 1))
                return Fit(Way.SCATTERED, tuple(end - 1 for end in ends))
        return None

    def _in_words(self, name: str) -> tuple[int, ...]:
        """Where each typed word is, in any order; else where letters begin words or go on."""
        if self._words:
            fits = [word.fit(name) for word in self._words]
            if all(fit is not None and fit.way <= Way.PART for fit in fits):
                return tuple(sorted({spot for fit in fits if fit for spot in fit.spots}))
            return ()
        for letters in self._letters:
            if spots := _beginnings(letters, name):
                return spots
        return ()


def _beginnings(letters: Sequence[re.Pattern[str]], name: str) -> tuple[int, ...]:
    """`cni` in `commit to a new image`: each letter begins a word or follows its predecessor.

    Back pointers rather than back tracking: one pass over the name for each letter.
    """
    offset = max(0, len(name) - MEANT_LENGTH)
    starts = {found.start() for found in re.finditer(_WORD_START + r"[^\W_]", name)}
    came_from: list[dict[int, int]] = []
    reached: dict[int, int] = {-1: -1}
    for number, letter in enumerate(letters):
        earliest = min(reached)
        step: dict[int, int] = {}
        for found in letter.finditer(name, offset):
            spot = found.start()
            if number and spot - 1 in reached:
                step[spot] = spot - 1
            elif spot in starts and spot > earliest:
                step[spot] = earliest
        if not step:
            return ()
        came_from.append(step)
        reached = step
    spot = min(reached)
    spots = []
    for step in reversed(came_from):
        spots.append(spot)
        spot = step[spot]
    return tuple(reversed(spots))


def _scattered(spelling: str) -> re.Pattern[str]:
    units = [_unit(letter) for letter in spelling if letter != " "]
    return re.compile("".join(f"(?:(?!{unit}).)*+({unit})" for unit in units), re.DOTALL)


def _unit(letter: str) -> str:
    """The expression of one typed letter."""
    code = ord(letter)
    if letter in _INITIALS:
        first = _FIRST + _INITIALS.index(letter) * _PER_INITIAL
        return f"[{letter}{chr(first)}-{chr(first + _PER_INITIAL - 1)}]"
    if _FIRST <= code <= _LAST and (code - _FIRST) % _FINALS == 0:
        return f"[{letter}-{chr(code + _FINALS - 1)}]"
    return re.escape(letter)


def _retyped(text: str) -> str:
    """The last syllable as it may be meant while it is typed: of 컴 the ㅁ may begin 밋."""
    if not text or not _FIRST <= ord(text[-1]) <= _LAST:
        return text
    code = ord(text[-1])
    final = _SPLIT_FINALS[(code - _FIRST) % _FINALS]
    if not final:
        return text
    kept = _FINAL_ORDER[final[:-1]]
    return text[:-1] + chr(code - (code - _FIRST) % _FINALS + kept) + final[-1]
