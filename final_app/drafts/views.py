"""Keep the texts of a form that was sent after the login had ended, and put them back into the form."""

from flask import Blueprint
from flask import Response
from flask import flash
from flask import g
from flask import render_template
from flask import request
from flask import session
from flask_babel import lazy_gettext as _
from flask_limiter.util import get_remote_address
from limits import parse
from werkzeug.exceptions import HTTPException

from final_app.drafts import actions
from final_app.extensions import limiter
from final_app.http import FORM_TYPES
from final_app.http import is_storable
from final_app.http import return_url
from final_app.origin import is_own_origin

bp = Blueprint("drafts", __name__)
DRAFTS_PER_ADDRESS = parse("300/hour")


@bp.after_app_request
def keep_draft(response: Response) -> Response:
    """Keep what was sent, if the response leads to the login page, or tells that the form was of an earlier login."""
    if g.pop("login_required", False) and keep_texts(str(session.get("person_id", ""))):
        flash(str(_("You have been logged out. Log in again: we kept what you wrote.")))
    if g.pop("page_expired", False) and g.get("user") and request.form.get("written_by") and keep_texts():
        response.data = render_template("drafts/expired.html", page=return_url())
    return response


def keep_texts(owner_id: str = "") -> bool:
    """Keep the texts of a form of ours; return whether there are any. owner_id: whose they are, if that is known."""
    if request.mimetype not in FORM_TYPES or not is_from_this_site():
        return False
    fields, secret = read_texts(), None
    if limiter.limiter.hit(DRAFTS_PER_ADDRESS, "drafts", get_remote_address()):
        secret = actions.save_draft(request.path, fields, owner_id, fields.get("written_by", ""))
    if secret:
        session["draft"] = secret
    return secret is not None


def read_texts() -> dict[str, str]:
    """Return the texts of the form, none if it is too large to be read."""
    try:
        return {name: value for name, value in request.form.items() if is_storable(value)}
    except HTTPException:
        return {}


def is_from_this_site() -> bool:
    """Return whether a form is one of ours; that of another site must not put words into someone's mouth."""
    is_same = request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none")
    return is_same and is_own_origin(request.headers.get("Origin", request.host_url[:-1]), request.environ)


@bp.app_template_global()
def kept_draft(path: str) -> dict[str, str] | None:
    """Return the texts that were kept for a form of this path, and tell that they still have to be sent; or None."""
    kept = actions.take_draft(session["draft"], path, g.user) if "draft" in session else None
    if kept:
        session.pop("draft")
    return kept
