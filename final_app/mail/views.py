"""The local mailbox, for development."""

import hmac

from flask import Blueprint
from flask import abort
from flask import current_app
from flask import make_response
from flask import render_template
from flask import request
from flask.typing import ResponseReturnValue

from final_app.http import public
from final_app.mail import store
from final_app.origin import is_local_request

bp = Blueprint("mail", __name__)


@bp.app_template_global()
def has_mailbox() -> bool:
    """Return whether the reader of a page can open the local mailbox, if they have read its address where it began."""
    return not current_app.config["MAIL_SERVER"] and is_local_request()


@bp.get("/dev/mail")
@public
def dev_mail() -> ResponseReturnValue:
    """Show the emails that were kept because there is no mail server, to who has the key, on this machine only.

    The key alone proves who asks: behind a proxy or a tunnel, everyone seems to be on this machine.
    """
    given, key = request.args.get("key", ""), str(current_app.config["MAIL_KEY"])
    has_key = hmac.compare_digest(given.encode(errors="replace"), key.encode())
    if not has_key or not has_mailbox():
        abort(404)
    response = make_response(render_template("mail/dev_mail.html", emails=store.newest_emails()))
    response.headers["Cache-Control"] = "no-store"
    return response
