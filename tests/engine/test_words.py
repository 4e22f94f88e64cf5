"""Every error and reason has words, and they use only facts that it has."""

import string
from dataclasses import fields, is_dataclass

import pytest

from layerlab import errors, reasons
from layerlab.errors import EngineError, Reason
from layerlab.reasons import Flaw
from layerlab.words import FLAWS, REASONS, TEMPLATES, explain, facts, template

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


def all_reasons() -> list[type[Reason]]:
    found = [value for value in vars(reasons).values() if isinstance(value, type)]
    return [kind for kind in found if issubclass(kind, Reason) and kind not in (Reason, Flaw)]


def template_of(kind: type[EngineError | Reason]) -> str:
    return template(kind.__new__(kind))


@pytest.mark.parametrize("kind", [*concrete(), *all_reasons()])
def test_each_has_words_that_name_its_facts(kind: type[EngineError | Reason]) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(template_of(kind)) if name}
    known = {field.name for field in fields(kind)} if is_dataclass(kind) else set()
    assert names <= known
    assert names or not known


def test_no_words_are_left_over() -> None:
    assert set(TEMPLATES) == set(concrete())
    assert set(REASONS) == set(all_reasons())
    assert set(FLAWS) == set(Flaw)


def test_lists_of_facts_are_joined() -> None:
    error = errors.ImageInUse("abc", "123", ("c1", "c2"))
    assert facts(error, explain)["containers"] == "c1, c2"
    assert "c1, c2" in explain(error)


def test_what_is_inside_is_explained_too() -> None:
    """A reason in an error, and an error in a reason."""
    reason = reasons.UnusableDirectory("/cache", errors.NotADirectory("/file"))
    assert explain(errors.RunnerUnavailable("linux", reason)) == (
        "The linux can't run this here: /cache can't be used: /file is not a directory"
    )
