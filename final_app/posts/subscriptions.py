"""Live updates of a post: the rooms of its subscribers, and events to them.

A subscription ends with the right to see the post, as its rooms are named after that right.
Subscribers with blocks have rooms of their own: counts and HTML that all others share may tell of hidden people, so
their pages ask for what they may see.
"""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bson import ObjectId

from final_app import realtime
from final_app.blocks.actions import user_blocked
from final_app.blocks.actions import user_unblocked
from final_app.blocks.store import blocked_ids
from final_app.friends.store import friends_since
from final_app.friends.store import get_friendship
from final_app.schema import Post

WITH_BLOCKS = ":blocks"
SHARED = ("like_count", "comment_count", "reply_to")


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
    rooms = rooms_by_right(post, user_oid)
    return [room + WITH_BLOCKS for room in rooms] if blocked_ids(user_oid) else rooms


def rooms_by_right(post: Post, user_oid: ObjectId) -> list[str]:
    """Return the rooms of a user without blocks."""
    if user_oid == post["author_id"]:
        return subscription_rooms(post, {user_oid: None})
    friendship = get_friendship(user_oid, post["author_id"])
    if friendship is None or friendship["state"] != "friends":
        return subscription_rooms(post, {})
    return subscription_rooms(post, {user_oid: friendship["at"]})


def rooms_of_allowed(post: Post) -> list[str]:
    """Return the rooms of all subscribers without blocks who may see a post now."""
    author_id = post["author_id"]
    always_public = post["audience"] == "public" and post["audience_at"] is None
    return subscription_rooms(post, {} if always_public else {author_id: None, **friends_since(author_id)})


def broadcast_to_subscribers(
    post: Post,
    actor_id: ObjectId,
    event: str,
    data: dict[str, Any],
    render: Callable[[], dict[str, str]] | None = None,
) -> None:
    """Send an event to the subscribers of a post who may see it now, and from whom its actor is not hidden.

    render: returns its HTML by language, for the field "html"; it is called only if there are subscribers.
    """
    hidden = blocked_ids(post["author_id"]) | blocked_ids(actor_id)
    rooms, without = rooms_of_allowed(post), [realtime.user_room(one) for one in hidden]
    if any(map(realtime.may_be_heard, rooms)):
        html = {"html": render()} if render else {}
        realtime.emit_to(rooms, event, {**data, **html}, without)
    own_facts = {name: value for name, value in data.items() if name not in SHARED}
    realtime.emit_to([room + WITH_BLOCKS for room in rooms], event, own_facts, without)


@user_blocked.connect
@user_unblocked.connect
def watch_again(user_oid: ObjectId, blocked: ObjectId) -> None:
    """Let two users watch what they may see now."""
    for one in (user_oid, blocked):
        realtime.watch_again(realtime.user_room(one))
