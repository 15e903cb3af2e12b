"""Socket connections: only a login that has not ended may connect, and it joins its own rooms."""

from bson import ObjectId
from flask import session
from flask_babel import lazy_gettext as _
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import join_room

from final_app import realtime
from final_app.extensions import socketio
from final_app.users import actions


@socketio.on("connect")  # type: ignore[untyped-decorator]
def connect() -> None:
    """Accept a connection into the rooms of its user and its login; refuse one without a login."""
    user = actions.authenticate(session.get("person_id"), session.get("login"))
    if user is None:
        raise Refused(str(_("Please log in first.")))
    join_room(realtime.user_room(user["_id"]))
    join_room(realtime.login_room(actions.hash_login(session["login"])))
    if actions.authenticate(session.get("person_id"), session.get("login")) is None:  # it ended at the same moment
        raise Refused(str(_("Please log in first.")))
    realtime.user_connected.send(user["_id"])


@socketio.on("disconnect")  # type: ignore[untyped-decorator]
def disconnect(*_reason: object) -> None:
    """Announce that a user closed one of their pages."""
    realtime.user_disconnected.send(ObjectId(session["person_id"]))
