"""What happens when someone joins, logs in and logs out; no request in it."""

import hashlib
import hmac
import secrets
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from functools import cache
from typing import Any

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _
from werkzeug.security import check_password_hash
from werkzeug.security import generate_password_hash

from final_app import live
from final_app.auth import rules
from final_app.auth import store
from final_app.db import Document
from final_app.errors import Refusal
from final_app.letters.actions import send_letter
from final_app.text import name_key


def ask_to_join(fields: dict[str, str], language: str) -> str:
    """Check what a newcomer typed, keep it until their code comes, mail the code, and return the join's id.

    fields: user_id, nickname, user_name, user_email, password, password2.
    Raises Refusal naming the field: 400 where one is bad or taken, 429 after too many letters to the address.
    """
    person = {
        "user_id": rules.check_user_id(fields["user_id"]),
        "nickname": rules.check_nickname(fields["nickname"]),
        "user_name": rules.check_user_name(fields["user_name"]),
        "user_email": rules.check_address(fields["user_email"]),
        "language": language,
    }
    password = rules.check_password(fields["password"], fields["password2"])
    person["nickname_key"] = name_key(person["nickname"])
    person["email_key"] = name_key(person["user_email"])
    refuse_taken(store.taken_field(person))
    now = datetime.now(UTC)
    join = {"_id": ObjectId(), **person, "password_hash": hash_password(password), "created_at": now}
    store.add_join({**join, "tries": 0, "code_until": now, "forget_at": now + timedelta(days=1)})
    send_code(join)
    return str(join["_id"])


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    return generate_password_hash(password, current_app.config["HASH_METHOD"])


def refuse_taken(field: str | None) -> None:
    """Refuse a field whose value someone else has."""
    if field:
        raise Refusal(_("Someone has this already: choose another."), field=field)


def resend_code(join_id: str | None) -> None:
    """Mail another code for a join; the one before is dead.

    Raises Refusal: 400 where no such join waits, 429 after too many letters to the address.
    """
    send_code(get_join(join_id))


def get_join(join_id: str | None) -> Document:
    """Return a join that waits, or refuse (400)."""
    join = store.get_join(ObjectId(join_id)) if ObjectId.is_valid(join_id or "") else None
    if join is None:
        raise Refusal(_("No one is waiting for a code here: join first."), field="code")
    return join


def send_code(join: Document) -> None:
    """Mail a new code for a join."""
    code = f"{secrets.randbelow(10**6):06}"
    send_letter(join["user_email"], "join_code", join["language"], code=code, user_name=join["user_name"])
    until = datetime.now(UTC) + timedelta(seconds=current_app.config["CODE_SECONDS"])
    store.renew_code(join["_id"], code_hash(join["_id"], code), until)


def code_hash(join_id: ObjectId, code: str) -> str:
    """Return what is kept of a code; without the secret key nobody can tell the code from it."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{join_id}:{code}".encode(), hashlib.sha256).hexdigest()


def confirm_join(join_id: str | None, code: str) -> None:
    """Make the person whose join this code confirms.

    Raises Refusal (400): no join waits, the code is wrong or dead, or someone took a name meanwhile.
    """
    waiting = get_join(join_id)
    join = store.spend_try(waiting["_id"], current_app.config["CODE_TRIES"], datetime.now(UTC))
    if join is None:
        raise Refusal(_("This code is no longer good: have a new one sent."), field="code")
    if not hmac.compare_digest(join["code_hash"], code_hash(join["_id"], code.strip())):
        raise Refusal(_("This is not the code: look at the newest letter."), field="code")
    person = {name: join[name] for name in join if name not in ("code_hash", "code_until", "tries", "forget_at")}
    refuse_taken(store.add_person({**person, "logins": []}))
    store.remove_join(join["_id"])


def log_in(user_id: str, password: str) -> tuple[str, str]:
    """Begin a login and return the person's id and the login's secret; refuse (401) with one message for both."""
    person = store.person_by("user_id", user_id)
    right = check_password_hash(person["password_hash"] if person else nobodys_hash(), password)
    if person is None or not right:
        raise Refusal(_("User id or password is wrong."), status=401)
    secret = secrets.token_urlsafe(24)
    login = {"id": login_id(secret), "began_at": datetime.now(UTC)}
    store.add_login(person["_id"], login, current_app.config["SESSIONS_PER_PERSON"])
    return str(person["_id"]), secret


@cache
def nobodys_hash() -> str:
    """Return a hash that no password fits, so that an unknown user id takes as long as a wrong password."""
    return hash_password(secrets.token_hex())


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
    return {"nickname": person["nickname"], "user_name": person["user_name"], "profile_img": None}
