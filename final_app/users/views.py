"""Login, logout and password reset over HTTP, and the login check before every other view."""

from flask import Blueprint
from flask import Response
from flask import current_app
from flask import g
from flask import jsonify
from flask import redirect
from flask import render_template
from flask import request
from flask import session
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import Unauthorized

from final_app.errors import AppError
from final_app.errors import Forbidden
from final_app.errors import wants_json
from final_app.http import get_fields
from final_app.http import is_local_url
from final_app.http import public
from final_app.http import render_form_errors
from final_app.http import return_url
from final_app.http import success
from final_app.text import isolate
from final_app.users import actions
from final_app.users import one_time
from final_app.users import passwords
from final_app.users.sessions import accept_earlier_token
from final_app.users.sessions import begin_session
from final_app.users.sessions import renew_daily
from final_app.users.sessions import renew_session
from final_app.users.throttling import limit_emails
from final_app.users.throttling import limit_login_attempts

bp = Blueprint("users", __name__)
bp.add_app_template_filter(isolate)


@bp.before_app_request
def require_login() -> ResponseReturnValue | None:
    """Load the user of the session; redirect to the login page if there is none and the view is not public."""
    if request.endpoint == "static":
        return None
    g.user = actions.authenticate(session.get("person_id"), session.get("login"))
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or hasattr(view, "is_public"):  # no view: a 404, for everyone
        return None
    if g.user:
        renew_daily()
        return lead_to_change() if one_time.must_change(g.user) and not hasattr(view, "is_before_change") else None
    if wants_json():
        raise Unauthorized
    g.login_required = True  # drafts keeps what was written
    return redirect(url_for("users.login", next=return_url()))


def lead_to_change() -> ResponseReturnValue:
    """Lead who logged in with a one-time password to the page where they change it."""
    if wants_json():
        raise Forbidden(one_time.CHOOSE_FIRST)
    return redirect(url_for("settings.change_pw"))


@bp.after_app_request
def keep_private(response: Response) -> Response:
    """Tell browsers not to keep what only its user may see: after logging out, Back shows nothing of it."""
    if g.get("user") and not response.cache_control.max_age:  # as pictures have
        response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/password_reset")
@public
def password_reset() -> ResponseReturnValue:
    """Show the form to request a code for a new password."""
    return render_template("users/reset.html", values={})


@bp.post("/password_reset")
@public
@limit_emails
def submit_password_reset() -> ResponseReturnValue:
    """Mail a code if a user has this address; the response is the same if not."""
    fields = get_fields("user_email")
    try:
        passwords.request_reset(fields["user_email"])
    except AppError as error:
        return render_form_errors("users/reset.html", error, fields)
    return success(url_for("users.confirm_reset", user_email=fields["user_email"]))


@bp.get("/password_reset/confirm")
@public
def confirm_reset() -> ResponseReturnValue:
    """Show the form for the mailed code and a new password."""
    return render_template("users/confirm_reset.html", values={"user_email": request.args.get("user_email", "")})


@bp.post("/password_reset/confirm")
@public
def submit_confirm_reset() -> ResponseReturnValue:
    """Set a new password with the mailed code."""
    fields = get_fields("user_email", "code", "password", "password2")
    try:
        passwords.reset_password(fields["user_email"], fields["code"], fields["password"], fields["password2"])
    except AppError as error:
        return render_form_errors("users/confirm_reset.html", error, fields)
    return success(
        url_for("users.login"), message=_("Your password has been changed. You can now log in with the new one.")
    )


@bp.get("/login")
@public
def login() -> ResponseReturnValue:
    """Show the login form."""
    return render_template("users/login.html", values={"next": request.args.get("next", "")})


@bp.post("/login")
@public
@accept_earlier_token
@limit_login_attempts
def submit_login() -> ResponseReturnValue:
    """Log in, with a new session that holds nothing from before."""
    fields = get_fields("user_id", "password", "next")
    fields["next"] = fields["next"] or request.args.get("next", "")
    try:
        user, secret = actions.log_in(fields["user_id"], fields["password"], request.user_agent.string)
    except AppError as error:
        return render_form_errors("users/login.html", error, fields)
    actions.log_out(session.get("person_id"), session.get("login"))
    begin_session(user["_id"], secret)
    if one_time.must_change(user):
        return jsonify(result="success", must_change_password=True) if wants_json() else lead_to_change()
    return success(fields["next"] if is_local_url(fields["next"]) else url_for("pages.feed"))


@bp.post("/logout")
@public
@accept_earlier_token
def logout() -> ResponseReturnValue:
    """End the login and disconnect its sockets."""
    actions.log_out(session.get("person_id"), session.get("login"))
    renew_session()
    return success(url_for("users.login"))
