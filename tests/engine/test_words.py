"""Every error has words, and they use only facts that the error has."""

import string
from dataclasses import fields, is_dataclass

import pytest

from layerlab import errors
from layerlab.errors import EngineError
from layerlab.words import TEMPLATES, explain, facts

GROUPS = {
    errors.EngineError,
    errors.NotFound,
    errors.Refused,
    errors.BadInput,
    errors.StorageFailed,
}


def concrete() -> list[type[EngineError]]:
    found = [value for value in vars(errors).values() if isinstance(value, type)]
    return [kind for kind in found if issubclass(kind, EngineError) and kind not in GROUPS]


@pytest.mark.parametrize("kind", concrete())
def test_each_error_has_words_that_name_its_facts(kind: type[EngineError]) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(TEMPLATES[kind]) if name}
    known = {field.name for field in fields(kind)} if is_dataclass(kind) else set()
    assert names <= known
    assert names or not known


def test_no_words_are_left_over() -> None:
    assert set(TEMPLATES) == set(concrete())


def test_lists_of_facts_are_joined() -> None:
    error = errors.ImageInUse("abc", "123", ("c1", "c2"))
    assert facts(error)["containers"] == "c1, c2"
    assert "c1, c2" in explain(error)
