"""Socket.IO rooms, one for each user and one for each login, and how events reach them."""

from collections.abc import Iterable

from blinker import Namespace

from final_app.extensions import EXCEPT
from final_app.extensions import UNWATCH
from final_app.extensions import RedisManager
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


def may_be_heard(room: str) -> bool:
    """Return whether a page may be in a room: one of this process or, if there are others, of any."""
    manager = socketio.server.manager
    return isinstance(manager, RedisManager) or room in manager.rooms.get("/", {})


def emit_to(room: str | list[str], event: str, data: dict[str, object], without: Iterable[str] = ()) -> None:
    """Send an event to everyone in some rooms but not in others. Store first: clients that are offline miss it."""
    rooms = [room] if isinstance(room, str) else room
    left_out = [EXCEPT + one for one in without]
    if rooms:
        socketio.emit(event, data, to=rooms + left_out)


def disconnect_room(room: str) -> None:
    """Disconnect every socket in a room, in every process."""
    socketio.close_room(room, namespace="/")


def watch_again(room: str) -> None:
    """End all watches of the pages in a room, in every process, and let them begin those that are still allowed."""
    socketio.close_room(UNWATCH + room, namespace="/")
    emit_to(room, "watch_again", {})
