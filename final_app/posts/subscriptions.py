"""Live updates of a post: the rooms of its subscribers, and events to them.

A subscription ends with the right to see the post, as its rooms are named after that right.
"""

from collections.abc import Mapping
from datetime import datetime

from bson import ObjectId

from final_app import realtime
from final_app.friends.store import friends_since
from final_app.friends.store import get_friendship
from final_app.schema import Post


def subscription_rooms(post: Post, since: Mapping[ObjectId, datetime | None]) -> list[str]:
    """Return the rooms of a post's subscribers: one for everyone while it is public, and one for each of these users.

    since: since when each user is a friend of the author; None for the author. The name of a room tells when the right
    to see the post began. A user who loses it stays in a room that gets no more events, in whichever process, even
    when they become friends again: that is another right, and they must subscribe again.
    """
    prefix = f"watch:{post['_id']}"
    everyone = [f"{prefix}:public:{post['audience_at']}"] if post["audience"] == "public" else []
    return everyone + [f"{prefix}:{user_oid}:{began_at}" for user_oid, began_at in since.items()]


def rooms_of_subscriber(post: Post, user_oid: ObjectId) -> list[str]:
    """Return the rooms of a user who may see a post, one for each right that they have."""
    if user_oid == post["author_id"]:
        return subscription_rooms(post, {user_oid: None})
    friendship = get_friendship(user_oid, post["author_id"])
    if friendship is None or friendship["state"] != "friends":
        return subscription_rooms(post, {})
    return subscription_rooms(post, {user_oid: friendship["at"]})


def broadcast_to_subscribers(post: Post, event: str, data: dict[str, object]) -> None:
    """Send an event to the subscribers of a post who may see it now."""
    author_id = post["author_id"]
    always_public = post["audience"] == "public" and post["audience_at"] is None
    since = {} if always_public else {author_id: None, **friends_since(author_id)}
    realtime.emit_to(subscription_rooms(post, since), event, data)
