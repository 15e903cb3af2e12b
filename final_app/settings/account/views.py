"""The account over HTTP."""

from typing import Any

from flask import g
from flask import jsonify
from flask import make_response
from flask import redirect
from flask import request
from flask import session
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app import theme
from final_app.errors import ValidationError
from final_app.errors import wants_json
from final_app.http import get_fields
from final_app.http import public
from final_app.http import success
from final_app.settings.account import actions
from final_app.settings.views import bp
from final_app.users.actions import authenticate
from final_app.users.actions import hash_login
from final_app.users.logins.actions import end_login
from final_app.users.logins.actions import public_logins
from final_app.users.logins.devices import device_name
from final_app.users.passwords import end_logins
from final_app.users.sessions import renew_session

ENDED = _("The login has ended.")
ONE_YEAR = 365 * 24 * 60 * 60  # seconds
bp.add_app_template_global(device_name)


@bp.post("/setting/theme")
@public
def submit_theme() -> ResponseReturnValue:
    """Set the theme of the user, and of this browser for when nobody is logged in."""
    chosen = actions.check_theme(get_fields("theme")["theme"])
    if g.user:
        actions.set_theme(g.user, chosen)
    page = url_for("settings.setting" if g.user else "users.login")
    response = make_response(success(page, anchor="theme", theme=chosen))
    response.set_cookie(theme.COOKIE, chosen, max_age=ONE_YEAR, secure=request.is_secure, httponly=True, samesite="Lax")
    return response


@bp.app_template_global()
def own_logins() -> list[dict[str, Any]]:
    """Return the logins of the current user, this one first."""
    return public_logins(g.user, hash_login(session["login"]))


@bp.get("/setting/logins")
def logins() -> ResponseReturnValue:
    """List the logins of the user; the page is a part of the settings."""
    if wants_json():
        return jsonify(result="success", logins=own_logins())
    return redirect(url_for("settings.setting", _anchor="logins"))


@bp.post("/setting/logins")
def submit_logins() -> ResponseReturnValue:
    """End one login by its id, all "others", or "all"; who ends the current one is logged out."""
    chosen = get_fields("end")["end"]
    if chosen in ("others", "all"):
        end_logins(g.user["_id"], keep=[hash_login(session["login"])] if chosen == "others" else [])
    elif chosen:
        end_login(g.user, chosen)
    else:
        raise ValidationError({"end": _('end must be the id of a login, "others" or "all".')})
    return answer_ended(_("You are logged out everywhere else.") if chosen == "others" else ENDED)


@bp.delete("/setting/logins/<login_id>")
def delete_login(login_id: str) -> ResponseReturnValue:
    """End one login."""
    end_login(g.user, login_id)
    return answer_ended(ENDED)


def answer_ended(message: object) -> ResponseReturnValue:
    """Return what remains of the logins: who has ended the current one goes to the login page."""
    left = authenticate(session["person_id"], session["login"])
    if left is None:
        renew_session()
        return success(url_for("users.login"), message=_("You are logged out."), logins=[])
    shown = public_logins(left, hash_login(session["login"]))
    return success(url_for("settings.setting"), anchor="logins", message=message, logins=shown)
