"""Users and pending verifications in MongoDB (schema: User, PendingVerification)."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import DESCENDING
from pymongo import IndexModel
from pymongo import ReturnDocument
from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import declare
from final_app.db import upgrade
from final_app.schema import FreedNickname
from final_app.schema import PendingVerification
from final_app.schema import User
from final_app.users.nicknames import nickname_look

UNIQUE_FIELDS = {"user_id": "user_id", "nickname_key": "nickname", "email_key": "user_email"}

users: Callable[[], Collection[User]] = declare(
    "people",
    IndexModel([("user_id", ASCENDING)], unique=True),
    IndexModel([("nickname_key", ASCENDING)], unique=True),
    IndexModel([("email_key", ASCENDING)], unique=True),
    IndexModel([("nickname_look", ASCENDING)]),
    IndexModel([("grams", ASCENDING), ("nickname_key", ASCENDING)]),
    IndexModel([("leaving", ASCENDING)], sparse=True),
    IndexModel([("moderator", ASCENDING)], sparse=True),
    IndexModel([("roster_name", ASCENDING)], sparse=True),
    IndexModel([("suspended", ASCENDING)], sparse=True),
)
pending_verifications: Callable[[], Collection[PendingVerification]] = declare(
    "waiting",
    IndexModel([("forget_at", ASCENDING)], expireAfterSeconds=0),
)
freed_nicknames: Callable[[], Collection[FreedNickname]] = declare(
    "freed_nicknames",
    IndexModel([("forget_at", ASCENDING)], expireAfterSeconds=0),
    IndexModel([("look", ASCENDING)]),
    IndexModel([("owner_id", ASCENDING), ("forget_at", DESCENDING)]),
)


@upgrade
def note_looks() -> None:
    """Store what the nickname of each user of an earlier version looks like."""
    found = users().find({"nickname_look": None}, {"nickname": 1})
    changes = [
        UpdateOne({"_id": user["_id"]}, {"$set": {"nickname_look": nickname_look(user["nickname"])}}) for user in found
    ]
    if changes:
        users().bulk_write(changes, ordered=False)


def save_pending(pending: PendingVerification) -> None:
    """Save a pending verification in the place of an earlier one with the same id."""
    pending_verifications().replace_one({"_id": pending["_id"]}, pending, upsert=True)


def get_pending(pending_id: str) -> PendingVerification | None:
    """Return a pending verification, or None."""
    return pending_verifications().find_one({"_id": pending_id})


def consume_attempt(pending_id: str, max_attempts: int, now: datetime) -> PendingVerification | None:
    """Count one attempt at a code and return its verification; None if the code has expired or had too many."""
    valid = {"_id": pending_id, "tries": {"$lt": max_attempts}, "code_until": {"$gt": now}}
    change = {"$inc": {"tries": 1}}
    return pending_verifications().find_one_and_update(valid, change, return_document=ReturnDocument.AFTER)


def delete_pending(pending_id: str) -> bool:
    """Delete a pending verification; return whether there was one."""
    return pending_verifications().delete_one({"_id": pending_id}).deleted_count == 1


def insert_user(user: User) -> str | None:
    """Insert a user and return None, or insert nothing and return the field whose value is taken."""
    try:
        users().insert_one(user)
    except DuplicateKeyError:
        return taken_field(user) or "user_id"
    return None


def taken_field(values: Mapping[str, Any]) -> str | None:
    """Return the first unique field of these whose value another user has, or None."""
    keys = (key for key in UNIQUE_FIELDS if key in values)
    return next((UNIQUE_FIELDS[key] for key in keys if users().find_one({key: values[key]}, {"_id": 1})), None)


def look_is_taken(look: str, own_id: ObjectId | None) -> bool:
    """Return whether another user has a nickname that looks like this, as nickname_look gives it."""
    return users().find_one({"nickname_look": look, "_id": {"$ne": own_id}}, {"_id": 1}) is not None


def find_user_by(key: str, value: str) -> User | None:
    """Return the user whose unique key (user_id, nickname_key or email_key) has this value, or None."""
    return users().find_one({key: value, "leaving": None})


def users_by_id(user_oids: Iterable[ObjectId]) -> dict[ObjectId, User]:
    """Return users by their ids, in one query."""
    wanted = {"_id": {"$in": list(set(user_oids))}, "leaving": None}
    return {user["_id"]: user for user in users().find(wanted, {"logins": 0, "grams": 0})}


def users_by_nickname(nickname_keys: Iterable[str]) -> list[User]:
    """Return users by their nicknames, given as name_key returns them, in one query."""
    return list(users().find({"nickname_key": {"$in": list(nickname_keys)}, "leaving": None}))


def profile_pictures(user_oids: Iterable[ObjectId]) -> set[ObjectId]:
    """Return the pictures that the profiles of these users show."""
    found = users().find({"_id": {"$in": list(user_oids)}}, {"profile_img": 1, "background_img": 1})
    shown = (picture for user in found for picture in (user.get("profile_img"), user.get("background_img")))
    return {picture for picture in shown if picture}


def shows_picture(user_oid: ObjectId, image_id: ObjectId) -> bool:
    """Return whether the profile of a user who is not leaving has this picture."""
    places: list[Document] = [{"profile_img": image_id}, {"background_img": image_id}]
    return users().find_one({"_id": user_oid, "leaving": None, "$or": places}, {"_id": 1}) is not None


def has_users() -> bool:
    """Return whether anyone has signed up."""
    return users().find_one({}, {"_id": 1}) is not None


def moderator_ids() -> list[ObjectId]:
    """Return the ids of all moderators."""
    return [user["_id"] for user in users().find({"moderator": True, "leaving": None}, {"_id": 1})]


def exchange_fields(user_oid: ObjectId, change: Document) -> tuple[User | None, str | None]:
    """Change a user who is not leaving and return them as they were, None if nothing was changed.

    With it comes the field whose value is taken, if that is why. Of several changes at once, each sees the one before.
    """
    try:
        return users().find_one_and_update({"_id": user_oid, "leaving": None}, {"$set": change}), None
    except DuplicateKeyError:
        return None, next(field for key, field in UNIQUE_FIELDS.items() if key in change)


def update_user(user_oid: ObjectId, change: Document) -> str | None:
    """Change a user and return None, or change nothing and return the field whose value is taken."""
    try:
        users().update_one({"_id": user_oid}, {"$set": change})
    except DuplicateKeyError:
        return next(field for key, field in UNIQUE_FIELDS.items() if key in change)
    return None


def users_pending_deletion() -> list[User]:
    """Return the users whose accounts are being deleted."""
    return list(users().find({"leaving": True}))


def delete_user(user_oid: ObjectId) -> None:
    """Delete a user."""
    users().delete_one({"_id": user_oid})


def active_moderators() -> list[User]:
    """Return the moderators who can log in."""
    wanted = {"moderator": True, "suspended": {"$ne": True}, "leaving": None}
    return list(users().find(wanted, {"grams": 0, "logins": 0}))


def suspended_users() -> list[User]:
    """Return the suspended users, by nickname."""
    found = users().find({"suspended": True, "leaving": None}, {"grams": 0, "logins": 0})
    return sorted(found, key=lambda user: user["nickname_key"])
