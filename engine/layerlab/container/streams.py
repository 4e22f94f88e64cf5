"""The streams of a main command: what it prints is kept in the container's log, and shown."""

from io import BytesIO, RawIOBase
from typing import Any, BinaryIO, cast

from layerlab.container.output import OutputWriter
from layerlab.runners import Streams


class _Copy(RawIOBase):
    """Keeps what is written, and passes it on where somebody looks on."""

    def __init__(self, writer: OutputWriter, stream: str, shown: BinaryIO | None) -> None:
        super().__init__()
        self._writer = writer
        self._stream = stream
        self._shown = shown

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        kept = bytes(data)
        self._writer.write(self._stream, kept)
        if self._shown:
            self._shown.write(kept)
        return len(kept)

    def flush(self) -> None:
        if self._shown and not self.closed:
            self._shown.flush()


def copied_to(writer: OutputWriter, streams: Streams | None, *, with_input: bool) -> Streams:
    """Streams whose output goes into a log, and to others where there are any.

    With a terminal both streams are one, as in Docker. Without input it is at its end.
    """
    shown = (streams.stdout, streams.stderr) if streams else (None, None)
    is_terminal = streams is not None and streams.is_terminal
    names = ("stdout", "stdout" if is_terminal else "stderr")
    stdout, stderr = (
        cast("BinaryIO", _Copy(writer, name, sink)) for name, sink in zip(names, shown, strict=True)
    )
    stdin = streams.stdin if streams and with_input else BytesIO()
    return Streams(stdin, stdout, stderr, is_terminal, streams.columns if streams else 80)
