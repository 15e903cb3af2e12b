"""Sign-up over HTTP: with a mailed code or, in a class, with the class code."""

from urllib.parse import urlsplit

import segno
from flask import Blueprint
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
from flask_limiter.util import get_remote_address
from markupsafe import Markup

from final_app.errors import AppError
from final_app.errors import Forbidden
from final_app.errors import wants_json
from final_app.http import get_fields
from final_app.http import public
from final_app.http import render_form_errors
from final_app.http import success
from final_app.i18n import current_language
from final_app.joining import actions
from final_app.joining.codes import is_class_mode
from final_app.joining.codes import join_mode
from final_app.joining.codes import join_setting
from final_app.joining.codes import set_class_state
from final_app.network import is_loopback
from final_app.origin import is_local_request
from final_app.users import signup
from final_app.users.actions import log_out
from final_app.users.actions import public_user
from final_app.users.actions import start_login
from final_app.users.moderators import class_changed
from final_app.users.moderators import is_moderator
from final_app.users.moderators import raise_unless_moderator
from final_app.users.sessions import accept_earlier_token
from final_app.users.sessions import begin_session
from final_app.users.throttling import limit_emails

bp = Blueprint("joining", __name__)
bp.add_app_template_global(join_mode)
bp.add_app_template_global(is_class_mode)
FIELDS = ("user_id", "nickname", "user_name", "user_email", "password", "password2")


@bp.get("/join")
@public
def join() -> ResponseReturnValue:
    """Show the sign-up form; a link, or the QR code, may bring the class code."""
    brought = {name: request.args.get(name, "") for name in ("class_code", "next")}
    return render_template("joining/join.html", values=brought, mode=join_mode())


@bp.post("/join")
@public
@accept_earlier_token
def submit_join() -> ResponseReturnValue:
    """Sign up, in the way that is open at the moment."""
    mode = join_mode()
    if mode == "closed":
        raise Forbidden(_("Nobody can join at the moment. Ask the person who runs this server."))
    return join_by_code() if mode == "code" else join_by_mail()


@limit_emails
def join_by_mail() -> ResponseReturnValue:
    """Start a sign-up and mail its code."""
    fields = get_fields("next", *FIELDS)
    try:
        session["join_id"] = signup.start_signup(fields, current_language())
    except AppError as error:
        return render_form_errors("joining/join.html", error, fields, mode="mail")
    return success(url_for("joining.verify"))


def join_by_code() -> ResponseReturnValue:
    """Create the account with the class code, and log in."""
    fields = get_fields("class_code", "next", *FIELDS)
    try:
        user = actions.join_class(fields, current_language(), get_remote_address())
    except AppError as error:
        return render_form_errors("joining/join.html", error, fields, mode="code")
    log_out(session.get("person_id"), session.get("login"))
    begin_session(user["_id"], start_login(user, request.user_agent.string))
    return success(url_for("pages.feed"), status=201, person=public_user(user))


@bp.get("/join/verify")
@public
def verify() -> ResponseReturnValue:
    """Show the form for the mailed code, or that its email could not be sent or no sign-up is in progress."""
    return render_template("joining/verify.html", values={}, state=signup.signup_state(session.get("join_id")))


@bp.post("/join/verify")
@public
def submit_verify() -> ResponseReturnValue:
    """Complete a sign-up with the mailed code."""
    fields = get_fields("code")
    try:
        signup.confirm_signup(session.get("join_id"), fields["code"])
    except AppError as error:
        state = signup.signup_state(session.get("join_id"))
        return render_form_errors("joining/verify.html", error, fields, state=state)
    session.pop("join_id")
    actions.announce_change()
    return success(url_for("users.login"), message=_("Welcome! You can log in now."))


@bp.post("/join/resend")
@public
@limit_emails
def resend() -> ResponseReturnValue:
    """Mail a new code."""
    try:
        signup.resend_code(session.get("join_id"))
    except AppError as error:
        state = signup.signup_state(session.get("join_id"))
        return render_form_errors("joining/verify.html", error, {}, state=state)
    message = _("We sent you a new code. The previous one no longer works.")
    return success(url_for("joining.verify"), message=message)


@bp.get("/class")
def show_class() -> ResponseReturnValue:
    """Show moderators how to join, large enough for a projector, and who has joined."""
    raise_unless_moderator(g.user)
    facts = actions.class_facts()
    addresses = shown_addresses()
    if wants_json():
        return jsonify(result="success", address=addresses[0], addresses=addresses, **facts)
    link = addresses[0] + url_for("joining.join", class_code=facts["class_code"])
    is_here_only = is_loopback(urlsplit(addresses[0]).hostname or "")
    shown = {"addresses": addresses, "qr": draw_qr(link), "is_here_only": is_here_only, "setting": join_setting()}
    return render_template("joining/class.html", **facts, **shown)


@bp.post("/class")
def submit_class() -> ResponseReturnValue:
    """Let people join with the class code, no longer, or with a new code only."""
    raise_unless_moderator(g.user)
    wanted = get_fields("state")["state"]
    set_class_state(wanted)
    class_changed.send(g.user["_id"], state=wanted)
    actions.announce_change()
    facts = actions.class_facts()
    return success(url_for("joining.show_class"), class_code=facts["class_code"], state=facts["state"])


@bp.get("/class/moderator")
def become_moderator() -> ResponseReturnValue:
    """Make who opens the link of the start a moderator. Its key is good once: to open it again changes nothing."""
    if not is_moderator(g.user):
        actions.claim_moderation(g.user, request.args.get("key", ""))
    return redirect(url_for("joining.show_class"))


def shown_addresses() -> list[str]:
    """Return the addresses of the app for others, the likely one first: on this machine it has a name of its own."""
    found: list[str] = current_app.config["ADDRESSES"] if is_local_request() else []
    return found or [request.host_url.rstrip("/")]


def draw_qr(link: str) -> Markup:
    """Return the QR code of a link as SVG."""
    return Markup(segno.make(link, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None))  # noqa: S704
