"""`--change` of commit and import: instructions that alter an image's config, as Docker takes them.

They are the lines of one small Dockerfile: a later one sees what an earlier one set, comments and
empty lines count for nothing, and a backslash at a line's end joins the next.
Source: moby daemon/builder/dockerfile builder.go BuildFromConfig, dispatchers.go; daemon/commit.go
merge; buildkit frontend/dockerfile instructions/parse.go.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from layerlab.container.healthchecks import parse_healthcheck
from layerlab.container.shell_words import BadWord, expand, json_words, split_words
from layerlab.errors import InvalidChange

Config = dict[str, Any]

SHELL = ["/bin/sh", "-c"]
_PORT = re.compile(r"(?:.*:)?(\d+)(?:-(\d+))?(?:/(tcp|udp|sctp))?", re.ASCII | re.IGNORECASE)
PORT_LIMIT = 65535


def apply_changes(config: Mapping[str, Any], changes: Iterable[str]) -> Config:
    """A config with the instructions applied in turn, and filled up from what it was.

    Raises `InvalidChange`.
    """
    result = dict(config)
    given = list(changes)
    lines = list(_lines("\n".join(given)))
    if given and not lines:
        raise InvalidChange(given[0], "it has no instruction")
    has_command = False
    for line in lines:
        change = _Change(result, line, has_command=has_command)
        change.apply()
        has_command = has_command or change.sets_command
    return _filled(result, config)


def _filled(result: Config, config: Mapping[str, Any]) -> Config:
    """What the changes left empty of a command and of a health check is as it was."""
    if not result.get("Entrypoint") and not result.get("Cmd") and config.get("Cmd"):
        result["Cmd"] = config["Cmd"]
    if config.get("Healthcheck") and result.get("Healthcheck"):
        result["Healthcheck"] = {**config["Healthcheck"], **result["Healthcheck"]}
    return result


def _lines(text: str) -> Iterator[str]:
    joined = ""
    for line in text.splitlines():
        if line.lstrip().startswith("#") or (not line.strip() and not joined):
            continue
        if line.rstrip().endswith("\\"):
            joined += line.rstrip()[:-1]
            continue
        yield (joined + line).strip()
        joined = ""
    if joined.strip():
        yield joined.strip()


def merge_env(old: Iterable[str] | None, new: Iterable[str]) -> list[str]:
    """Later values win; each variable keeps its first place."""
    merged = {word.partition("=")[0]: word for word in (*(old or ()), *new)}
    return list(merged.values())


@dataclass
class _Change:
    """One instruction at work on a config."""

    config: Config
    line: str
    has_command: bool

    def apply(self) -> None:
        handler = _HANDLERS.get(self._name.lower())
        if handler is None:
            raise InvalidChange(self.line, f"{self._name} is not a valid change command")
        try:
            handler(self)
        except BadWord as error:
            raise InvalidChange(self.line, str(error)) from error

    @property
    def sets_command(self) -> bool:
        return self._name.lower() == "cmd" and bool(self.config.get("Cmd"))

    @property
    def _name(self) -> str:
        return self.line.split(maxsplit=1)[0]

    @property
    def _text(self) -> str:
        return self.line[len(self._name) :].strip()

    @property
    def _argument(self) -> str:
        """The one argument, which may have blanks in it."""
        if not self._text:
            raise BadWord("it needs an argument")
        return self._expand(self._text)

    def _expand(self, word: str) -> str:
        env = (word.partition("=") for word in self.config.get("Env") or ())
        return expand(word, {name: value for name, _, value in env})

    def _command(self) -> list[str]:
        words = json_words(self._text)
        if words is None:
            shell = self.config.get("Shell") or SHELL
            return [*shell, self._text] if self._text else []
        return words

    def _pairs(self) -> list[tuple[str, str]]:
        """`KEY=value …`, or the old form `KEY value`."""
        words = split_words(self._text)
        if not words:
            raise BadWord("it needs an argument")
        if "=" not in words[0]:
            parts = self._text.split(maxsplit=1)
            if len(parts) < 2:
                raise BadWord(f"{parts[0]} has no value")
            pairs = [(parts[0], parts[1])]
        elif not all("=" in word for word in words):
            raise BadWord("not of the form KEY=value")
        else:
            pairs = [(key, value) for key, _, value in (word.partition("=") for word in words)]
        if not all(key for key, _ in pairs):
            raise BadWord("a name is missing")
        return [(self._expand(key), self._expand(value)) for key, value in pairs]

    def set_command(self) -> None:
        self.config["Cmd"] = self._command()

    def set_entrypoint(self) -> None:
        """It takes away the command that was meant for the old one, unless a change set it."""
        self.config["Entrypoint"] = self._command()
        if not self.has_command:
            self.config["Cmd"] = None

    def set_env(self) -> None:
        new = [f"{key}={value}" for key, value in self._pairs()]
        self.config["Env"] = merge_env(self.config.get("Env"), new)

    def set_labels(self) -> None:
        self.config["Labels"] = {**(self.config.get("Labels") or {}), **dict(self._pairs())}

    def set_ports(self) -> None:
        words = [part for word in split_words(self._text) for part in self._expand(word).split()]
        if not words:
            raise BadWord("it needs an argument")
        ports: dict[str, object] = {port: {} for word in words for port in _ports(word)}
        self.config["ExposedPorts"] = {**(self.config.get("ExposedPorts") or {}), **ports}

    def set_volumes(self) -> None:
        words = json_words(self._text)
        words = self._text.split() if words is None else words
        paths = [self._expand(word.strip()) for word in words]
        if not paths or not all(paths):
            raise BadWord("it needs a path")
        self.config["Volumes"] = {**(self.config.get("Volumes") or {}), **{p: {} for p in paths}}

    def set_healthcheck(self) -> None:
        self.config["Healthcheck"] = parse_healthcheck(self._text)

    def add_trigger(self) -> None:
        if not self._text:
            raise BadWord("it needs an instruction")
        trigger = self._text.split()[0].upper()
        if trigger in ("ONBUILD", "FROM", "MAINTAINER"):
            raise BadWord(f"{trigger} can't be a trigger")
        self.config["OnBuild"] = [*(self.config.get("OnBuild") or []), self._text]

    def set_stop_signal(self) -> None:
        self.config["StopSignal"] = self._argument

    def set_user(self) -> None:
        self.config["User"] = self._argument

    def set_directory(self) -> None:
        path = self._argument
        if not path:
            raise BadWord("it needs a path")
        if not path.startswith("/"):
            path = posixpath.normpath(f"/{self.config.get('WorkingDir') or ''}/{path}")
        self.config["WorkingDir"] = path.replace("//", "/") if path.startswith("//") else path


def _ports(word: str) -> Iterator[str]:
    match = _PORT.fullmatch(word)
    if not match:
        raise BadWord(f"{word} is not a port")
    first, last = int(match[1]), int(match[2] or match[1])
    if not first <= last <= PORT_LIMIT:
        raise BadWord(f"{word} is not a port")
    for port in range(first, last + 1):
        yield f"{port}/{(match[3] or 'tcp').lower()}"


_HANDLERS: Mapping[str, Callable[[_Change], None]] = {
    "cmd": _Change.set_command,
    "entrypoint": _Change.set_entrypoint,
    "env": _Change.set_env,
    "expose": _Change.set_ports,
    "healthcheck": _Change.set_healthcheck,
    "label": _Change.set_labels,
    "onbuild": _Change.add_trigger,
    "stopsignal": _Change.set_stop_signal,
    "user": _Change.set_user,
    "volume": _Change.set_volumes,
    "workdir": _Change.set_directory,
}
