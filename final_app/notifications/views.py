"""Notices over HTTP."""

from typing import Any

from flask import Blueprint
from flask import current_app
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.errors import Refusal
from final_app.errors import wants_json
from final_app.http import done
from final_app.http import read_sent
from final_app.notifications import actions

bp = Blueprint("notices", __name__)
WORDS = {
    "request_friend": _("{nickname} asks to be friends"),
    "accept_friend": _("{nickname} is your friend now"),
    "like": _("{nickname} likes your post"),
    "comment": _("{nickname} commented on your post"),
    "reply": _("{nickname} replied to you"),
    "mention": _("{nickname} mentioned you"),
}


@bp.app_template_global()
def notice_templates() -> dict[str, object]:
    """Return what each kind of notice says, {nickname} standing for who did it."""
    return dict(WORDS)


@bp.app_template_global()
def notice_words(notice: dict[str, Any]) -> str:
    """Return what a notice says."""
    return str(WORDS[notice["kind"]]).format(nickname=notice["actor"]["nickname"])


@bp.app_template_global()
def count_unread() -> int:
    """Return how many notices of the one who asks are unread."""
    return actions.count_unread(g.person)


@bp.get("/notice")
def notice() -> ResponseReturnValue:
    """Show one's notices."""
    found = actions.read_notices(g.person, request.args.get("before", ""), request.args.get("after", ""))
    if wants_json():
        return jsonify(result="success", **found)
    notices = found["notices"]
    following = notices[-1]["id"] if len(notices) == current_app.config["PAGE_SIZE"] else None
    return render_template("notifications/notices.html", **found, next=following)


@bp.post("/notice")
def read_notice() -> ResponseReturnValue:
    """Mark notices as read: {"ids": [...]} or {"all": true}; a form sends ids, or all."""
    sent = read_sent()
    ids = sent.get("ids") if request.is_json else request.form.getlist("ids")
    if sent.get("all") is True or request.form.get("all"):
        ids = None
    elif not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise Refusal(_('Send {"ids": [...]} or {"all": true}.'), field="ids")
    return done(url_for("notices.notice"), unread=actions.mark_notices_read(g.person, ids))
