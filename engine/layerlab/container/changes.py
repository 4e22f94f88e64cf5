"""`--change` of commit: instructions that alter the new image's config, as Docker takes them."""

import json
import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from layerlab.errors import InvalidChange

Config = dict[str, Any]


def apply_changes(config: Mapping[str, Any], changes: Iterable[str]) -> Config:
    """A config with the instructions applied in turn. Raises `InvalidChange`."""
    result = dict(config)
    for change in changes:
        name, _, rest = change.strip().partition(" ")
        handler = _HANDLERS.get(name.lower())
        if handler is None:
            raise InvalidChange(change, f"{name} is not a valid change command")
        handler(result, rest.strip(), change)
    return result


def _command(text: str, change: str) -> list[str]:
    """Exec form (a JSON array of strings) or shell form. Spec: Dockerfile reference."""
    if not text:
        raise InvalidChange(change, "it needs an argument")
    if text.startswith("["):
        try:
            words = json.loads(text)
        except ValueError:
            words = None
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            return words
    return ["/bin/sh", "-c", text]


def _words(text: str, change: str) -> list[str]:
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise InvalidChange(change, str(error)) from error
    if not words:
        raise InvalidChange(change, "it needs an argument")
    return words


def _pairs(text: str, change: str) -> dict[str, str]:
    """`KEY=value …`, or the old form `KEY value`."""
    words = _words(text, change)
    if "=" not in words[0]:
        key, _, value = text.partition(" ")
        if not value:
            raise InvalidChange(change, f"{key} has no value")
        return {key: value.strip()}
    if not all("=" in word for word in words):
        raise InvalidChange(change, "not of the form KEY=value")
    return dict(word.split("=", 1) for word in words)


def _set_command(config: Config, text: str, change: str) -> None:
    config["Cmd"] = _command(text, change)


def _set_entrypoint(config: Config, text: str, change: str) -> None:
    config["Entrypoint"] = _command(text, change)
    config["Cmd"] = None


def _set_env(config: Config, text: str, change: str) -> None:
    config["Env"] = merge_env(
        config.get("Env"), [f"{key}={value}" for key, value in _pairs(text, change).items()]
    )


def _set_labels(config: Config, text: str, change: str) -> None:
    config["Labels"] = {**(config.get("Labels") or {}), **_pairs(text, change)}


def _set_ports(config: Config, text: str, change: str) -> None:
    ports = dict(config.get("ExposedPorts") or {})
    for word in _words(text, change):
        if not re.fullmatch(r"\d+(-\d+)?(/(tcp|udp|sctp))?", word):
            raise InvalidChange(change, f"{word} is not a port")
        ports[word if "/" in word else f"{word}/tcp"] = {}
    config["ExposedPorts"] = ports


def _set_volumes(config: Config, text: str, change: str) -> None:
    paths = json.loads(text) if text.startswith("[") else _words(text, change)
    config["Volumes"] = {**(config.get("Volumes") or {}), **{path: {} for path in paths}}


def _set_healthcheck(config: Config, text: str, change: str) -> None:
    if text.upper() == "NONE":
        config["Healthcheck"] = {"Test": ["NONE"]}
        return
    _, found, command = text.partition("CMD ")
    if not found:
        raise InvalidChange(change, "HEALTHCHECK needs CMD or NONE")
    words = _command(command.strip(), change)
    is_exec = command.strip().startswith("[")
    test = ["CMD", *words] if is_exec else ["CMD-SHELL", command.strip()]
    config["Healthcheck"] = {"Test": test}


def _set_onbuild(config: Config, text: str, change: str) -> None:
    if not text:
        raise InvalidChange(change, "it needs an instruction")
    config["OnBuild"] = [*(config.get("OnBuild") or []), text]


def _set_text(key: str) -> Callable[[Config, str, str], None]:
    def handler(config: Config, text: str, change: str) -> None:
        config[key] = " ".join(_words(text, change))

    return handler


def _set_directory(config: Config, text: str, change: str) -> None:
    path = _words(text, change)[0]
    if not path.startswith("/"):
        path = f"{(config.get('WorkingDir') or '').rstrip('/')}/{path}"
    config["WorkingDir"] = path


def merge_env(old: Iterable[str] | None, new: Iterable[str]) -> list[str]:
    """Later values win; each variable keeps its first place."""
    merged = {word.partition("=")[0]: word for word in (*(old or ()), *new)}
    return list(merged.values())


_HANDLERS: Mapping[str, Callable[[Config, str, str], None]] = {
    "cmd": _set_command,
    "entrypoint": _set_entrypoint,
    "env": _set_env,
    "expose": _set_ports,
    "healthcheck": _set_healthcheck,
    "label": _set_labels,
    "onbuild": _set_onbuild,
    "stopsignal": _set_text("StopSignal"),
    "user": _set_text("User"),
    "volume": _set_volumes,
    "workdir": _set_directory,
}
