"""The change of the email address over HTTP."""

from collections.abc import Mapping

from flask import g
from flask import jsonify
from flask import render_template
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _

from final_app.errors import AppError
from final_app.errors import wants_json
from final_app.http import get_fields
from final_app.http import render_form_errors
from final_app.http import success
from final_app.settings.views import bp
from final_app.users import email_change
from final_app.users.throttling import limit_emails
from final_app.users.throttling import limit_login_attempts


@bp.get("/setting/email")
def email() -> ResponseReturnValue:
    """Show the forms for a new address and for the code that was mailed to it."""
    pending = email_change.pending_change(g.user)
    if wants_json():
        waiting = pending["user_email"] if pending else None
        return jsonify(result="success", user_email=g.user["user_email"], pending=waiting)
    return render_template("settings/email.html", values={}, **facts_of_page())


@bp.post("/setting/email")
@limit_login_attempts
@limit_emails
def submit_email() -> ResponseReturnValue:
    """Mail a code to a new address, for the right password."""
    fields = get_fields("user_email", "password")
    try:
        email_change.start_change(g.user, fields["user_email"], fields["password"])
    except AppError as error:
        return reject(error, fields)
    return success(url_for("settings.email"))


@bp.post("/setting/email/verify")
def confirm_email() -> ResponseReturnValue:
    """Change the address with the mailed code."""
    fields = get_fields("code")
    try:
        email_change.confirm_change(g.user, fields["code"])
    except AppError as error:
        return reject(error, fields)
    return success(url_for("settings.setting"), message=_("Your email address has been changed."))


@bp.post("/setting/email/resend")
@limit_emails
def resend_email() -> ResponseReturnValue:
    """Mail a new code."""
    try:
        email_change.resend_code(g.user)
    except AppError as error:
        return reject(error, {})
    return success(url_for("settings.email"), message=_("We sent you a new code. The previous one no longer works."))


def reject(error: AppError, fields: Mapping[str, str]) -> ResponseReturnValue:
    """Return the forms with what is wrong."""
    return render_form_errors("settings/email.html", error, fields, **facts_of_page())


def facts_of_page() -> dict[str, object]:
    """Return what the page says of a change in progress."""
    pending = email_change.pending_change(g.user)
    return {"pending": pending, "has_failed": bool(pending and email_change.has_failed(pending))}
