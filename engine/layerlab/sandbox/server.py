"""Does what the engine asks, in a user namespace of its own; ends when the engine does.

A request is a message with `do`. Its answer is a message with `done`, or with `failed`: the
error's number, its text, and what was being done. After a failure nothing more is asked.
"""

import contextlib
import os
import signal
import socket
from collections.abc import Callable
from typing import Any

from layerlab.sandbox import changes, syscalls
from layerlab.sandbox.process import end_with_parent
from layerlab.sandbox.running import Run
from layerlab.sandbox.trying import try_everything
from layerlab.sandbox.unpacking import Unpacking, remove_tree
from layerlab.sandbox.wire import Closed, Message, Wire


def main(descriptor: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as connection:
        server = Server(Wire(connection), os.getppid())
        with contextlib.suppress(Closed):
            try:
                server.serve()
            except OSError as error:
                server.fail(error)


class Server:
    def __init__(self, wire: Wire, parent: int) -> None:
        self._wire = wire
        self._parent = parent
        self._before: dict[str, tuple[changes.Snapshot, tuple[int, ...]]] = {}
        self._answers: dict[str, Callable[[Message], Any]] = {
            "unpack": self._unpack,
            "seal": self._seal,
            "try": lambda request: try_everything(request["directory"]),
            "run": self._run,
            "changes": self._changes,
            "read": self._read,
            "flush": lambda request: syscalls.flush(request["directory"]),
            "remove": self._remove,
        }
        self._doing = "namespaces"

    def serve(self) -> None:
        self._enter_namespaces()
        while True:
            request = self._wire.receive()
            self._doing = request["do"]
            self._wire.send({"done": self._answers[request["do"]](request)})

    def fail(self, error: OSError) -> None:
        text = error.strerror or str(error)
        facts = {"errno": error.errno or 0, "text": text, "doing": self._doing}
        self._wire.send({"failed": {**facts, "path": str(error.filename or "")}})

    def _enter_namespaces(self) -> None:
        """The engine writes the maps of users and groups, and says so."""
        end_with_parent(self._parent)
        syscalls.unshare(syscalls.CLONE_NEWUSER)
        self._wire.send({"done": "unshare"})
        self._wire.receive()
        os.setresgid(0, 0, 0)
        os.setresuid(0, 0, 0)
        os.umask(0)
        syscalls.unshare(syscalls.CLONE_NEWNS)
        syscalls.mount("", "/", "", syscalls.MS_REC | syscalls.MS_PRIVATE, "")
        end_with_parent(self._parent)
        self._wire.send({"done": "namespaces"})

    def _unpack(self, request: Message) -> dict[str, int]:
        directory = request["directory"]
        os.makedirs(directory, mode=0o755)
        return Unpacking(directory, self._wire).run()

    def _seal(self, request: Message) -> None:
        """Remembers how a directory is, to tell later what has been changed in it."""
        directory = request["directory"]
        self._before[directory] = changes.snapshot(directory), changes.attributes_of(directory)

    def _run(self, request: Message) -> Any:
        return Run(request, self._wire).to_its_end()

    def _changes(self, request: Message) -> bool:
        """Tells each change; whether there was one of the directory itself."""
        directory = request["directory"]
        before, attributes = self._before[directory]
        for change in changes.changes(directory, before):
            self._wire.send(change)
        return changes.attributes_of(directory) != attributes

    def _read(self, request: Message) -> None:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
        path = os.path.join(request["directory"], request["path"])
        with open(os.open(path, flags), "rb") as stream:
            self._wire.send_content(stream)

    def _remove(self, request: Message) -> None:
        for directory in request["directories"]:
            remove_tree(directory)
