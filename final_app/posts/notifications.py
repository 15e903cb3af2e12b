"""Who is notified of a post, and when such notifications are retracted."""

from bson import ObjectId

from final_app.blocks.actions import user_blocked
from final_app.friends.actions import can_view
from final_app.friends.actions import friendship_ended
from final_app.notifications import store as notification_store
from final_app.notifications.actions import notify
from final_app.notifications.actions import retract
from final_app.posts import store
from final_app.posts.rules import VISIBILITIES
from final_app.schema import Post
from final_app.schema import User
from final_app.users.store import users_by_id


def notify_mentioned(post: Post, author: User) -> None:
    """Notify the users whom a post mentions and who may see it, once each."""
    mentioned = post.get("mentioned")
    if not mentioned:
        return
    for user in users_by_id(one["person_id"] for one in mentioned).values():
        if user["_id"] != author["_id"] and can_view(user["_id"], author["_id"], post["audience"]):
            cause = f"mention:{post['_id']}"
            notify(user["_id"], "mention", author, cause, post_id=post["_id"], text=post["content_txt"])
    retract_if_deleted(post["_id"])


def retract_if_deleted(post_id: ObjectId) -> None:
    """Delete the notifications about a post that was deleted while they were stored."""
    if not store.exists(post_id):
        notification_store.delete_notifications(post_id=post_id)


@friendship_ended.connect
def retract_notifications(user_oid: ObjectId, former_friend: ObjectId) -> None:
    """Retract a user's notifications about the friends-only posts of a former friend."""
    post_ids = notification_store.notified_post_ids(user_oid)
    for post_id in store.ids_among(post_ids, former_friend, "friends"):
        retract(user_oid, post_id=post_id)


@user_blocked.connect
def retract_of_blocked(user_oid: ObjectId, blocked: ObjectId) -> None:
    """Retract the notifications of two users about all posts of each other, whoever acted there."""
    for recipient_id, author_id in ((user_oid, blocked), (blocked, user_oid)):
        post_ids = notification_store.notified_post_ids(recipient_id)
        for post_id in store.ids_among(post_ids, author_id, *VISIBILITIES):
            retract(recipient_id, post_id=post_id)
