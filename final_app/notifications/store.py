"""Notifications in MongoDB, one a cause (schema: Notification, NotificationNumber)."""

import hashlib
from collections.abc import Callable
from collections.abc import Sequence
from typing import Any

from bson import ObjectId
from flask import current_app
from pymongo import ASCENDING
from pymongo import DESCENDING
from pymongo import IndexModel
from pymongo import UpdateOne
from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from final_app.db import Document
from final_app.db import declare
from final_app.db import unwaited
from final_app.db import upgrade
from final_app.schema import Notification
from final_app.schema import NotificationNumber

notifications: Callable[[], Collection[Notification]] = declare(
    "notices",
    IndexModel([("recipient_id", ASCENDING), ("cause", ASCENDING)], unique=True),
    IndexModel([("recipient_id", ASCENDING), ("number", DESCENDING)], unique=True),
    IndexModel([("recipient_id", ASCENDING), ("read", ASCENDING)]),
    IndexModel([("post_id", ASCENDING)]),
    IndexModel([("comment_id", ASCENDING)]),
    IndexModel([("actor_id", ASCENDING)]),
)
numbers: Callable[[], Collection[NotificationNumber]] = declare("notice_numbers")
# A process without others reserves numbers, and keeps by recipient the last one used and the last one reserved: so it
# neither reads nor writes the number each time.
RESERVED = 100
MOST_KNOWN = 10_000
known_numbers: dict[ObjectId, tuple[int, int]] = {}


@upgrade
def number_notifications() -> None:
    """Give each notification of version 0.1 its number, which is the end of its id."""
    unnumbered = notifications().find({"number": None}, {"_id": 1})
    numbered = [(one["_id"], int.from_bytes(one["_id"].binary[8:], "big")) for one in unnumbered]
    changes = [UpdateOne({"_id": key}, {"$set": {"number": number}}) for key, number in numbered]
    if changes:
        notifications().bulk_write(changes, ordered=False)


def public_id(recipient_id: ObjectId, number: int) -> ObjectId:
    """Return the id by which clients know a notification: no other user has it, and it grows with the number."""
    return ObjectId(hashlib.sha256(recipient_id.binary).digest()[:8] + number.to_bytes(4, "big"))


def number_of(recipient_id: ObjectId, notification_id: ObjectId) -> int:
    """Return the number of a user's notification by its public id.

    Of any other id: the number of no notification, below or above all of them, as the id sorts.
    """
    number = int.from_bytes(notification_id.binary[8:], "big")
    if notification_id == public_id(recipient_id, number):
        return number
    return 0 if notification_id < public_id(recipient_id, 0) else 2**32


def insert_notification(notification: Notification, wait: bool = True) -> bool:
    """Store a notification with its number, unless its recipient has one of the same cause; return whether it is new.

    A number is used only once no lower one will be. So a client that has seen a notification has missed none before
    it, whichever process stored it and whatever the clocks say.
    wait: for the journal; if not, the caller's next write must.
    """
    recipient_id = notification["recipient_id"]
    stored = notifications() if wait else unwaited(notifications())
    number = last_number(recipient_id) + 1
    while True:
        try:
            stored.insert_one({**notification, "number": number})
        except DuplicateKeyError:  # a notification has the same cause, or the same number: then look again
            if notifications().find_one({"recipient_id": recipient_id, "cause": notification["cause"]}, {"_id": 1}):
                return False
            number += 1
            continue
        note_used(recipient_id, number)
        notification["number"] = number
        return True


def last_number(recipient_id: ObjectId) -> int:
    """Return the number of a user's last notification, even if it has been deleted."""
    if recipient_id in known_numbers:
        return known_numbers[recipient_id][0]
    found = numbers().find_one({"_id": recipient_id})
    return found["last"] if found else 0


