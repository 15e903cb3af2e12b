"""Notices in MongoDB, one a cause, numbered for each person in the order in which they can be read.

notices: {_id, recipient_id, cause, kind, actor_id, post_id, comment_id, text, created_at, read}; _id tells the number.
notice_numbers: {_id: recipient_id, last}, so that no number is given twice when notices are deleted.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from bson import ObjectId
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import get_db


def add_notice(notice: Document) -> Document | None:
    """Keep a notice unless its recipient has one of the same cause; return it with its id, or None.

    A number is tried only when the one before it is there, so that whoever has seen a notice has missed none before it,
    whichever process keeps it and whatever its clock says.
    """
    recipient_id = notice["recipient_id"]
    known = {"recipient_id": recipient_id, "cause": notice["cause"]}
    number = last_number(recipient_id)
    while not get_db().notices.find_one(known, {"_id": 1}):
        number += 1
        numbered = {"_id": notice_id(recipient_id, number), **notice}
        try:
            get_db().notices.insert_one(numbered)
        except DuplicateKeyError:  # another one came in between: look again
            continue
        get_db().notice_numbers.update_one({"_id": recipient_id}, {"$max": {"last": number}}, upsert=True)
        return numbered
    return None


def last_number(recipient_id: ObjectId) -> int:
    """Return the number of the last notice that a person got, be it there or not."""
    found = get_db().notice_numbers.find_one({"_id": recipient_id})
    return found["last"] if found else 0


def notice_id(recipient_id: ObjectId, number: int) -> ObjectId:
    """Return the id of a person's notice of this number: unlike all others, and greater than those before it."""
    return ObjectId(hashlib.sha256(recipient_id.binary).digest()[:8] + number.to_bytes(4, "big"))


def trim(recipient_id: ObjectId, at_most: int) -> None:
    """Forget the oldest notices of a person where there are too many."""
    newest = get_db().notices.find({"recipient_id": recipient_id}, {"_id": 1}).sort("_id", -1)
    too_old = list(newest.skip(at_most).limit(1))
    if too_old:
        get_db().notices.delete_many({"recipient_id": recipient_id, "_id": {"$lte": too_old[0]["_id"]}})


def newest_notices(recipient_id: ObjectId, before: ObjectId | None, limit: int) -> list[Document]:
    """Return a person's newest notices, older than before, newest first."""
    wanted: Document = {"recipient_id": recipient_id}
    if before:
        wanted["_id"] = {"$lt": before}
    return list(get_db().notices.find(wanted).sort("_id", -1).limit(limit))


def notices_since(recipient_id: ObjectId, after: ObjectId) -> list[Document]:
    """Return all notices of a person that are newer than after, oldest first."""
    return list(get_db().notices.find({"recipient_id": recipient_id, "_id": {"$gt": after}}).sort("_id", 1))


def count_unread(recipient_id: ObjectId) -> int:
    """Return how many notices of a person are unread; bounded, as notices are."""
    return get_db().notices.count_documents({"recipient_id": recipient_id, "read": False})


def mark_read(recipient_id: ObjectId, notice_ids: Sequence[ObjectId] | None) -> None:
    """Mark a person's own notices among these as read; None means all."""
    wanted: Document = {"recipient_id": recipient_id, "read": False}
    if notice_ids is not None:
        wanted["_id"] = {"$in": list(notice_ids)}
    get_db().notices.update_many(wanted, {"$set": {"read": True}})


def remove_notices(**fields: Any) -> int:
    """Forget the notices whose fields have these values, and return how many there were."""
    return get_db().notices.delete_many(fields).deleted_count


def remove_notices_but_of(post_id: ObjectId, recipient_ids: Sequence[ObjectId]) -> None:
    """Forget the notices about a post but of these people, who may still see it."""
    get_db().notices.delete_many({"post_id": post_id, "recipient_id": {"$nin": list(recipient_ids)}})


def posts_told_of(recipient_id: ObjectId) -> list[ObjectId]:
    """Return the ids of the posts that a person's notices are about; bounded, as notices are."""
    found = get_db().notices.find({"recipient_id": recipient_id, "post_id": {"$ne": None}}, {"post_id": 1})
    return [notice["post_id"] for notice in found]


def remove_notices_of_comments(comment_ids: Sequence[ObjectId]) -> None:
    """Forget the notices of these comments."""
    get_db().notices.delete_many({"comment_id": {"$in": list(comment_ids)}})


def remove_notices_to(recipient_id: ObjectId) -> None:
    """Forget all that was ever told to a person."""
    get_db().notices.delete_many({"recipient_id": recipient_id})
    get_db().notice_numbers.delete_one({"_id": recipient_id})
