"""Nicknames that someone gave up, in MongoDB (schema: FreedNickname)."""

import hashlib
from datetime import datetime

from bson import ObjectId

from final_app.text import name_key
from final_app.users.nicknames import nickname_look
from final_app.users.store import freed_nicknames

MOST_FREED = 3  # of one user who stays: renaming again and again must not use up the names


def hold_nickname(nickname: str, owner_id: ObjectId | None, until: datetime) -> None:
    """Keep a nickname that is given up from others until then; owner_id may take it back."""
    key, look = hashes_of(nickname)
    held = {"look": look, "owner_id": owner_id, "forget_at": until}
    freed_nicknames().update_one({"_id": key}, {"$set": held}, upsert=True)
    if owner_id:
        older = freed_nicknames().find({"owner_id": owner_id}, {"_id": 1}).sort("forget_at", -1).skip(MOST_FREED)
        freed_nicknames().delete_many({"_id": {"$in": [one["_id"] for one in older]}})


def disown_nicknames(owner_id: ObjectId) -> None:
    """Delete whose the nicknames were that a user gave up before leaving."""
    freed_nicknames().update_many({"owner_id": owner_id}, {"$set": {"owner_id": None}})


def is_held(nickname: str, own_id: ObjectId | None, now: datetime) -> bool:
    """Return whether another user gave up this nickname, or one that looks the same, not long ago."""
    key, look = hashes_of(nickname)
    found = freed_nicknames().find({"$or": [{"_id": key}, {"look": look}], "forget_at": {"$gt": now}})
    return any(own_id is None or one["owner_id"] != own_id for one in found)


def hashes_of(nickname: str) -> list[str]:
    """Return the hashes of a nickname as it is compared, and of what it looks like."""
    return [hashlib.sha256(text.encode()).hexdigest() for text in (name_key(nickname), nickname_look(nickname))]
