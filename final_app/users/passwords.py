"""Passwords: kept as hashes, changed by who knows the old one, reset by who reads the mail."""

import secrets
from contextlib import suppress
from functools import cache
from typing import Any

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _
from werkzeug.security import check_password_hash
from werkzeug.security import generate_password_hash

from final_app import realtime as live
from final_app.db import Document
from final_app.errors import Refusal
from final_app.mail.actions import count_letter
from final_app.text import name_key
from final_app.users import codes
from final_app.users import rules
from final_app.users import store


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return generate_password_hash(password, current_app.config["HASH_METHOD"])


def is_password(person: Document | None, password: str) -> bool:
    """Tell whether this is the person's password; for nobody it takes as long, and it is not."""
    kept = person["password_hash"] if person else nobodys_hash()
    return check_password_hash(kept, password) and person is not None


@cache
def nobodys_hash() -> str:
    """Return a hash that no password fits, so that an unknown user id takes as long as a wrong password."""
    return hash_password(secrets.token_hex())


def ask_for_reset(user_email: str) -> None:
    """Mail a code to whom this address belongs; nobody can tell from the answer whether it belongs to anyone.

    Raises Refusal: 400 for what is no address, 429 after too many letters to it.
    """
    address = rules.check_address(user_email)
    count_letter(reset_id(address))
    person = store.person_by("email_key", name_key(address))
    if person is not None:
        told = {name: person[name] for name in ("user_email", "user_name", "language")}
        with suppress(Refusal):  # too many letters of other kinds: to say so would tell that someone is here
            codes.send_code({"_id": reset_id(address), **told}, "reset_code")


def reset_id(address: str) -> str:
    """Return the id of the one reset that waits for an address."""
    return f"reset:{name_key(address)}"


def reset_password(user_email: str, code: str, password: str, again: str) -> None:
    """Set a new password by a mailed code; every earlier login of the person ends. Refuses (400), naming the field."""
    new = rules.check_password(password, again)
    waiting = codes.check_code(reset_id(user_email.strip()), code)
    if not store.remove_waiting(waiting["_id"]):  # someone used the same code this very moment
        raise Refusal(codes.NOT_THE_CODE, field="code")
    person = store.person_by("email_key", name_key(waiting["user_email"]))
    if person is not None:
        set_password(person["_id"], new, keep=[])


def change_password(me: Document, login_id: str, origin: str, password: str, again: str) -> None:
    """Set a new password; every other login of the person ends. Refuses: 403 a wrong old one, 400 a bad new one."""
    if not is_password(me, origin):
        raise Refusal(_("This is not your password."), status=403, field="origin_pw")
    set_password(me["_id"], rules.check_password(password, again), keep=[login_id])


def set_password(person_id: ObjectId, password: str, keep: list[str]) -> None:
    """Keep a new password, end all logins but those to keep, and close their sockets."""
    change: dict[str, Any] = {"password_hash": hash_password(password)}
    store.change_person(person_id, change)
    end_logins(person_id, keep)


def end_logins(person_id: ObjectId, keep: list[str]) -> None:
    """End all logins of a person but those to keep, and close their sockets."""
    for ended in store.keep_logins(person_id, keep):
        live.close_sockets(live.login_room(ended))
