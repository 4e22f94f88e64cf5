"""What the history says of an edit: its verb, its path or command, its bytes, who did it."""

import shlex
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from layerlab.container import Edit, StepKind, Verb
from layerlab.model import shown
from layerlab_gui.i18n import size, translate
from layerlab_gui.models.lanes import Place, State
from layerlab_gui.models.rows import printable


class Column(IntEnum):
    NUMBER = 0
    WHAT = 1
    COPIED = 2
    WRITTEN = 3
    LABEL = 4
    WHO = 5
    TIME = 6


VERB_ICONS = {
    Verb.WRITE: "pencil",
    Verb.APPEND: "plus",
    Verb.TRUNCATE: "scissors",
    Verb.CREATE: "file-plus",
    Verb.MKDIR: "folder-plus",
    Verb.SYMLINK: "link",
    Verb.LINK: "link-2",
    Verb.RENAME: "arrow-right-left",
    Verb.CHMOD: "lock",
    Verb.CHOWN: "user",
    Verb.UTIME: "clock",
    Verb.SET_XATTR: "tag",
    Verb.REMOVE_XATTR: "tag",
    Verb.DELETE: "trash-2",
    Verb.COPY_IN: "folder-input",
    Verb.EXEC: "terminal",
    Verb.BRANCH: "git-branch",
    Verb.POPULATE: "hard-drive",
    Verb.EXTERNAL: "external-link",
}
PATHS_TOLD = 5
_WRITES = frozenset({StepKind.WRITE, StepKind.CREATE})


def headings() -> dict[Column, str]:
    return {
        Column.NUMBER: translate("History", "Edit"),
        Column.WHAT: translate("History", "What was done"),
        Column.COPIED: translate("History", "Copied up"),
        Column.WRITTEN: translate("History", "Written"),
        Column.LABEL: translate("History", "Label"),
        Column.WHO: translate("History", "By"),
        Column.TIME: translate("History", "Time"),
    }


def verb_word(verb: Verb) -> str:
    return {
        Verb.WRITE: translate("History", "write"),
        Verb.APPEND: translate("History", "append"),
        Verb.TRUNCATE: translate("History", "truncate"),
        Verb.CREATE: translate("History", "create"),
        Verb.MKDIR: translate("History", "make directory"),
        Verb.SYMLINK: translate("History", "symbolic link"),
        Verb.LINK: translate("History", "hard link"),
        Verb.RENAME: translate("History", "rename"),
        Verb.CHMOD: translate("History", "mode"),
        Verb.CHOWN: translate("History", "owner"),
        Verb.UTIME: translate("History", "time"),
        Verb.SET_XATTR: translate("History", "set attribute"),
        Verb.REMOVE_XATTR: translate("History", "remove attribute"),
        Verb.DELETE: translate("History", "delete"),
        Verb.COPY_IN: translate("History", "copy in"),
        Verb.EXEC: translate("History", "command"),
        Verb.BRANCH: translate("History", "branch"),
        Verb.POPULATE: translate("History", "first content of the volume"),
        Verb.EXTERNAL: translate("History", "changed from outside"),
    }[verb]


def state_word(state: State) -> str:
    return {
        State.DONE: "",
        State.CURRENT: translate("History", "now"),
        State.UNDONE: translate("History", "undone"),
        State.ABANDONED: translate("History", "abandoned"),
    }[state]


def what(edit: Edit) -> str:
    """The command that ran, else the verb with its path or paths."""
    if edit.command:
        return f"$ {printable(shlex.join(edit.command))}"
    if edit.verb is Verb.BRANCH:
        return translate("History", "all files of the state that it branched from")
    text = f"{verb_word(edit.verb)}  {printable(shown(edit.path))}"
    return f"{text} → {printable(shown(edit.other))}" if edit.other is not None else text


def who(edit: Edit) -> str:
    if edit.verb is Verb.EXTERNAL:
        return translate("History", "another program")
    return runner_word(edit.runner) if edit.runner else "Layerlab"


def runner_word(name: str) -> str:
    """The name that a runner gives itself, for people; one that is not known as it is."""
    known = {
        "built-in shell": translate("History", "built-in shell"),
        "linux": translate("History", "Linux runner"),
    }
    return known.get(name, name)


def moment(made_at: str, now: datetime) -> str:
    """An edit's local time: to the second today, else the date as well."""
    when = datetime.fromisoformat(made_at.replace("Z", "+00:00")).astimezone()
    is_today = when.date() == now.astimezone().date()
    return when.strftime("%H:%M:%S" if is_today else "%Y-%m-%d %H:%M")


@dataclass(frozen=True, slots=True)
class Cells:
    """What a row shows and says, made when it is looked at."""

    texts: tuple[str, ...]
    icon: str
    tip: str
    spoken: str


def cells(place: Place, edit: Edit | None, now: datetime) -> Cells:
    """`edit` is None for the state before all edits."""
    number = " · ".join(part for part in (str(place.number), state_word(place.state)) if part)
    if edit is None:
        text = translate("History", "the image: nothing is changed yet")
        return Cells((number, text, "", "", "", "", ""), "layers", text, f"{number}, {text}")
    written = sum(step.size_bytes for step in edit.steps if step.kind in _WRITES)
    copied, wrote = size(edit.copied_up_bytes), size(written)
    time = moment(edit.made_at, now)
    texts = (
        number,
        what(edit),
        copied if edit.copied_up_bytes else "",
        wrote if written else "",
        printable(edit.label),
        who(edit),
        time,
    )
    return Cells(texts, VERB_ICONS[edit.verb], _tip(edit), _spoken(place, texts, _lost(edit)))


def _tip(edit: Edit) -> str:
    label = f"“{printable(edit.label)}”" if edit.label else ""
    return "\n".join(line for line in (what(edit), label, edit.made_at, _lost(edit)) if line)


def _lost(edit: Edit) -> str:
    """Why an edit of another program can't be undone."""
    if not edit.lost:
        return ""
    paths = ", ".join(printable(shown(path)) for path in edit.lost[:PATHS_TOLD])
    more = "…" if len(edit.lost) > PATHS_TOLD else ""
    text = translate("History", "It can't be undone: what was there before is lost of {paths}")
    return text.format(paths=paths + more)


def _spoken(place: Place, texts: tuple[str, ...], lost: str) -> str:
    edit_text = translate("History", "edit {number}").format(number=place.number)
    copied = translate("History", "copied up {size}").format(size=texts[Column.COPIED])
    parts = [
        edit_text,
        state_word(place.state),
        texts[Column.WHAT],
        copied if texts[Column.COPIED] else "",
        texts[Column.LABEL],
        texts[Column.WHO],
        texts[Column.TIME],
        lost,
    ]
    return ", ".join(part for part in parts if part)
