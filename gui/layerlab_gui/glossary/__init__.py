"""The glossary: what the words mean that the window uses, for tooltips and for its dialog.

A term is data in one of the lists here; its texts are translated as all others. Where another
term's name stands in a paragraph, it becomes a link.
"""

import re
from collections.abc import Iterable
from html import escape

from layerlab_gui.glossary import containers, distribution, images, layers
from layerlab_gui.glossary.model import Term

_ENGLISH_PLURAL = "(?:s|es)?"
TERMS = (*images.TERMS, *layers.TERMS, *containers.TERMS, *distribution.TERMS)
"""From what an image is to how it travels."""
_BY_ID = {each.id: each for each in TERMS}


def term(term_id: str) -> Term:
    """Raises `KeyError` for an ID that no list has."""
    return _BY_ID[term_id]


def search(words: str) -> tuple[Term, ...]:
    """Those that have the words; first those whose name begins with them."""
    wanted = words.strip().casefold()
    found = [each for each in TERMS if each.has(wanted)]
    return tuple(sorted(found, key=lambda each: not _begins(each, wanted)))


def _begins(each: Term, wanted: str) -> bool:
    return each.name.casefold().startswith(wanted) or each.english.casefold().startswith(wanted)


def linked(text: str, own: str, all_terms: Iterable[Term]) -> str:
    """As HTML: each other term's name is a link to its ID where it first stands."""
    names = {each.name.casefold(): each.id for each in all_terms}
    if not names:
        return escape(text, quote=False)
    longest_first = sorted(names, key=len, reverse=True)
    is_name = re.compile(
        rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))}){_ENGLISH_PLURAL}(?![A-Za-z-])",
        re.IGNORECASE,
    )
    done = {own}

    def link(found: re.Match[str]) -> str:
        target = names[found.group(1).casefold()]
        if target in done:
            return found.group()
        done.add(target)
        return f'<a href="{target}">{found.group()}</a>'

    return is_name.sub(link, escape(text, quote=False))
