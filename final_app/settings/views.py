"""Settings over HTTP."""

import tempfile

from flask import Blueprint
from flask import g
from flask import jsonify
from flask import render_template
from flask import request
from flask import send_file
from flask import session
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import lazy_gettext as _

from final_app.blocks.actions import blocked_users
from final_app.errors import AppError
from final_app.errors import wants_json
from final_app.http import get_fields
from final_app.http import get_request_data
from final_app.http import render_form_errors
from final_app.http import success
from final_app.http import uploads
from final_app.settings import actions
from final_app.settings.account.actions import account_facts
from final_app.settings.export import write_export
from final_app.users.actions import hash_login
from final_app.users.actions import public_profile
from final_app.users.one_time import before_change
from final_app.users.one_time import check_changed
from final_app.users.one_time import must_change
from final_app.users.passwords import change_password
from final_app.users.sessions import renew_session
from final_app.users.throttling import limit_login_attempts

bp = Blueprint("settings", __name__)
PROFILE_FIELDS = ("nickname", "user_name", "bio", "language")


@bp.get("/setting")
def setting() -> ResponseReturnValue:
    """Show the forms for the profile, the password and the account."""
    if wants_json():
        facts = account_facts(g.user, hash_login(session["login"]))
        return jsonify(result="success", **public_profile(g.user), **facts, blocked=blocked_users(g.user))
    return render_template("settings/settings.html", values=g.user)


@bp.post("/setting")
@uploads
def submit_setting() -> ResponseReturnValue:
    """Change one's profile; remove_profile_img and remove_background_img remove a picture."""
    fields = get_fields(*(name for name in PROFILE_FIELDS if name in get_request_data()))
    uploads = {name: request.files.get(name) for name in actions.PICTURES}
    files = {name: file.stream for name, file in uploads.items() if file and file.filename}
    removed = [name for name in actions.PICTURES if get_request_data().get(f"remove_{name}") in ("1", True)]
    try:
        actions.change_profile(g.user, fields, files, removed)
    except AppError as error:
        return render_form_errors("settings/settings.html", error, {**g.user, **fields}, form="profile")
    with force_locale(fields.get("language", g.user["language"])):  # the language of the next page
        return success(url_for("settings.setting"), message=_("Your profile has been saved."))


@bp.get("/change_pw")
@before_change
def change_pw() -> ResponseReturnValue:
    """Show the form for the password alone: to change a one-time password, nothing else is open."""
    return render_template("settings/change_pw.html")


@bp.post("/change_pw")
@before_change
@limit_login_attempts
def submit_change_pw() -> ResponseReturnValue:
    """Change one's password; all other logins end."""
    fields = get_fields("origin_pw", "password", "password2")
    is_first = must_change(g.user)
    try:
        login_id = hash_login(session["login"])
        check_changed(g.user, fields["origin_pw"], fields["password"])
        change_password(g.user, login_id, fields["origin_pw"], fields["password"], fields["password2"])
    except AppError as error:
        if is_first:
            return render_form_errors("settings/change_pw.html", error, {})
        return render_form_errors("settings/settings.html", error, g.user, form="password")
    return success(
        url_for("pages.feed" if is_first else "settings.setting"), message=_("Your password has been changed.")
    )


@bp.get("/setting/export")
def export() -> ResponseReturnValue:
    """Download all stored data of the user, as a zip of JSON and pictures."""
    archive = tempfile.TemporaryFile()  # noqa: SIM115 - Flask closes it after the response
    try:
        write_export(g.user, archive)
    except BaseException:
        archive.close()
        raise
    size = archive.tell()
    archive.seek(0)
    response = send_file(archive, "application/zip", as_attachment=True, download_name="maru.zip")
    response.content_length = size
    return response


@bp.post("/secession")
@limit_login_attempts
def secession() -> ResponseReturnValue:
    """Delete one's account with all data."""
    try:
        actions.delete_account(g.user, get_fields("password")["password"])
    except AppError as error:
        return render_form_errors("settings/settings.html", error, g.user, form="leave")
    renew_session()
    return success(url_for("users.login"), message=_("Your account and all your data have been deleted."))
