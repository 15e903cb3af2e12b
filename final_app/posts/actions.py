"""Create, find, edit and delete posts, and their public shape. A viewer is the user who looks."""

from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from typing import IO
from typing import Any

from blinker import Namespace
from bson import ObjectId
from flask_babel import lazy_gettext as _

from final_app.db import Document
from final_app.errors import AppError
from final_app.errors import Forbidden
from final_app.errors import NotFound
from final_app.errors import check_all
from final_app.friends.actions import can_view
from final_app.friends.store import friend_ids
from final_app.media import store as media_store
from final_app.media.actions import post_access_requested
from final_app.media.actions import process_images
from final_app.media.actions import public_image
from final_app.notifications import store as notification_store
from final_app.notifications.actions import change_excerpts
from final_app.posts import store
from final_app.posts.notifications import notify_mentioned
from final_app.posts.rules import VISIBILITIES
from final_app.posts.rules import TextFields
from final_app.posts.rules import check_number
from final_app.posts.rules import check_text
from final_app.posts.rules import check_visibility
from final_app.schema import Post
from final_app.schema import PostWithAuthor
from final_app.schema import User
from final_app.text import iso_time
from final_app.text import repetition_key
from final_app.users.actions import public_user
from final_app.users.store import is_active

post_deleted = Namespace().signal("post-deleted")  # sent with the post's id


def create_post(
    author: User, content_txt: str, visibility: str, files: Sequence[IO[bytes]] = (), request_key: str = ""
) -> Post:
    """Store a new post with its pictures, notify the users it mentions, and return it.

    request_key: of two requests with the same key and text, the second returns the post of the first.
    Raises AppError naming every invalid field: 413 or 415 for a picture, else 400; NotFound if the author has left.
    """
    once = repetition_key(request_key, str(author["_id"]), content_txt)
    if earlier := store.find_repeated(once):
        return earlier
    post_id = ObjectId()
    text: TextFields
    text, shown_to, images = check_all(
        lambda: check_text(content_txt, may_be_empty=bool(files)),
        lambda: check_visibility(visibility or VISIBILITIES[0]),
        lambda: process_images(check_number(files), author["_id"], post_id, "content_file"),
    )
    media_store.save_images(images)
    post: Post = {
        "_id": post_id,
        "author_id": author["_id"],
        "content_txt": text["content_txt"],
        "hashtags": text["hashtags"],
        "mentions": text["mentions"],
        "grams": text["grams"],
        "audience": shown_to,
        "audience_at": None,
        "created_at": datetime.now(UTC),
        "edited_at": None,
        "like_count": 0,
        "comment_count": 0,
        "images": [{"_id": image["_id"], "width": image["width"], "height": image["height"]} for image in images],
    }
    if once:
        post["once"] = once
    stored = store.insert_post(post)
    if stored["_id"] != post_id:  # the same request, at the same moment
        media_store.delete_images([image["_id"] for image in images])
        return stored
    if not is_active(author["_id"]):  # the account was deleted meanwhile
        delete_whole_post(post)
        raise NotFound
    notify_mentioned(post, author)
    return post


def get_post(viewer: User, post_id: ObjectId) -> Post:
    """Return a post that the viewer may see; raises NotFound."""
    post = store.get_post(post_id)
    if post is None or not can_view(viewer["_id"], post["author_id"], post["audience"]):
        raise NotFound
    return post


def get_post_with_author(viewer: User, post_id: ObjectId) -> PostWithAuthor:
    """Return a post that the viewer may see, with its author; raises NotFound."""
    post = store.get_post_with_author(post_id)
    if post is None or post["author"] is None or not can_view(viewer["_id"], post["author_id"], post["audience"]):
        raise NotFound
    return post


@post_access_requested.connect
def can_view_post(post_id: ObjectId, viewer: User) -> bool:
    """Return whether the viewer may see a post, and so its pictures."""
    post = store.get_post(post_id)
    return post is not None and can_view(viewer["_id"], post["author_id"], post["audience"])


def get_own_post(viewer: User, post_id: ObjectId) -> Post:
    """Return a post that the viewer wrote; raises NotFound, or Forbidden for someone else's."""
    post = get_post(viewer, post_id)
    if post["author_id"] != viewer["_id"]:
        raise Forbidden(_("Only the author can do this."))
    return post


def edit_post(viewer: User, post_id: ObjectId, changes: dict[str, str]) -> Post:
    """Change content_txt, audience or both of the viewer's own post and return it.

    Raises ValidationError naming every invalid field, Forbidden, NotFound.
    """
    post = get_own_post(viewer, post_id)
    if not changes:
        raise AppError(_("Nothing to change. Send content_txt, audience or both."))
    now = datetime.now(UTC)
    text, visibility = check_all(
        lambda: (
            check_text(changes["content_txt"], may_be_empty=bool(post["images"])) if "content_txt" in changes else {}
        ),
        lambda: check_visibility(changes.get("audience", post["audience"])),
    )
    change: Document = {"edited_at": now, "audience": visibility, **text}
    if visibility != post["audience"]:
        change["audience_at"] = now
    edited = store.update_post(post["_id"], viewer["_id"], change)
    if edited is None:  # deleted at the same moment
        raise NotFound
    if edited["audience"] == "friends":
        notification_store.delete_notifications_except(edited["_id"], [viewer["_id"], *friend_ids(viewer["_id"])])
    change_excerpts(edited["content_txt"], edited["_id"])
    notify_mentioned(edited, viewer)
    return edited


def delete_post(viewer: User, post_id: ObjectId) -> None:
    """Delete the viewer's own post and all that belongs to it; raises NotFound, Forbidden."""
    delete_whole_post(get_own_post(viewer, post_id))


def delete_whole_post(post: Post) -> None:
    """Delete a post with its pictures, likes and notifications and, through the signal, its comments."""
    store.delete_post(post["_id"])  # first: what is stored for it from now on finds it gone, and is taken back
    post_deleted.send(post["_id"])
    notification_store.delete_notifications(post_id=post["_id"])
    media_store.delete_images([image["_id"] for image in post["images"]])


def public_posts(viewer: User, posts: Sequence[PostWithAuthor]) -> list[dict[str, Any]]:
    """Return the public shapes of posts whose authors still exist; the viewer's likes come from one query."""
    liked = store.liked_among(viewer["_id"], [post["_id"] for post in posts]) if posts else set()
    return [public_post(post, post["author"], post["_id"] in liked) for post in posts if post["author"]]


def public_post(post: Post, author: User, liked: bool) -> dict[str, Any]:
    """Return what a client gets of a post, as the contract describes it."""
    return {
        "id": str(post["_id"]),
        "author": public_user(author),
        "content_txt": post["content_txt"],
        "hashtags": post["hashtags"],
        "mentions": post["mentions"],
        "audience": post["audience"],
        "like_count": post["like_count"],
        "comment_count": post["comment_count"],
        "images": [public_image(image) for image in post["images"]],
        "created_at": iso_time(post["created_at"]),
        "edited_at": iso_time(post["edited_at"]),
        "liked": liked,
    }
