"""Send emails in the background, or keep them where there is no mail server."""

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

from final_app.errors import AppError
from final_app.extensions import limiter
from final_app.extensions import socketio
from final_app.mail import store


def send_email(to: str, name: str, language: str, **facts: object) -> None:
    """Render templates/mail/<name>.txt, whose first line is the subject, and send it in the background.

    Raises AppError (429) after too many emails to the address.
    """
    check_rate(to.casefold())
    with force_locale(language):
        subject, text = render_template(f"mail/{name}.txt", **facts).split("\n", 1)
        html = render_template("mail/email.html", subject=subject, text=text.strip(), language=language)
    if not current_app.config["MAIL_SERVER"]:
        store.save_email({"to": to, "subject": subject, "text": text.strip(), "sent_at": datetime.now(UTC)})
        return
    message = Message(subject, recipients=[to], body=text.strip(), html=html)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    socketio.start_background_task(deliver, app, message)


def check_rate(to: str) -> None:
    """Count an email to an address; raises AppError (429) if there were too many."""
    limit = parse(current_app.config["EMAILS_PER_ADDRESS"])
    if not limiter.limiter.hit(limit, "email", to):
        wait = limiter.limiter.get_window_stats(limit, "email", to).reset_time - time.time()
        message = _("Too many emails were sent to this address. Please try again in an hour.")
        raise AppError(message, status=429, retry_after=math.ceil(wait))


def deliver(app: Flask, message: Message) -> None:
    """Hand an email to the mail server, and record whether that failed."""
    with app.app_context():
        try:
            with TimeoutConnection(app.extensions["mail"]) as connection:
                connection.send(message)
            failed = False
        except (
            OSError,
            ValueError,
        ) as error:  # no server, or it rejects the email; an invalid address
            app.logger.error("mail: the email to %s was not sent: %s", message.recipients, error)
            failed = True
        store.record_delivery(str(message.recipients[0]).casefold(), failed)


def delivery_failed(to: str) -> bool:
    """Return whether the last email to an address could not be delivered."""
    return store.last_delivery_failed(to.casefold())


class TimeoutConnection(Connection):
    """An SMTP connection with a timeout, whose TLS verifies the server's certificate."""

    def configure_host(self) -> smtplib.SMTP:
        """Open the connection, encrypted and logged in as configured."""
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
