"""Whose edit undo takes back: one container's edits may be in its layer and in its volumes."""

from layerlab.container import Container, Volume

Layer = Container | Volume


class Turns:
    """The layers of the edits that were made in the window since its target is shown, in order.

    Before them, and for edits of others, it is what is shown itself.
    """

    def __init__(self) -> None:
        self._done: list[Layer] = []
        self._undone: list[Layer] = []

    def made(self, layer: Layer) -> None:
        """Another edit: what was undone in this layer is not the next to be redone any more."""
        self._done.append(layer)
        self._undone.clear()

    def next(self, shown: Layer, *, back: bool) -> Layer:
        """Whose edit is taken back, or brought back, next."""
        layers = self._done if back else self._undone
        return layers[-1] if layers else shown

    def turned(self, layer: Layer, *, back: bool) -> None:
        """One of its edits was taken back, or brought back."""
        source, target = (self._done, self._undone) if back else (self._undone, self._done)
        if source:
            source.pop()
        target.append(layer)

    def has(self, *, back: bool) -> bool:
        return bool(self._done if back else self._undone)
