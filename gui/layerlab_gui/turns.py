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

    def take(self, shown: Layer, *, back: bool) -> Layer:
        """Whose edit is taken back, or brought back, next; the one after that is another."""
        source, target = self._sides(back=back)
        layer = source.pop() if source else shown
        target.append(layer)
        return layer

    def put_back(self, layer: Layer, *, back: bool) -> None:
        """It could not be turned after all."""
        source, target = self._sides(back=back)
        if layer in target:
            target.remove(layer)
            source.append(layer)

    def _sides(self, *, back: bool) -> tuple[list[Layer], list[Layer]]:
        return (self._done, self._undone) if back else (self._undone, self._done)

    def has(self, *, back: bool) -> bool:
        return bool(self._sides(back=back)[0])
