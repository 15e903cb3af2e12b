"""Notify users of what others do, and list, count and mark their notifications."""

from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import Any

import regex
from bson import ObjectId
from flask import current_app
from flask import url_for

from final_app import realtime
from final_app.blocks.store import may_meet
from final_app.media.actions import image_url
from final_app.notifications import store
from final_app.schema import Notification
from final_app.schema import NotificationKind
from final_app.schema import User
from final_app.text import iso_time
from final_app.users.standing.store import is_active
from final_app.users.store import users_by_id

EVENTS: dict[NotificationKind, str] = {
    "request_friend": "request_notice",
    "accept_friend": "request_notice",
    "like": "like_notice",
    "comment": "comment_notice",
    "reply": "comment_notice",
    "mention": "mention_notice",
    "report": "report_notice",
}
FRIENDSHIP: list[NotificationKind] = ["request_friend", "accept_friend"]
EXCERPT_LENGTH = 80


def notify(recipient_id: ObjectId, kind: NotificationKind, actor: User, cause: str, **about: Any) -> None:
    """Store a notification of what actor did, then push it to its recipient; do nothing if its cause is known.

    about: see record.
    """
    notification = record(recipient_id, kind, actor, cause, **about)
    if notification:
        push(notification, actor)


def record(  # noqa: PLR0913 - these are the facts of a notification
    recipient_id: ObjectId,
    kind: NotificationKind,
    actor: User,
    cause: str,
    *,
    post_id: ObjectId | None = None,
    comment_id: ObjectId | None = None,
    text: str = "",
    wait: bool = True,
) -> Notification | None:
    """Store a notification of what actor did, to be pushed, and return it.

    Returns None if its cause is known, or one of the two has left or blocks the other.

    cause: the same cause makes one notification, however often it happens.
    wait: for the journal; if not, the caller must write something that does before it pushes the notification.
    """
    notification: Notification = {
        "recipient_id": recipient_id,
        "number": 0,  # set when it is stored
        "cause": cause,
        "kind": kind,
        "actor_id": actor["_id"],
        "post_id": post_id,
        "comment_id": comment_id,
        "text": excerpt(text),
        "created_at": datetime.now(UTC),
        "read": False,
    }
    if not store.insert_notification(notification, wait):
        return None
    if not may_meet(recipient_id, actor["_id"]):  # perhaps only just now
        store.delete_notifications(recipient_id=recipient_id, cause=cause)
        if not is_active(recipient_id):
            store.delete_notifications_to(recipient_id)
        return None
    return notification


def excerpt(text: str) -> str:
    """Return the beginning of a text, cut between what one sees as characters: a flag or a family is several.

    >>> excerpt("x" * 79 + "\N{REGIONAL INDICATOR SYMBOL LETTER K}\N{REGIONAL INDICATOR SYMBOL LETTER R}") == "x" * 79
    True
    """
    ends = [one.end() for one in regex.finditer(r"\X", text[: 2 * EXCERPT_LENGTH])]
    return text[: max((end for end in ends if end <= EXCERPT_LENGTH), default=EXCERPT_LENGTH)]


def push(notification: Notification, actor: User) -> None:
    """Send a stored notification to all pages of its recipient, and at times delete their oldest above the limit."""
    recipient_id = notification["recipient_id"]
    most = current_app.config["NOTIFICATIONS_PER_USER"]
    if notification["number"] % max(1, most // 10) == 0:  # not each time: it takes as long as storing one
        store.trim(recipient_id, most)
    room = realtime.user_room(recipient_id)
    if realtime.may_be_heard(room):
        data = {**public_notification(notification, actor), "unread": store.count_unread(recipient_id)}
        realtime.emit_to(room, EVENTS[notification["kind"]], data)


def retract(recipient_id: ObjectId, **fields: object) -> None:
    """Delete notifications of a user by their fields, as what they told of is no longer so."""
    if store.delete_notifications(recipient_id=recipient_id, **fields):
        push_unread(recipient_id)


def change_excerpts(text: str, post_id: ObjectId, comment_id: ObjectId | None = None) -> None:
    """Show a text as it is now in the notifications about it: what was taken out of it is gone from them, too."""
    store.set_text(post_id, comment_id, excerpt(text))


def push_unread(recipient_id: ObjectId) -> int:
    """Send the number of unread notifications to all pages of a user, and return it."""
    unread = store.count_unread(recipient_id)
    realtime.emit_to(realtime.user_room(recipient_id), "notices_read", {"unread": unread})
    return unread


def list_notifications(user: User, before: ObjectId | None, after: ObjectId | None) -> dict[str, Any]:
    """Return {"notices", "unread"}.

    after: all newer notifications, oldest first. before: a page of older ones, newest first; None for the newest.
    """
    if after:
        found = store.notifications_since(user["_id"], store.number_of(user["_id"], after))
    else:
        older_than = store.number_of(user["_id"], before) if before else None
        found = store.newest_notifications(user["_id"], older_than, current_app.config["PAGE_SIZE"])
    actors = users_by_id(one["actor_id"] for one in found)
    shown = [public_notification(one, actors[one["actor_id"]]) for one in found if one["actor_id"] in actors]
    return {"notices": shown, "unread": store.count_unread(user["_id"])}


def count_unread(user: User) -> int:
    """Return how many notifications of a user are unread."""
    return store.count_unread(user["_id"])


def mark_read(user: User, notification_ids: Sequence[str] | None) -> int:
    """Mark those of these notifications that are the user's as read (None: all), and return how many are unread."""
    numbers = None
    if notification_ids is not None:
        ids = [ObjectId(one) for one in notification_ids if ObjectId.is_valid(one)]
        numbers = [store.number_of(user["_id"], one) for one in ids]
    store.mark_read(user["_id"], numbers)
    return push_unread(user["_id"])


def mark_post_read(user: User, post_id: ObjectId) -> None:
    """Mark what a user was told about a post and its comments as read: they look at it."""
    mark_read_where(user, post_id=post_id)


def mark_friendship_read(user: User, other_id: ObjectId | None = None) -> None:
    """Mark what a user was told about their friendship with another one, None for all of them, as read."""
    other = {"actor_id": other_id} if other_id else {}
    mark_read_where(user, kind={"$in": FRIENDSHIP}, **other)


def mark_read_where(user: User, **fields: object) -> None:
    """Mark a user's notifications with these fields as read, and tell all their pages if there were any."""
    if store.mark_read_where(user["_id"], **fields):
        push_unread(user["_id"])


def public_notification(notification: Notification, actor: User) -> dict[str, Any]:
    """Return what a client gets of a notification, as the contract describes it."""
    post_id, comment_id = notification["post_id"], notification["comment_id"]
    if post_id:
        anchor = f"comment-{comment_id}" if comment_id else None
        url = url_for("pages.content", post_id=post_id, comment=comment_id, _anchor=anchor)
    elif notification["kind"] == "report":
        url = url_for("moderation.moderation")
    else:
        url = url_for("pages.user", nickname=actor["nickname"])
    return {
        "id": str(store.public_id(notification["recipient_id"], notification["number"])),
        "kind": notification["kind"],
        "actor": {"nickname": actor["nickname"], "profile_img": image_url(actor["profile_img"])},
        "post_id": str(post_id) if post_id else None,
        "comment_id": str(comment_id) if comment_id else None,
        "text": notification["text"],
        "url": url,
        "created_at": iso_time(notification["created_at"]),
        "read": notification["read"],
    }
