"""One's own affairs over HTTP."""

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

from final_app.errors import Refusal
from final_app.errors import wants_json
from final_app.http import ask_again
from final_app.http import done
from final_app.http import read_fields
from final_app.http import read_sent
from final_app.settings import actions
from final_app.text import iso_time
from final_app.users import passwords
from final_app.users.actions import login_id
from final_app.users.actions import public_profile
from final_app.users.throttling import limit_guesses

bp = Blueprint("settings", __name__)
PROFILE = ("nickname", "user_name", "bio", "language")


@bp.get("/setting")
def setting() -> ResponseReturnValue:
    """Show the forms for one's profile, password and leaving."""
    if wants_json():
        return jsonify(result="success", **public_profile(g.person), language=g.person["language"])
    return render_template("settings/settings.html", sent=g.person)


@bp.post("/setting")
def submit_setting() -> ResponseReturnValue:
    """Change one's profile."""
    fields = read_fields(*(name for name in PROFILE if name in read_sent()))
    files = {name: file.stream for name, file in request.files.items() if name in actions.PICTURES and file.filename}
    try:
        actions.change_profile(g.person, fields, files)
    except Refusal as refusal:
        return ask_again("settings/settings.html", refusal, {**g.person, **fields})
    with force_locale(fields.get("language", g.person["language"])):  # the page there speaks it already
        return done(url_for("settings.setting"), told=_("Saved."))


@bp.post("/change_pw")
@limit_guesses
def change_pw() -> ResponseReturnValue:
    """Change one's password; the other logins end, this one stays."""
    sent = read_fields("origin_pw", "password", "password2")
    try:
        passwords.change_password(g.person, login_id(session["login"]), *sent.values())
    except Refusal as refusal:
        return ask_again("settings/settings.html", refusal, g.person, form="password")
    return done(url_for("settings.setting"), told=_("Your password is changed."))


@bp.get("/setting/export")
def export() -> ResponseReturnValue:
    """Send all that the app holds of the person, as a zip of JSON and pictures."""
    facts, pictures = actions.all_of(g.person)
    archive = tempfile.TemporaryFile()  # noqa: SIM115 - Flask closes it once it is sent
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for name, fact in facts.items():
            files.writestr(f"{name}.json", json.dumps(fact, default=as_text, ensure_ascii=False, indent=2))
        for name, picture in pictures.items():
            files.writestr(name, picture)
    archive.seek(0)
    return send_file(archive, "application/zip", as_attachment=True, download_name="maru.zip")


def as_text(value: object) -> str:
    """Return an id or a time as JSON has it: times in ISO 8601."""
    return str(iso_time(value) if isinstance(value, datetime) else value)


@bp.post("/secession")
@limit_guesses
def secession() -> ResponseReturnValue:
    """Leave, with everything of one's own."""
    try:
        actions.leave(g.person, read_fields("password")["password"])
    except Refusal as refusal:
        return ask_again("settings/settings.html", refusal, g.person, form="leave")
    session.clear()
    return done(url_for("auth.login"), told=_("You have left. Everything of yours is gone."))
