"""Notify users of what others do, and list, count and mark their notifications."""

from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import Any

from bson import ObjectId
from flask import current_app
from flask import url_for

from final_app import realtime
from final_app.media.actions import image_url
from final_app.notifications import store
from final_app.schema import Notification
from final_app.schema import NotificationKind
from final_app.schema import User
from final_app.text import iso_time
from final_app.users.store import is_active
from final_app.users.store import users_by_id

EVENTS: dict[NotificationKind, str] = {
    "request_friend": "request_notice",
    "accept_friend": "request_notice",
    "like": "like_notice",
    "comment": "comment_notice",
    "reply": "comment_notice",
    "mention": "mention_notice",
}
EXCERPT_LENGTH = 80


def notify(  # noqa: PLR0913 - these are the facts of a notification
    recipient_id: ObjectId,
    kind: NotificationKind,
    actor: User,
    cause: str,
    *,
    post_id: ObjectId | None = None,
    comment_id: ObjectId | None = None,
    text: str = "",
) -> bool:
    """Store a notification of what actor did, then push it to its recipient; return whether it is new.

    cause: the same cause makes one notification, however often it happens.
    """
    notification: Notification = {
        "recipient_id": recipient_id,
        "number": 0,  # set when it is stored
        "cause": cause,
        "kind": kind,
        "actor_id": actor["_id"],
        "post_id": post_id,
        "comment_id": comment_id,
        "text": text[:EXCERPT_LENGTH],
        "created_at": datetime.now(UTC),
        "read": False,
    }
    if not store.insert_notification(notification):
        return False
    if not is_active(recipient_id, actor["_id"]):  # someone has left at the same moment
        store.delete_notifications(recipient_id=recipient_id, cause=cause)
        if not is_active(recipient_id):
            store.delete_notifications_to(recipient_id)
        return False
    store.trim(recipient_id, current_app.config["NOTIFICATIONS_PER_USER"])
    unread = store.count_unread(recipient_id)
    shown = public_notification(notification, actor)
    realtime.emit_to(realtime.user_room(recipient_id), EVENTS[kind], {**shown, "unread": unread})
    return True


def retract(recipient_id: ObjectId, **fields: object) -> None:
    """Delete notifications of a user by their fields, as what they told of is no longer so."""
    if store.delete_notifications(recipient_id=recipient_id, **fields):
        push_unread(recipient_id)


def change_excerpts(text: str, post_id: ObjectId, comment_id: ObjectId | None = None) -> None:
    """Show a text as it is now in the notifications about it: what was taken out of it is gone from them, too."""
    store.set_text(post_id, comment_id, text[:EXCERPT_LENGTH])


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


def public_notification(notification: Notification, actor: User) -> dict[str, Any]:
    """Return what a client gets of a notification, as the contract describes it."""
    post_id, comment_id = notification["post_id"], notification["comment_id"]
    if post_id:
        url = url_for("pages.content", post_id=post_id, _anchor=f"comment-{comment_id}" if comment_id else None)
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
