"""Friendships in MongoDB, one document for both users of a pair (schema: Friendship)."""

from collections.abc import Callable
from collections.abc import Collection as Group
from collections.abc import Iterable
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
from final_app.schema import Relation
from final_app.users.store import users

friendships: Callable[[], Collection[Friendship]] = declare(
    "friendships",
    IndexModel([("people", ASCENDING), ("state", ASCENDING), ("at", DESCENDING)]),
)

MANY_FRIENDS = 200
MOST_REMEMBERED = 100  # users; the ids of 5,000 friends take 0.3 MB
remembered: dict[ObjectId, tuple[tuple[int, datetime | None] | None, list[ObjectId]]] = {}  # state and friends


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
    accepted = friendships().update_one(request, change).modified_count == 1
    forget(recipient, sender)
    return accepted


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


def delete_friendship(me: ObjectId, other: ObjectId, expected: Relation | None = None) -> bool:
    """Delete the friendship or request between two users and return whether there was one.

    expected: delete it only if it is this, as the first of them sees it.
    """
    wanted: Document = {"_id": pair_id(me, other)}
    if expected:
        wanted["state"] = "friends" if expected == "friends" else "requested"
    if expected in ("requested", "asked"):
        wanted["asked_by"] = me if expected == "requested" else other
    deleted = friendships().delete_one(wanted).deleted_count == 1
    forget(me, other)
    return deleted


def delete_friendships_of(user_oid: ObjectId) -> None:
    """Delete all friendships and requests of a user."""
    friendships().delete_many({"people": user_oid})
    remembered.clear()


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
    """Return the ids of a user's friends. Those of a user with many are remembered until they change."""
    state = state_of_friends(user_oid) if user_oid in remembered else None
    if state and remembered[user_oid][0] == state:
        return list(remembered[user_oid][1])
    people = friendships().distinct("people", {"people": user_oid, "state": "friends"})
    friends = [one for one in people if one != user_oid]
    if len(friends) > MANY_FRIENDS:
        unchanged = state if state == state_of_friends(user_oid) else None  # None: read again next time
        remembered.pop(user_oid, None)
        remembered[user_oid] = unchanged, friends
        if len(remembered) > MOST_REMEMBERED:
            del remembered[next(iter(remembered))]
    return friends


def forget(*user_oids: ObjectId) -> None:
    """Read the friends of these users anew next time, whatever the clocks say."""
    for user_oid in user_oids:
        remembered.pop(user_oid, None)


def state_of_friends(user_oid: ObjectId) -> tuple[int, datetime | None]:
    """Return what differs when another process changed a user's friends: their number, and when the last became one.

    Both are read from an index alone, so it is much faster than reading the friends.
    """
    wanted = {"people": user_oid, "state": "friends"}
    newest = next(iter(friendships().find(wanted, {"_id": 0, "at": 1}).sort("at", -1).limit(1)), None)
    return friendships().count_documents(wanted), newest["at"] if newest else None


def friends_since(user_oid: ObjectId) -> dict[ObjectId, datetime]:
    """Return the ids of a user's friends, and since when each is one."""
    found = friendships().find({"people": user_oid, "state": "friends"}, {"people": 1, "at": 1})
    return {other: friendship["at"] for friendship in found for other in friendship["people"] if other != user_oid}


def friendships_with(user_oid: ObjectId, others: Iterable[ObjectId]) -> list[Friendship]:
    """Return the friendships and requests between a user and any of these, in one query."""
    return list(friendships().find({"_id": {"$in": [pair_id(user_oid, other) for other in others]}}))


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
