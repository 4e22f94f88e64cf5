"""Whether a main command ends by itself, told by its words alone.

Nothing runs in the background here, so a command that waits or serves for ever can't be executed:
its container *stands* (see `container.state`). What is not recognised is executed, within bounds.
Docker executes all of them; a bare shell whose input is closed ends at once there, and here.
"""

import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from enum import Enum

Words = Sequence[str]


class Standing(Enum):
    """Why a container stands: its main command waits for input that nobody types, waits for ever,
    serves, or is a program that the runner can't run (`FOREIGN`, which its words don't tell).
    """

    INPUT = "input"
    WAITS = "waits"
    SERVES = "serves"
    FOREIGN = "foreign"


LONG_SECONDS = 60
"""A `sleep` this long is there to keep a container alive; nobody watches it end."""

SHELLS = frozenset({"sh", "bash", "dash", "ash", "zsh", "ksh"})
_INTERPRETERS = SHELLS | {"python", "python3", "node", "irb", "ghci", "jshell"}
_SERVER_NAMES = (
    "nginx httpd apache2 apache2-foreground caddy traefik haproxy envoy lighttpd catalina.sh"
    " redis-server valkey-server memcached mysqld mariadbd postgres mongod rabbitmq-server etcd"
    " consul vault nats-server php-fpm uwsgi gunicorn uvicorn supervisord sshd crond cron dockerd"
    " containerd registry kibana grafana prometheus minio pause systemd init s6-svscan runsvdir"
)
_SERVERS = frozenset(_SERVER_NAMES.split())
_PREFIXES = {
    "exec": re.compile(r"-[cl]|-a"),
    "env": re.compile(r"-i|-u|[A-Za-z_]\w*=.*", re.DOTALL),
    "tini": re.compile(r"-.*"),
    "docker-init": re.compile(r"-.*"),
    "dumb-init": re.compile(r"-.*"),
    "nohup": re.compile(r"(?!)"),
    "stdbuf": re.compile(r"-.*"),
    "gosu": re.compile(r"-.*"),
    "su-exec": re.compile(r"-.*"),
}
"""Programs that start another: which of their words are their own options."""

_TAKES_ONE_MORE = frozenset({"gosu", "su-exec"})
_ENDLESS = ({"while", "true"}, {"while", ":"}, {"until", "false"})
_RESERVED = frozenset({"do", "then", "else", "{", "(", "!", "if", "while", "until"})
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
NESTED = 8
"""Programs that start one another: of more no image is known."""


def standing(words: Words, *, waits_for_input: bool, depth: int = 0) -> Standing | None:
    """Why the command would never end; None where it does, or where nothing says that it doesn't.

    `waits_for_input` means that its input stays open and nobody types (`-i` or `-t`, not attached).
    """
    if not words or depth > NESTED:
        return None
    name, rest = words[0].rpartition("/")[2], list(words[1:])

    def again(inner: Words) -> Standing | None:
        return standing(inner, waits_for_input=waits_for_input, depth=depth + 1)

    if name in _PREFIXES:
        return again(_started_by(name, rest))
    if name == "busybox":
        return again(rest)
    if name in _SERVERS:
        return Standing.SERVES
    if name.endswith(("entrypoint.sh", "entrypoint")):
        return again(rest)
    if name == "sleep":
        return Standing.WAITS if _seconds(rest) >= LONG_SECONDS else None
    if name == "tail":
        return Standing.WAITS if any(map(_is_follow, rest)) else None
    if name in SHELLS and (script := _script(rest)) is not None:
        return _of_script(script, again)
    if name in _INTERPRETERS or name == "cat":
        is_bare = all(re.fullmatch("-[^c]*", word) for word in rest)
        return Standing.INPUT if is_bare and waits_for_input else None
    return None


def _started_by(name: str, rest: list[str]) -> list[str]:
    options = _PREFIXES[name]
    while rest and options.fullmatch(rest[0]) and rest[0] != "--":
        rest = rest[1:]
    if rest and rest[0] == "--":
        rest = rest[1:]
    return rest[1:] if name in _TAKES_ONE_MORE else rest


def _seconds(words: Words) -> float:
    """What `sleep` adds up; 0 for what it would refuse."""
    total = 0.0
    for word in words:
        number = word[:-1] if word[-1:] in _UNITS else word
        try:
            total += float(number) * _UNITS.get(word[-1:], 1)
        except ValueError:
            return 0.0
    return total


def _is_follow(word: str) -> bool:
    return word.startswith("--follow") or bool(re.fullmatch(r"-[qvzFf]*[Ff].*", word))


def _script(words: Words) -> str | None:
    """What a shell's `-c` (also as `-ec`, `-lc`) takes."""
    for position, word in enumerate(words):
        if not word.startswith("-"):
            return None
        if re.fullmatch(r"-[a-z]*c", word):
            return words[position + 1] if position + 1 < len(words) else None
    return None


def _of_script(script: str, again: Callable[[Words], Standing | None]) -> Standing | None:
    """By any of its commands; one in the background counts where the script waits for it."""
    commands = list(_commands(script))
    waits = any(words == ["wait"] for words, _ in commands)
    for words, end in commands:
        if set(words[:2]) in _ENDLESS:
            return Standing.WAITS
        if end == "&" and not waits:
            continue
        if found := again(words):
            return found
    return None


def _commands(script: str) -> Iterator[tuple[list[str], str]]:
    """The script's simple commands, roughly, each with the sign that ends it."""
    lexer = shlex.shlex(script.replace("\n", " ; "), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    try:
        for token in lexer:
            if set(token) <= set(";&|()"):
                yield words, token
                words = []
            elif words or token not in _RESERVED - {"while", "until"}:
                words.append(token)
    except ValueError:  # a quote that is not closed: the shell will say so
        return
    yield words, ""
