"""Words and numbers as people read them: translation, sizes, dates.

Every string goes through `translate` with its context written out: `self.tr()` looks in the wrong
one for a subclass. Plurals are two strings and `counted`, since lupdate does not see Qt's own
plurals in Python where the number is an expression; English and Korean need no more. Paths,
digests and commands are never translated.

What `translate` returns is formatted as any string; a Korean particle that its translator wrote
in both forms after a variable (`{path}을(를)`) takes the right one then. Numbers and dates are the
locale's: the system's own where it speaks the language in use, so that an English window in London
does not show American dates.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

import layerlab_resources
from layerlab_gui import particles


def _translated() -> Iterator[str]:
    """Languages that have a file of translations: another one is another file."""
    for file in Path(str(layerlab_resources.path("translations"))).glob("layerlab_*.qm"):
        yield file.stem.removeprefix("layerlab_")


LANGUAGES = ("en", *sorted(_translated()))
_as_written = ContextVar("as_written", default=False)
_MNEMONIC = re.compile(r"\(&\w\)")
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_KILO = 1000


class Text(str):
    """A translated text, whose `format` settles the particles after what it fills in."""

    __slots__ = ()

    def format(self, /, *args: object, **facts: object) -> str:
        """By name only: a translation may need the facts in another order."""
        if args:
            raise TypeError("the facts of a text have names")
        return particles.filled(self, **facts)


def translate(context: str, text: str) -> str:
    """The text in the language in use. Never pass an f-string: it would not be extracted."""
    return Text(text if _as_written.get() else QCoreApplication.translate(context, text))


def marked(context: str, text: str) -> str:
    """The English text, noted for translation: of data that is translated when it is shown."""
    del context
    return text


@contextmanager
def in_english() -> Iterator[None]:
    """Texts are as they are in the source: who searches in Korean may know the English word."""
    token = _as_written.set(True)
    try:
        yield
    finally:
        _as_written.reset(token)


def without_mnemonic(text: str) -> str:
    """As it is read aloud: of `&Open…` and of `열기(&O)…` the letter's sign goes."""
    return _MNEMONIC.sub("", text).replace("&&", "\0").replace("&", "").replace("\0", "&")


def language_name(language: str) -> str:
    """Its own name, so that whoever can't read the window finds it: `한국어 (&Korean)`."""
    locale = QLocale(language)
    english = QLocale.languageToString(locale.language())
    native = locale.nativeLanguageName()
    return f"&{english}" if language == LANGUAGES[0] else f"{native} (&{english})"


def counted(number: int, one: str, many: str) -> str:
    """The form for a number, both already translated, with `{n}` as the language writes it."""
    return (one if number == 1 else many).format(n=count(number))


def install(app: QCoreApplication, language: str | None) -> str:
    """Choose the language (the system's where None), and load what is translated of it.

    What another choice had loaded goes.
    """
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    name = language or QLocale.system().name().partition("_")[0]
    chosen = name if name in LANGUAGES else LANGUAGES[0]
    QLocale.setDefault(locale_of(chosen, QLocale.system()))
    ours = Path(str(layerlab_resources.path("translations", f"layerlab_{chosen}.qm")))
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{chosen}.qm")
    for file in (qt, ours):
        translator = QTranslator(app)
        if file.is_file() and translator.load(str(file)):
            app.installTranslator(translator)
    return chosen


def locale_of(language: str, system: QLocale) -> QLocale:
    """The system's with its region's habits where it speaks the language, else the language's."""
    wanted = QLocale(language)
    return system if system.language() == wanted.language() else wanted


def size(size_bytes: int) -> str:
    """Decimal units with three digits, as Docker's tables print them: `615 B`, `20.1 MB`.

    The decimal sign is the language's.
    """
    value = float(size_bytes)
    for unit in _UNITS:
        if value < _KILO - 0.5 or unit == _UNITS[-1]:
            break
        value /= _KILO
    form, digits = ("g", 3) if value < _KILO else ("f", 0)
    return f"{QLocale().toString(value, form, digits)} {unit}"


def count(number: int) -> str:
    """An integer with the language's group separators."""
    return QLocale().toString(number)


def moment(mtime_ns: int) -> str:
    """A time of modification in the local zone, to the minute."""
    return _short(QDateTime.fromMSecsSinceEpoch(mtime_ns // 1_000_000))


def created(text: str) -> str:
    """An RFC 3339 time of a document, as a local date and time; as it came where it is none."""
    try:
        parsed = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return text
    return _short(QDateTime.fromSecsSinceEpoch(int(parsed.timestamp())))


def _short(when: QDateTime) -> str:
    """As the language writes it in figures, but with the whole year."""
    form = QLocale().dateTimeFormat(QLocale.FormatType.ShortFormat)
    return QLocale().toString(when, form if "yyyy" in form else form.replace("yy", "yyyy"))
