"""Serve the app: python -m final_app [--class] [--host H] [--port P]."""

from final_app import loops

loops.patch()  # before any other import, so that waiting for the database does not block other requests

import argparse
import sys
import threading
from contextlib import suppress
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

from flask import Flask
from pymongo.errors import PyMongoError

from final_app import create_app
from final_app import db
from final_app import mongod
from final_app import repair
from final_app import warm_up
from final_app.extensions import socketio
from final_app.extensions import subscribe
from final_app.joining.greeting import class_greeting
from final_app.network import EVERYWHERE
from final_app.network import is_loopback
from final_app.network import urls
from final_app.preflight import exit_if_misconfigured
from final_app.preflight import exit_if_port_taken
from final_app.presence.events import send_heartbeats
from final_app.request_log import log_to_stderr
from final_app.servers import serve
from final_app.servers.stop import Stop
from final_app.settings.actions import resume_deletions
from final_app.start_class import demo_users
from final_app.start_class import make_moderator_key
from final_app.start_class import prepare_class
from final_app.watch import watch


def main() -> None:
    """Read the command line, open the database, and serve until a signal."""
    parser = argparse.ArgumentParser(prog="python -m final_app", description="Serve the social network.")
    parser.add_argument("--host", help="address to serve on; 0.0.0.0 lets other machines in, and is that of --class")
    parser.add_argument("--port", default=5000, type=int, help="port to serve on")
    parser.add_argument("--class", action="store_true", dest="for_class", help="let a class join with a class code")
    options = parser.parse_args()
    stop = Stop()
    app = create_app()
    exit_if_misconfigured(app)
    for_class = prepare_class(app, options.for_class)
    host = options.host or (EVERYWHERE[0] if for_class else "127.0.0.1")
    exit_if_port_taken(host, options.port)
    app.config["ADDRESSES"] = app.config["ADDRESSES"] or urls(host, options.port)
    crashed = not app.config["MONGO_URI"] and mongod.was_killed(Path(app.instance_path))
    try:
        with app.app_context():
            db.ping()
            resume_deletions()
            if crashed:
                repair.reconcile_counts()
            for username, password in demo_users(app, for_class):
                print(f"log in as {username} / {password}", flush=True)
            if for_class:
                make_moderator_key(app)
            ready = greeting(app, host, options.port, for_class)
    except (PyMongoError, RuntimeError) as error:
        sys.exit(f"Cannot open the database: {error}")
    log_to_stderr()
    subscribe()
    socketio.start_background_task(warm_up.prepare, app)
    socketio.start_background_task(send_heartbeats, app)
    # Nobody else uploads to the embedded database, so what is older than this start and in no use is left over.
    before = None if app.config["MONGO_URI"] else datetime.now(UTC) - timedelta(seconds=1)
    socketio.start_background_task(repair.clean_up, app, before)
    is_over = threading.Event()
    if "mongod" in app.extensions:
        socketio.start_background_task(watch, app, stop, is_over)
    with suppress(SystemExit):
        serve(app, host, options.port, lambda: print(ready, flush=True))
    is_over.set()  # from here on, the database may end
    sys.exit(stop.status)


def greeting(app: Flask, host: str, port: int, for_class: bool) -> str:
    """Return what to print once the app is ready: its address, what a class needs, and where the mailbox is.

    The mailbox is there without a mail server, and opens on this machine only.
    """
    lines = [f"Ready: {app.config['ADDRESSES'][0]}"]
    if for_class:
        lines.append(class_greeting(sys.stdout.isatty()))
    local = "127.0.0.1" if host in EVERYWHERE else host
    if not app.config["MAIL_SERVER"] and is_loopback(local):
        lines.append(f"Local mailbox: {urls(local, port)[0]}/dev/mail?key={app.config['MAIL_KEY']}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
