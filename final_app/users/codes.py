"""Mailed codes: six digits that work once, for a while, for a few tries; for joining and for a forgotten password."""

import hashlib
import hmac
import secrets
from datetime import UTC
from datetime import datetime
from datetime import timedelta

from flask import current_app
from flask_babel import lazy_gettext as _

from final_app.db import Document
from final_app.errors import Refusal
from final_app.mail.actions import send_letter
from final_app.users import store

# One message for all, so that nobody can tell from it whether anything waits for a code.
NOT_THE_CODE = _("This is not the code, or not any more: look at the newest letter, or have another one sent.")
FORGET_AFTER = timedelta(days=1)


def send_code(waiting: Document, letter: str) -> None:
    """Mail a new code in this letter to waiting["user_email"], and keep what waits for it; an earlier code is dead.

    waiting: {_id, user_email, language, user_name, ...}. Raises Refusal (429) after too many letters to the address.
    """
    code = f"{secrets.randbelow(10**6):06}"
    send_letter(waiting["user_email"], letter, waiting["language"], code=code, user_name=waiting["user_name"])
    now = datetime.now(UTC)
    seconds = current_app.config["CODE_SECONDS"]
    limits = {"code_until": now + timedelta(seconds=seconds), "forget_at": now + FORGET_AFTER, "tries": 0}
    store.keep_waiting({**waiting, **limits, "code_hash": code_hash(waiting["_id"], code)})


def check_code(waiting_id: str, code: str) -> Document:
    """Return what waited for this code, or refuse (400). The try is counted before the code is looked at."""
    waiting = store.spend_try(waiting_id, current_app.config["CODE_TRIES"], datetime.now(UTC))
    if waiting is None or not hmac.compare_digest(waiting["code_hash"], code_hash(waiting_id, code.strip())):
        raise Refusal(NOT_THE_CODE, field="code")
    return waiting


def code_hash(waiting_id: str, code: str) -> str:
    """Return what is kept of a code; without the secret key nobody can tell the code from it."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{waiting_id}:{code}".encode(), hashlib.sha256).hexdigest()
