"""Korean particles after what is filled in: `{path}을(를)` becomes `/etc/hosts를` or `/bin을`.

A particle has two forms, after a consonant and after a vowel; which one is right is known once
the word before it is. A translation writes both, as people do who don't know: `은(는)`,
`이(가)`, `을(를)`, `과(와)`, `으로(로)`, and `(이)` before 다, 나, 라는. Where the reading is not
known (kana, say) both stay, which is correct Korean, too.

Own code, since what there is on PyPI (`tossi`, of 2018, for Python 2 with `six`) knows Hangul and
numbers only, and what stands before our particles is mostly a path, a tag or a digest. How those
are read follows the rules of the National Institute of Korean Language (외래어 표기법, 제3장
제1절: [l], [m], [n], [ng] close a syllable, and so do [p], [t], [k] after a short vowel).
"""

import re
import unicodedata
from enum import Enum
from string import Formatter


class Ending(Enum):
    VOWEL = "vowel"
    RIEUL = "rieul"
    """The consonant ㄹ, which (으)로 takes as if it were a vowel."""
    CONSONANT = "consonant"
    UNKNOWN = "unknown"


FORMS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "으로(로)": ("으로", "로"),
    "(으)로": ("으로", "로"),
    "(이)": ("이", ""),
}
"""Each particle as it is written, with its forms after a consonant and after a vowel."""

_FORMATTER = Formatter()
_MARKER = re.compile(r"""(["'”’)\]»`]*)(""" + "|".join(map(re.escape, FORMS)) + ")")
_ASIDE = re.compile(r"(?<=\S)\s*\([^()]*\)$")
_TAIL = re.compile(r"([A-Za-z]+|[0-9][0-9,.]*|\S)$")
_UNREAD = " \t\n/\\\"'`“”‘’()[]{}<>«».,:;!?…*~=|_-"
_SYLLABLES = range(0xAC00, 0xD7A4)
_CODAS = 28
_RIEUL = 8
_DIGITS = "영일이삼사오육칠팔구"
_TRILLION_ZEROS = range(12, 16)
"""Only 조 ends in a vowel of 십, 백, 천, 만, 억 and 조."""
_LETTERS = {"l": Ending.RIEUL, "r": Ending.RIEUL, "m": Ending.CONSONANT, "n": Ending.CONSONANT}
_SPELT_LENGTH = 3
"""Capitals up to here are read letter by letter, longer ones as a word."""
_WORD_ENDINGS = (
    (re.compile(r"(l|[^aeiou]le|[aiou]le)$"), Ending.RIEUL),
    (re.compile(r"(m|n|ng|[aiou]me|[aiou]ne)$"), Ending.CONSONANT),
    (re.compile(r"([^aeiou]|^)[aeiou](ck|pp|tt|k|p|t)$|^web$"), Ending.CONSONANT),
)


def filled(text: str, /, **facts: object) -> str:
    """As `str.format`, with each particle that follows a fact in the form that suits it."""
    done = ""
    for literal, field, spec, conversion in _FORMATTER.parse(text):
        done += _settled(literal, done) if done else literal
        if field is not None:
            value, _ = _FORMATTER.get_field(field, (), facts)
            plain = _FORMATTER.convert_field(value, conversion)
            done += str(_FORMATTER.format_field(plain, spec or ""))
    return done


def _settled(literal: str, before: str) -> str:
    found = _MARKER.match(literal)
    if found is None:
        return literal
    closing, marker = found.groups()
    return closing + _form(marker, ending(before)) + literal[found.end() :]


def _form(marker: str, end: Ending) -> str:
    after_consonant, after_vowel = FORMS[marker]
    match end:
        case Ending.UNKNOWN:
            return marker
        case Ending.VOWEL:
            return after_vowel
        case Ending.RIEUL if after_consonant == "으로":
            return after_vowel
        case _:
            return after_consonant


def ending(text: str) -> Ending:
    """How the last word of a text ends when it is read aloud; an aside in brackets is not read."""
    tail = unicodedata.normalize("NFC", text[-64:]).rstrip()
    tail = _ASIDE.sub("", tail).rstrip(_UNREAD)
    found = _TAIL.search(tail)
    if found is None:
        return Ending.VOWEL if "/" in text else Ending.UNKNOWN  # 루트
    word = found.group()
    if ord(word[-1]) in _SYLLABLES:
        return _of_hangul(word[-1])
    if word[-1] in "0123456789":
        return _of_number(word)
    if word == "%":
        return Ending.VOWEL  # 퍼센트
    if not word.isascii() or not word.isalpha():
        return Ending.UNKNOWN
    return _of_latin(word, is_code=tail[: found.start()][-1:].isdigit())


def _of_hangul(syllable: str) -> Ending:
    coda = (ord(syllable) - _SYLLABLES.start) % _CODAS
    if coda == _RIEUL:
        return Ending.RIEUL
    return Ending.CONSONANT if coda else Ending.VOWEL


def _of_number(text: str) -> Ending:
    digits = text.replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros in _TRILLION_ZEROS and "." not in digits:
        return Ending.VOWEL
    return _of_hangul(_DIGITS[int(digits[-1])]) if not zeros else Ending.CONSONANT


def _of_latin(word: str, *, is_code: bool) -> Ending:
    """Spelt where it can't be pronounced (`html`), is short capitals or part of a digest."""
    low = word.lower()
    is_spelt = word.isupper() and len(word) <= _SPELT_LENGTH
    if is_code or is_spelt or not re.search("[aeiouy]", low):
        return _LETTERS.get(low[-1], Ending.VOWEL)
    return next((end for form, end in _WORD_ENDINGS if form.search(low)), Ending.VOWEL)
