"""`set` and the shell's own options."""

from collections.abc import Sequence

from layerlab.runners.shell.state import OPTIONS, SETTABLE, State

_BY_LETTER = {letter: name for name, letter in OPTIONS.items() if letter}


class UnknownOption(Exception):
    """An option that there is not, or that the built-in shell has no use for."""


def set_options(state: State, words: Sequence[str], *, more: str = "") -> tuple[Sequence[str], str]:
    """Sets options from the beginning of `words`; returns the words after them.

    `more` are letters that are none of `set`; those that were given are returned too. Raises
    `UnknownOption`.
    """
    given = ""
    rest = list(words)
    while rest and len(rest[0]) > 1 and rest[0][0] in "-+":
        word = rest.pop(0)
        if word == "--":
            break
        for letter in word[1:]:
            if letter == "o":
                if not rest:
                    raise UnknownOption("-o requires an argument")
                set_option(state, rest.pop(0), on=word[0] == "-")
            elif letter in more:
                given += letter
            elif letter in _BY_LETTER:
                set_option(state, _BY_LETTER[letter], on=word[0] == "-")
            else:
                raise UnknownOption(f"Illegal option {word[0]}{letter}")
    return rest, given


def set_option(state: State, name: str, *, on: bool) -> None:
    if name not in SETTABLE:
        if name in OPTIONS and not on:
            return
        raise UnknownOption(f"Illegal option -o {name}")
    if on:
        state.options.add(name)
    else:
        state.options.discard(name)
    state.variables.exports_all = state.has("allexport")
