"""Like a post and take the like back, and list who likes it."""

from typing import Any

from bson import ObjectId
from flask import current_app

from final_app.blocks.store import blocked_ids
from final_app.errors import NotFound
from final_app.notifications.actions import push
from final_app.notifications.actions import record
from final_app.notifications.actions import retract
from final_app.posts import store
from final_app.posts.actions import get_post
from final_app.posts.counts import with_visible_counts
from final_app.posts.subscriptions import broadcast_to_subscribers
from final_app.schema import Notification
from final_app.schema import Post
from final_app.schema import User
from final_app.users.actions import public_user
from final_app.users.standing.store import is_active
from final_app.users.store import users_by_id


def set_like(viewer: User, post_id: ObjectId, liked: bool) -> dict[str, Any]:
    """Like a post or take the like back, and return {"liked", "like_count"}. Twice changes nothing.

    Raises NotFound.
    """
    post = get_post(viewer, post_id)
    change = store.insert_like if liked else store.delete_like
    if not change(post["_id"], viewer["_id"]):
        return visible_like(viewer, post, liked)
    notification = record_like(post, viewer) if liked and viewer["_id"] != post["author_id"] else None
    counted = count_like(post["_id"], viewer["_id"], 1 if liked else -1)
    if counted is None:  # the post was deleted at the same moment
        store.delete_like(post["_id"], viewer["_id"])
        retract(post["author_id"], post_id=post["_id"])
        raise NotFound
    if liked and not notification and not is_active(viewer["_id"]):  # the account was; record has looked, too
        if store.delete_like(post["_id"], viewer["_id"]):
            count_like(post["_id"], viewer["_id"], -1)
        raise NotFound
    if notification:
        push(notification, viewer)
    return visible_like(viewer, counted, liked)


def visible_like(viewer: User, post: Post, liked: bool) -> dict[str, Any]:
    """Return {"liked", "like_count"} as the viewer may know them."""
    return {"liked": liked, "like_count": with_visible_counts(viewer, [post])[0]["like_count"]}


def record_like(post: Post, viewer: User) -> Notification | None:
    """Store the notification of a like, before it is counted: if the post is deleted then, one of both deletes it."""
    cause = f"like:{post['_id']}:{viewer['_id']}"
    about: dict[str, Any] = {"post_id": post["_id"], "text": post["content_txt"]}
    return record(post["author_id"], "like", viewer, cause, **about, wait=False)


def count_like(post_id: ObjectId, user_oid: ObjectId, by: int) -> Post | None:
    """Add a user's like to the number of a post, tell its subscribers, and return it; None if there is no such post."""
    post = store.increment(post_id, "like_count", by)
    if post:
        data = {"post_id": str(post_id), "like_count": post["like_count"]}
        broadcast_to_subscribers(post, user_oid, "like_count", data)
    return post


def likers(viewer: User, post_id: ObjectId, before: ObjectId | None) -> dict[str, Any]:
    """Return {"people", "next"}: a page of the users who like a post, newest first; raises NotFound."""
    post = get_post(viewer, post_id)
    size = current_app.config["PAGE_SIZE"]
    found = store.page_of_likes(post["_id"], blocked_ids(viewer["_id"]), before, size + 1)
    users = users_by_id(like["person_id"] for like in found)
    shown = [public_user(users[like["person_id"]]) for like in found[:size] if like["person_id"] in users]
    return {"people": shown, "next": str(found[size - 1]["_id"]) if len(found) > size else None}
