"""Serve HTTP by gevent."""

import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent
from flask import Flask
from gevent import pywsgi
from gevent.event import Event
from gevent.pool import Pool

from final_app import request_log
from final_app.servers import FIRST_BYTES_SECONDS
from final_app.servers import SHUTDOWN_TIMEOUT
from final_app.servers import close_sockets

BACKLOG = 1024


class Handler(pywsgi.WSGIHandler):  # type: ignore[misc]
    """One connection: its requests, one after the other, each with a line in the log."""

    idle_seconds = request_seconds = 0.0  # set by serve

    def read_requestline(self) -> Any:
        """Wait for the next request, not for ever."""
        self.server.idle.add(self.socket)
        try:
            with gevent.Timeout(self.idle_seconds, False):
                return super().read_requestline()
        finally:
            self.server.idle.discard(self.socket)
            self.server.new.discard(self.socket)

    def read_request(self, raw_requestline: str) -> Any:
        """Read the headers; a client that takes too long is disconnected."""
        with gevent.Timeout(self.request_seconds, ConnectionAbortedError()):
            return super().read_request(raw_requestline)

    def get_environ(self) -> dict[str, Any]:
        """Return what the app gets to know."""
        environ: dict[str, Any] = super().get_environ()
        environ[request_log.FACTS] = {}
        return environ

    def log_request(self) -> None:
        """Write the request's line in the log."""
        if self.environ:
            facts = {"method": self.command, "path": self.environ["PATH_INFO"], **self.environ[request_log.FACTS]}
            milliseconds = round((self.time_finish - self.time_start) * 1000) if self.time_finish else 0
            request_log.write(**facts, status=self.code or 0, ms=milliseconds)


class Server(pywsgi.WSGIServer):  # type: ignore[misc]
    """A server that at its end closes connections without a request, and answers all other requests."""

    def __init__(self, listener: socket.socket, app: Flask) -> None:
        self.idle: set[socket.socket] = set()
        self.new: set[socket.socket] = set()  # connections from which nothing has arrived yet
        super().__init__(listener, app, handler_class=Handler, spawn=Pool(), log=None)

    def do_handle(self, *args: Any) -> None:
        """Serve a connection in a greenlet of its own."""
        self.new.add(args[0])
        super().do_handle(*args)

    def stop(self, timeout: float | None = None) -> None:
        """Accept only those that wait already, which closing at once would break, then wait for the requests."""
        with suppress(OSError):
            while accepted := self.do_read():
                self.do_handle(*accepted)
        self.close()
        close_sockets()
        with gevent.Timeout(FIRST_BYTES_SECONDS, False):
            while self.new:
                gevent.sleep(0.01)
        for waiting in list(self.idle):
            with suppress(OSError):
                waiting.shutdown(socket.SHUT_RDWR)
        super().stop(timeout)


def serve(app: Flask, host: str, port: int, announce: Callable[[], None]) -> None:
    """Serve the app until the main greenlet gets SystemExit."""
    Handler.idle_seconds, Handler.request_seconds = app.config["IDLE_SECONDS"], app.config["REQUEST_SECONDS"]
    listener = socket.create_server(
        (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=BACKLOG
    )
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted sockets inherit it
    server = Server(listener, app)
    server.start()
    announce()
    try:
        Event().wait()  # for SystemExit
    finally:
        server.stop(SHUTDOWN_TIMEOUT)
