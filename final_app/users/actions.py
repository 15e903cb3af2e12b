"""Login and logout, and the public shapes of a user."""

import hashlib
import secrets
from datetime import UTC
from datetime import datetime
from typing import Any

from bson import ObjectId
from flask import current_app
from flask_babel import lazy_gettext as _

from final_app import realtime
from final_app.errors import MESSAGES
from final_app.errors import AppError
from final_app.errors import NotFound
from final_app.media.actions import image_url
from final_app.schema import Login
from final_app.schema import User
from final_app.text import name_key
from final_app.users import nicknames
from final_app.users import passwords
from final_app.users import store
from final_app.users.logins import devices
from final_app.users.logins import store as login_store
from final_app.users.logins.actions import note_use
from final_app.users.moderators import is_moderator
from final_app.users.standing.store import is_active
from final_app.users.suspension import raise_if_suspended

LONGEST_LOGIN = 300  # characters of a username or an email address, with spaces around it
NO_ONE = _("No one uses this nickname.")


def log_in(username: str, password: str, user_agent: str = "") -> tuple[User, str]:
    """Start a login and return the user and the login's secret, for the session.

    user_agent: what the browser says of itself, for the list of logins.
    Raises AppError (401) with the same message for an unknown username and a wrong password, Forbidden if suspended.
    """
    user = find_by_login(username)
    if not passwords.verify_password(user, password) or user is None:
        raise AppError(_("Wrong username or password."), status=401)
    raise_if_suspended(user)
    return user, start_login(user, user_agent)


def start_login(user: User, user_agent: str) -> str:
    """Start a login of a user and return its secret; the oldest one ends if there are too many."""
    secret = secrets.token_urlsafe(24)
    login_id = hash_login(secret)
    now = datetime.now(UTC)
    login: Login = {"id": login_id, "began_at": now, "used_at": now, **devices.describe(user_agent)}
    for ended in login_store.add_login(user["_id"], login, current_app.config["LOGINS_PER_USER"]):
        realtime.disconnect_room(realtime.login_room(ended))
    return secret


def find_by_login(typed: str) -> User | None:
    """Return the user with this username or email address, whatever its case and the spaces around it, or None."""
    key = login_key(typed)
    return store.find_user_by("email_key" if "@" in key else "user_id", key)


def login_key(typed: str) -> str:
    """Return the form in which usernames and email addresses are compared; "" for what is too long to be one.

    Spaces and invisible characters around it do not count.
    """
    return name_key(nicknames.AROUND.sub("", typed)) if len(typed) <= LONGEST_LOGIN else ""


def hash_login(secret: str) -> str:
    """Return the id of a login: the hash of its secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def authenticate(user_oid: Any, secret: Any) -> User | None:
    """Return the user of a session whose login has not ended, in one query, or None; note that it is being used."""
    if not isinstance(secret, str) or not ObjectId.is_valid(user_oid or ""):
        return None
    login_id = hash_login(secret)
    user = login_store.find_user_with_login(ObjectId(user_oid), login_id)
    if user:
        note_use(user, login_id)
    return user


def log_out(user_oid: Any, secret: Any) -> None:
    """End a login and disconnect its sockets; harmless if it has ended already."""
    if isinstance(secret, str) and ObjectId.is_valid(user_oid or ""):
        login_store.delete_login(ObjectId(user_oid), hash_login(secret))
        realtime.disconnect_room(realtime.login_room(hash_login(secret)))


def get_user(nickname: str) -> User:
    """Return the user with this nickname, in any case, also written as a mention; raises NotFound."""
    nickname = nickname.removeprefix("@")
    may_exist = len(nickname) <= nicknames.MOST_CHARACTERS  # normalising a long text would take long
    user = store.find_user_by("nickname_key", name_key(nickname)) if may_exist else None
    if user is None:
        raise NotFound(NO_ONE)
    return user


def raise_if_gone(user: User) -> None:
    """Raise AppError (401) if a user has left since their request began; what takes long asks before it stores."""
    if not is_active(user["_id"]):
        raise AppError(MESSAGES[401], status=401)


def public_user(user: User) -> dict[str, Any]:
    """Return {"nickname", "user_name", "profile_img"}, and "moderator" for one: what every user may see of another."""
    facts: dict[str, Any] = {"moderator": True} if is_moderator(user) else {}
    picture = image_url(user["profile_img"])
    return {"nickname": user["nickname"], "user_name": user["user_name"], "profile_img": picture, **facts}


def public_profile(user: User) -> dict[str, Any]:
    """Return what a user's page shows of them: public_user with "bio" and "background_img"."""
    background = image_url(user["background_img"])
    return {**public_user(user), "bio": user["bio"], "background_img": background}
