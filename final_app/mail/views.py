"""The letters that wait on this machine."""

import ipaddress

from flask import Blueprint
from flask import abort
from flask import current_app
from flask import render_template
from flask import request
from flask.typing import ResponseReturnValue

from final_app.http import public
from final_app.mail import store

bp = Blueprint("letters", __name__)


@bp.get("/dev/mail")
@public
def dev_mail() -> ResponseReturnValue:
    """Show the letters that were kept for want of a mail server, to this machine only."""
    if current_app.config["MAIL_SERVER"] or not is_this_machine():
        abort(404)
    return render_template("mail/dev_mail.html", letters=store.kept_letters())


def is_this_machine() -> bool:
    """Tell whether the one who asks sits at this machine, and not behind a proxy on it."""
    forwarded = {"Forwarded", "X-Forwarded-For", "X-Real-Ip"} & set(request.headers.keys())
    is_named = request.host.rsplit(":", 1)[0] in ("localhost", "127.0.0.1", "[::1]", "localhost.localdomain")
    return is_named and not forwarded and ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104
