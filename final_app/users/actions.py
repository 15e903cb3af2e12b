"""What happens when someone joins, logs in and logs out, and what others may know of them; no request in it."""

import hashlib
import secrets
from datetime import UTC
from datetime import datetime
from typing import Any

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app import realtime as live
from final_app.db import Document
from final_app.errors import Refusal
from final_app.mail.actions import has_failed
from final_app.media.actions import image_url
from final_app.text import grams_of_name
from final_app.text import name_key
from final_app.users import codes
from final_app.users import passwords
from final_app.users import rules
from final_app.users import store

OF_THE_CODE = ("code_hash", "code_until", "tries", "forget_at")


def ask_to_join(fields: dict[str, str], language: str) -> str:
    """Check what a newcomer typed, mail them a code, keep it all until the code comes, and return the join's id.

    fields: user_id, nickname, user_name, user_email, password, password2.
    Raises Refusal naming the field: 400 where one is bad or taken, 429 after too many letters to the address.
    """
    person = {
        "user_id": rules.check_user_id(fields["user_id"]),
        **named(rules.check_nickname(fields["nickname"]), rules.check_user_name(fields["user_name"])),
        "user_email": rules.check_address(fields["user_email"]),
        "language": language,
    }
    password = rules.check_password(fields["password"], fields["password2"])
    person["email_key"] = name_key(person["user_email"])
    refuse_taken(store.taken_field(person))
    join_id = f"join:{ObjectId()}"
    codes.send_code({"_id": join_id, **person, "password_hash": passwords.hash_password(password)}, "join_code")
    return join_id


def named(nickname: str, user_name: str) -> Document:
    """Return the names of a person with what they are compared and found by."""
    grams = grams_of_name(nickname, user_name)
    return {"nickname": nickname, "nickname_key": name_key(nickname), "user_name": user_name, "grams": grams}


def refuse_taken(field: str | None) -> None:
    """Refuse a field whose value someone else has."""
    if field:
        raise Refusal(_("Someone has this already: choose another."), field=field)


def resend_code(join_id: str | None) -> None:
    """Mail another code for a join; the one before is dead.

    Raises Refusal: 400 where no such join waits, 429 after too many letters to the address.
    """
    codes.send_code(get_join(join_id), "join_code")


def state_of_join(join_id: str | None) -> str:
    """Return "none" where no such join waits, "failed" where its letter could not be sent, else "sent"."""
    join = store.get_waiting(join_id) if join_id else None
    if join is None:
        return "none"
    return "failed" if has_failed(join["user_email"]) else "sent"


def get_join(join_id: str | None) -> Document:
    """Return a join that waits, or refuse (400)."""
    join = store.get_waiting(join_id) if join_id else None
    if join is None:
        raise Refusal(_("No one is waiting for a code here: join first."), field="code")
    return join


def confirm_join(join_id: str | None, code: str) -> None:
    """Make the person whose join this code confirms.

    Raises Refusal (400): no join waits, the code is wrong or dead, or someone took a name meanwhile.
    """
    join = codes.check_code(get_join(join_id)["_id"], code)
    person = {name: value for name, value in join.items() if name not in OF_THE_CODE}
    person |= {"_id": ObjectId(join["_id"].removeprefix("join:")), "created_at": datetime.now(UTC), "logins": []}
    refuse_taken(store.add_person({**person, "bio": "", "profile_img": None, "background_img": None}))
    store.remove_waiting(join["_id"])


def log_in(user_id: str, password: str) -> tuple[str, str]:
    """Begin a login and return the person's id and the login's secret; refuse (401) with one message for both."""
    person = store.person_by("user_id", user_id)
    if not passwords.is_password(person, password) or person is None:
        raise Refusal(_("User id or password is wrong."), status=401)
    secret = secrets.token_urlsafe(24)
    login = {"id": login_id(secret), "began_at": datetime.now(UTC)}
    store.add_login(person["_id"], login, current_app.config["SESSIONS_PER_PERSON"])
    return str(person["_id"]), secret


def login_id(secret: str) -> str:
    """Return what is kept of a login's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def person_of(person_id: Any, secret: Any) -> Document | None:
    """Return the person whose living login this is, in one query, or None."""
    if not isinstance(secret, str) or not ObjectId.is_valid(person_id or ""):
        return None
    return store.person_with_login(ObjectId(person_id), login_id(secret))


def log_out(person_id: Any, secret: Any) -> None:
    """End a login and close its sockets; ending one that has ended is harmless."""
    if isinstance(secret, str) and ObjectId.is_valid(person_id or ""):
        store.remove_login(ObjectId(person_id), login_id(secret))
        live.close_sockets(live.login_room(login_id(secret)))


def find_person(nickname: str) -> Document:
    """Return the person of this nickname, whatever its case, or refuse (404)."""
    person = store.person_by("nickname_key", name_key(nickname))
    if person is None:
        raise Refusal(_("Nobody here has this nickname."), status=404)
    return person


def public_person(person: Document) -> dict[str, Any]:
    """Return what everyone may know of a person."""
    picture = image_url(person["profile_img"])
    return {"nickname": person["nickname"], "user_name": person["user_name"], "profile_img": picture}


def public_profile(person: Document) -> dict[str, Any]:
    """Return what a person's own page shows of them."""
    background = image_url(person["background_img"])
    return {**public_person(person), "bio": person["bio"], "background_img": background}
