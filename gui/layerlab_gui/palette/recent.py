"""What was last chosen in the palette, kept between runs."""

from collections.abc import Mapping

from layerlab_gui.settings import Settings

KEPT = 24
_KEY = "palette/recent"


class Recent:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def ages(self) -> Mapping[str, int]:
        """By an entry's name, how many others were chosen since."""
        names = self._settings.text(_KEY, "").split("\n")
        return {name: age for age, name in enumerate(names) if name}

    def note(self, name: str) -> None:
        if "\n" not in name:
            others = [other for other in self.ages() if other != name]
            self._settings.put(_KEY, "\n".join([name, *others][:KEPT]))
