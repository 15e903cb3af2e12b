"""Send emails in the background, or keep them where there is no mail server."""

import re
import smtplib
import ssl
from collections.abc import Mapping
from datetime import UTC
from datetime import datetime

from flask import Flask
from flask import current_app
from flask import render_template
from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from flask_mail import Connection
from flask_mail import Message

from final_app import rates
from final_app.extensions import socketio
from final_app.mail import store

SMTPS_PORT = 465  # the connection is encrypted from its beginning


def send_email(to: str, name: str, language: str, **facts: object) -> None:
    """Send an email in the background; raises AppError (429) after too many to the address."""
    check_rate(to.casefold())
    send_notice(to, name, language, **facts)


def send_notice(to: str, name: str, language: str, **facts: object) -> None:
    """Render templates/mail/<name>.txt, whose first line is the subject, and send it in the background.

    It is not counted, so that nobody can keep a warning from arriving by using up what may be sent to the address.
    """
    subject, text, html = render_email(name, language, facts)
    if not current_app.config["MAIL_SERVER"]:
        store.save_email({"to": to, "subject": subject, "text": text, "sent_at": datetime.now(UTC)})
        return
    message = Message(subject, recipients=[to], body=text, html=html)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    socketio.start_background_task(deliver, app, message)


def render_email(name: str, language: str, facts: Mapping[str, object]) -> tuple[str, str, str]:
    """Return the subject of an email, its text, and the same as HTML."""
    with force_locale(language):
        subject, text = render_template(f"mail/{name}.txt", **facts).split("\n", 1)
        html = render_template("mail/email.html", subject=subject, text=text.strip(), language=language)
    return subject, text.strip(), html


def check_rate(to: str) -> None:
    """Count an email to an address; raises AppError (429) if there were too many."""
    message = _("Too many emails were sent to this address. Please try again in an hour.")
    rates.hit("EMAILS_PER_ADDRESS", to, message)


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


def make_inert(words: str) -> str:
    """Return a name on one line, in which no mail program finds a link.

    >>> make_inert("Dr. Kim, see https://evil.example/a")
    'Dr. Kim, see https evil example a'
    """
    return " ".join(re.sub(r"[.:/@\\\uff0e\u3002\uff61\u2024]+(?=\S)", " ", words).split())


class TimeoutConnection(Connection):
    """An SMTP connection with a timeout, whose TLS verifies the server's certificate."""

    def configure_host(self) -> smtplib.SMTP:
        """Open the connection, encrypted and logged in as configured."""
        config = current_app.config
        address, timeout = (config["MAIL_SERVER"], config["MAIL_PORT"]), config["MAIL_TIMEOUT"]
        is_encrypted = config["MAIL_PORT"] == SMTPS_PORT
        if is_encrypted:
            host: smtplib.SMTP = smtplib.SMTP_SSL(*address, timeout=timeout, context=ssl.create_default_context())
        else:
            host = smtplib.SMTP(*address, timeout=timeout)
        try:
            if config["MAIL_USE_TLS"] and not is_encrypted:
                host.starttls(context=ssl.create_default_context())
            if config["MAIL_USERNAME"]:
                host.login(config["MAIL_USERNAME"], config["MAIL_PASSWORD"])
        except Exception:
            host.close()
            raise
        return host
