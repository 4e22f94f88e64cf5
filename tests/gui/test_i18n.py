"""Numbers and dates as the language, and the system's region, write them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDateTime, QLocale

from layerlab_gui import i18n


@pytest.fixture(autouse=True)
def locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


def _nanoseconds() -> int:
    return QDateTime.fromString("2024-03-01T14:05:00", "yyyy-MM-ddTHH:mm:ss").toSecsSinceEpoch() * (
        1_000_000_000
    )


@pytest.mark.parametrize(
    ("size_bytes", "text"),
    [
        (0, "0 B"),
        (615, "615 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (20_123_456, "20.1 MB"),
        (999_400, "999 kB"),
        (999_600, "1 MB"),
        (5 * 10**9, "5 GB"),
        (2 * 10**18, "2,000 PB"),
    ],
)
def test_sizes_have_three_digits(size_bytes: int, text: str) -> None:
    QLocale.setDefault(QLocale("en"))
    assert i18n.size(size_bytes) == text


def test_the_decimal_sign_and_the_groups_are_the_language_s() -> None:
    QLocale.setDefault(QLocale("de"))
    assert i18n.size(20_123_456) == "20,1 MB"
    assert i18n.count(1_234_567) == "1.234.567"


@pytest.mark.parametrize(
    ("language", "text"),
    [("ko", "2024. 3. 1. 오후 2:05"), ("en_GB", "01/03/2024 14:05"), ("de", "01.03.2024 14:05")],
)
def test_dates_have_the_whole_year(language: str, text: str) -> None:
    QLocale.setDefault(QLocale(language))
    assert i18n.moment(_nanoseconds()) == text


def test_what_is_no_date_stays() -> None:
    assert i18n.created("yesterday") == "yesterday"


@pytest.mark.parametrize(
    ("language", "system", "used"),
    [("en", "en_GB", "en_GB"), ("en", "ko_KR", "en_US"), ("ko", "C", "ko_KR")],
)
def test_the_system_s_region_counts_where_it_speaks_the_language(
    language: str, system: str, used: str
) -> None:
    assert i18n.locale_of(language, QLocale(system)).name() == used
