"""Words and numbers as people read them: translation, sizes, dates.

Every string goes through `translate` with its context written out: `self.tr()` looks in the wrong
one for a subclass. Plurals are two strings and `counted`, since lupdate does not see Qt's own
plurals in Python where the number is an expression; English and Korean need no more. Paths,
digests and commands are never translated.
"""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLibraryInfo, QLocale, QTranslator

import layerlab_resources

LANGUAGES = ("en", "ko")
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_KILO = 1000


def translate(context: str, text: str) -> str:
    """The text in the language in use. Never pass an f-string: it would not be extracted."""
    return QCoreApplication.translate(context, text)


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
    QLocale.setDefault(QLocale(chosen))
    ours = Path(str(layerlab_resources.path("translations", f"layerlab_{chosen}.qm")))
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), f"qtbase_{chosen}.qm")
    for file in (qt, ours):
        translator = QTranslator(app)
        if file.is_file() and translator.load(str(file)):
            app.installTranslator(translator)
    return chosen


def size(size_bytes: int) -> str:
    """Decimal units with three digits, as Docker's tables print them: `615 B`, `20.1 MB`."""
    value = float(size_bytes)
    for unit in _UNITS:
        if value < _KILO or unit == _UNITS[-1]:
            break
        value /= _KILO
    text = f"{value:.3g}" if value < _KILO - 0.5 else f"{value:.0f}"
    return f"{text} {unit}"


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
    return when.toString("yyyy-MM-dd HH:mm")
