"""The logins of users in MongoDB, in the documents of the users (schema: Login)."""

from collections.abc import Iterable
from datetime import datetime

from bson import ObjectId

from final_app.schema import Login
from final_app.schema import User
from final_app.users.standing.store import remember_blocks
from final_app.users.store import users


def add_login(user_oid: ObjectId, login: Login, at_most: int) -> list[str]:
    """Add a login of a user; above at_most the oldest are deleted, and their ids returned."""
    change = {"$push": {"logins": {"$each": [login], "$slice": -at_most}}}
    before = users().find_one_and_update({"_id": user_oid}, change, {"logins": 1})
    logins = before["logins"] if before else []
    return [one["id"] for one in logins[: max(0, len(logins) + 1 - at_most)]]


def find_user_with_login(user_oid: ObjectId, login_id: str) -> User | None:
    """Return a user if this login of theirs has not ended, in one query, or None."""
    wanted = {"_id": user_oid, "logins.id": login_id, "leaving": None, "suspended": {"$ne": True}}
    user = users().find_one(wanted, {"grams": 0})
    if user:
        remember_blocks(user)
    return user


def set_used(user_oid: ObjectId, login_id: str, now: datetime) -> None:
    """Store when a login was last used."""
    users().update_one({"_id": user_oid, "logins.id": login_id}, {"$set": {"logins.$.used_at": now}})


def delete_logins_except(user_oid: ObjectId, login_ids: Iterable[str]) -> list[str]:
    """Delete all logins of a user except these, and return the ids of the deleted ones."""
    kept = list(login_ids)
    change = {"$pull": {"logins": {"id": {"$nin": kept}}}}
    before = users().find_one_and_update({"_id": user_oid}, change, {"logins": 1})
    return [login["id"] for login in before["logins"] if login["id"] not in kept] if before else []


def delete_login(user_oid: ObjectId, login_id: str) -> None:
    """Delete a login: its cookie is no longer accepted."""
    users().update_one({"_id": user_oid}, {"$pull": {"logins": {"id": login_id}}})
