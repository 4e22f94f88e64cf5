"""The path trail quotes the rule that decided, in its own words and in the reader's."""

import re
from html import unescape

from PySide6.QtWidgets import QApplication

from gui.driving import Driver
from layerlab_gui import i18n


def _hidden_tip(driver: Driver) -> list[str]:
    """Of the one layer whose /etc/motd is hidden: its paragraphs, without what it teaches."""
    driver.unfold("etc")
    driver.click_row("etc/motd")
    trail = driver.window.inspector.trail
    tips = [trail.item(row).toolTip() for row in range(trail.count())]
    (found,) = [tip for tip in tips if "In all other cases" in tip]
    *paragraphs, _, _ = re.findall("<p>(.*?)</p>", found)
    return [unescape(text) for text in paragraphs]


def test_a_hidden_entry_says_by_which_sentence(sample: Driver) -> None:
    _, quote, place = _hidden_tip(sample)
    assert quote.startswith("“In all other cases, the implementation MUST do the semantic")
    assert place == "image-spec v1.1.1, layer.md, Changeset over existing files"


def test_in_korean_the_meaning_stands_below_the_sentence(
    sample: Driver, qapp: QApplication
) -> None:
    i18n.install(qapp, "ko")
    try:
        _, quote, meaning, _ = _hidden_tip(sample)
        assert quote.startswith("“In all other cases")
        assert "새로 만들어야 한다" in meaning
    finally:
        i18n.install(qapp, "en")
