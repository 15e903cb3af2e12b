"""Who is notified of a comment, and of what kind."""

from collections.abc import Iterable
from typing import Any

from bson import ObjectId

from final_app.blocks.store import blocked_ids
from final_app.friends.actions import can_view
from final_app.notifications.actions import push
from final_app.notifications.actions import record
from final_app.schema import Comment
from final_app.schema import Notification
from final_app.schema import NotificationKind
from final_app.schema import Post
from final_app.schema import User


def recipients(
    author: ObjectId, post_author: ObjectId, parent_author: ObjectId | None, mentioned: Iterable[ObjectId]
) -> dict[ObjectId, NotificationKind]:
    """Return who is notified of a comment, once each: a mention counts before a reply, a reply before a comment.

    Authors are never notified of their own comments.
    """
    kinds: dict[ObjectId, NotificationKind] = {post_author: "comment"}
    if parent_author:
        kinds[parent_author] = "reply"
    kinds |= dict.fromkeys(mentioned, "mention")
    kinds.pop(author, None)
    return kinds


def record_for_recipients(
    comment: Comment, post: Post, parent: Comment | None, author: User, wait: bool = True
) -> list[Notification]:
    """Store the notifications of a comment for those who may see its post, and return the new ones to push.

    wait: as notifications.actions.record has it.
    """
    parent_author = parent["author_id"] if parent else None
    kinds = recipients(
        author["_id"], post["author_id"], parent_author, [one["person_id"] for one in comment.get("mentioned", [])]
    )
    hidden = blocked_ids(author["_id"])
    cause = f"comment:{comment['_id']}"
    about: dict[str, Any] = {"post_id": post["_id"], "comment_id": comment["_id"], "text": comment["text"]}
    recorded = [
        record(recipient_id, kind, author, cause, **about, wait=wait)
        for recipient_id, kind in kinds.items()
        if recipient_id not in hidden and can_view(recipient_id, post["author_id"], post["audience"])
    ]
    return [notification for notification in recorded if notification]


def push_all(notifications: Iterable[Notification], actor: User) -> None:
    """Push notifications of what actor did."""
    for notification in notifications:
        push(notification, actor)
