"""Mailed codes: six digits that are valid once, for a limited time and number of attempts."""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import UTC
from datetime import datetime
from datetime import timedelta

from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.errors import ValidationError
from final_app.mail.actions import make_inert
from final_app.mail.actions import send_email
from final_app.schema import PendingVerification
from final_app.users import store

# One message for every case, so that it does not tell whether a verification is pending.
INVALID_CODE = _("That code is wrong or has expired. Use the one in the latest email, or request a new one.")
KEEP_PENDING = timedelta(days=1)
MOST_CHARACTERS = 100  # in the field of a code


def send_code(pending: PendingVerification, template: str) -> None:
    """Mail a new code to pending["user_email"] and save the verification; an earlier code becomes invalid.

    template: the name of the email. Raises AppError (429) after too many emails to the address.
    """
    code = f"{secrets.randbelow(10**6):06}"
    name = make_inert(pending["user_name"])
    facts = {"code": code, "user_name": name, "username": pending.get("user_id", "")}
    send_email(pending["user_email"], template, pending["language"], **facts)
    now = datetime.now(UTC)
    pending["code_hash"] = hash_code(pending["_id"], code)
    pending["code_until"] = now + timedelta(seconds=current_app.config["CODE_SECONDS"])
    pending["forget_at"] = now + KEEP_PENDING
    pending["tries"] = 0
    store.save_pending(pending)


def read_code(typed: str) -> str:
    """Return a code as it was sent, however it was typed: with spaces, dashes or digits of another script.

    >>> read_code(" 123-４５６\u200b")
    '123456'
    """
    if len(typed) > MOST_CHARACTERS:
        return ""
    between = ("Z", "C", "Pd", "Po")  # spaces, invisible characters, dashes, dots
    digits = [one for one in typed if not unicodedata.category(one).startswith(between)]
    return "".join(str(unicodedata.decimal(one, one)) for one in digits)


def check_entered(code: str) -> None:
    """Raise ValidationError for an empty code; that is no attempt."""
    if not read_code(code):
        raise ValidationError({"code": INVALID_CODE})


def verify_code(pending_id: str, code: str) -> PendingVerification:
    """Return the verification that this code completes. The attempt is counted before the codes are compared.

    Raises ValidationError for a wrong, expired or unknown code.
    """
    pending = store.consume_attempt(pending_id, current_app.config["CODE_ATTEMPTS"], datetime.now(UTC))
    if pending is None or not hmac.compare_digest(pending["code_hash"], hash_code(pending_id, read_code(code))):
        raise ValidationError({"code": INVALID_CODE})
    return pending


def hash_code(pending_id: str, code: str) -> str:
    """Return what is stored of a code: a hash that cannot be reversed without the secret key."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{pending_id}:{code}".encode(), hashlib.sha256).hexdigest()
