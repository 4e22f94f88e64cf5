"""One word of the field, as the window teaches it."""

from dataclasses import dataclass

from layerlab_gui.i18n import translate


@dataclass(frozen=True, slots=True)
class Term:
    """`id` is what the window asks for, `english` the specification's word. `sentence` and
    `paragraph` are English, marked for translation; `source` says where it stands."""

    id: str
    english: str
    sentence: str
    paragraph: str
    source: str

    @property
    def name(self) -> str:
        """In the language in use, as are `tip` and `text`."""
        return translate("Glossary", self.english)

    @property
    def tip(self) -> str:
        return translate("Glossary", self.sentence)

    @property
    def text(self) -> str:
        return translate("Glossary", self.paragraph)

    @property
    def title(self) -> str:
        """In another language with the specification's word behind: 화이트아웃(whiteout).

        Headings and tooltips that teach have both; all other texts only the language's own.
        """
        return self.name if self.name == self.english else f"{self.name}({self.english})"

    def has(self, words: str) -> bool:
        """Whether a search means it."""
        return words.casefold() in f"{self.name} {self.english} {self.tip} {self.text}".casefold()
