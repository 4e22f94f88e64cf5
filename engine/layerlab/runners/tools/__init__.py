"""The built-in shell's tools, one `Program` each: this is the one list of them.

A tool's module is imported when the tool is first asked for. It has a `PROGRAMS` of its own, with
the tools that it answers for.
"""

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

from layerlab.runners.tools.usage import Program

_MODULES = {
    "cat": "cat",
    "tee": "cat",
    "yes": "cat",
    "touch": "touch",
    "mkdir": "directories",
    "rmdir": "directories",
    "rm": "removing",
    "cp": "cp",
    "mv": "moving",
    "ln": "links",
    "readlink": "links",
    "realpath": "links",
    "ls": "ls",
    "head": "ends",
    "tail": "ends",
    "wc": "wc",
    "sort": "sort",
    "uniq": "uniq",
    "cut": "cut",
    "tr": "tr",
    "grep": "grep",
    "sed": "sed",
    "seq": "seq",
    "xargs": "xargs",
    "find": "find",
    "stat": "stat",
    "chmod": "attributes",
    "chown": "attributes",
    "chgrp": "attributes",
    "dd": "dd",
    "truncate": "truncate",
    "du": "disk",
    "df": "disk",
    "basename": "names",
    "dirname": "names",
    "date": "date",
    "id": "identity",
    "whoami": "identity",
    "env": "env",
    "printenv": "env",
    "which": "env",
    "sleep": "env",
    "md5sum": "sums",
    "sha1sum": "sums",
    "sha224sum": "sums",
    "sha256sum": "sums",
    "sha384sum": "sums",
    "sha512sum": "sums",
    "tar": "tar",
    "cmp": "cmp",
    "install": "install",
    "mkfifo": "fifo",
    "mktemp": "mktemp",
}


class _Tools(Mapping[str, Program]):
    def __getitem__(self, name: str) -> Program:
        module = import_module(f"{__name__}.{_MODULES[name]}")
        programs: Sequence[Program] = module.PROGRAMS
        return next(program for program in programs if program.usage.name == name)

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)

    def __contains__(self, name: object) -> bool:
        return name in _MODULES


TOOLS: Mapping[str, Program] = _Tools()
"""By name. A `Program` is a `Tool`, and has the `usage` that `help NAME` prints."""
