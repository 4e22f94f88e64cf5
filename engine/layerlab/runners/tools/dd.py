"""`dd`: blocks from here to there, at any place of a file."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from layerlab.runners.files import Opening
from layerlab.runners.shell.tool import Call
from layerlab.runners.tools.inputs import open_input
from layerlab.runners.tools.paths import is_directory, quote, quote_if_needed, real_path
from layerlab.runners.tools.reasons import PROBLEMS, reason
from layerlab.runners.tools.sizes import InvalidSize, parse_product
from layerlab.runners.tools.times import human
from layerlab.runners.tools.usage import Arguments, Option, Program, UnknownUsage, Usage
from layerlab.streams.base import read_some

_CONVERSIONS = (
    "notrunc",
    "excl",
    "nocreat",
    "sync",
    "ucase",
    "lcase",
    "swab",
    "fsync",
    "fdatasync",
)
_FLAGS = ("append", "fullblock")
DD = Usage(
    "dd",
    "[OPERAND]...",
    "Copy a file in blocks.",
    (
        Option("if=FILE", "from there, not the input"),
        Option("of=FILE", "to there, not the output"),
        Option("bs=BYTES", "so many at a time; also ibs= and obs="),
        Option("count=N", "so many blocks"),
        Option("skip=N", "without the first N blocks of the input"),
        Option("seek=N", "behind the first N blocks of the output"),
        Option("conv=LIST", ", ".join(_CONVERSIONS) + "; all is written in any case"),
        Option("iflag=fullblock", "read whole blocks from pipes"),
        Option("oflag=append", "write at the end"),
        Option("status=LEVEL", "none, or noxfer, or what is said as it is"),
    ),
)
_NUMBERS = ("bs", "ibs", "obs", "count", "skip", "seek")
_BLOCK_BYTES = 512
_BLOCK_LIMIT = 1 << 30


@dataclass(slots=True)
class _Plan:
    source: str = ""
    target: str = ""
    input_bytes: int = _BLOCK_BYTES
    output_bytes: int = _BLOCK_BYTES
    count: int | None = None
    skip: int = 0
    seek: int = 0
    joins: bool = True
    conversions: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    status: str = ""


def dd(call: Call, arguments: Arguments) -> int:
    try:
        plan = _parse(arguments.operands)
    except _BadNumber as error:
        return call.complain(f"invalid number: {quote(str(error))}")
    return _Copying(call, plan).copy()


class _BadNumber(Exception):
    """An operand's value is no number, or one that makes no sense."""


def _parse(operands: Sequence[str]) -> _Plan:
    values: dict[str, str] = {}
    for word in operands:
        name, equals, value = word.partition("=")
        known = (*_NUMBERS, "if", "of", "conv", "status", "iflag", "oflag")
        if not equals or name not in known:
            raise UnknownUsage(f"unrecognized operand {quote(word)}")
        values[name] = value
    plan = _Plan(values.get("if", ""), values.get("of", ""), status=values.get("status", ""))
    numbers = {name: _number(values[name]) for name in _NUMBERS if name in values}
    for name in ("bs", "ibs", "obs"):
        if name in numbers and not 0 < numbers[name] <= _BLOCK_LIMIT:
            raise _BadNumber(values[name])
    plan.joins = "bs" not in numbers
    plan.input_bytes = numbers.get("bs", numbers.get("ibs", _BLOCK_BYTES))
    plan.output_bytes = numbers.get("bs", numbers.get("obs", _BLOCK_BYTES))
    plan.count, plan.skip, plan.seek = (
        numbers.get("count"),
        numbers.get("skip", 0),
        numbers.get("seek", 0),
    )
    plan.conversions = _listed(values.get("conv", ""), _CONVERSIONS, "conversion")
    plan.flags = _listed(values.get("iflag", ""), _FLAGS, "input flag")
    plan.flags |= _listed(values.get("oflag", ""), _FLAGS, "output flag")
    if plan.status not in ("", "none", "noxfer"):
        raise UnknownUsage(f"invalid status level: {quote(plan.status)}")
    return plan


def _number(text: str) -> int:
    try:
        return parse_product(text)
    except InvalidSize as error:
        raise _BadNumber(text) from error


def _listed(text: str, known: tuple[str, ...], what: str) -> frozenset[str]:
    names = [name for name in text.split(",") if name]
    for name in names:
        if name not in known:
            raise UnknownUsage(f"invalid {what}: {quote(name)}")
    return frozenset(names)


