"""Serve the app: python -m final_app [--host H] [--port P]."""

import eventlet

eventlet.monkey_patch()  # before any other import, so that waiting for the database does not block other requests

import argparse
import signal
import socket
import sys
from pathlib import Path

from pymongo.errors import PyMongoError

from final_app import create_app
from final_app import db
from final_app import demo
from final_app import mongod
from final_app import repair
from final_app.extensions import socketio
from final_app.extensions import subscribe
from final_app.presence.events import send_heartbeats
from final_app.request_log import log_to_stderr
from final_app.settings.actions import resume_deletions

MAX_CONNECTIONS = 10_000
DEMO_USERS = 6
SHUTDOWN_TIMEOUT = 10  # seconds


class Pool(eventlet.GreenPool):  # type: ignore[misc]
    """The requests being served. At shutdown it closes the sockets and gives requests some time to finish."""

    def waitall(self) -> None:
        """Wait for running requests, up to SHUTDOWN_TIMEOUT."""
        with eventlet.Timeout(SHUTDOWN_TIMEOUT, False):
            for connection in list(socketio.server.eio.sockets.values()):
                connection.close(wait=False)
            while self.running():  # a request that arrives together with the signal wakes waitall() too early
                super().waitall()


def main() -> None:
    """Read the command line, open the database, and serve until a signal."""
    parser = argparse.ArgumentParser(prog="python -m final_app", description="Serve the social network.")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on; 0.0.0.0 lets other machines in")
    parser.add_argument("--port", default=5000, type=int, help="port to serve on")
    options = parser.parse_args()
    exit_if_port_taken(options.host, options.port)
    exit_on_signal()
    app = create_app()
    crashed = not app.config["MONGO_URI"] and mongod.was_killed(Path(app.instance_path))
    try:
        with app.app_context():
            db.ping()
            resume_deletions()
            if crashed:
                repair.reconcile_counts()
            if app.config["DEMO"] and not app.config["MONGO_URI"] and demo.is_empty():
                for username, password in demo.fill(DEMO_USERS):
                    print(f"log in as {username} / {password}", flush=True)
    except (PyMongoError, RuntimeError) as error:
        sys.exit(f"Cannot open the database: {error}")
    log_to_stderr()
    subscribe()
    socketio.start_background_task(send_heartbeats, app)
    socketio.start_background_task(repair.clean_up, app)
    socketio.start_background_task(print, f"Ready: http://{options.host}:{options.port}", flush=True)
    socketio.run(app, options.host, options.port, custom_pool=Pool(MAX_CONNECTIONS))


def exit_on_signal() -> None:
    """Make SIGINT and SIGTERM stop the server; an exception in a handler would stop whatever runs, or be swallowed."""
    server = eventlet.getcurrent()
    reader, writer = socket.socketpair()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: writer.send(b"."))
    eventlet.spawn(lambda: reader.recv(1) and eventlet.kill(server, SystemExit))


def exit_if_port_taken(host: str, port: int) -> None:
    """Exit with a message if the address is in use; eventlet would silently share the port."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        sys.exit(f"Cannot listen on {host}:{port} ({error.strerror}). Choose another --host or --port.")


if __name__ == "__main__":
    main()
