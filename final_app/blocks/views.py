"""Blocks over HTTP."""

from typing import Any

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.blocks import actions
from final_app.errors import ValidationError
from final_app.http import get_fields
from final_app.http import success

bp = Blueprint("blocks", __name__)


@bp.put("/block/<nickname>")
def block(nickname: str) -> ResponseReturnValue:
    """Block a user."""
    actions.block(g.user, nickname)
    return jsonify(result="success", state="blocked")


@bp.delete("/block/<nickname>")
def unblock(nickname: str) -> ResponseReturnValue:
    """Unblock a user."""
    actions.unblock(g.user, nickname)
    return jsonify(result="success", state="none")


@bp.post("/block/<nickname>")
def submit_block(nickname: str) -> ResponseReturnValue:
    """Do either with a form: state is "blocked" or "none"."""
    state = get_fields("state")["state"]
    if state == "blocked":
        actions.block(g.user, nickname)
        message = _("Blocked: %(nickname)s. You no longer see each other.", nickname=nickname)
    elif state == "none":
        actions.unblock(g.user, nickname)
        message = _("Unblocked: %(nickname)s. You can see each other again.", nickname=nickname)
    else:
        raise ValidationError({"state": _('state must be "blocked" or "none".')})
    return success(url_for("settings.setting", _anchor="blocked"), message=message, state=state)


@bp.app_template_global()
def blocked_users() -> list[dict[str, Any]]:
    """Return whom the current user blocks."""
    return actions.blocked_users(g.user)
