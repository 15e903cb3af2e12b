"""Join with the class code, and tell the moderators who did."""

import hmac
from collections.abc import Mapping
from typing import Any

from bson import ObjectId
from flask import current_app

from final_app import realtime
from final_app.errors import NotFound
from final_app.errors import check_all
from final_app.joining import codes
from final_app.joining import store
from final_app.schema import User
from final_app.users import passwords
from final_app.users import signup
from final_app.users.actions import public_user
from final_app.users.forms import check_form
from final_app.users.forms import check_optional_email
from final_app.users.moderators import set_moderator
from final_app.users.store import insert_user
from final_app.users.store import moderator_ids

SHOWN = 200  # users on the page of the class


def join_class(fields: Mapping[str, str], language: str, address: str) -> User:
    """Create a user with the class code, at once and without an email, and return them.

    fields: class_code and those of the sign-up form; user_email may be empty.
    Raises ValidationError naming every invalid field or, where all are valid, every taken name; AppError (429) after
    too many wrong codes from this address.
    """
    _code, form = check_all(
        lambda: codes.check_class_code(fields["class_code"], address),
        lambda: check_form(fields, check_optional_email),
    )
    signup.check_free_names(form)
    user = signup.new_user(
        ObjectId(),
        username=form["user_id"],
        names=signup.name_fields(form["nickname"], form["user_name"]),
        email=form["user_email"],
        password_hash=passwords.hash_password(form["password"]),
        language=language,
    )
    signup.raise_if_taken(insert_user(user))
    announce_change()
    return user


def announce_change() -> None:
    """Tell the open pages of the class, which are moderators' only, that someone joined or the code changed."""
    rooms = [realtime.user_room(moderator_id) for moderator_id in moderator_ids()]
    realtime.emit_to(rooms, "class_changed", {"count": store.count_users()})


def class_facts() -> dict[str, Any]:
    """Return {"class_code", "state", "people", "count"}; state tells how people join: "open" is by the class code."""
    mode = codes.join_mode()
    return {
        "class_code": codes.spell_code(codes.class_code()["code"]),
        "state": "open" if mode == "code" else mode,
        "people": [public_user(user) for user in store.newest_users(SHOWN)],
        "count": store.count_users(),
    }


def claim_moderation(user: User, key: str) -> None:
    """Make a user with the key of the start the first moderator; raises NotFound for a wrong key or a second one."""
    expected = str(current_app.config["MODERATOR_KEY"])
    if not expected or not hmac.compare_digest(key.encode(errors="replace"), expected.encode()):
        raise NotFound
    current_app.config["MODERATOR_KEY"] = ""  # good once, also for two who come at the same moment
    if moderator_ids():
        raise NotFound
    set_moderator(user["_id"], True)
