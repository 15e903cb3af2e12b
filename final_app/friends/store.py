"""Friendships in MongoDB: one document a pair, so that both sides are one fact.

friendships: {_id: "<smaller id>:<larger id>", people: [id, id], state: "requested" or "friends", asked_by, at}.
"""

from collections.abc import Collection
from datetime import datetime

from bson import ObjectId
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import get_db


def pair_id(one: ObjectId, other: ObjectId) -> str:
    """Return the id of the one document that two people share."""
    return ":".join(sorted((str(one), str(other))))


def get_friendship(one: ObjectId, other: ObjectId) -> Document | None:
    """Return what is between two people, or None."""
    return get_db().friendships.find_one({"_id": pair_id(one, other)})


def accept(me: ObjectId, other: ObjectId, now: datetime) -> bool:
    """Turn the other's request into a friendship; tell whether there was one."""
    asked = {"_id": pair_id(me, other), "state": "requested", "asked_by": other}
    change = {"$set": {"state": "friends", "at": now}}
    return get_db().friendships.update_one(asked, change).modified_count == 1


def ask(me: ObjectId, other: ObjectId, now: datetime) -> bool:
    """Keep my request where there is nothing between us; tell whether it is new."""
    request = {"_id": pair_id(me, other), "people": [me, other], "state": "requested", "asked_by": me, "at": now}
    try:
        get_db().friendships.insert_one(request)
    except DuplicateKeyError:
        return False
    return True


def remove(me: ObjectId, other: ObjectId) -> None:
    """Leave nothing between two people."""
    get_db().friendships.delete_one({"_id": pair_id(me, other)})


def remove_all(person_id: ObjectId) -> None:
    """Leave nothing between a person and anyone."""
    get_db().friendships.delete_many({"people": person_id})


def friend_ids(person_id: ObjectId) -> list[ObjectId]:
    """Return the ids of a person's friends."""
    return list(friends_since(person_id))


def friends_since(person_id: ObjectId) -> dict[ObjectId, datetime]:
    """Return the ids of a person's friends, and since when each is one."""
    found = get_db().friendships.find({"people": person_id, "state": "friends"}, {"people": 1, "at": 1})
    return {other: friendship["at"] for friendship in found for other in friendship["people"] if other != person_id}


def friendships_of(person_id: ObjectId) -> list[Document]:
    """Return all that is between a person and others."""
    return list(get_db().friendships.find({"people": person_id}))


def requests_of(person_id: ObjectId) -> list[Document]:
    """Return the requests to and from a person, newest first."""
    return list(get_db().friendships.find({"people": person_id, "state": "requested"}).sort("at", -1))


def friends_in_common(
    friends: Collection[ObjectId], without: Collection[ObjectId], limit: int
) -> list[tuple[ObjectId, int]]:
    """Return the people who are friends of these friends, and of how many, most first; in one query."""
    found = get_db().friendships.aggregate(
        [
            {"$match": {"people": {"$in": list(friends)}, "state": "friends"}},
            {"$unwind": "$people"},
            {"$match": {"people": {"$nin": [*friends, *without]}}},
            {"$group": {"_id": "$people", "in_common": {"$sum": 1}}},
            {"$sort": {"in_common": -1, "_id": 1}},
            {"$limit": limit},
        ]
    )
    return [(row["_id"], row["in_common"]) for row in found]
