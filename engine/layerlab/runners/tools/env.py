"""`env`, `printenv`, `which` and `sleep`."""

import re
import time

from layerlab.runners.permitted import EXECUTE, may
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.paths import quote
from layerlab.runners.tools.reasons import PROBLEMS
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage

ENV = Usage(
    "env",
    "[OPTION]... [-] [NAME=VALUE]... [COMMAND [WORD]...]",
    "Run a command in a changed environment, or print the environment.",
    (
        Option("-0, --null", "a zero byte after each, no newline"),
        Option("-i, --ignore-environment", "begin with nothing"),
        Option("-u, --unset=NAME", "without that variable"),
    ),
    in_order=True,
    status=125,
)


def env(call: Call, arguments: Arguments) -> int:
    words = list(arguments.operands)
    begins_empty = arguments.has("i")
    if words[:1] == ["-"]:
        begins_empty = True
        words.pop(0)
    environment = {} if begins_empty else dict(call.environment)
    for name in arguments.values("u"):
        if not name or "=" in name:
            return call.complain(f"cannot unset {quote(name)}: Invalid argument", 125)
        environment.pop(name, None)
    while words and "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        environment[name] = value
    if words:
        if arguments.has("0"):
            raise UnknownUsage("cannot specify --null (-0) with command")
        return call.run(words, environment=environment)
    for name, value in environment.items():
        call.print(f"{name}={value}", "\0" if arguments.has("0") else "\n")
    return 0


PRINTENV = Usage(
    "printenv",
    "[OPTION]... [NAME]...",
    "Print variables of the environment.",
    (Option("-0, --null", "a zero byte after each, no newline"),),
    status=2,
)


def printenv(call: Call, arguments: Arguments) -> int:
    end = "\0" if arguments.has("0") else "\n"
    names = arguments.operands
    if not names:
        for name, value in call.environment.items():
            call.print(f"{name}={value}", end)
        return 0
    found = [call.environment[name] for name in names if name in call.environment]
    for value in found:
        call.print(value, end)
    return int(len(found) < len(names))


WHICH = Usage(
    "which",
    "[-a] NAME...",
    "Print where the image has programs.",
    (Option("-a", "all of a name, not the first alone"),),
    notes=("Tools of the built-in shell that the image has no program for are not printed.",),
    status=2,
)


def which(call: Call, arguments: Arguments) -> int:
    status = int(not arguments.operands)
    for name in arguments.operands:
        places = call.environment.get("PATH", "").split(":")
        paths = [name] if "/" in name else [f"{place or '.'}/{name}" for place in places]
        found = [path for path in paths if _is_program(call, path)]
        status = status if found else 1
        for path in found if arguments.has("a") else found[:1]:
            call.print(path)
    return status


def _is_program(call: Call, word: str) -> bool:
    try:
        entry = call.files.find(call.files.resolve(call.path(word)))
    except PROBLEMS:
        return False
    return entry is not None and entry.kind.has_data and may(call.identity, entry, EXECUTE)


SLEEP = Usage(
    "sleep",
    "NUMBER[smhd]...",
    "Wait for seconds, minutes, hours or days, all added up; or for `infinity`.",
)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_LOOK_SECONDS = 0.05
"""How often it looks whether somebody wants it stopped."""


def sleep(call: Call, arguments: Arguments) -> int:
    if not arguments.operands:
        raise UnknownUsage("missing operand")
    total = 0.0
    for word in arguments.operands:
        match = re.fullmatch(r"(\d*\.?\d+|\d+\.|inf(?:inity)?)([smhd]?)", word)
        if not match:
            raise UnknownUsage(f"invalid time interval {quote(word)}")
        total += float(match[1]) * _SECONDS[match[2]]
    end = time.monotonic() + total
    while (left := end - time.monotonic()) > 0:
        call.meter.tick()
        time.sleep(min(left, _LOOK_SECONDS))
    return 0


PROGRAMS = (
    Program(ENV, env),
    Program(PRINTENV, printenv),
    Program(WHICH, which),
    Program(SLEEP, sleep),
)
