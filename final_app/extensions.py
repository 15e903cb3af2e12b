"""Flask extensions, created unbound here and bound to the app by create_app."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import socketio as python_socketio
from flask import Flask
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mail import Mail
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from final_app import loops
from final_app import socket_limits
from final_app.i18n import choose_language
from final_app.i18n import install_gettext
from final_app.origin import is_own_origin

REDIS_CONNECT_TIMEOUT = 3  # seconds
REDIS_TIMEOUT = 1
REDIS_AWAY_SECONDS = 2
EXCEPT = "except "  # before the name of a room, at the end of a list of rooms: not to those who are in it
UNWATCH = "unwatch "  # before the name of a room that is closed: its sockets only stop watching

log = logging.getLogger(__name__)
reported: set[str] = set()  # what is said once only
babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
mail = Mail()
socketio = SocketIO()


class Rooms:
    """A connection manager that can leave out rooms, and that disconnects the sockets of a room when it is closed.

    close_room reaches every process through Redis; each process disconnects its own sockets. One that is being
    connected cannot be disconnected yet: it only leaves the room, and the connect handler has to look at that.
    """

    def get_participants(self: Any, namespace: str, room: str | list[str]) -> Iterator[tuple[str, str]]:
        """Yield the sockets of this process in these rooms, but none that is in a room with EXCEPT before its name."""
        sockets_in = super().get_participants  # type: ignore[misc]
        rooms = room if isinstance(room, list) else [room]
        excepted = [name.removeprefix(EXCEPT) for name in rooms if name and name.startswith(EXCEPT)]
        left_out = {sid for name in excepted for sid, _ in sockets_in(namespace, name)}
        found = sockets_in(namespace, rooms[: len(rooms) - len(excepted)])
        return (one for one in found if one[0] not in left_out)

    def basic_close_room(self: Any, room: str, namespace: str) -> None:
        """Disconnect the sockets of this process in a room; with UNWATCH before its name, end their watches."""
        if room.startswith(UNWATCH):
            self.end_watches(room.removeprefix(UNWATCH), namespace)
            return
        for sid, _ in list(self.get_participants(namespace, room)):
            self.server.disconnect(sid, namespace, ignore_queue=True)
            self.basic_leave_room(sid, namespace, room)

    def end_watches(self: Any, room: str, namespace: str) -> None:
        """Let the sockets of this process that are in a room leave all rooms in which they watch something."""
        for sid, _ in list(self.get_participants(namespace, room)):
            for watched in self.get_rooms(sid, namespace):
                if watched and watched.startswith("watch"):
                    self.basic_leave_room(sid, namespace, watched)


class LocalManager(Rooms, python_socketio.Manager):  # type: ignore[misc]
    """Manages the connections of a single process."""


class RedisManager(Rooms, python_socketio.RedisManager):  # type: ignore[misc]
    """Manages the connections of this process, and exchanges events with other processes through Redis."""

    away_until = 0.0

    def _publish(self, data: dict[str, Any]) -> None:
        """Send to the other processes. A Redis that does not answer is not asked again for a while: requests wait."""
        if time.monotonic() < self.away_until:
            return
        try:
            if self.redis is None:  # in a command, which does not subscribe
                self._redis_connect()
            self.redis.publish(self.channel, self.json.dumps(data))
        except (RedisError, OSError) as error:
            self.away_until = time.monotonic() + REDIS_AWAY_SECONDS
            log.warning("Redis does not answer (%s). Pages of other processes miss live events.", error)

    def initialize(self) -> None:
        """Subscribe to Redis and wait until that is done, as earlier events would be lost. Go on if Redis is away."""
        super().initialize()
        deadline = time.monotonic() + REDIS_CONNECT_TIMEOUT
        while not (self.pubsub and self.pubsub.subscribed):
            if time.monotonic() > deadline:
                log.warning("Redis is away. Until it is back, pages miss events of other processes; all else works.")
                return
            self.server.sleep(0.05)


def make_manager(redis_url: str) -> LocalManager | RedisManager:
    """Return a connection manager for one process or, given the address of a Redis, for several."""
    options = {
        "socket_timeout": REDIS_TIMEOUT,  # not of listening, which may take any time
        "socket_connect_timeout": REDIS_TIMEOUT,
        "retry": Retry(NoBackoff(), 1),  # at once: after a restart of Redis the connection is broken
    }
    return RedisManager(redis_url, channel="maru", redis_options=options) if redis_url else LocalManager()


def subscribe() -> None:
    """Start to receive events of other processes now, not only when the first client connects."""
    socketio.server.manager_initialized = True
    socketio.server.manager.initialize()


def may_open_socket(origin: str | None, environ: dict[str, str]) -> bool:
    """Return whether a page may open the socket: one of ours may."""
    is_own = is_own_origin(origin or "", environ)
    if origin and not is_own and not reported:
        reported.add("origin")
        hint = "Behind a proxy, set SNS_TRUSTED_PROXIES to the number of proxies; SNS_SOCKET_ORIGINS lists other pages."
        log.warning("A page of another origin (%.100r) may not open the socket. %s", origin, hint)
    return is_own


def init_app(app: Flask) -> None:
    """Bind the extensions to the app; Socket.IO last, once all handlers are registered."""
    babel.init_app(app, locale_selector=choose_language)
    install_gettext(app)
    csrf.init_app(app)
    limiter.init_app(app)
    mail.init_app(app)
    socketio.init_app(
        app,
        async_mode=loops.mode or app.config["ASYNC_MODE"],
        client_manager=make_manager(app.config["REDIS_URL"]),
        cors_allowed_origins=app.config["SOCKET_ORIGINS"] or may_open_socket,
        serializer=socket_limits.SafePacket,
        async_handlers=False,  # the messages of a page one after the other, so that many delay no one else
        max_http_buffer_size=socket_limits.MAX_BYTES,
    )
    socket_limits.limit(socketio.server, is_served=bool(loops.mode))
