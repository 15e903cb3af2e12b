"""Settings over HTTP."""

import json
import tempfile
import zipfile
from datetime import datetime

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

from final_app.errors import AppError
from final_app.errors import wants_json
from final_app.http import get_fields
from final_app.http import get_request_data
from final_app.http import render_form_errors
from final_app.http import success
from final_app.settings import actions
from final_app.text import iso_time
from final_app.users.actions import hash_login
from final_app.users.actions import public_profile
from final_app.users.passwords import change_password
from final_app.users.sessions import renew_session
from final_app.users.throttling import limit_login_attempts

bp = Blueprint("settings", __name__)
PROFILE_FIELDS = ("nickname", "user_name", "bio", "language")


@bp.get("/setting")
def setting() -> ResponseReturnValue:
    """Show the forms for the profile, the password and the account."""
    if wants_json():
        return jsonify(result="success", **public_profile(g.user), language=g.user["language"])
    return render_template("settings/settings.html", values=g.user)


@bp.post("/setting")
def submit_setting() -> ResponseReturnValue:
    """Change one's profile."""
    fields = get_fields(*(name for name in PROFILE_FIELDS if name in get_request_data()))
    uploads = {name: request.files.get(name) for name in actions.PICTURES}
    files = {name: file.stream for name, file in uploads.items() if file and file.filename}
    try:
        actions.change_profile(g.user, fields, files)
    except AppError as error:
        return render_form_errors("settings/settings.html", error, {**g.user, **fields}, form="profile")
    with force_locale(fields.get("language", g.user["language"])):  # the language of the next page
        return success(url_for("settings.setting"), message=_("Your profile has been saved."))


@bp.post("/change_pw")
@limit_login_attempts
def change_pw() -> ResponseReturnValue:
    """Change one's password; all other logins end."""
    fields = get_fields("origin_pw", "password", "password2")
    try:
        login_id = hash_login(session["login"])
        change_password(g.user, login_id, fields["origin_pw"], fields["password"], fields["password2"])
    except AppError as error:
        return render_form_errors("settings/settings.html", error, g.user, form="password")
    return success(url_for("settings.setting"), message=_("Your password has been changed."))


@bp.get("/setting/export")
def export() -> ResponseReturnValue:
    """Download all stored data of the user, as a zip of JSON and pictures."""
    facts, pictures = actions.export_data(g.user)
    archive = tempfile.TemporaryFile()  # noqa: SIM115 - Flask closes it after the response
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for name, fact in facts.items():
            files.writestr(f"{name}.json", json.dumps(fact, default=as_text, ensure_ascii=False, indent=2))
        for name, picture in pictures.items():
            files.writestr(name, picture)
    archive.seek(0)
    return send_file(archive, "application/zip", as_attachment=True, download_name="maru.zip")


def as_text(value: object) -> str:
    """Return an id or a time (ISO 8601) as text, for JSON."""
    return str(iso_time(value) if isinstance(value, datetime) else value)


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
