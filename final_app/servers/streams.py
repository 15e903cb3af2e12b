"""The two directions of a connection, each with time limits."""

import errno
import time
from collections.abc import Callable
from typing import Any

import eventlet
from werkzeug.exceptions import RequestTimeout

BYTES_PER_SECOND = 16 * 1024  # a body or a response gets more time for each of these


class Reader:
    """Reads from a connection; a body that does not arrive in time is answered 408."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.deadline = 0.0  # of the body; 0: the headers are being read

    def read(self, size: int = -1) -> bytes:
        """Read a part of the body."""
        return self.in_time(self.file.read, size)

    def readline(self, size: int = -1) -> bytes:
        """Read a line of the body or of the headers; raises ConnectionAbortedError for headers that end too early."""
        if self.deadline:
            return self.in_time(self.file.readline, size)
        line = bytes(self.file.readline(size))
        if not line:
            raise ConnectionAbortedError
        return line

    def in_time(self, read: Callable[[int], bytes], size: int) -> bytes:
        """Read, and give others their turn: the next part may be here already."""
        with eventlet.Timeout(max(self.deadline - time.monotonic(), 0.01), RequestTimeout()):
            data = read(size)
        eventlet.sleep(0)
        return data

    def __getattr__(self, name: str) -> Any:
        """Return anything else of the file."""
        return getattr(self.file, name)


class Writer:
    """Writes to a connection; a client that does not read in time is disconnected."""

    def __init__(self, connection: Any, seconds: float) -> None:
        self.connection = connection
        self.seconds = seconds
        self.parts: list[bytes] = []
        self.status = 0  # of the last response
        self.closed = False

    def write(self, data: bytes) -> None:
        """Keep a part of the response for flush."""
        self.writelines([data])

    def writelines(self, parts: list[bytes]) -> None:
        """Keep parts of the response for flush."""
        if parts and parts[0].startswith(b"HTTP/1."):
            self.status = int(parts[0][9:12])
        self.parts += parts

    def flush(self) -> None:
        """Send what was written; raises ConnectionResetError."""
        data = b"".join(self.parts)
        self.parts.clear()
        if not data or self.closed:
            return
        gone = ConnectionResetError(errno.ECONNRESET, "the client does not read")
        try:
            with eventlet.Timeout(self.seconds + len(data) / BYTES_PER_SECOND, gone):
                self.connection.sendall(data)
        except OSError:
            self.closed = True
            raise
        eventlet.sleep(0)  # who reads fast must not get every turn

    def close(self) -> None:
        """Write nothing more."""
        self.closed = True