@dataclass
class _Copying:
    call: Call
    plan: _Plan
    whole_in: int = 0
    part_in: int = 0
    whole_out: int = 0
    part_out: int = 0
    written: int = 0

    def copy(self) -> int:
        began = time.monotonic()
        held = self.plan.input_bytes + self.plan.output_bytes
        self.call.meter.hold(held)
        with contextlib.ExitStack() as stack:
            name = self.plan.source
            try:
                if name and is_directory(self.call, name):
                    return self.call.complain(f"error reading {quote(name)}: Is a directory")
                source = stack.enter_context(open_input(self.call, name or "-"))
                name = self.plan.target
                sink = stack.enter_context(self._sink()) if name else self.call.stdout
            except PROBLEMS as error:
                return self.call.complain(f"failed to open {quote(name)}: {reason(error)}")
            self._skip(source)
            self._write_all(source, sink)
        self.call.meter.hold(-held)
        if self.plan.status != "none":
            self._report(time.monotonic() - began)
        return 0

    def _sink(self) -> BinaryIO:
        plan = self.plan
        path = real_path(self.call, plan.target)
        mode = 0o666 & ~self.call.umask
        if "nocreat" in plan.conversions and self.call.files.find(path) is None:
            real_path(self.call, plan.target + "/.")
        if "excl" in plan.conversions:
            return self.call.files.open_to_write(path, Opening.EXCLUSIVE, mode)
        if "append" in plan.flags:
            return self.call.files.open_to_write(path, Opening.APPEND, mode)
        keeps = "notrunc" in plan.conversions
        if not keeps and not plan.seek:
            return self.call.files.open_to_write(path, Opening.TRUNCATE, mode)
        start = plan.seek * plan.output_bytes
        if not keeps and self.call.files.find(path) is not None:
            self.call.files.truncate(path, start)
        sink = self.call.files.open_to_write(path, Opening.IN_PLACE, mode)
        sink.seek(start)
        return sink

    def _skip(self, source: BinaryIO) -> None:
        left = self.plan.skip * self.plan.input_bytes
        while left:
            self.call.meter.tick()
            data = read_some(source, min(left, 1 << 16))
            if not data:
                if self.plan.status == "none":
                    break
                name = quote_if_needed(self.plan.source) if self.plan.source else "'standard input'"
                self.call.complain(f"{name}: cannot skip to specified offset")
                break
            left -= len(data)

    def _write_all(self, source: BinaryIO, sink: BinaryIO) -> None:
        plan, held = self.plan, b""
        for block in self._blocks(source):
            data = self._converted(block)
            if not plan.joins:
                self._write(sink, data)
                continue
            held += data
            while len(held) >= plan.output_bytes:
                self._write(sink, held[: plan.output_bytes])
                held = held[plan.output_bytes :]
        if held:
            self._write(sink, held)

    def _blocks(self, source: BinaryIO) -> Iterator[bytes]:
        plan = self.plan
        read_bytes = plan.input_bytes
        while plan.count is None or self.whole_in + self.part_in < plan.count:
            self.call.meter.tick()
            block = read_some(source, read_bytes)
            while block and len(block) < read_bytes and self._fills():
                more = read_some(source, read_bytes - len(block))
                if not more:
                    break
                block += more
            if not block:
                return
            self.whole_in += len(block) == read_bytes
            self.part_in += len(block) < read_bytes
            yield block

    def _fills(self) -> bool:
        """Files are read in whole blocks; a pipe gives what is in it."""
        return bool(self.plan.source) or "fullblock" in self.plan.flags

    def _converted(self, block: bytes) -> bytes:
        conversions = self.plan.conversions
        if "sync" in conversions:
            block = block.ljust(self.plan.input_bytes, b"\0")
        if "swab" in conversions:
            even = len(block) - len(block) % 2
            swapped = bytearray(block)
            swapped[:even:2], swapped[1:even:2] = block[1:even:2], block[:even:2]
            block = bytes(swapped)
        if "ucase" in conversions:
            return block.upper()
        return block.lower() if "lcase" in conversions else block

    def _write(self, sink: BinaryIO, data: bytes) -> None:
        if self.plan.target:
            self.call.meter.write(len(data))
        sink.write(data)
        self.written += len(data)
        self.whole_out += len(data) == self.plan.output_bytes
        self.part_out += len(data) != self.plan.output_bytes

    def _report(self, seconds: float) -> None:
        lines = [f"{self.whole_in}+{self.part_in} records in"]
        lines.append(f"{self.whole_out}+{self.part_out} records out")
        if self.plan.status != "noxfer":
            lines.append(self._transfer(max(seconds, 1e-9)))
        self.call.stderr.write("".join(f"{line}\n" for line in lines).encode())

    def _transfer(self, seconds: float) -> str:
        size = self.written
        text = f"{size} byte{'' if size == 1 else 's'}"
        scaled = [_scaled(size, 1000, "B")] if size >= 1000 else []
        scaled += [_scaled(size, 1024, "iB")] if size >= 1024 else []
        if scaled:
            text += f" ({', '.join(scaled)})"
        return f"{text} copied, {seconds:g} s, {_scaled(int(size / seconds), 1000, 'B')}/s"


def _scaled(size: int, base: int, unit: str) -> str:
    text = human(size, base)
    return f"{text[:-1]} {text[-1]}{unit}" if text[-1].isalpha() else f"{text} {unit}"


PROGRAMS = (Program(DD, dd),)
