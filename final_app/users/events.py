"""Who may open the socket: only a living login, into its own rooms."""

from bson import ObjectId
from flask import session
from flask_babel import lazy_gettext as _
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import join_room

from final_app import realtime as live
from final_app.extensions import socketio
from final_app.users import actions


@socketio.on("connect")  # type: ignore[untyped-decorator]
def connect() -> None:
    """Let a person in, into the room of their own and the room of this login; refuse a stranger."""
    person = actions.person_of(session.get("person_id"), session.get("login"))
    if person is None:
        raise Refused(str(_("Log in first.")))
    join_room(live.person_room(person["_id"]))
    join_room(live.login_room(actions.login_id(session["login"])))
    live.came.send(person["_id"])


@socketio.on("disconnect")  # type: ignore[untyped-decorator]
def disconnect(*_reason: object) -> None:
    """Tell the other rooms that a page of a person has closed."""
    live.went.send(ObjectId(session["person_id"]))
