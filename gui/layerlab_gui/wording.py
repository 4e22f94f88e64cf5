"""The words of errors and reasons: the engine's templates, translated, with the facts in them."""

from layerlab.errors import EngineError, Reason
from layerlab.words import facts, template
from layerlab_gui.i18n import translate


def error_text(error: BaseException) -> str:
    """What is told of any exception. An unexpected one says what to do with it."""
    if isinstance(error, EngineError):
        return explained(error)
    text = translate(
        "Errors",
        "Layerlab made a mistake ({kind}: {text}). What was there before is still there. "
        "Please report it with the details.",
    )
    return text.format(kind=type(error).__name__, text=error)


def explained(told: EngineError | Reason) -> str:
    """What the engine tells, in the language in use; a reason is part of a sentence."""
    return translate("Errors", template(told)).format(**facts(told, explained))
