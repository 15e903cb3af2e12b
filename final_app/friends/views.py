"""Friends over HTTP."""

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.errors import Refusal
from final_app.errors import wants_json
from final_app.friends import actions
from final_app.http import done
from final_app.http import read_fields
from final_app.users.actions import find_person

bp = Blueprint("friends", __name__)


@bp.get("/friend")
def friend() -> ResponseReturnValue:
    """Show friends, requests in and out, and people one may know."""
    circle = actions.circle(g.person)
    if wants_json():
        return jsonify(result="success", **circle)
    return render_template("friends/friends.html", **circle)


@bp.put("/friend/<nickname>")
def befriend(nickname: str) -> ResponseReturnValue:
    """Ask someone to be friends, or accept."""
    return jsonify(result="success", state=actions.befriend(g.person, find_person(nickname)))


@bp.delete("/friend/<nickname>")
def part(nickname: str) -> ResponseReturnValue:
    """Decline, cancel or part."""
    return jsonify(result="success", state=actions.part(g.person, find_person(nickname)))


@bp.post("/friend/<nickname>")
def submit_friend(nickname: str) -> ResponseReturnValue:
    """Do either by a form: state is "requested" or "none"."""
    wanted = read_fields("state")["state"]
    other = find_person(nickname)
    if wanted == "requested":
        state = actions.befriend(g.person, other)
    elif wanted == "none":
        state = actions.part(g.person, other)
    else:
        raise Refusal(_('state is "requested" or "none".'), field="state")
    return done(url_for("posts.user", nickname=nickname), state=state)
