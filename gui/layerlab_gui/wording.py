"""The words of errors: the engine's templates, translated, with the error's facts in them."""

from layerlab.errors import EngineError
from layerlab.words import TEMPLATES, facts
from layerlab_gui.i18n import translate


def error_text(error: BaseException) -> str:
    """What is told of any exception. An unexpected one says what to do with it."""
    if isinstance(error, EngineError):
        template = TEMPLATES[type(error)]
        return translate("Errors", template).format(**facts(error))
    text = translate(
        "Errors",
        "Layerlab made a mistake ({kind}: {text}). What was there before is still there. "
        "Please report it with the details.",
    )
    return text.format(kind=type(error).__name__, text=error)
