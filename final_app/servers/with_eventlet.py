"""Serve HTTP by eventlet, with a time limit for each part of a request."""

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import eventlet
import eventlet.wsgi
from flask import Flask
from werkzeug.exceptions import RequestTimeout

from final_app import request_log
from final_app.request_turns import wait_to_begin
from final_app.servers import SHUTDOWN_TIMEOUT
from final_app.servers import close_sockets
from final_app.servers.arrivals import QUEUED
from final_app.servers.connections import RESERVED_FILES
from final_app.servers.connections import Listener
from final_app.servers.connections import raise_file_limit
from final_app.servers.connections import read_rest
from final_app.servers.streams import BYTES_PER_SECOND
from final_app.servers.streams import Reader
from final_app.servers.streams import Writer

HEADER_BYTES = 16 * 1024  # all headers of a request
REST_SECONDS = 5  # to read what a client still sends after its response
BACKLOG = 1024
SWITCHED = 101  # the status of a WebSocket, which the server does not see
LEAST_CONNECTIONS = 16
SPARE = 10  # more than can be accepted, so that accepting never waits for the pool


class Pool(eventlet.GreenPool):  # type: ignore[misc]
    """The requests being served. At shutdown it closes the sockets and gives requests some time to finish."""

    def waitall(self) -> None:
        """Wait for running requests, up to SHUTDOWN_TIMEOUT."""
        with eventlet.Timeout(SHUTDOWN_TIMEOUT, False):
            close_sockets()
            while self.running():  # a request that arrives together with the signal wakes waitall() too early
                super().waitall()


