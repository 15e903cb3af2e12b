"""Socket.IO rooms, one for each user and one for each login, and how events reach them."""

from blinker import Namespace

from final_app.extensions import socketio

_signals = Namespace()
user_connected = _signals.signal("user-connected")  # sent with the id of a user who opened a page
user_disconnected = _signals.signal("user-disconnected")  # sent with the id of a user who closed one of their pages


def user_room(user_oid: object) -> str:
    """Return the name of the room that all pages of one user share."""
    return f"user:{user_oid}"


def login_room(login_id: str) -> str:
    """Return the name of the room that all pages of one login share."""
    return f"login:{login_id}"


def emit_to(room: str | list[str], event: str, data: dict[str, object]) -> None:
    """Send an event to everyone in one or more rooms. Store first: clients that are offline miss it."""
    if room:
        socketio.emit(event, data, to=room)


def disconnect_room(room: str) -> None:
    """Disconnect every socket in a room, in every process."""
    socketio.close_room(room, namespace="/")
