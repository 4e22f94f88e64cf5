"""Why the trail ends as it does: the rule as it is written, the tar entries, or plain words."""

from layerlab.model import LayerPath, join, parent
from layerlab.model.entry import WHITEOUT_PREFIX
from layerlab.overlay import Reason, TrailStep, Verdict
from layerlab.rules import RULES, Rule, SpecSentence
from layerlab_gui.i18n import translate
from layerlab_gui.models.rows import printable


def rule_words(rule_id: str) -> str:
    """The rule's own words and where they stand; in another language what they mean, below."""
    rule = RULES[rule_id]
    meaning = translate("Rules", rule.text)
    lines = [_quoted(rule), *([meaning] if meaning != rule.text else []), rule.place]
    return "\n".join(lines)


def rule_line(rule_id: str) -> str:
    """The same, shorter: in another language only what it means."""
    rule = RULES[rule_id]
    meaning = translate("Rules", rule.text)
    return f"{meaning if meaning != rule.text else _quoted(rule)} — {rule.place}"


def _quoted(rule: Rule) -> str:
    return f"“{rule.text}”" if isinstance(rule, SpecSentence) else rule.text


def deciding_rule(steps: tuple[TrailStep, ...]) -> str:
    """The ID of the rule to tell: that something merges goes without saying."""
    telling = (step.rule for step in steps if step.verdict is not Verdict.MERGED)
    return next(filter(None, telling), "")


def deciding_entries(
    steps: tuple[TrailStep, ...], path: LayerPath, container_layer: int | None
) -> tuple[str, ...]:
    """The tar entries that decide: of the file that is seen, or of the whiteout that hides it.

    Names as they are without `./`. The container layer is no tar, and a directory may be implied.
    """
    text = translate("Trail", "layer {number}: tar entry {name}")
    told = ((step.layer, _stored_name(step, steps, path)) for step in steps)
    return tuple(
        text.format(number=number, name=printable(name))
        for number, name in told
        if name and number != container_layer
    )


def _stored_name(step: TrailStep, steps: tuple[TrailStep, ...], path: LayerPath) -> str:
    """Empty where the entry does not decide, or is not surely of that name."""
    if step.verdict is Verdict.SEEN and step.entry and not step.entry.is_directory:
        return step.entry.path
    hides = {s.hidden_by for s in steps if s.reason is Reason.WHITEOUT}
    if step.verdict is Verdict.WHITEOUT and step.layer in hides:
        return join(parent(path), WHITEOUT_PREFIX + path.rpartition("/")[2])
    return ""


def plain_reason(steps: tuple[TrailStep, ...]) -> str:
    """One short sentence; nothing where nothing is hidden."""
    reasons = {step.reason for step in steps if step.verdict is Verdict.HIDDEN}
    if any(step.verdict is Verdict.MOUNTED for step in steps):
        return translate("Trail", "What is mounted here covers the layers.")
    if reasons & {Reason.WHITEOUT, Reason.PARENT_WHITEOUT}:
        return translate("Trail", "A layer above deleted it; the layer below still has it.")
    if reasons & {Reason.OPAQUE, Reason.PARENT_REPLACED}:
        return translate("Trail", "A layer above put a new directory in place of the old one.")
    if Reason.NEWER in reasons:
        return translate("Trail", "The topmost layer that has it is seen.")
    return ""
