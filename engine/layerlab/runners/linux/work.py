"""What is done for one command: its layers and mounts made ready, run, and read back."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from layerlab.errors import CommandStopped
from layerlab.host import make_directory
from layerlab.model import ROOT, LayerPath, chain_ids, clean, shown
from layerlab.progress import Progress
from layerlab.runners.linux import keeping
from layerlab.runners.linux.cache import Place
from layerlab.runners.linux.items import Item, unpack
from layerlab.runners.linux.layers import layer_items
from layerlab.runners.linux.merging import Merging
from layerlab.runners.linux.plumbing import Plumbing
from layerlab.runners.linux.sandbox import Sandbox
from layerlab.runners.linux.uppers import files_items, stub_items, upper_items
from layerlab.runners.protocol import Bounds, Command, Ground, Streams
from layerlab.runners.shell.meter import Meter
from layerlab.runners.users import groups_of, owner_of, reader
from layerlab.sandbox.wire import Message

_HOSTS = """\
127.0.0.1\tlocalhost
::1\tlocalhost ip6-localhost ip6-loopback
fe00::0\tip6-localnet
ff00::0\tip6-mcastprefix
ff02::1\tip6-allnodes
ff02::2\tip6-allrouters
"""


@dataclass(frozen=True, slots=True)
class Job:
    ground: Ground
    command: Command
    streams: Streams
    bounds: Bounds
    descriptors: Sequence[int]


@dataclass(frozen=True, slots=True)
class Work:
    """One command; `directory` has all that is only for it."""

    sandbox: Sandbox
    place: Place
    directory: Path
    progress: Progress

    def run(self, job: Job, plumbing: Plumbing) -> int:
        ground = job.ground
        lowers = [
            str(self._layer(ground, number, job.streams)) for number in range(len(ground.layers))
        ]
        image = ground.lower.view(len(ground.layers))
        lowers.append(self._unpack("stubs", stub_items(image, ground.upper, time.time_ns())))
        upper = self._upper(ground)
        kept = {ROOT: upper}
        mounts = [self._mount(ground, number, kept) for number in range(len(ground.mounts))]
        for directory in kept.values():
            self.sandbox.ask({"do": "seal", "directory": directory})
        status = self._execute(job, plumbing, self._request(job, lowers, upper, mounts))
        changed = {
            top
            for top, directory in kept.items()
            if Merging(self.sandbox, directory, ground.files, self.progress, top).run()
        }
        if ROOT not in changed:
            self.place.keep_upper(keeping.name_of(ground.upper_files), Path(upper).parent)
        self.sandbox.ask({"do": "remove", "directories": [str(self.directory)]})
        return status

    # what is mounted

    def _layer(self, ground: Ground, position: int, streams: Streams) -> Path:
        chain_id = chain_ids([layer.diff_id for layer in ground.layers])[position]
        found = self.place.layer(chain_id)
        if not found.exists():
            run = self.place.new_run()
            layer = ground.layers[position]
            self.progress.begin("unpack", f"layer {layer.number}", layer.stored_size)
            items = layer_items(ground.lower, position)
            unpacked = unpack(self.sandbox, str(run / "tree"), items, self.progress)
            self.sandbox.ask({"do": "flush", "directory": str(run)})
            self.place.keep(chain_id, run, unpacked.size_bytes)
            _tell(unpacked.left_out, layer.number, streams)
        return found

    def _upper(self, ground: Ground) -> str:
        """The container layer written out, or as the last command left it."""
        files = ground.upper_files
        state, kept = keeping.state_of(ground.upper, files), self.directory / "kept"
        self.place.take_upper(keeping.name_of(files), kept)
        if keeping.is_of(kept, state):
            return str(kept / keeping.TREE)
        root = ground.files.find(ROOT)
        assert root is not None
        new = self.directory / "upper"
        make_directory(new)
        self._unpack(f"upper/{keeping.TREE}", upper_items(ground.upper, files, root))
        keeping.mark(new, state)
        return str(new / keeping.TREE)

    def _mount(self, ground: Ground, number: int, kept: dict[LayerPath, str]) -> Message:
        """A folder of the host as it is, or a volume's files written out, to be read back."""
        mount = ground.mounts[number]
        path = clean(mount.path)
        if mount.host is not None:
            source = str(mount.host)
        else:
            source = self._unpack(f"mount-{number}", files_items(ground.files, path))
            if not mount.read_only:
                kept[path] = source
        return {"path": path, "source": source, "read_only": mount.read_only}

    def _unpack(self, name: str, items: Iterable[Item]) -> str:
        directory = str(self.directory / name)
        unpack(self.sandbox, directory, items, self.progress)
        return directory

    # the command

    def _request(
        self, job: Job, lowers: Sequence[str], upper: str, mounts: Sequence[Message]
    ) -> Message:
        command, bounds = job.command, job.bounds
        work, stage = self.directory / "work", self.directory / "stage"
        for directory in (work, stage):
            make_directory(directory)
        read = reader(job.ground.files)
        uid, gid = owner_of(command.user, read)
        return {
            "do": "run",
            "lowers": lowers,
            "upper": upper,
            "work": str(work),
            "stage": str(stage),
            "mounts": sorted(mounts, key=lambda mount: mount["path"].count("/")),
            "files": {
                "etc/hostname": f"{command.host_name}\n",
                "etc/hosts": _HOSTS,
                "etc/resolv.conf": "",
            },
            "descriptors": job.descriptors,
            "terminal": job.streams.is_terminal,
            "host_name": command.host_name,
            "words": list(command.words),
            "environment": dict(command.environment),
            "working_directory": shown(clean(command.working_directory)),
            "uid": uid,
            "gid": gid,
            "groups": list(groups_of(command.user, read)),
            "memory_bytes": bounds.memory_bytes,
            "written_bytes": bounds.written_bytes,
            "processes": bounds.processes,
        }

    def _execute(self, job: Job, plumbing: Plumbing, request: Message) -> int:
        """The time begins now: to unpack an image takes what it takes, once."""
        name = " ".join(job.command.words)
        self.progress.begin("execute", name)
        self.sandbox.wire.send(request)
        message = self.sandbox.receive()
        if "terminal" in message:
            plumbing.use_terminal(self.sandbox.wire.receive_descriptor())
            message = self.sandbox.receive()
        if "started" not in message:
            self.sandbox.answer(message)
        result = plumbing.follow(self.sandbox, Meter(name, job.bounds, self.progress))
        if "stopped" in result:
            raise CommandStopped(name, result["stopped"], _allowed(result["stopped"], job.bounds))
        status: int = result["status"]
        return status


def _allowed(limit: str, bounds: Bounds) -> str:
    if limit == "processes":
        return str(bounds.processes)
    return f"{bounds.memory_bytes if limit == 'memory' else bounds.written_bytes} B"


_LEFT_OUT = {
    "devices": "{count} device nodes, which a user namespace can't have",
    "owners": "{count} owners: without /etc/subuid all files belong to root",
    "attributes": "{count} extended attributes, which a user namespace can't set",
}


def _tell(left_out: Mapping[str, int], number: int, streams: Streams) -> None:
    """Once, when a layer is unpacked."""
    for what, count in left_out.items():
        text = _LEFT_OUT[what].format(count=count)
        streams.stderr.write(f"layerlab: layer {number} is unpacked without {text}\n".encode())
    streams.stderr.flush()
