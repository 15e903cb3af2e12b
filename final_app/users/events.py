"""Socket connections: only a login that has not ended may connect, and it joins its own rooms."""

from bson import ObjectId
from flask import session
from flask_babel import lazy_gettext as _
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import join_room
from flask_socketio import rooms

from final_app import realtime
from final_app.extensions import socketio
from final_app.users import actions
from final_app.users.one_time import CHOOSE_FIRST
from final_app.users.one_time import must_change


@socketio.on("connect")  # type: ignore[untyped-decorator]
def connect() -> None:
    """Accept a connection into the rooms of its user and its login; refuse one without a login."""
    user = actions.authenticate(session.get("person_id"), session.get("login"))
    if user is None:
        raise Refused(str(_("Please log in first.")))
    if must_change(user):
        raise Refused(str(CHOOSE_FIRST))
    own_rooms = {realtime.user_room(user["_id"]), realtime.login_room(actions.hash_login(session["login"]))}
    for room in own_rooms:
        join_room(room)
    if actions.authenticate(session.get("person_id"), session.get("login")) is None:
        raise Refused(str(_("Please log in first.")))  # it ended just now, before there was a room to disconnect
    realtime.user_connected.send(user["_id"])
    if not own_rooms <= set(rooms()):  # the login ended meanwhile; a connection that is being made cannot be closed yet
        realtime.user_disconnected.send(user["_id"])
        raise Refused(str(_("Please log in first.")))


@socketio.on("disconnect")  # type: ignore[untyped-decorator]
def disconnect(*_reason: object) -> None:
    """Announce that a user closed one of their pages."""
    realtime.user_disconnected.send(ObjectId(session["person_id"]))
