"""Who is online, in MongoDB: one document a user and server process (schema: Presence)."""

from collections.abc import Callable
from collections.abc import Collection as Group
from collections.abc import Iterator
from datetime import datetime

from bson import ObjectId
from pymongo import ASCENDING
from pymongo import IndexModel
from pymongo import WriteConcern
from pymongo.collection import Collection

from final_app.db import declare
from final_app.schema import Presence

declared: Callable[[], Collection[Presence]] = declare(
    "online",
    IndexModel([("person_id", ASCENDING)]),
    IndexModel([("process", ASCENDING)]),
    IndexModel([("seen_at", ASCENDING)]),
)


def presences() -> Collection[Presence]:
    """Return the collection, written without waiting for the journal: a crash ends all presence anyway."""
    return declared().with_options(write_concern=WriteConcern(w=1))


def record_online(user_oid: ObjectId, process: str, now: datetime) -> None:
    """Record that a user has pages open with a process."""
    key = f"{user_oid}:{process}"
    presences().replace_one(
        {"_id": key}, {"_id": key, "person_id": user_oid, "process": process, "seen_at": now}, upsert=True
    )


def record_offline(user_oid: ObjectId, process: str) -> None:
    """Record that a user has no page open with a process."""
    presences().delete_one({"_id": f"{user_oid}:{process}"})


def delete_presence(user_oid: ObjectId) -> None:
    """Delete what is recorded of a user."""
    presences().delete_many({"person_id": user_oid})


def online_among(user_oids: Group[ObjectId], cutoff: datetime) -> set[ObjectId]:
    """Return which of these users are online with a process whose last heartbeat is after the cutoff."""
    found = presences().find({"person_id": {"$in": list(user_oids)}, "seen_at": {"$gt": cutoff}}, {"person_id": 1})
    return {one["person_id"] for one in found}


def record_heartbeat(process: str, now: datetime) -> None:
    """Record that a process is alive, for all users who are online with it."""
    presences().update_many({"process": process}, {"$set": {"seen_at": now}})


def expire_stale(cutoff: datetime) -> Iterator[ObjectId]:
    """Delete what dead processes recorded, and yield the id of each user; concurrent callers get different ones."""
    while stale := presences().find_one_and_delete({"seen_at": {"$lte": cutoff}}):
        yield stale["person_id"]
