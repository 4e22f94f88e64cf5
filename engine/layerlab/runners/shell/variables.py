"""Variables of one shell, with what functions made local."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from layerlab.runners.shell.meter import Meter


class ReadOnlyVariable(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Variable:
    """`value` is None for a name that is marked (`export X`) and not set."""

    value: str | None = None
    is_exported: bool = False
    is_readonly: bool = False


_UNSET = Variable()


@dataclass(slots=True)
class _Scope:
    is_function: bool
    before: dict[str, Variable | None] = field(default_factory=dict)


class Variables:
    """By name. What the values take is held by the meter until they are gone.

    Raises `ReadOnlyVariable`.
    """

    def __init__(self, meter: Meter, values: Mapping[str, Variable] | None = None) -> None:
        self.meter = meter
        self._values = dict(values or {})
        self._scopes: list[_Scope] = []
        self.meter.hold(sum(map(_size, self._values.values())))
        self.exports_all = False
        """`set -a`."""

    def copy(self, meter: Meter) -> "Variables":
        """Whoever has it may make names local where they may be here, and pops nothing."""
        made = Variables(meter, self._values)
        made._scopes = [_Scope(scope.is_function) for scope in self._scopes]
        made.exports_all = self.exports_all
        return made

    def close(self) -> None:
        """Gives the memory back."""
        self.meter.hold(-sum(map(_size, self._values.values())))
        self._values = {}

    def get(self, name: str) -> str | None:
        return self._values.get(name, _UNSET).value

    def set(self, name: str, value: str) -> None:
        before = self._changeable(name)
        is_exported = before.is_exported or self.exports_all
        self._put(name, Variable(value, is_exported))

    def unset(self, name: str) -> None:
        self._changeable(name)
        if name in self._values:
            self._put(name, None)

    def export(self, name: str) -> None:
        self._put(name, replace(self._values.get(name, _UNSET), is_exported=True))

    def make_readonly(self, name: str) -> None:
        self._put(name, replace(self._values.get(name, _UNSET), is_readonly=True))

    def names(self) -> list[str]:
        return sorted(self._values)

    def look(self, name: str) -> Variable:
        return self._values.get(name, _UNSET)

    def environment(self) -> dict[str, str]:
        return {
            name: variable.value
            for name, variable in self._values.items()
            if variable.is_exported and variable.value is not None
        }

    # scopes --------------------------------------------------------------------------------------

    def push(self, *, is_function: bool = False) -> None:
        """What is made local from here on is as it was before, after `pop`."""
        self._scopes.append(_Scope(is_function))

    def pop(self) -> None:
        for name, variable in self._scopes.pop().before.items():
            self._put(name, variable)

    def make_local(self, name: str, *, in_function: bool = False) -> None:
        """In the innermost scope, or in the innermost function's."""
        self._changeable(name)
        scopes = (scope for scope in reversed(self._scopes) if scope.is_function >= in_function)
        next(scopes).before.setdefault(name, self._values.get(name))

    def set_all(self, assignments: Iterable[tuple[str, str]], *, temporarily: bool) -> None:
        """Before a command; `temporarily` until `pop`, and then in its environment."""
        for name, value in assignments:
            if temporarily:
                self.make_local(name)
            self.set(name, value)
            if temporarily:
                self.export(name)

    def _changeable(self, name: str) -> Variable:
        variable = self._values.get(name, _UNSET)
        if variable.is_readonly:
            raise ReadOnlyVariable(name)
        return variable

    def _put(self, name: str, variable: Variable | None) -> None:
        before = self._values.get(name)
        self.meter.hold((_size(variable) if variable else 0) - (_size(before) if before else 0))
        if variable is None:
            self._values.pop(name, None)
        else:
            self._values[name] = variable


def _size(variable: Variable) -> int:
    return 200 + len(variable.value or "")
