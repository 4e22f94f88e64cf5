"""Signals by name and number, as Linux has them, on any system. Source: signal(7)."""

from layerlab.errors import InvalidSignal

_NAMES = (
    "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP"
    " TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS"
)
SIGNALS = {name: number for number, name in enumerate(_NAMES.split(), 1)}
LAST = 64
"""The last of the real-time signals, which have no names here."""

KILL = SIGNALS["KILL"]
ENDING = frozenset({SIGNALS["TERM"], SIGNALS["INT"], SIGNALS["QUIT"]})
"""What servers end themselves upon. PID 1 ignores them where it does not handle them."""


def parse_signal(text: str) -> int:
    """`9`, `KILL`, `SIGKILL` or `sigkill`. Raises `InvalidSignal`."""
    if text.isdecimal() and 1 <= int(text) <= LAST:
        return int(text)
    number = SIGNALS.get(text.upper().removeprefix("SIG"))
    if number is None:
        raise InvalidSignal(text)
    return number
