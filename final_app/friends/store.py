"""Friendships in MongoDB: one document a pair, so that both sides are one fact; and who is online.

friendships: {_id: "<smaller id>:<larger id>", people: [id, id], state: "requested" or "friends", asked_by, at}.
online: {_id: "<person id>:<process>", person_id, process, seen_at}: a person has pages open with a process.
"""

from collections.abc import Collection
from collections.abc import Iterator
from datetime import datetime

from bson import ObjectId
from pymongo import WriteConcern
from pymongo.collection import Collection as MongoCollection
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
    """Leave nothing between a person and anyone; they are online no more."""
    get_db().friendships.delete_many({"people": person_id})
    online().delete_many({"person_id": person_id})


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


def online() -> MongoCollection[Document]:
    """Return the notes of who is online, written without waiting for the journal: a crash makes them void anyway."""
    return get_db().get_collection("online", write_concern=WriteConcern(w=1))


def note_online(person_id: ObjectId, process: str, now: datetime) -> None:
    """Note that a person has pages open with a process."""
    note = {"person_id": person_id, "process": process, "seen_at": now}
    online().replace_one({"_id": f"{person_id}:{process}"}, note, upsert=True)


def note_offline(person_id: ObjectId, process: str) -> None:
    """Note that a person has no page open with a process any more."""
    online().delete_one({"_id": f"{person_id}:{process}"})


def online_among(person_ids: Collection[ObjectId], since: datetime) -> set[ObjectId]:
    """Return who of these people is online, with any process that gave a sign of life since then."""
    found = online().find({"person_id": {"$in": list(person_ids)}, "seen_at": {"$gt": since}}, {"person_id": 1})
    return {note["person_id"] for note in found}


def note_alive(process: str, now: datetime) -> None:
    """Give a sign of life of a process, for all who are online with it."""
    online().update_many({"process": process}, {"$set": {"seen_at": now}})


def forget_silent(since: datetime) -> Iterator[ObjectId]:
    """Forget who is online with processes that gave no sign of life since then, and yield each, to one caller only."""
    while note := online().find_one_and_delete({"seen_at": {"$lte": since}}):
        yield note["person_id"]
