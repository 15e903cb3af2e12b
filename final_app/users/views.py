"""Joining, logging in and out, over HTTP; and the guard before every other view."""

from flask import Blueprint
from flask import current_app
from flask import g
from flask import redirect
from flask import render_template
from flask import request
from flask import session
from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import Unauthorized

from final_app.errors import Refusal
from final_app.errors import wants_json
from final_app.http import ask_again
from final_app.http import done
from final_app.http import is_here
from final_app.http import page_to_return_to
from final_app.http import public
from final_app.http import read_fields
from final_app.i18n import current_language
from final_app.users import actions
from final_app.users import passwords
from final_app.users.throttling import limit_guesses

bp = Blueprint("auth", __name__)


@bp.before_app_request
def require_login() -> ResponseReturnValue | None:
    """Find out who is asking; send a stranger who wants more than a public page to the login."""
    if request.endpoint == "static":
        return None
    g.person = actions.person_of(session.get("person_id"), session.get("login"))
    view = current_app.view_functions.get(request.endpoint or "")
    if g.person or view is None or hasattr(view, "is_public"):  # no view: it is a 404, which anyone may see
        return None
    if wants_json():
        raise Unauthorized
    return redirect(url_for("auth.login", next=page_to_return_to()))


bp.add_app_template_global(page_to_return_to)


@bp.get("/join")
@public
def join() -> ResponseReturnValue:
    """Show the form to join by."""
    return render_template("users/join.html", sent={})


@bp.post("/join")
@public
def submit_join() -> ResponseReturnValue:
    """Take what a newcomer typed, and mail them a code."""
    sent = read_fields("user_id", "nickname", "user_name", "user_email", "password", "password2")
    try:
        session["join_id"] = actions.ask_to_join(sent, current_language())
    except Refusal as refusal:
        return ask_again("users/join.html", refusal, sent)
    return done(url_for("auth.verify"))


@bp.get("/join/verify")
@public
def verify() -> ResponseReturnValue:
    """Show the form for the mailed code; say so where the letter could not be sent, or nobody waits for one."""
    return render_template("users/verify.html", sent={}, state=actions.state_of_join(session.get("join_id")))


@bp.post("/join/verify")
@public
def submit_verify() -> ResponseReturnValue:
    """Take the mailed code, and make the person."""
    sent = read_fields("code")
    try:
        actions.confirm_join(session.get("join_id"), sent["code"])
    except Refusal as refusal:
        return ask_again("users/verify.html", refusal, sent, state=actions.state_of_join(session.get("join_id")))
    session.pop("join_id")
    return done(url_for("auth.login"), told=_("Welcome! Now log in."))


@bp.post("/join/resend")
@public
def resend() -> ResponseReturnValue:
    """Mail another code."""
    try:
        actions.resend_code(session.get("join_id"))
    except Refusal as refusal:
        return ask_again("users/verify.html", refusal, {}, state=actions.state_of_join(session.get("join_id")))
    return done(url_for("auth.verify"), told=_("The code before is dead: look for the newest letter."))


@bp.get("/password_reset")
@public
def password_reset() -> ResponseReturnValue:
    """Show the form to ask for a code by mail."""
    return render_template("users/reset.html", sent={})


@bp.post("/password_reset")
@public
def submit_password_reset() -> ResponseReturnValue:
    """Mail a code to the address, if it belongs to someone; the answer is the same either way."""
    sent = read_fields("user_email")
    try:
        passwords.ask_for_reset(sent["user_email"])
    except Refusal as refusal:
        return ask_again("users/reset.html", refusal, sent)
    return done(url_for("auth.confirm_reset", user_email=sent["user_email"]))


@bp.get("/password_reset/confirm")
@public
def confirm_reset() -> ResponseReturnValue:
    """Show the form for the mailed code and a new password."""
    return render_template("users/confirm_reset.html", sent={"user_email": request.args.get("user_email", "")})


@bp.post("/password_reset/confirm")
@public
def submit_confirm_reset() -> ResponseReturnValue:
    """Set a new password by the mailed code."""
    sent = read_fields("user_email", "code", "password", "password2")
    try:
        passwords.reset_password(sent["user_email"], sent["code"], sent["password"], sent["password2"])
    except Refusal as refusal:
        return ask_again("users/confirm_reset.html", refusal, sent)
    return done(url_for("auth.login"), told=_("Your password is changed. Log in with the new one."))


@bp.get("/login")
@public
def login() -> ResponseReturnValue:
    """Show the form to log in by."""
    return render_template("users/login.html", sent={"next": request.args.get("next", "")})


@bp.post("/login")
@public
@limit_guesses
def submit_login() -> ResponseReturnValue:
    """Log a person in, with a session that holds nothing from before."""
    sent = {**read_fields("user_id", "password", "next")}
    sent["next"] = sent["next"] or request.args.get("next", "")
    try:
        person_id, secret = actions.log_in(sent["user_id"], sent["password"])
    except Refusal as refusal:
        return ask_again("users/login.html", refusal, sent)
    actions.log_out(session.get("person_id"), session.get("login"))
    session.clear()
    session.permanent = True
    session["person_id"] = person_id
    session["login"] = secret
    return done(sent["next"] if is_here(sent["next"]) else url_for("posts.feed"))


@bp.post("/logout")
@public
def logout() -> ResponseReturnValue:
    """End the login, and close its sockets."""
    actions.log_out(session.get("person_id"), session.get("login"))
    session.clear()
    return done(url_for("auth.login"))
