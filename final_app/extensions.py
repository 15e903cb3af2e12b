"""Flask extensions, created unbound here and bound to the app by create_app."""

import time

import socketio as python_socketio
from flask import Flask
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mail import Mail
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect

from final_app.i18n import choose_language

REDIS_CONNECT_TIMEOUT = 10  # seconds

babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
mail = Mail()
socketio = SocketIO()


class DisconnectOnClose:
    """A connection manager that disconnects the sockets of a room when the room is closed.

    close_room reaches every process through Redis; each process disconnects its own sockets.
    """

    def basic_close_room(self, room: str, namespace: str) -> None:
        """Disconnect the sockets of this process that are in a room."""
        for sid, _ in list(self.get_participants(namespace, room)):  # type: ignore[attr-defined]
            self.server.disconnect(sid, namespace, ignore_queue=True)  # type: ignore[attr-defined]


class LocalManager(DisconnectOnClose, python_socketio.Manager):  # type: ignore[misc]
    """Manages the connections of a single process."""


class RedisManager(DisconnectOnClose, python_socketio.RedisManager):  # type: ignore[misc]
    """Manages the connections of this process, and exchanges events with other processes through Redis."""

    def initialize(self) -> None:
        """Subscribe to Redis and wait until that is done, as earlier events would be lost. Go on if Redis is away."""
        super().initialize()
        deadline = time.monotonic() + REDIS_CONNECT_TIMEOUT
        while not (self.pubsub and self.pubsub.subscribed) and time.monotonic() < deadline:
            self.server.sleep(0.05)


def make_manager(redis_url: str) -> LocalManager | RedisManager:
    """Return a connection manager for one process or, given the address of a Redis, for several."""
    return RedisManager(redis_url, channel="maru") if redis_url else LocalManager()


def subscribe() -> None:
    """Start to receive events of other processes now, not only when the first client connects."""
    socketio.server.manager_initialized = True
    socketio.server.manager.initialize()


def init_app(app: Flask) -> None:
    """Bind the extensions to the app; Socket.IO last, once all handlers are registered."""
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
