"""Friends over HTTP."""

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.errors import wants_json
from final_app.friends import actions
from final_app.http import get_fields
from final_app.http import success
from final_app.users.actions import get_user

bp = Blueprint("friends", __name__)


@bp.get("/friend")
def friend() -> ResponseReturnValue:
    """Show friends, friend requests, and people the user may know."""
    overview = actions.friends_overview(g.user)
    if wants_json():
        return jsonify(result="success", **overview)
    return render_template("friends/friends.html", **overview)


@bp.put("/friend/<nickname>")
def befriend(nickname: str) -> ResponseReturnValue:
    """Send a friend request, or accept one."""
    return jsonify(result="success", state=actions.request_or_accept(g.user, get_user(nickname)))


@bp.delete("/friend/<nickname>")
def unfriend(nickname: str) -> ResponseReturnValue:
    """End a friendship, or decline or cancel a request."""
    actions.unfriend(g.user, get_user(nickname))
    return jsonify(result="success", state="none")


@bp.post("/friend/<nickname>")
def submit_friend(nickname: str) -> ResponseReturnValue:
    """Do either with a form: state is "requested" or "none"."""
    state = get_fields("state")["state"]
    other = get_user(nickname)
    if state == "requested":
        state = actions.request_or_accept(g.user, other)
    elif state == "none":
        actions.unfriend(g.user, other)
    else:
        raise ValidationError({"state": _('state must be "requested" or "none".')})
    return success(url_for("pages.user", nickname=nickname), state=state)