class Protocol(eventlet.wsgi.HttpProtocol):  # type: ignore[misc]
    """One connection: its requests, one after the other."""

    idle_seconds = request_seconds = 0.0  # set by serve

    def __init__(self, conn_state: Any, server: Any) -> None:
        self.listener: Listener = server.socket
        self.host = conn_state[0][0] if isinstance(conn_state[0], tuple) else ""
        self.is_counted = True  # for its address
        self.has_begun = self.is_in_app = self.has_rest = False
        self.header_timer: Any = None
        try:
            super().__init__(conn_state, server)
        finally:
            self.stop_waiting()
            self.discount()
            self.listener.total -= 1
            self.listener.new.discard(conn_state[1])

    def discount(self) -> None:
        """No longer count this connection for its address: it ends, or it is the socket of someone logged in."""
        if self.is_counted:
            self.is_counted = False
            self.listener.discount(self.host)

    def setup(self) -> None:
        """Read and write with time limits."""
        super().setup()
        self.rfile: Any = Reader(self.rfile)
        self.wfile = Writer(self.connection, self.request_seconds)

    def handle_one_request(self) -> None:
        """Serve one request; whatever becomes of it, the log has a line."""
        self.has_begun = self.is_in_app = False
        self.wfile.status, began = 0, time.monotonic()
        try:
            super().handle_one_request()
        except RequestTimeout:
            self.close_connection = True
            if self.has_begun and not self.wfile.status:
                self.send_error(HTTPStatus.REQUEST_TIMEOUT)
        except OSError:  # the client is gone, perhaps with all its connections
            self.close_connection = self.wfile.closed = True
            wait_to_begin(self.host)
        finally:
            self.stop_waiting()
        with suppress(OSError):
            self.wfile.flush()
        if self.is_in_app:
            body = self.environ["eventlet.input"]
            self.has_rest = body.chunked_input or body.position < (body.content_length or 0)
        else:
            self.has_rest = self.has_begun
        if self.has_begun:
            self.log_request_line(round((time.monotonic() - began) * 1000))

    def log_request_line(self, milliseconds: int) -> None:
        """Write the request's line in the log: the status is that of the app or, before it, of the server."""
        status = self.wfile.status
        if self.is_in_app:
            path = self.environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
            facts = {"id": None, "method": self.command, "path": path, **self.environ[request_log.FACTS]}
            status = status or (SWITCHED if "HTTP_UPGRADE" in self.environ else 0)
        else:
            facts = {"address": self.host}
        if self.wfile.closed or not status:
            facts["aborted"] = True
        request_log.write(**facts, status=status, ms=milliseconds)

    def _read_request_line(self) -> bytes:
        """Wait for a request, then read its first line. From now on all its headers must arrive in time."""
        self.rfile.deadline = 0.0
        self.listener.waiting[self.connection] = (self.host, False)
        with eventlet.Timeout(self.idle_seconds, False):
            self.has_begun = bool(self.rfile.peek(1))
        if not self.listener.is_ending:
            wait_to_begin(self.host)
        self.listener.new.discard(self.connection)
        if not self.has_begun:
            return b""
        self.listener.waiting[self.connection] = (self.host, True)
        self.header_timer = eventlet.Timeout(self.request_seconds, RequestTimeout())
        line = bytes(self.rfile.readline(self.server.url_length_limit))
        while line in (b"\r\n", b"\n"):  # some clients send one after a body
            line = bytes(self.rfile.readline(self.server.url_length_limit))
        return line

    def stop_waiting(self) -> None:
        """Note that all headers have arrived, or that none will."""
        if self.header_timer:
            self.header_timer.cancel()
            self.header_timer = None
        self.listener.waiting.pop(self.request, None)

    def get_environ(self) -> dict[str, Any]:
        """Return what the app gets to know. Now the body must arrive, in a time that depends on its size."""
        self.stop_waiting()
        self.path: str = self.path if self.path.startswith("/") else path_of(self.path)
        environ: dict[str, Any] = super().get_environ()
        size = min(environ["eventlet.input"].content_length or 0, 10**9)
        self.rfile.deadline = time.monotonic() + 2 * self.request_seconds + size / BYTES_PER_SECOND
        self.is_in_app = True
        environ["sns.discount"] = self.discount
        environ[request_log.FACTS] = {}
        return environ

    def finish(self) -> None:
        """Close the connection. An unread rest is read first: it would make the system discard the response."""
        if self.has_rest and not self.wfile.closed:
            read_rest(self.connection, REST_SECONDS)
        super().finish()

    def send_error(self, code: int, *_details: object) -> None:
        """Reject a request before the app gets it."""
        self.close_connection = True
        phrase = HTTPStatus(code).phrase
        self.wfile.write(f"HTTP/1.1 {int(code)} {phrase}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode())

    def log_message(self, *_arguments: object) -> None:
        """Write nothing: handle_one_request does."""


def path_of(url: str) -> str:
    """Return the path and query of an absolute URL, which clients may send to any server."""
    scheme, _, rest = url.partition("://")
    return f"/{rest.partition('/')[2]}" if scheme.lower() in ("http", "https") else url


def serve(app: Flask, host: str, port: int, announce: Callable[[], None]) -> None:
    """Serve the app until the current greenlet gets SystemExit."""
    config = app.config
    files = raise_file_limit(config["MAX_CONNECTIONS"] + RESERVED_FILES + QUEUED)
    spare = files - RESERVED_FILES - min(QUEUED, files // 10)
    most = max(min(config["MAX_CONNECTIONS"], spare), LEAST_CONNECTIONS)
    most_of_address = 0 if config["TRUSTED_PROXIES"] else config["CONNECTIONS_PER_ADDRESS"]
    Protocol.idle_seconds, Protocol.request_seconds = config["IDLE_SECONDS"], config["REQUEST_SECONDS"]
    eventlet.wsgi.MAX_TOTAL_HEADER_SIZE = HEADER_BYTES
    listener = Listener(listen(host, port), most, most_of_address)
    pool = Pool(config["MAX_CONNECTIONS"] + SPARE)
    announce()
    eventlet.wsgi.server(listener, app, protocol=Protocol, custom_pool=pool, log_output=False, debug=False)


def listen(host: str, port: int) -> Any:
    """Return a listening socket whose connections send every part of a response at once.

    Otherwise the second part (the body) waits 40 ms for the client to acknowledge the first (the headers).
    """
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = eventlet.listen(address, family, backlog=BACKLOG, reuse_port=False)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted sockets inherit it
    return listener
