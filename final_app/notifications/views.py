"""Notifications over HTTP."""

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

from final_app.errors import ValidationError
from final_app.errors import wants_json
from final_app.http import get_cursor
from final_app.http import get_request_data
from final_app.http import success
from final_app.notifications import actions
from final_app.text import isolate

bp = Blueprint("notifications", __name__)
SENTENCES = {
    "request_friend": _("{nickname} sent you a friend request"),
    "accept_friend": _("{nickname} accepted your friend request"),
    "like": _("{nickname} liked your post"),
    "comment": _("{nickname} commented on your post"),
    "reply": _("{nickname} replied to you"),
    "mention": _("{nickname} mentioned you"),
}


@bp.app_template_global()
def notification_sentences() -> dict[str, object]:
    """Return the sentence for each kind of notification, with {nickname} for the actor."""
    return dict(SENTENCES)


@bp.app_template_global()
def notification_sentence(notification: dict[str, Any]) -> str:
    """Return the sentence of a notification."""
    return str(SENTENCES[notification["kind"]]).format(nickname=isolate(notification["actor"]["nickname"]))


@bp.app_template_global()
def count_unread() -> int:
    """Return how many notifications of the current user are unread."""
    return actions.count_unread(g.user)


@bp.get("/notice")
def notice() -> ResponseReturnValue:
    """Show the user's notifications."""
    found = actions.list_notifications(g.user, get_cursor("before"), get_cursor("after"))
    if wants_json():
        return jsonify(result="success", **found)
    notices = found["notices"]
    next_cursor = notices[-1]["id"] if len(notices) == current_app.config["PAGE_SIZE"] else None
    return render_template("notifications/notices.html", **found, next=next_cursor)


@bp.post("/notice")
def read_notice() -> ResponseReturnValue:
    """Mark notifications as read: JSON {"ids": [...]} or {"all": true}, or a form with ids or all."""
    data = get_request_data()
    ids = data.get("ids") if request.is_json else request.form.getlist("ids")
    if data.get("all") is True or request.form.get("all"):
        ids = None
    elif not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise ValidationError({"ids": _('Send {"ids": [...]} or {"all": true}.')})
    return success(url_for("notifications.notice"), unread=actions.mark_read(g.user, ids))
