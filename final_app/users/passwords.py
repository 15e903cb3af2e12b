"""Passwords: hashed, changed with the current one, reset with a mailed code."""

import secrets
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from bson import ObjectId
from flask import Flask
from flask import current_app
from flask_babel import lazy_gettext as _
from werkzeug.security import check_password_hash
from werkzeug.security import generate_password_hash

from final_app import realtime
from final_app.errors import AppError
from final_app.errors import ValidationError
from final_app.errors import check_all
from final_app.extensions import socketio
from final_app.mail.actions import check_rate
from final_app.mail.actions import render_email
from final_app.schema import PendingVerification
from final_app.schema import User
from final_app.text import name_key
from final_app.threads import run_in_thread
from final_app.users import codes
from final_app.users import rules
from final_app.users import store
from final_app.users.logins import store as login_store


def hash_password(password: str) -> str:
    """Return the salted hash that is stored of a password."""
    return run_in_thread(generate_password_hash, composed(password), current_app.config["HASH_METHOD"])


def verify_password(user: User | None, password: str) -> bool:
    """Return whether this is the user's password; it takes as long for None, and returns False."""
    stored = user["password_hash"] if user else dummy_hash()
    may_match = len(password) <= rules.MAX_PASSWORD  # hashing a long text would take long, too
    forms = {composed(password), password} if may_match else {""}  # before, hashes were made of what was typed
    matches = any(run_in_thread(check_password_hash, stored, form) for form in forms)
    return matches and may_match and user is not None


def composed(password: str) -> str:
    """Return a password in one form (NFC): keyboards send the same accents and Korean syllables in different ones."""
    return unicodedata.normalize("NFC", rules.without_line_end(password))


@cache
def dummy_hash() -> str:
    """Return a hash that no password matches, so that an unknown username takes as long as a wrong password."""
    return hash_password(secrets.token_hex())


def request_reset(address: str) -> None:
    """Mail a code to the user who has this address; the result does not tell whether anyone has it.

    Raises ValidationError for an invalid address, AppError (429) after too many emails to it.
    """
    email = rules.check_email(address)
    check_rate(reset_id(email))
    run_later(mail_reset, email)


def run_later(work: Callable[[str], None], email: str) -> None:
    """Do something in the background, so that the time of the response does not tell what it was."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    socketio.start_background_task(run_in_context, app, work, email)


def run_in_context(app: Flask, work: Callable[[str], None], email: str) -> None:
    """Do something with an app context."""
    with app.app_context():
        try:
            work(email)
        except Exception as error:  # the database is away: the visitor will ask again
            app.logger.error("password reset: %s", error)


def mail_reset(email: str) -> None:
    """Mail a code to the user who has this address, if there is one."""
    user = store.find_user_by("email_key", name_key(email))
    if user is not None:
        pending: PendingVerification = {
            "_id": reset_id(email),
            "user_email": user["user_email"],
            "user_name": user["user_name"],
            "language": user["language"],
            "user_id": user["user_id"],
        }
        with suppress(AppError):  # too many emails of other kinds: an error would tell that the user exists
            codes.send_code(pending, "reset_code")
    else:
        render_email(
            "reset_code", "en", {"code": "", "user_name": "", "username": ""}
        )  # takes as long, and is not sent


def reset_id(email: str) -> str:
    """Return the id of the one pending reset of an address."""
    return f"reset:{name_key(email)}"


def reset_password(email: str, code: str, password: str, repeated: str) -> None:
    """Set a new password with a mailed code; all logins of the user end.

    Raises ValidationError naming every invalid field; a code is looked at only if the other fields are valid.
    """
    email, *_others = check_all(
        lambda: rules.check_email(email),
        lambda: codes.check_entered(code),
        lambda: rules.check_password(password),
        lambda: rules.check_repeated(password, repeated),
    )
    pending = codes.verify_code(reset_id(email), code)
    if not store.delete_pending(pending["_id"]):  # the code was used at the same moment
        raise ValidationError({"code": codes.INVALID_CODE})
    user = store.find_user_by("email_key", name_key(pending["user_email"]))
    if user is not None:
        set_password(user["_id"], password, keep=[])


def change_password(user: User, login_id: str, current: str, password: str, repeated: str) -> None:
    """Set a new password; all other logins of the user end.

    Raises AppError naming every invalid field: 403 if the current password is wrong, else 400.
    """
    check_all(
        lambda: check_current(user, current, "origin_pw"),
        lambda: rules.check_password(password),
        lambda: rules.check_repeated(password, repeated),
    )
    set_password(user["_id"], password, keep=[login_id])


def check_current(user: User, password: str, field: str) -> None:
    """Raise AppError (403), naming the field, unless this is the user's password."""
    if not verify_password(user, password):
        raise AppError(_("The current password is wrong."), status=403, field=field)


def set_password(user_oid: ObjectId, password: str, keep: list[str]) -> None:
    """Store a new password of the user's own choice, and end all logins except those to keep."""
    store.update_user(user_oid, {"password_hash": hash_password(password), "must_change_password": False})
    end_logins(user_oid, keep)


def end_logins(user_oid: ObjectId, keep: list[str]) -> None:
    """End all logins of a user except those to keep, and disconnect their sockets."""
    for login_id in login_store.delete_logins_except(user_oid, keep):
        realtime.disconnect_room(realtime.login_room(login_id))
