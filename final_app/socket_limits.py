"""Bound what a page can send on its socket, and what waits for it: size, pace, kind and number of messages."""

import time
from typing import Any
from urllib.parse import parse_qs

import socketio as python_socketio
from engineio.async_drivers.eventlet import WebSocketWSGI
from eventlet import websocket
from socketio import packet

from final_app.request_turns import turn_of

MAX_BYTES = 10_000  # in one message, or in one request of a page without WebSocket
MESSAGES_PER_SECOND, MESSAGES_AT_ONCE = 20, 60  # what comes faster has to wait
FRAMES_PER_SECOND, FRAMES_AT_ONCE = 100, 200  # of a WebSocket: parts of messages, and pings
MAX_WAITING = 500  # messages to a page that does not read them
CONNECT_SECONDS = 10  # until a new connection must have logged in
NEW_OF_ADDRESS = 400  # new connections of one address that have not logged in yet
CHECK_SECONDS = 2
RESERVED = ("connect", "disconnect", "connect_error")  # events that only the server may cause


class Malformed(Exception):
    """A message that no page of ours sends."""


class SafePacket(packet.Packet):  # type: ignore[misc]
    """A packet of Socket.IO without attachments, which would be kept until all have arrived."""

    def decode(self, encoded_packet: Any) -> int:
        """Read a packet from a client; raises Malformed."""
        try:
            super().decode(encoded_packet)
        except (ValueError, TypeError, IndexError, RecursionError):
            raise Malformed from None
        if self.packet_type not in (packet.CONNECT, packet.DISCONNECT, packet.EVENT, packet.ACK):
            raise Malformed
        if self.packet_type in (packet.EVENT, packet.ACK) and not isinstance(self.data, list):
            raise Malformed
        if self.packet_type == packet.EVENT:
            name = self.data[0] if self.data else None
            if not isinstance(name, str):
                raise Malformed
            self.data[0] = "" if name in RESERVED else name  # nobody listens to "": it is ignored
        return 0


class Pace:
    """Lets some things happen at once, and makes wait what comes faster than so many a second."""

    def __init__(self, per_second: float, at_once: int) -> None:
        self.interval = 1 / per_second
        self.slack = at_once / per_second
        self.next = 0.0

    def wait(self) -> None:
        """Wait for one's turn; others get theirs in any case."""
        now = time.monotonic()
        self.next = max(self.next, now - self.slack) + self.interval
        time.sleep(max(0, self.next - now))


class SafeWebSocket(websocket.RFC6455WebSocket):  # type: ignore[misc]
    """A WebSocket whose messages are bounded as a whole, and not only each of their parts."""

    class Message(websocket.RFC6455WebSocket.Message):  # type: ignore[misc]
        """A message that is arriving."""

        size = 0

        def push(self, data: bytes, final: bool = False) -> None:
            """Add a part."""
            self.size += len(data)
            if self.size > self.max_frame_length:
                raise websocket.FailedConnectionError(1009, "message too long")
            super().push(data, final)

    def _recv_frame(self, message: Any = None) -> Any:
        """Receive a part of a message, not too fast."""
        if not hasattr(self, "pace"):
            self.pace = Pace(FRAMES_PER_SECOND, FRAMES_AT_ONCE)
        self.pace.wait()
        return super()._recv_frame(message)


def limit(server: python_socketio.Server, is_served: bool) -> None:
    """Bound the connections of a Socket.IO server. is_served: by server.py, and not by a test."""
    eio = server.eio
    handle_connect, handle_message, handle_disconnect = (
        eio.handlers[name] for name in ("connect", "message", "disconnect")
    )
    paces: dict[str, Pace] = {}
    new: dict[str, str] = {}  # connections that have not logged in yet: their addresses

    def connect(sid: str, environ: dict[str, Any]) -> Any:
        """Count a new connection for its address, and its messages; refuse one too many."""
        address = environ.get("REMOTE_ADDR", "")
        if sum(one == address for one in new.values()) >= NEW_OF_ADDRESS:
            return False
        new[sid] = address
        paces[sid] = Pace(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE)
        eio.sockets[sid].opened_at = time.monotonic()
        return handle_connect(sid, environ)

    def message(sid: str, data: Any) -> None:
        """Handle a message in its turn; a malformed one closes the connection."""
        pace = paces.get(sid)
        if pace:
            pace.wait()
        socket = eio.sockets.get(sid)
        if socket is None or socket.closed:
            return
        try:
            if not isinstance(data, str):
                raise Malformed
            with turn_of(client_of(server, sid)):
                handle_message(sid, data)
        except Malformed:
            socket.close(wait=False, reason=eio.reason.TRANSPORT_ERROR)
            return
        if is_logged_in(server, sid):
            new.pop(sid, None)
            environ = server.environ.get(sid, {})
            if "HTTP_UPGRADE" in environ:
                environ.get("sns.discount", int)()

    def disconnect(sid: str, reason: str) -> None:
        """Forget a connection."""
        paces.pop(sid, None)
        new.pop(sid, None)
        handle_disconnect(sid, reason)

    for handler in (connect, message, disconnect):
        eio.on(handler.__name__, handler)
    if is_served:
        server.start_background_task(close_useless, server)
    if is_served and eio.async_mode == "eventlet":
        websocket.RFC6455WebSocket = SafeWebSocket  # WebSocketWSGI has no other place to name it
        eio._async = {**eio._async, "websocket": make_wsgi(server)}


def client_of(server: python_socketio.Server, sid: str) -> str:
    """Return whose turn a message takes: that of the user of a connection, of one that is not logged in its address."""
    environ = server.environ.get(sid, {})
    user_oid = environ.get("saved_session", {}).get("person_id")  # Flask-SocketIO keeps it from connect on
    return str(user_oid or environ.get("REMOTE_ADDR", ""))


def is_logged_in(server: python_socketio.Server, sid: str) -> bool:
    """Return whether a connection has been accepted as that of a user."""
    return bool(server.manager.is_connected(server.manager.sid_from_eio_sid(sid, "/"), "/"))


def make_wsgi(server: python_socketio.Server) -> type:
    """Return the WSGI app for WebSockets."""

    class SocketWSGI(WebSocketWSGI):  # type: ignore[misc]
        """A WebSocket; that of a user who has logged in by polling is not counted for its address."""

        def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
            """Serve it until it closes."""
            sid = parse_qs(environ.get("QUERY_STRING", "")).get("sid", [""])[0]
            if is_logged_in(server, sid):
                environ.get("sns.discount", int)()
            return super().__call__(environ, start_response)

    return SocketWSGI


def close_useless(server: python_socketio.Server) -> None:
    """Close, forever, connections that do not log in, and those that do not read what they get."""
    while True:
        time.sleep(CHECK_SECONDS)
        for sid, socket in list(server.eio.sockets.items()):
            age = time.monotonic() - getattr(socket, "opened_at", time.monotonic())
            is_late = age > CONNECT_SECONDS and not is_logged_in(server, sid)
            if (is_late or socket.queue.qsize() > MAX_WAITING) and not socket.closed:
                socket.close(wait=False, reason=server.eio.reason.TRANSPORT_ERROR)
