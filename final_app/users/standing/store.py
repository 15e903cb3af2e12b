"""Whether users are still there and may have blocks, as MongoDB has it now."""

from collections.abc import Iterable

from bson import ObjectId

from final_app.memo import OnceARequest
from final_app.schema import User
from final_app.users.store import users


def is_active(*user_oids: ObjectId) -> bool:
    """Return whether all these users exist and none is leaving, to be asked again after what they did is stored."""
    found = list(users().find({"_id": {"$in": list(user_oids)}, "leaving": None}, {"has_blocks": 1}))
    for user in found:
        remember_blocks(user)
    return len(found) == len(set(user_oids))


@OnceARequest
def has_blocks(user_oid: ObjectId) -> bool:
    """Return whether a user may have blocks. Most never had any, so that theirs need no query."""
    return users().find_one({"_id": user_oid, "has_blocks": True}, {"_id": 1}) is not None


def remember_blocks(user: User) -> None:
    """Note whether a user may have blocks, as they have just been read."""
    has_blocks.remember(user.get("has_blocks", False), user["_id"])


def mark_blocks(user_oids: Iterable[ObjectId]) -> None:
    """Store that these users may have blocks."""
    users().update_many({"_id": {"$in": list(user_oids)}}, {"$set": {"has_blocks": True}})
    has_blocks.forget()
