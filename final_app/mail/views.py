"""The local mailbox, for development."""

import ipaddress

from flask import Blueprint
from flask import abort
from flask import current_app
from flask import render_template
from flask import request
from flask.typing import ResponseReturnValue

from final_app.http import public
from final_app.mail import store

bp = Blueprint("mail", __name__)


@bp.get("/dev/mail")
@public
def dev_mail() -> ResponseReturnValue:
    """Show the emails that were kept because there is no mail server, on this machine only."""
    if current_app.config["MAIL_SERVER"] or not is_local_request():
        abort(404)
    return render_template("mail/dev_mail.html", emails=store.newest_emails())


def is_local_request() -> bool:
    """Return whether the request comes from this machine, and not through a proxy on it."""
    forwarded = {"Forwarded", "X-Forwarded-For", "X-Real-Ip"} & set(request.headers.keys())
    is_local_name = request.host.rsplit(":", 1)[0] in ("localhost", "127.0.0.1", "[::1]", "localhost.localdomain")
    is_loopback = ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104
    return is_local_name and not forwarded and is_loopback
