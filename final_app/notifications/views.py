"""Notifications over HTTP."""

from flask import Blueprint
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
from final_app.notifications.groups import list_groups
from final_app.notifications.sentences import SENTENCES
from final_app.notifications.sentences import group_sentence
from final_app.notifications.sentences import notification_sentence

bp = Blueprint("notifications", __name__)
bp.add_app_template_global(group_sentence)
bp.add_app_template_global(notification_sentence)


@bp.app_template_global()
def notification_sentences() -> dict[str, object]:
    """Return the sentence for each kind of notification, with {nickname} for the actor."""
    return dict(SENTENCES)


@bp.app_template_global()
def count_unread() -> int:
    """Return how many notifications of the current user are unread."""
    return actions.count_unread(g.user)


@bp.get("/notice")
def notice() -> ResponseReturnValue:
    """Show the user's notifications: as JSON one by one, on the page those that are alike together."""
    before, after = get_cursor("before"), get_cursor("after")
    if wants_json():
        return jsonify(result="success", **actions.list_notifications(g.user, before, after))
    return render_template("notifications/notices.html", **list_groups(g.user, before))


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
