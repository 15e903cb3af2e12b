"""Friends over HTTP."""

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.blocks.actions import get_user
from final_app.errors import Conflict
from final_app.errors import ValidationError
from final_app.errors import wants_json
from final_app.friends import actions
from final_app.friends.people.actions import everyone
from final_app.friends.people.actions import with_friendships
from final_app.http import get_cursor
from final_app.http import get_fields
from final_app.http import success
from final_app.notifications.actions import mark_friendship_read
from final_app.schema import Relation
from final_app.users.writing import counted
from final_app.visits import is_visit

bp = Blueprint("friends", __name__)


@bp.get("/friend")
def friend() -> ResponseReturnValue:
    """Show friends, friend requests, and people the user may know."""
    overview = actions.friends_overview(g.user)
    if wants_json():
        return jsonify(result="success", **overview)
    if is_visit():
        mark_friendship_read(g.user)
    return render_template("friends/friends.html", **overview)


@bp.get("/people")
def people() -> ResponseReturnValue:
    """Show all people, the newest first."""
    found, next_cursor = everyone(g.user, get_cursor())
    if wants_json():
        return jsonify(result="success", people=found, next=next_cursor)
    return render_template("friends/people.html", people=found, next=next_cursor)


@bp.put("/friend/<nickname>")
def befriend(nickname: str) -> ResponseReturnValue:
    """Send a friend request, or accept one."""
    expected = get_expected("requested")
    with counted(g.user):
        state = actions.request_or_accept(g.user, get_user(g.user, nickname), expected)
    return jsonify(result="success", state=state)


@bp.delete("/friend/<nickname>")
def unfriend(nickname: str) -> ResponseReturnValue:
    """End a friendship, or decline or cancel a request."""
    actions.unfriend(g.user, get_user(g.user, nickname), get_expected("none"))
    return jsonify(result="success", state="none")


@bp.post("/friend/<nickname>")
def submit_friend(nickname: str) -> ResponseReturnValue:
    """Do either with a form: state is "requested" or "none"."""
    state = get_fields("state")["state"]
    if state not in actions.EXPECTED:
        raise ValidationError({"state": _('state must be "requested" or "none".')})
    other, expected = get_user(g.user, nickname), get_expected(state)
    try:
        if state == "requested":
            with counted(g.user):
                state = actions.request_or_accept(g.user, other, expected)
        else:
            actions.unfriend(g.user, other, expected)
    except Conflict as error:
        if wants_json():
            raise
        (person,) = with_friendships(g.user, [other])
        return render_template("friends/changed.html", person=person, message=error.message), error.status
    return success(url_for("pages.user", nickname=nickname), state=state)


def get_expected(state: str) -> Relation | None:
    """Return what the request expects the state to be before it changes to this one, from the query or its fields."""
    return actions.check_expected(state, request.args.get("expected") or get_fields("expected")["expected"])
