"""The extensions, built unbound: each room imports them, create_app binds them."""

import time

from flask import Flask
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mail import Mail
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect
from socketio import Manager
from socketio import RedisManager

from final_app.i18n import choose_language

SECONDS_TO_REACH_REDIS = 10

babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
mail = Mail()
socketio = SocketIO()


class ClosesRooms:
    """A manager of connections that does not only empty a room that is closed, but ends the connections in it.

    close_room reaches the rooms of every process by REDIS_URL; the sockets themselves only their own process knows.
    """

    def basic_close_room(self, room: str, namespace: str) -> None:
        """End the connections that are in this room of this process."""
        for sid, _ in list(self.get_participants(namespace, room)):  # type: ignore[attr-defined]
            self.server.disconnect(sid, namespace, ignore_queue=True)  # type: ignore[attr-defined]


class OneProcess(ClosesRooms, Manager):  # type: ignore[misc]
    """Knows all connections there are."""


class ManyProcesses(ClosesRooms, RedisManager):  # type: ignore[misc]
    """Knows those of this process, and tells the others by Redis."""

    def initialize(self) -> None:
        """Begin to listen, and wait until it is so: what is told before is lost. If Redis is away, go on without."""
        super().initialize()
        deadline = time.monotonic() + SECONDS_TO_REACH_REDIS
        while not (self.pubsub and self.pubsub.subscribed) and time.monotonic() < deadline:
            self.server.sleep(0.05)


def make_manager(redis_url: str) -> OneProcess | ManyProcesses:
    """Return the manager for one process or, with the address of a Redis, for one of many."""
    return ManyProcesses(redis_url, channel="maru") if redis_url else OneProcess()


def listen_to_others() -> None:
    """Begin to hear what other processes tell, before the first page comes and not only with it."""
    socketio.server.manager_initialized = True
    socketio.server.manager.initialize()


def init_app(app: Flask) -> None:
    """Bind them to the app; the socket last, once every room has named its handlers."""
    babel.init_app(app, locale_selector=choose_language)
    csrf.init_app(app)
    limiter.init_app(app)
    mail.init_app(app)
    socketio.init_app(
        app,
        async_mode=app.config["ASYNC_MODE"],
        client_manager=make_manager(app.config["REDIS_URL"]),
        cors_allowed_origins=app.config["SOCKET_ORIGINS"] or None,
    )