def note_used(recipient_id: ObjectId, number: int) -> None:
    """Note the number of a new notification, where other processes or the next start look for it."""
    used, reserved = known_numbers.get(recipient_id, (0, 0))
    is_alone = not current_app.config["REDIS_URL"]
    if number >= reserved:
        reserved = number + RESERVED if is_alone else number
        unwaited(numbers()).update_one({"_id": recipient_id}, {"$max": {"last": reserved}}, upsert=True)
    if is_alone:
        if len(known_numbers) >= MOST_KNOWN:
            known_numbers.clear()
        known_numbers[recipient_id] = (max(used, number), reserved)


def trim(recipient_id: ObjectId, at_most: int) -> None:
    """Delete the oldest notifications of a user above at_most."""
    newest = notifications().find({"recipient_id": recipient_id}, {"_id": 0, "number": 1}).sort("number", -1)
    too_old = list(newest.skip(at_most).limit(1))
    if too_old:
        notifications().delete_many({"recipient_id": recipient_id, "number": {"$lte": too_old[0]["number"]}})


def newest_notifications(recipient_id: ObjectId, before: int | None, limit: int) -> list[Notification]:
    """Return a user's newest notifications with numbers below before, newest first."""
    wanted: Document = {"recipient_id": recipient_id}
    if before is not None:
        wanted["number"] = {"$lt": before}
    return list(notifications().find(wanted).sort("number", -1).limit(limit))


def notifications_since(recipient_id: ObjectId, after: int) -> list[Notification]:
    """Return all notifications of a user with numbers above after, oldest first."""
    return list(notifications().find({"recipient_id": recipient_id, "number": {"$gt": after}}).sort("number", 1))


def count_unread(recipient_id: ObjectId) -> int:
    """Return how many notifications of a user are unread."""
    unread = notifications().find({"recipient_id": recipient_id, "read": False}, {"_id": 0, "read": 1})
    return len(list(unread))  # from the index alone; a single count takes MongoDB and PyMongo twice as long


def mark_read(recipient_id: ObjectId, some: Sequence[int] | None) -> None:
    """Mark a user's notifications with these numbers as read; None marks all."""
    wanted: Document = {"recipient_id": recipient_id, "read": False}
    if some is not None:
        wanted["number"] = {"$in": list(some)}
    notifications().update_many(wanted, {"$set": {"read": True}})


def mark_read_where(recipient_id: ObjectId, **fields: Any) -> bool:
    """Mark a user's unread notifications whose fields have these values as read, and return whether there were any."""
    unread = {"recipient_id": recipient_id, "read": False, **fields}
    if not notifications().find_one(unread, {"_id": 1}):  # much faster than a write that changes nothing
        return False
    return notifications().update_many(unread, {"$set": {"read": True}}).modified_count > 0


def set_text(post_id: ObjectId, comment_id: ObjectId | None, text: str) -> None:
    """Set the excerpt in all notifications about a post itself or, given its id, about a comment on it."""
    notifications().update_many({"post_id": post_id, "comment_id": comment_id}, {"$set": {"text": text}})


def delete_notifications(**fields: Any) -> int:
    """Delete the notifications whose fields have these values, and return how many there were."""
    return notifications().delete_many(fields).deleted_count


def delete_notifications_except(post_id: ObjectId, recipient_ids: Sequence[ObjectId]) -> None:
    """Delete the notifications about a post, except those of these recipients, who may still see it."""
    notifications().delete_many({"post_id": post_id, "recipient_id": {"$nin": list(recipient_ids)}})


def notified_post_ids(recipient_id: ObjectId) -> list[ObjectId]:
    """Return the ids of the posts that a user's notifications are about."""
    found = notifications().find({"recipient_id": recipient_id, "post_id": {"$ne": None}}, {"post_id": 1})
    return [one["post_id"] for one in found if one["post_id"]]


def delete_notifications_about(comment_ids: Sequence[ObjectId]) -> None:
    """Delete the notifications about these comments."""
    notifications().delete_many({"comment_id": {"$in": list(comment_ids)}})


def delete_notifications_to(recipient_id: ObjectId) -> None:
    """Delete all notifications of a user, and their last number."""
    notifications().delete_many({"recipient_id": recipient_id})
    numbers().delete_one({"_id": recipient_id})
