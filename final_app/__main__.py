"""Serve the app: python -m final_app [--host H] [--port P]."""

import eventlet

eventlet.monkey_patch()  # before anything else is imported: then waiting for the database stops nobody else

import argparse
import signal
import socket
import sys
from pathlib import Path

from pymongo.errors import PyMongoError

from final_app import create_app
from final_app import demo
from final_app import mongod
from final_app.cli import log_to_stderr
from final_app.db import get_db
from final_app.extensions import listen_to_others
from final_app.extensions import socketio
from final_app.presence.events import give_signs_of_life
from final_app.repair import mend
from final_app.settings.actions import finish_leaving

CONNECTIONS = 10_000
DEMO_PEOPLE = 6
SECONDS_TO_FINISH = 10


class Pool(eventlet.GreenPool):  # type: ignore[misc]
    """The requests being served; at the end sockets are closed, and requests have a while to finish."""

    def waitall(self) -> None:
        """Wait for the requests that run, but not for ever."""
        with eventlet.Timeout(SECONDS_TO_FINISH, False):
            for connection in list(socketio.server.eio.sockets.values()):
                connection.close(wait=False)
            while self.running():  # whoever knocks just as the signal comes wakes this one too early
                super().waitall()


def main() -> None:
    """Read the command line, open the database, serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m final_app", description="Serve the SNS.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default=5000, type=int)
    options = parser.parse_args()
    refuse_taken_port(options.host, options.port)
    end_at_a_signal()
    app = create_app()
    was_killed = not app.config["MONGO_URI"] and mongod.was_killed(Path(app.instance_path))
    try:
        with app.app_context():
            get_db().command("ping")
            finish_leaving()
            if was_killed:
                mend()
            if app.config["DEMO"] and not app.config["MONGO_URI"] and demo.is_empty():
                for user_id, password in demo.fill(DEMO_PEOPLE):
                    print(f"log in as {user_id} / {password}", flush=True)
    except (PyMongoError, RuntimeError) as error:
        sys.exit(f"The database cannot be used: {error}")
    log_to_stderr()
    listen_to_others()
    socketio.start_background_task(give_signs_of_life, app)
    socketio.start_background_task(print, f"Ready: http://{options.host}:{options.port}", flush=True)
    socketio.run(app, options.host, options.port, custom_pool=Pool(CONNECTIONS))


def end_at_a_signal() -> None:
    """Let Ctrl-C and SIGTERM end the server; an exception would end whatever just runs, or be caught there."""
    server = eventlet.getcurrent()
    reader, writer = socket.socketpair()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: writer.send(b"."))
    eventlet.spawn(lambda: reader.recv(1) and eventlet.kill(server, SystemExit))


def refuse_taken_port(host: str, port: int) -> None:
    """End with a message where the address cannot be had; eventlet itself would share a port without a word."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        sys.exit(f"{host}:{port} cannot be had ({error.strerror}): choose another with --host or --port")


if __name__ == "__main__":
    main()
