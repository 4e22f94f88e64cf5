"""Edits of a log as a sequence, each parsed when it is asked for: a list shows few of many."""

import json
from collections.abc import Sequence
from typing import NamedTuple, overload

from layerlab.container.edit import Edit


class EditText(NamedTuple):
    """An edit as the database has it."""

    number: int
    parent: int
    label: str
    body: str

    def parse(self) -> Edit:
        return Edit.from_json(self.number, self.parent, self.label, json.loads(self.body))


class EditList(Sequence[Edit]):
    """A value. Equal to any sequence of the same edits."""

    def __init__(self, texts: Sequence[EditText]) -> None:
        self._texts = texts
        self._parsed: dict[int, Edit] = {}

    @property
    def links(self) -> list[tuple[int, int]]:
        """The number and the parent of each, without parsing any."""
        return [(text.number, text.parent) for text in self._texts]

    def only(self, numbers: Sequence[int]) -> "EditList":
        """Those with the given numbers, in their order."""
        texts = {text.number: text for text in self._texts}
        return EditList([texts[number] for number in numbers if number in texts])

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, index: int) -> Edit: ...
    @overload
    def __getitem__(self, index: slice) -> "EditList": ...
    def __getitem__(self, index: int | slice) -> "Edit | EditList":
        if isinstance(index, slice):
            return EditList(self._texts[index])
        text = self._texts[index]
        if text.number not in self._parsed:
            self._parsed[text.number] = text.parse()
        return self._parsed[text.number]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))
