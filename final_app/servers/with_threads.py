"""Serve HTTP by a thread for each connection, with Werkzeug's server."""

import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.serving import ThreadedWSGIServer
from werkzeug.serving import WSGIRequestHandler

from final_app import request_log
from final_app.servers import FIRST_BYTES_SECONDS
from final_app.servers import SHUTDOWN_TIMEOUT
from final_app.servers import close_sockets

POLL_SECONDS = 0.1  # until a signal is noticed


class Handler(WSGIRequestHandler):
    """One connection: its requests, one after the other, each with a line in the log."""

    protocol_version = "HTTP/1.1"  # keep connections
    disable_nagle_algorithm = True

    def make_environ(self) -> Any:
        """Return what the app gets to know."""
        self.facts: dict[str, Any] = {}
        environ = super().make_environ()
        environ[request_log.FACTS] = self.facts
        self.path_for_log = environ["PATH_INFO"]
        return environ

    def parse_request(self) -> bool:
        """Read the headers. From now on the connection is not new."""
        server: Any = self.server
        server.new.discard(self.connection)
        return super().parse_request()

    def run_wsgi(self) -> None:
        """Give a request to the app. A WebSocket waits for messages without a time limit."""
        if "Upgrade" in self.headers:
            self.connection.settimeout(None)
        self.began = time.monotonic()
        super().run_wsgi()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write the request's line in the log."""
        facts = {"method": self.command, "path": getattr(self, "path_for_log", ""), **getattr(self, "facts", {})}
        milliseconds = round((time.monotonic() - getattr(self, "began", time.monotonic())) * 1000)
        request_log.write(**facts, status=int(code) if str(code).isdigit() else 0, ms=milliseconds)


class Server(ThreadedWSGIServer):
    """A server that at its end answers all who have connected. Each connection is closed after one response."""

    timeout = POLL_SECONDS

    def __init__(self, host: str, port: int, app: Flask) -> None:
        self.open: set[socket.socket] = set()
        self.new: set[socket.socket] = set()  # those from which nothing has arrived yet
        self.late: list[tuple[socket.socket, Any]] = []  # those that were accepted at the end, with their addresses
        self.is_ending = False
        self.has_waiting = True
        super().__init__(host, port, app, handler=Handler)

    def accept_forever(self) -> None:
        """Accept connections; at the end those that wait, too. They are served once no others can connect."""
        while not self.is_ending:
            self.handle_request()
        self.timeout = 0
        while self.has_waiting:
            self.handle_request()
        self.server_close()
        for request, client_address in self.late:
            super().process_request(request, client_address)

    def handle_timeout(self) -> None:
        """Note that no connection waits."""
        self.has_waiting = not self.is_ending

    def process_request(self, request: Any, client_address: Any) -> None:
        """Serve a connection in a thread of its own."""
        self.open.add(request)
        self.new.add(request)
        if self.is_ending:
            self.late.append((request, client_address))
        else:
            super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        super().shutdown_request(request)
        self.new.discard(request)
        self.open.discard(request)

    def finish(self) -> None:
        """Close the sockets, and give the requests in progress some time, and those that may be on the way."""
        close_sockets()
        wait_until(lambda: not self.new, FIRST_BYTES_SECONDS)
        wait_until(lambda: self.open <= self.new, SHUTDOWN_TIMEOUT)


def wait_until(condition: Callable[[], bool], seconds: float) -> None:
    """Wait until a condition is true, but not longer than this."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)


def serve(app: Flask, host: str, port: int, announce: Callable[[], None]) -> None:
    """Serve the app until the main thread, which accepts nothing, gets SystemExit: it would lose a connection."""
    Handler.timeout = app.config["IDLE_SECONDS"]
    server = Server(host, port, app)
    accepting = threading.Thread(target=server.accept_forever, daemon=True)
    accepting.start()
    announce()
    try:
        while True:
            time.sleep(POLL_SECONDS)  # a signal that another thread gets does not wake this one
    finally:
        sys.setswitchinterval(0.0001)  # who accepts must not wait for others between the last look and closing
        server.is_ending = True
        accepting.join()
        server.finish()
