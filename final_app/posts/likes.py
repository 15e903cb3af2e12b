"""Like a post and take the like back, and list who likes it."""

from typing import Any

from bson import ObjectId
from flask import current_app

from final_app.errors import NotFound
from final_app.notifications.actions import notify
from final_app.posts import store
from final_app.posts.actions import get_post
from final_app.posts.notifications import retract_if_deleted
from final_app.posts.subscriptions import broadcast_to_subscribers
from final_app.schema import Post
from final_app.schema import User
from final_app.users.actions import public_user
from final_app.users.store import is_active
from final_app.users.store import users_by_id


def set_like(viewer: User, post_id: ObjectId, liked: bool) -> dict[str, Any]:
    """Like a post or take the like back, and return {"liked", "like_count"}. Twice changes nothing.

    Raises NotFound.
    """
    post = get_post(viewer, post_id)
    change = store.insert_like if liked else store.delete_like
    if not change(post["_id"], viewer["_id"]):
        return {"liked": liked, "like_count": post["like_count"]}
    counted = count_like(post["_id"], 1 if liked else -1)
    if counted is None:  # the post was deleted at the same moment
        store.delete_like(post["_id"], viewer["_id"])
        raise NotFound
    if liked and not is_active(viewer["_id"]):  # the account was
        if store.delete_like(post["_id"], viewer["_id"]):
            count_like(post["_id"], -1)
        raise NotFound
    if liked and viewer["_id"] != post["author_id"]:
        cause = f"like:{post['_id']}:{viewer['_id']}"
        if notify(post["author_id"], "like", viewer, cause, post_id=post["_id"], text=post["content_txt"]):
            retract_if_deleted(post["_id"])
    return {"liked": liked, "like_count": counted["like_count"]}


def count_like(post_id: ObjectId, by: int) -> Post | None:
    """Add to a post's number of likes, tell its subscribers, and return it; None if there is no such post."""
    post = store.increment(post_id, "like_count", by)
    if post:
        data = {"post_id": str(post_id), "like_count": post["like_count"]}
        broadcast_to_subscribers(post, "like_count", data)
    return post


def likers(viewer: User, post_id: ObjectId, before: ObjectId | None) -> dict[str, Any]:
    """Return {"people", "next"}: a page of the users who like a post, newest first; raises NotFound."""
    post = get_post(viewer, post_id)
    size = current_app.config["PAGE_SIZE"]
    found = store.page_of_likes(post["_id"], before, size + 1)
    users = users_by_id(like["person_id"] for like in found)
    shown = [public_user(users[like["person_id"]]) for like in found[:size] if like["person_id"] in users]
    return {"people": shown, "next": str(found[size - 1]["_id"]) if len(found) > size else None}
