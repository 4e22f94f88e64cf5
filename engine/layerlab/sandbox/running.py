"""One command in a container: made ready, started, watched, and ended with all that it started."""

import contextlib
import os
import select
import signal
import socket
import stat
from typing import Any, NoReturn

from layerlab.sandbox import process, syscalls
from layerlab.sandbox.root import Root, mount_overlay, new_terminals, unmount_overlay
from layerlab.sandbox.syscalls import (
    CLONE_NEWIPC,
    CLONE_NEWNET,
    CLONE_NEWNS,
    CLONE_NEWPID,
    CLONE_NEWUTS,
)
from layerlab.sandbox.watching import Watch
from layerlab.sandbox.wire import Closed, Message, Wire

LOOK_SECONDS = 0.03


class Run:
    """Everything that `request` says is made, run, and gone when `to_its_end` returns."""

    def __init__(self, request: Message, wire: Wire) -> None:
        self._request = request
        self._wire = wire
        self._descriptors = list(request["descriptors"])

    def to_its_end(self) -> dict[str, Any]:
        """Either the `status` of the command, or the bound at which it was `stopped`.

        The engine going away, or a message of it meanwhile, ends the command with status 137.
        """
        request = self._request
        root = mount_overlay(request["stage"], request["lowers"], request["upper"], request["work"])
        terminals = new_terminals()
        if request["terminal"]:
            self._open_terminal(terminals)
        self._give_away_pipes()
        syscalls.unshare(CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET | CLONE_NEWPID)
        socket.sethostname(request["host_name"])
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            ours.close()
            self._be_container(theirs, root, terminals)
        theirs.close()
        for descriptor in {*self._descriptors, terminals}:
            os.close(descriptor)
        result = self._follow(pid, Wire(ours))
        unmount_overlay(request["stage"])
        return result

    def _open_terminal(self, terminals: int) -> None:
        """The engine gets the master, and the command the other side, in place of the pipes."""
        for descriptor in self._descriptors:
            os.close(descriptor)
        master = os.open("ptmx", os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC, dir_fd=terminals)
        self._wire.send({"terminal": True})
        self._wire.send_descriptor(master)
        number = process.unlock_terminal(master)
        os.close(master)
        flags = os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC
        self._descriptors = [os.open(str(number), flags, dir_fd=terminals)] * 3

    def _give_away_pipes(self) -> None:
        """The command may open /dev/stdout anew, so its user owns what that is."""
        for descriptor in set(self._descriptors):
            mode = os.fstat(descriptor).st_mode
            if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
                with contextlib.suppress(OSError):
                    os.fchown(descriptor, self._request["uid"], -1)

    # the container's first process

    def _be_container(self, connection: socket.socket, path: str, terminals: int) -> NoReturn:
        wire = Wire(connection)
        try:
            self._wire.connection.close()
            process.end_with_parent(os.getppid())
            wire.receive()
            self._enter_root(wire, path, terminals)
            status = process.be_first_process(self._request, self._descriptors)
            wire.send({"status": status})
        except Closed:
            pass
        except OSError as error:
            facts = {"errno": error.errno or 0, "text": error.strerror or str(error)}
            wire.send({"failed": {**facts, "path": str(error.filename or "")}})
        finally:
            os._exit(0)

    def _enter_root(self, wire: Wire, path: str, terminals: int) -> None:
        """What the host's files are needed for comes before the root is entered."""
        syscalls.unshare(CLONE_NEWNS)
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
        syscalls.set_name(b"init")
        root = Root(path)
        root.mount_given(self._request["mounts"])
        root.mount_files(self._request["stage"], self._request["files"])
        root.mount_system(terminals)
        proc = root.directory("proc")
        process.forbid_user_namespaces(proc)
        readable = os.open(".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=proc)
        wire.send({"proc": True})
        wire.send_descriptor(readable)
        os.close(readable)
        os.close(proc)
        root.protect_system()
        root.enter()
        root.close()

    # from outside

    def _follow(self, pid: int, container: Wire) -> dict[str, Any]:
        container.send({"go": True})
        ended = os.pidfd_open(pid)
        try:
            result = self._wait(container)
        except Closed:
            result = {"status": 128 + signal.SIGKILL}
        signal.pidfd_send_signal(ended, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(ended)
        container.connection.close()
        return result

    def _wait(self, container: Wire) -> dict[str, Any]:
        first = container.receive()
        if "failed" in first:
            raise _as_error(first["failed"])
        watch = Watch(container.receive_descriptor(), self._request["upper"], self._request)
        self._wire.send({"started": True})
        poll = select.poll()
        for wire in (container, self._wire):
            poll.register(wire.connection, select.POLLIN)
        while True:
            ready = [descriptor for descriptor, _ in poll.poll(LOOK_SECONDS * 1000)]
            if container.connection.fileno() in ready:
                message = container.receive()
                if "failed" in message:
                    raise _as_error(message["failed"])
                return {"stopped": "bytes written"} if watch.has_written_too_much() else message
            if ready:
                self._wire.receive()
                return {"status": 128 + signal.SIGKILL}
            reached = watch.reached()
            if reached:
                return {"stopped": reached}


def _as_error(facts: Message) -> OSError:
    return OSError(facts["errno"], facts["text"], facts["path"] or None)
