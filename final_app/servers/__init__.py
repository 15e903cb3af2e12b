"""Serve the app by what SNS_ASYNC_MODE names.

eventlet, the default, has all limits on connections. gevent and threads are for the day when eventlet is no longer
kept: they serve the same pages and sockets, and leave slow and too many connections to the proxy in front of them.
"""

from collections.abc import Callable
from importlib import import_module

from flask import Flask

from final_app import loops
from final_app.extensions import socketio

MODULES = {"eventlet": "with_eventlet", "gevent": "with_gevent", "threading": "with_threads"}
SHUTDOWN_TIMEOUT = 10  # seconds that requests in progress get when the app stops
FIRST_BYTES_SECONDS = 1  # and that requests over new connections get to arrive


def serve(app: Flask, host: str, port: int, announce: Callable[[], None]) -> None:
    """Serve the app until the main greenlet or thread gets SystemExit; then finish the requests in progress.

    announce: called once clients can connect.
    """
    import_module(f"{__name__}.{MODULES[loops.mode]}").serve(app, host, port, announce)


def close_sockets() -> None:
    """Close the sockets of all open pages, which would otherwise keep their connections for ever."""
    for connection in list(socketio.server.eio.sockets.values()):
        connection.close(wait=False)
