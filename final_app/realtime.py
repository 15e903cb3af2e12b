"""The socket: a room for each person and one for each login, and how news gets there."""

from blinker import Namespace

from final_app.extensions import socketio

_signals = Namespace()
came = _signals.signal("came")  # sent with the id of a person who opened a page
went = _signals.signal("went")  # sent with the id of a person one of whose pages closed


def person_room(person_id: object) -> str:
    """Return the name of the room that all pages of one person share."""
    return f"person:{person_id}"


def login_room(login_id: str) -> str:
    """Return the name of the room that all pages of one login share."""
    return f"login:{login_id}"


def push(room: str | list[str], event: str, data: dict[str, object]) -> None:
    """Send news to everyone in a room or in several; whoever is not there must ask later, so store first."""
    if room:
        socketio.emit(event, data, to=room)


def close_sockets(room: str) -> None:
    """Close every connection in a room, in every process, as its right to be there has ended."""
    socketio.close_room(room, namespace="/")
