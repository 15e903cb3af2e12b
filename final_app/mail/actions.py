"""What happens when the app writes a letter: it goes out by mail in the background, or is kept."""

import math
import smtplib
import ssl
import time
from datetime import UTC
from datetime import datetime

from flask import Flask
from flask import current_app
from flask import render_template
from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from flask_mail import Connection
from flask_mail import Message
from limits import parse

from final_app.errors import Refusal
from final_app.extensions import limiter
from final_app.extensions import socketio
from final_app.mail import store


def send_letter(to: str, name: str, language: str, **facts: object) -> None:
    """Write templates/letters/<name>.txt (its first line the subject) with these facts, and send it.

    Raises Refusal (429) after too many letters to one address in an hour.
    """
    count_letter(to.casefold())
    with force_locale(language):
        subject, text = render_template(f"mail/{name}.txt", **facts).split("\n", 1)
        html = render_template("mail/email.html", subject=subject, text=text.strip(), language=language)
    if not current_app.config["MAIL_SERVER"]:
        store.keep_letter({"to": to, "subject": subject, "text": text.strip(), "sent_at": datetime.now(UTC)})
        return
    message = Message(subject, recipients=[to], body=text.strip(), html=html)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    socketio.start_background_task(post_letter, app, message)


def count_letter(to: str) -> None:
    """Count a letter to an address, or refuse (429) where there were too many."""
    limit = parse(current_app.config["LETTERS"])
    if not limiter.limiter.hit(limit, "letter", to):
        wait = limiter.limiter.get_window_stats(limit, "letter", to).reset_time - time.time()
        message = _("Too many letters went to this address: wait an hour, then try again.")
        raise Refusal(message, status=429, retry_after=math.ceil(wait))


def post_letter(app: Flask, message: Message) -> None:
    """Hand a letter to the mail server; where that fails, note it for us and for whoever waits for it."""
    with app.app_context():
        try:
            with PatientConnection(app.extensions["mail"]) as connection:
                connection.send(message)
            failed = False
        except (OSError, ValueError) as error:  # no server, a server that refuses, an address that cannot be written
            app.logger.error("mail: the letter to %s was not sent: %s", message.recipients, error)
            failed = True
        store.note_sending(str(message.recipients[0]).casefold(), failed)


def has_failed(to: str) -> bool:
    """Tell whether the last letter to an address could not be sent."""
    return store.sending_failed(to.casefold())


class PatientConnection(Connection):
    """A connection that gives up on a silent server, and trusts only a server that proves who it is."""

    def configure_host(self) -> smtplib.SMTP:
        """Open the connection, encrypted if the settings say so."""
        config = current_app.config
        host = smtplib.SMTP(config["MAIL_SERVER"], config["MAIL_PORT"], timeout=config["MAIL_TIMEOUT"])
        try:
            if config["MAIL_USE_TLS"]:
                host.starttls(context=ssl.create_default_context())
            if config["MAIL_USERNAME"]:
                host.login(config["MAIL_USERNAME"], config["MAIL_PASSWORD"])
        except Exception:
            host.close()
            raise
        return host
