"""Friendships in MongoDB, one document for both users of a pair (schema.py: Friendship)."""

from collections.abc import Callable
from collections.abc import Collection as Group
from datetime import datetime

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import DESCENDING
from pymongo import IndexModel
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import aggregate
from final_app.db import declare
from final_app.schema import Friendship
from final_app.users.store import users

friendships: Callable[[], Collection[Friendship]] = declare(
    "friendships",
    IndexModel([("people", ASCENDING), ("state", ASCENDING), ("at", DESCENDING)]),
)


def pair_id(one: ObjectId, other: ObjectId) -> str:
    """Return the id of the document that two users share."""
    return ":".join(sorted((str(one), str(other))))


def get_friendship(one: ObjectId, other: ObjectId) -> Friendship | None:
    """Return the friendship or request between two users, or None."""
    return friendships().find_one({"_id": pair_id(one, other)})


def accept_request(recipient: ObjectId, sender: ObjectId, now: datetime) -> bool:
    """Turn the sender's request into a friendship; return whether there was one."""
    request = {"_id": pair_id(recipient, sender), "state": "requested", "asked_by": sender}
    change = {"$set": {"state": "friends", "at": now}}
    return friendships().update_one(request, change).modified_count == 1


def insert_request(sender: ObjectId, recipient: ObjectId, now: datetime) -> bool:
    """Store a request if there is nothing between the two; return whether it is new."""
    pair = [sender, recipient]
    try:
        friendships().insert_one(
            {"_id": pair_id(*pair), "people": pair, "state": "requested", "asked_by": sender, "at": now}
        )
    except DuplicateKeyError:
        return False
    return True


def delete_friendship(one: ObjectId, other: ObjectId) -> None:
    """Delete the friendship or request between two users."""
    friendships().delete_one({"_id": pair_id(one, other)})


def delete_friendships_of(user_oid: ObjectId) -> None:
    """Delete all friendships and requests of a user."""
    friendships().delete_many({"people": user_oid})


def delete_without_user() -> int:
    """Delete the friendships and requests of users who no longer exist, and return how many there were."""
    stages: list[Document] = [
        {"$unwind": "$people"},
        {"$group": {"_id": "$people"}},
        {"$lookup": {"from": users().name, "localField": "_id", "foreignField": "_id", "as": "user"}},
        {"$match": {"user": []}},
    ]
    gone = [row["_id"] for row in aggregate(friendships(), stages)]
    return friendships().delete_many({"people": {"$in": gone}}).deleted_count if gone else 0


def friend_ids(user_oid: ObjectId) -> list[ObjectId]:
    """Return the ids of a user's friends."""
    return list(friends_since(user_oid))


def friends_since(user_oid: ObjectId) -> dict[ObjectId, datetime]:
    """Return the ids of a user's friends, and since when each is one."""
    found = friendships().find({"people": user_oid, "state": "friends"}, {"people": 1, "at": 1})
    return {other: friendship["at"] for friendship in found for other in friendship["people"] if other != user_oid}


def friendships_of(user_oid: ObjectId) -> list[Friendship]:
    """Return all friendships and requests of a user."""
    return list(friendships().find({"people": user_oid}))


def requests_of(user_oid: ObjectId) -> list[Friendship]:
    """Return the requests to and from a user, newest first."""
    return list(friendships().find({"people": user_oid, "state": "requested"}).sort("at", -1))


def friends_of_friends(friends: Group[ObjectId], without: Group[ObjectId], limit: int) -> list[tuple[ObjectId, int]]:
    """Return friends of these friends with the number of friends in common, most first, in one query."""
    found = aggregate(
        friendships(),
        [
            {"$match": {"people": {"$in": list(friends)}, "state": "friends"}},
            {"$unwind": "$people"},
            {"$match": {"people": {"$nin": [*friends, *without]}}},
            {"$group": {"_id": "$people", "in_common": {"$sum": 1}}},
            {"$sort": {"in_common": -1, "_id": 1}},
            {"$limit": limit},
        ],
    )
    return [(row["_id"], row["in_common"]) for row in found]
