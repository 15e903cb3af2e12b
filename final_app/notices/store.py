"""Notices in MongoDB, one a cause.

notices: {_id, recipient_id, cause, kind, actor_id, post_id, comment_id, text, created_at, read}.
"""

from collections.abc import Sequence
from typing import Any

from bson import ObjectId
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import get_db


def add_notice(notice: Document) -> bool:
    """Keep a notice unless its recipient has one of the same cause; tell whether it is new."""
    try:
        get_db().notices.insert_one(notice)
    except DuplicateKeyError:
        return False
    return True


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


def remove_notices_of_comments(comment_ids: Sequence[ObjectId]) -> None:
    """Forget the notices of these comments."""
    get_db().notices.delete_many({"comment_id": {"$in": list(comment_ids)}})
