"""Who is notified of a comment, and of what kind."""

from collections.abc import Iterable

from bson import ObjectId

from final_app.friends.actions import can_view
from final_app.notifications.actions import notify
from final_app.schema import Comment
from final_app.schema import NotificationKind
from final_app.schema import Post
from final_app.schema import User
from final_app.users.mentions import mentioned_users


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


def notify_recipients(comment: Comment, post: Post, parent: Comment | None, author: User) -> None:
    """Notify the recipients of a comment who may see its post."""
    parent_author = parent["author_id"] if parent else None
    mentioned = [user["_id"] for user in mentioned_users(comment["text"])]
    kinds = recipients(author["_id"], post["author_id"], parent_author, mentioned)
    for recipient_id, kind in kinds.items():
        if can_view(recipient_id, post["author_id"], post["audience"]):
            cause = f"comment:{comment['_id']}"
            notify(
                recipient_id,
                kind,
                author,
                cause,
                post_id=post["_id"],
                comment_id=comment["_id"],
                text=comment["text"],
            )
